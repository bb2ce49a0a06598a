// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qobject.h>

class QDBusMessage;
class QDBusVariant;

namespace Lanroom {

/// Follows the desktop's wish for dark or light (org.freedesktop.appearance, by the desktop portal)
/// on systems whose Qt platform theme does not: Qt does so itself only from 6.5 on. Where a
/// platform theme gave colours of its own, or there is no portal, it changes nothing. Made once by
/// main(), window's thread; its calls are asynchronous and the bus is opened elsewhere, for that
/// blocks.
class SystemColors : public QObject
{
    Q_OBJECT
public:
    SystemColors();

private Q_SLOTS:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void ask();
    static void apply(uint scheme);
};

} // namespace Lanroom
