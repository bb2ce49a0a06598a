// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "config/settings.h"

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

#include <optional>
#include <utility>

namespace Lanroom {

/// lanroom-server's command line. A plain value.
struct Options
{
    QString dataDir;
    QList<std::pair<QString, QString>> settings; // key, value; in the order given, the last one wins
    bool qr = false;
    std::optional<QString> printAndEnd;           // --help, --version

    /// arguments: with the program's name first. The Error is one line: wrong usage.
    static Result<Options> parse(const QStringList &arguments);
    /// The file's settings under the command line's.
    Result<Settings> load() const;
};

} // namespace Lanroom
