// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/access_password.h"

#include <QtCore/qfile.h>

using namespace Qt::StringLiterals;

namespace Lanroom::Chat {

constexpr qint64 kLongestLine = 1024;

Result<QByteArray> readAccessPassword(const QString &path)
{
    if (path.isEmpty())
        return QByteArray();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::System,
                     u"The password file %1 cannot be read: %2"_s.arg(path, file.errorString())};
    // Without blanks at its ends: whoever is told it cannot see them.
    const QByteArray line = file.readLine(kLongestLine).trimmed();
    if (line.isEmpty())
        return Error{ErrorCode::BadSetting, u"The password file %1 has no password"_s.arg(path)};
    return line;
}

} // namespace Lanroom::Chat
