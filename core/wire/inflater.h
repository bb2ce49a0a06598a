// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "wire/deflate_terms.h"

#include <memory>

namespace Lanroom {

/// Inflates one client's compressed messages (RFC 7692 7.2.2), piece by piece as they come. Does no
/// I/O; not thread-safe; owned by that client's connection.
///
/// Memory: zlib's state (7 KB, and a window of up to 32 KiB) lives from a message's first piece to
/// its last. Making it takes 0.04 µs, so an idle client keeps nothing; with client takeover it
/// keeps what its next message may refer to, 2^clientWindowBits bytes at most and no more than it
/// sent.
///
/// What is wrong ends in Corrupt or TooBig, which stays: the connection is to be closed.
class Inflater
{
public:
    enum class Status { Ok, Corrupt, TooBig };

    /// What one message may become whatever its ratio: deflate reaches 1:1032, on a key held down,
    /// too, and 64 KiB of that take 30 µs. Beyond it a message may be kMaxRatio times what came:
    /// text and JSON of people come to 2 or 3, logs to 20, and only a bomb needs more.
    static constexpr qsizetype kFreeBytes = 64 * 1024;
    static constexpr qsizetype kMaxRatio = 100;

    explicit Inflater(const DeflateTerms &terms);
    ~Inflater();
    Inflater(Inflater &&) noexcept;
    Inflater &operator=(Inflater &&) noexcept;

    /// Appends to out what the next piece of a message's payload inflates to. The message, all its
    /// pieces together, has at most maxOut bytes (TooBig); out never gets more, whatever comes.
    /// endOfMessage: nothing of this message follows.
    Status append(QByteArrayView compressed, bool endOfMessage, QByteArray &out, qsizetype maxOut);

    /// Whether a message may refer to earlier ones.
    bool hasTakeover() const { return m_takeover; }
    /// What is kept between two messages.
    qsizetype keptBytes() const { return m_window.size(); }

private:
    struct Stream;

    void begin();
    Status inflate(QByteArrayView compressed, QByteArray &out, qsizetype maxOut);
    Status end(QByteArray &out, qsizetype maxOut);
    void keepWindow();
    Status fail(Status status);

    std::unique_ptr<Stream> m_stream; // null between messages
    QByteArray m_window;              // null unless the next message may refer to it
    qsizetype m_taken = 0;            // bytes of this message, compressed
    qsizetype m_given = 0;            // ... and inflated
    qint8 m_windowBits;
    bool m_takeover;
    Status m_status = Status::Ok;
};

} // namespace Lanroom
