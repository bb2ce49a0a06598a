// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "support/raw_client.h"

// WebSocket frames as bytes, for tests that speak for a browser.
namespace Lanroom::Test {

inline constexpr int kText = 1;
inline constexpr int kBinary = 2;
inline constexpr int kClose = 8;
inline constexpr int kPing = 9;

inline QByteArray upgradeTo(const QByteArray &path, const QByteArray &host = "box")
{
    return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host +
           ":8080\r\n"
           "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nUser-Agent: test/1\r\n"
           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
}

/// A masked client frame.
inline QByteArray frame(int opcode, const QByteArray &payload, bool final = true)
{
    QByteArray out;
    out.append(char((final ? 0x80 : 0) | opcode));
    if (payload.size() < 126) {
        out.append(char(0x80 | payload.size()));
    } else if (payload.size() <= 0xffff) {
        out.append(char(0x80 | 126)).append(char(payload.size() >> 8)).append(char(payload.size()));
    } else {
        out.append(char(0x80 | 127));
        for (int shift = 56; shift >= 0; shift -= 8)
            out.append(char(quint64(payload.size()) >> shift));
    }
    const QByteArray mask("\x01\x02\x03\x04", 4);
    out.append(mask);
    for (qsizetype i = 0; i < payload.size(); ++i)
        out.append(char(payload[i] ^ mask[i % 4]));
    return out;
}

inline QByteArray closeFrame(int code)
{
    return frame(kClose, QByteArray(1, char(code >> 8)) + char(code & 0xff));
}

/// A server's frame: short, unmasked.
inline QByteArray plain(int opcode, const QByteArray &payload)
{
    return QByteArray(1, char(0x80 | opcode)) + char(payload.size()) + payload;
}

inline QByteArray plainClose(int code, const QByteArray &reason = {})
{
    return plain(kClose, QByteArray(1, char(code >> 8)) + char(code & 0xff) + reason);
}

/// The code in a close frame; 0 when it is none.
inline int closeCodeIn(const QByteArray &bytes)
{
    return bytes.size() >= 4 && quint8(bytes[0]) == 0x88 ? quint8(bytes[2]) << 8 | quint8(bytes[3])
                                                         : 0;
}

} // namespace Lanroom::Test
