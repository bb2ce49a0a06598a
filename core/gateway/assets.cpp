// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/assets.h"

#include "gateway/pages.h"

#include <QtCore/qcryptographichash.h>
#include <QtCore/qdiriterator.h>
#include <QtCore/qfile.h>

namespace Lanroom {

using namespace Qt::StringLiterals;

namespace {

QByteArray contentTypeOf(const QString &path)
{
    static const QHash<QString, QByteArray> types{
        {u"html"_s, "text/html; charset=utf-8"_ba},
        {u"js"_s, "text/javascript; charset=utf-8"_ba},
        {u"css"_s, "text/css; charset=utf-8"_ba},
        {u"json"_s, "application/json; charset=utf-8"_ba},
        {u"webmanifest"_s, "application/manifest+json; charset=utf-8"_ba},
        {u"svg"_s, "image/svg+xml; charset=utf-8"_ba},
        {u"png"_s, "image/png"_ba},
        {u"ico"_s, "image/x-icon"_ba},
        {u"woff2"_s, "font/woff2"_ba},
        {u"txt"_s, "text/plain; charset=utf-8"_ba},
    };
    return types.value(path.section(u'.', -1), "application/octet-stream"_ba);
}

QByteArray tagOf(const QByteArray &body)
{
    return '"' + QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex().first(32) + '"';
}

bool meetsIfMatch(const Assets::Asset &asset, const RequestHead &request)
{
    const QList<QByteArray> wanted = request.tokens("If-Match");
    return wanted.contains(asset.etag) || wanted.contains("*");
}

} // namespace

Assets::Assets(const QString &root)
{
    QDirIterator files(root, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray body = file.readAll();
        QString path = files.filePath().mid(root.size());
        if (path == u"/index.html")
            path = u"/"_s;
        m_assets.insert(path, made(contentTypeOf(files.fileName()), body));
    }
}

Assets::Asset Assets::made(const QByteArray &contentType, const QByteArray &body)
{
    return {contentType, body, tagOf(body)};
}

const Assets::Asset *Assets::find(const QString &path) const
{
    const auto found = m_assets.constFind(path);
    return found == m_assets.cend() ? nullptr : &found.value();
}

HttpResponse Assets::answer(const Asset &asset, const RequestHead &request)
{
    const QList<HttpHeader> fields{{"ETag"_ba, asset.etag}, {"Cache-Control"_ba, "no-cache"_ba}};
    // Tags are lower-case hex, so tokens() doesn't change them; "W/" may stand before a cached one,
    // which is enough to need no copy, but not to be sure of every byte (RFC 9110 13.1.1).
    if (request.count("If-Match") > 0 && !meetsIfMatch(asset, request))
        return plainPage(412, u"Another version"_s,
                         u"What stands here now is not the version asked for."_s);
    const QList<QByteArray> known = request.tokens("If-None-Match");
    if (known.contains(asset.etag) || known.contains("w/" + asset.etag) || known.contains("*"))
        return {304, {}, {}, fields};
    return {200, asset.contentType, asset.body, fields};
}

} // namespace Lanroom
