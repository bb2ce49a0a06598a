// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearray.h>

namespace Lanroom::Chat {

/// What the chat's parts need of the service around them: to say something to a whole room. A
/// room's topic is its canonical name, which never holds a '*'.
class Outlet
{
public:
    /// Everyone welcome.
    static constexpr const char *kEverybody = "*";

    virtual ~Outlet() = default;
    virtual void publish(const QByteArray &topic, const QByteArray &text) = 0;
};

} // namespace Lanroom::Chat
