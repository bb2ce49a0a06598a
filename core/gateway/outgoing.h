// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearrayview.h>
#include <QtCore/qvarlengtharray.h>

#include <memory>

namespace Lanroom {

/// One message on its way to any number of clients: the WebSocket frame is encoded once, here, and
/// every subscriber's socket is given the same bytes; compressed for those who agreed to that, once
/// for all of them too. A plain value; copies share the bytes, and what is made of them later.
class Outgoing
{
public:
    /// utf8 must be valid UTF-8: it comes from a service, whose link is checked.
    static Outgoing text(QByteArrayView utf8) { return Outgoing(utf8, false); }
    static Outgoing binary(QByteArrayView bytes) { return Outgoing(bytes, true); }

    /// The message's own bytes, without the frame's head.
    qsizetype size() const { return m_shared->size; }
    bool isBinary() const { return m_shared->binary; }
    /// The whole frame (RFC 6455 5.2: final, unmasked) as it goes to the socket.
    const QByteArray &frame() const { return m_shared->frame; }

    /// The same compressed (RFC 7692 6.1), for a client that agreed on windowBits; frame() itself
    /// where that is no longer. Each variant is made once, when first asked for.
    const QByteArray &deflatedFrame(int windowBits) const;

private:
    struct Variant
    {
        int windowBits;
        QByteArray frame;
    };

    struct Shared
    {
        QByteArray frame;
        qsizetype size;
        bool binary;
        QVarLengthArray<Variant, 1> deflated;
    };

    Outgoing(QByteArrayView payload, bool binary);

    std::shared_ptr<Shared> m_shared;
};

} // namespace Lanroom
