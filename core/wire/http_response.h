// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "wire/request_head.h"

namespace Lanroom {

/// One HTTP answer. A plain value; bodies are shared, not copied.
struct HttpResponse
{
    int status = 200;
    QByteArray contentType; // empty: no body
    QByteArray body;
    QList<HttpHeader> headers; // beyond those the writer adds
};

/// "Not Found" for 404; empty for a status this program never sends.
QByteArrayView reasonPhrase(int status);

/// How the answer is to travel: what it takes from the request and the connection.
struct ResponseFraming
{
    bool head = false; // answer to HEAD: the same fields, no body
    bool keepAlive = true;
    int version = 11;  // the request's
    qint64 wallMs = 0; // for Date
};

/// The answer's head, blank line included: status line, Date, Connection where it must be said,
/// Content-Type and Content-Length (not for 304), then the response's own fields.
QByteArray encodeResponseHead(const HttpResponse &response, const ResponseFraming &framing);

} // namespace Lanroom
