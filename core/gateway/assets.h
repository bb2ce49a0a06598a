// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "wire/http_response.h"

#include <QtCore/qhash.h>
#include <QtCore/qstring.h>

namespace Lanroom {

/// The browser client's files, read once from the resources built into the program. Only paths of
/// files that were there then exist, so no path can lead anywhere else. Immutable.
class Assets
{
public:
    /// root: a folder of resources (":/web"). Its index.html is "/".
    explicit Assets(const QString &root);

    struct Asset
    {
        QByteArray contentType;
        QByteArray body;
        QByteArray etag; // with its quotes; made from the body
    };
    /// A file made up on the spot, with its tag.
    static Asset made(const QByteArray &contentType, const QByteArray &body);
    /// Null when there is no such file.
    const Asset *find(const QString &path) const;

    /// 200 with the file, 304 when the browser has it already, or 412 when it wants another
    /// version. Always to be asked again: file names carry no version, the tag does.
    static HttpResponse answer(const Asset &asset, const RequestHead &request);

private:
    QHash<QString, Asset> m_assets; // by path, "/app.js"
};

} // namespace Lanroom
