// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "ui/models/settings_store.h"

#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

namespace Lanroom {

/// The window program's command line. A plain value.
struct Options
{
    QString dataDir;
    SettingsStore::Flags flags; // checked against the table of settings
    bool start = false;         // press Start by itself
    QString print;              // --help, --version: show this and end

    /// arguments: with the program's name first. The Error is one line: BadSetting for a value that will
    /// not do, BadRequest for wrong usage.
    static Result<Options> parse(const QStringList &arguments);
};

} // namespace Lanroom
