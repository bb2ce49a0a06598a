// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qstring.h>

#include <optional>

namespace Lanroom {

/// Which file it is, whatever it is called: to know whether a name still leads to the file that was opened
/// under it. Where the system has no such numbers there is none, and no file that is open can be removed.
struct FileIdentity
{
    quint64 device = 0;
    quint64 number = 0;

    bool operator==(const FileIdentity &) const = default;

    /// What the name leads to; nothing when it leads nowhere.
    static std::optional<FileIdentity> ofPath(const QString &path);
    static std::optional<FileIdentity> ofDescriptor(int descriptor);
};

} // namespace Lanroom
