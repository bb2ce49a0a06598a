// SPDX-License-Identifier: LGPL-3.0-or-later
#include "config/access_password.h"

#include <QtCore/qfile.h>

using namespace Qt::StringLiterals;

namespace Lanroom {

namespace {

constexpr qsizetype kLongestLine = 1024; // bytes

/// Why nobody could ever say this password; null when one can.
QString flaw(const QByteArray &line)
{
    if (line.size() > kLongestLine)
        return u"has a first line of more than %1 bytes"_s.arg(kLongestLine);
    if (!line.isValidUtf8())
        return u"is not written in UTF-8"_s;
    if (line.contains('\0'))
        return u"has a zero byte in its first line"_s;
    return line.isEmpty() ? u"has no password"_s : QString();
}

} // namespace

Result<QByteArray> readAccessPassword(const QString &path)
{
    if (path.isEmpty())
        return QByteArray();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::BadSetting,
                     u"The password file %1 cannot be read: %2"_s.arg(path, file.errorString())};
    QByteArray line = file.readLine(2 * kLongestLine);
    if (line.startsWith(QByteArrayView("\xef\xbb\xbf"))) // as some editors begin every file
        line.remove(0, 3);
    // Without blanks at its ends: whoever is told it cannot see them.
    line = line.trimmed();
    if (const QString why = flaw(line); !why.isNull())
        return Error{ErrorCode::BadSetting, u"The password file %1 %2"_s.arg(path, why)};
    return line;
}

} // namespace Lanroom
