// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/database_files.h"

using namespace Qt::StringLiterals;

namespace Lanroom::Storage {

DatabaseFiles::DatabaseFiles(const QString &database)
{
    for (const QString &path : {database, database + "-wal"_L1})
        m_files.append({path, FileIdentity::ofPath(path)});
}

QString DatabaseFiles::lost() const
{
    for (const File &file : m_files) {
        if (file.identity != FileIdentity::ofPath(file.path))
            return file.path;
    }
    return {};
}

Result<void> DatabaseFiles::areStill() const
{
    const QString path = lost();
    if (path.isNull())
        return {};
    return Error{ErrorCode::Storage,
                 u"%1 was removed or replaced while it is in use: put it back, or restart the service "
                 "to go on with what is there instead"_s.arg(path)};
}

} // namespace Lanroom::Storage
