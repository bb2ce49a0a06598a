// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/pages.h"

#include <QtCore/qcryptographichash.h>

namespace Lanroom {

using namespace Qt::StringLiterals;

namespace {

/// In the page, since whoever sees it may get no other file from here. The client's colours.
const QString kStyle =
    u"*{box-sizing:border-box}"
    "body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px;"
    "background:#f5f1e8;color:#221f1a;"
    "font:400 16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif}"
    "main{max-width:28rem;width:100%;overflow-wrap:anywhere}"
    "h1{margin:0 0 8px;font-size:28px;line-height:1.2}"
    "p{margin:0 0 20px}"
    "a{display:inline-block;padding:10px 18px;border-radius:10px;background:#1d5c4a;color:#fff;"
    "font-weight:600;text-decoration:none}"
    "a:focus-visible{outline:2px solid currentColor;outline-offset:2px}"
    "@media(prefers-color-scheme:dark){body{background:#141311;color:#eee9df}"
    "a{background:#6ec8a7;color:#0c1f18}}"_s;

/// Nothing but that style.
QByteArray policy()
{
    const QByteArray hash = QCryptographicHash::hash(kStyle.toUtf8(), QCryptographicHash::Sha256);
    return "default-src 'none'; style-src 'sha256-" + hash.toBase64() +
           "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

} // namespace

HttpResponse plainPage(int status, const QString &title, const QString &text, const QString &link)
{
    static const QByteArray contentPolicy = policy();
    QString body = u"<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
                   u"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   u"<meta name=\"color-scheme\" content=\"light dark\">\n"
                   u"<title>%1</title>\n<style>%3</style>\n<main>\n<h1>%1</h1>\n<p>%2</p>\n"_s.arg(
                       title.toHtmlEscaped(), text.toHtmlEscaped(), kStyle);
    if (!link.isEmpty()) {
        const QString words = link == u"/" ? u"Go to the chat"_s : link.toHtmlEscaped();
        body += u"<p><a href=\"%1\">%2</a></p>\n"_s.arg(link.toHtmlEscaped(), words);
    }
    body += u"</main>\n"_s;
    return {status,
            "text/html; charset=utf-8",
            body.toUtf8(),
            {{"Cache-Control", "no-store"}, {"Content-Security-Policy", contentPolicy}}};
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
    case 501:
        return plainPage(status, u"Unknown method"_s, u"This server knows GET and HEAD."_s);
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
