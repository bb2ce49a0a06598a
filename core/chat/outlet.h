// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearray.h>

QT_BEGIN_NAMESPACE
class QJsonObject;
QT_END_NAMESPACE

namespace Lanroom {
class Client;
}

namespace Lanroom::Chat {

/// What the chat's parts need of the service around them: to say something to a whole room, and to
/// leave with a client what a successor must know. A room's topic is its canonical name, which
/// never holds a '*'.
class Outlet
{
public:
    /// Everyone welcome.
    static constexpr const char *kEverybody = "*";

    virtual ~Outlet() = default;
    virtual void publish(const QByteArray &topic, const QByteArray &text) = 0;
    virtual void keep(Client &client, const QJsonObject &state) = 0;
};

} // namespace Lanroom::Chat
