// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "config/settings.h"

namespace Lanroom {

/// Why Start did not come to anything, in words for the operator, with what would help.
struct StartProblem
{
    QString title;
    QString text;
    quint16 freePort = 0; // one that would do instead of the taken or forbidden; 0: not the matter

    /// settings: those the failed start was given. Tries ports for some milliseconds at most.
    static StartProblem of(const Error &error, const Settings &settings);
};

} // namespace Lanroom
