// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "stdio/lines_service.h"

namespace Lanroom {

/// The command line of lanroom-stdio. A plain value.
struct StdioOptions
{
    enum class Mode { Json, Lines };
    Mode mode = Mode::Json;
    LinesService::Options lines; // of Json only the command

    static constexpr int kMostAtOnce = 1024;
    static constexpr qsizetype kMostLineBytes = 1024 * 1024;

    /// arguments: without the program's own name. The Error says what is wrong, for whoever wrote
    /// it.
    static Result<StdioOptions> parse(const QStringList &arguments);
    static QString usage();
};

} // namespace Lanroom
