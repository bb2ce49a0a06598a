// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearray.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qstring.h>

namespace Lanroom {

/// What a client sent: one whole WebSocket message. It ends with the call that brings it, so take a
/// copy (text(), bytes()) of what you keep. Everything in it is the client's word: hostile until
/// checked. Its length is bounded by the manifest's message_bytes, 64 KiB where it says nothing.
struct Message
{
    QByteArrayView data;  // of a text: valid UTF-8
    bool binary = false;

    QString text() const { return QString::fromUtf8(data); }
    QByteArray bytes() const { return data.toByteArray(); }
    /// The JSON object that it is; empty for anything else.
    QJsonObject json() const;
};

} // namespace Lanroom
