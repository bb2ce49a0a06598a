// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qstring.h>

// The one table of error codes: what went wrong, in a word that logs, links and answers carry.
// X(enumerator, name on the wire, worth retrying without a change by the caller)
#define LANROOM_ERRORS(X)                                                                          \
    X(BadRequest, "bad_request", false)                                                            \
    X(BadSetting, "bad_setting", false)                                                            \
    X(NotFound, "not_found", false)                                                                \
    X(Denied, "denied", false)                                                                     \
    X(Taken, "taken", false)                                                                       \
    X(Busy, "busy", true)                                                                          \
    X(TooLarge, "too_large", false)                                                                \
    X(Timeout, "timeout", true)                                                                    \
    X(Storage, "storage", true)                                                                    \
    X(Protocol, "protocol", false)                                                                 \
    X(Closed, "closed", true)                                                                      \
    X(System, "system", true)

namespace Lanroom {

enum class ErrorCode {
#define X(name, text, retry) name,
    LANROOM_ERRORS(X)
#undef X
};

/// The code's stable name, as written to links and logs.
QLatin1StringView errorName(ErrorCode code);
/// The code of that name; System for a name that is not in the table.
ErrorCode errorFromName(QStringView name);
/// True when the same request may succeed later with nothing changed.
bool errorWorthRetrying(ErrorCode code);

/// What can be expected to fail fails with one of these: a code for programs and one sentence,
/// without a full stop's worth of jargon, for the person who reads it.
struct Error
{
    ErrorCode code;
    QString message;
};

} // namespace Lanroom
