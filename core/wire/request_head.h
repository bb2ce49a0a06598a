// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearrayview.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

namespace Lanroom {

/// One header field as it came: any case in the name, no white space around the value.
struct HttpHeader
{
    QByteArray name;
    QByteArray value;
};

/// The head of one HTTP request, checked and copied by RequestParser. A plain value.
struct RequestHead
{
    QByteArray method;     // "GET"; methods are case-sensitive
    QString path;          // percent-decoded, without the query; no control characters
    QString query;         // what stood after '?', as it came; empty: nothing
    QByteArray host;       // Host header's value, or the authority of an absolute target
    int version = 11;      // 10 or 11
    bool keepAlive = true; // by version and Connection header
    bool hasBody = false;  // a body is announced, of any length but 0
    QList<HttpHeader> headers;

    /// The first field of that name; nothing (null) when there is none. Case doesn't matter.
    QByteArray header(QByteArrayView name) const;
    /// Every field of that name, split at commas, trimmed, in lower case: a list of tokens.
    QList<QByteArray> tokens(QByteArrayView name) const;
    qsizetype count(QByteArrayView name) const;
};

} // namespace Lanroom
