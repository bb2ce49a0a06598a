// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/pages.h"

namespace Lanroom {

using namespace Qt::StringLiterals;

HttpResponse plainPage(int status, const QString &title, const QString &text, const QString &link)
{
    QString body = u"<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
                   u"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   u"<meta name=\"color-scheme\" content=\"light dark\">\n"
                   u"<title>%1</title>\n<h1>%1</h1>\n<p>%2</p>\n"_s.arg(title.toHtmlEscaped(),
                                                                        text.toHtmlEscaped());
    if (!link.isEmpty())
        body += u"<p><a href=\"%1\">%1</a></p>\n"_s.arg(link.toHtmlEscaped());
    return {status, "text/html; charset=utf-8", body.toUtf8(), {{"Cache-Control", "no-store"}}};
}

HttpResponse refusalPage(int status)
{
    switch (status) {
    case 408:
        return plainPage(status, u"Too slow"_s, u"The request took too long to arrive."_s);
    case 413:
        return plainPage(status, u"Too much"_s, u"Nothing can be sent to this address."_s);
    case 414:
    case 431:
        return plainPage(status, u"Too long"_s, u"The request is longer than this server reads."_s);
    case 429:
        return plainPage(status, u"Too fast"_s,
                         u"This device, or one that shares its address, connects too often. Please "
                         u"try again in a moment."_s);
    case 503:
        return plainPage(status, u"Full"_s,
                         u"Too many devices are connected. Please try again in a moment."_s);
    case 505:
        return plainPage(status, u"Unknown protocol"_s, u"This server speaks HTTP/1.1."_s);
    default:
        return plainPage(status, u"Not understood"_s,
                         u"This is not a request that a browser would make."_s);
    }
}

} // namespace Lanroom
