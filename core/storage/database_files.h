// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/file_identity.h"
#include "base/result.h"

#include <QtCore/qlist.h>

#include <optional>

namespace Lanroom::Storage {

/// The files of an open SQLite database, to find out when somebody removes or replaces them underneath:
/// the system goes on writing into what has no name any more, and all of it is gone with the process.
/// Looking costs a microsecond or two. Writer thread only.
class DatabaseFiles
{
public:
    /// Of the database just opened, which has read something: by then its log is there too.
    explicit DatabaseFiles(const QString &database);

    /// The path that leads elsewhere by now; null when all lead where they did. It may lead back later,
    /// where a folder was moved away and is moved back.
    QString lost() const;
    /// Storage, with what the operator can do, when one is lost().
    Result<void> areStill() const;

private:
    struct File
    {
        QString path;
        std::optional<FileIdentity> identity;
    };
    QList<File> m_files;
};

} // namespace Lanroom::Storage
