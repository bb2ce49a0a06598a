// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qobject.h>
#include <QtDBus/qdbusconnection.h>
#include <QtDBus/qdbusunixfiledescriptor.h>

#include <optional>

namespace Lanroom {

/// Keeps the computer awake while it is told to: takes a lock of systemd-logind ("sleep:idle", or
/// "idle" alone where more is not permitted) and gives it back. Silent where there is no D-Bus or
/// no logind. Window's thread, which never waits: the bus is opened on a pool thread, for that
/// blocks, and calls are asynchronous.
class SleepInhibitor : public QObject
{
    Q_OBJECT
public:
    explicit SleepInhibitor(QObject *parent = nullptr);

    void setAwake(bool awake);
    /// A lock is held.
    bool isHeld() const { return m_lock.has_value(); }

Q_SIGNALS:
    void heldChanged();

private:
    void openBus();
    void request(const QString &what);
    void release();

    bool m_wanted = false;
    bool m_asking = false;
    std::optional<QDBusConnection> m_bus;
    std::optional<QDBusUnixFileDescriptor> m_lock; // closing it is giving it back
};

} // namespace Lanroom
