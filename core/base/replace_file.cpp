// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/replace_file.h"

#include <QtCore/qfile.h>
#include <QtCore/qsavefile.h>

namespace Lanroom {

Result<void> replaceFile(const QString &path, QByteArrayView content)
{
    QSaveFile file(path);
    const auto failed = [&](ErrorCode code) {
        return Error{code, QStringLiteral("cannot write %1: %2").arg(path, file.errorString())};
    };
    if (!file.open(QFile::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return failed(ErrorCode::Denied);
    // write() only fills a buffer, and commit() of Qt 6.4 renames even when the disk had no room
    // for it: flush() alone tells.
    if (file.write(content.data(), content.size()) != content.size() || !file.flush() ||
        !file.commit())
        return failed(ErrorCode::Storage);
    return {};
}

} // namespace Lanroom
