// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "wire/request_head.h"

#include <memory>

namespace Lanroom {

/// Reads one HTTP/1.x request head out of bytes that come in pieces of any size. It does no I/O and
/// keeps no copy of the bytes: the caller holds them, and offers the whole of what it has each
/// time. Boost.Beast does the grammar; what it lets through and a server must not is refused here.
///
/// A body is only announced (RequestHead::hasBody), never read: nothing here takes one.
/// Whatever is wrong ends in Error with the HTTP status that says so; the parser then stays there,
/// and the connection must end after the answer. One parser a request; not thread-safe.
class RequestParser
{
public:
    /// Over it: 431. The request line alone: 414.
    static constexpr qsizetype kDefaultMaxHeadBytes = 16 * 1024;
    static constexpr qsizetype kMaxRequestLine = 8 * 1024;

    enum class Status { Ok, Incomplete, Error };

    explicit RequestParser(qsizetype maxHeadBytes = kDefaultMaxHeadBytes);
    ~RequestParser();
    RequestParser(RequestParser &&) noexcept;
    RequestParser &operator=(RequestParser &&) noexcept;

    /// bytes: everything since the request's first byte; it only grows from call to call.
    Status parse(QByteArrayView bytes);

    /// After Ok: the head, and how many of the bytes belong to it. What follows is not touched.
    const RequestHead &head() const;
    qsizetype headBytes() const;
    /// After Error: 400, 414, 431 or 505.
    int errorStatus() const;

private:
    class Beast;
    std::unique_ptr<Beast> m_beast;
};

} // namespace Lanroom
