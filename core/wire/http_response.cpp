// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/http_response.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qlocale.h>
#include <QtCore/qtimezone.h>

namespace Lanroom {

QByteArrayView reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 421:
        return "Misdirected Request";
    case 426:
        return "Upgrade Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 501:
        return "Not Implemented";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    }
    return {};
}

namespace {

void add(QByteArray &out, QByteArrayView name, QByteArrayView value)
{
    out.append(name).append(": ").append(value).append("\r\n");
}

QByteArray httpDate(qint64 wallMs)
{
    return QLocale::c()
        .toString(QDateTime::fromMSecsSinceEpoch(wallMs, Qt::UTC),
                  u"ddd, dd MMM yyyy HH:mm:ss 'GMT'")
        .toLatin1();
}

} // namespace

QByteArray encodeResponseHead(const HttpResponse &response, const ResponseFraming &framing)
{
    QByteArray out;
    out.reserve(512);
    out.append("HTTP/1.1 ").append(QByteArray::number(response.status)).append(' ');
    out.append(reasonPhrase(response.status)).append("\r\n");
    add(out, "Date", httpDate(framing.wallMs));
    if (!framing.keepAlive)
        add(out, "Connection", "close");
    else if (framing.version < 11)
        add(out, "Connection", "keep-alive");
    if (!response.contentType.isEmpty())
        add(out, "Content-Type", response.contentType);
    if (response.status != 304)
        add(out, "Content-Length", QByteArray::number(response.body.size()));
    for (const HttpHeader &field : response.headers)
        add(out, field.name, field.value);
    return out.append("\r\n");
}

} // namespace Lanroom
