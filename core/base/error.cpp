// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/error.h"

namespace Lanroom {

QLatin1StringView errorName(ErrorCode code)
{
    switch (code) {
#define X(name, text, retry)                                                                       \
    case ErrorCode::name:                                                                          \
        return QLatin1StringView(text);
        LANROOM_ERRORS(X)
#undef X
    }
    return QLatin1StringView("system");
}

ErrorCode errorFromName(QStringView name)
{
#define X(code, text, retry)                                                                       \
    if (name == QLatin1StringView(text))                                                           \
        return ErrorCode::code;
    LANROOM_ERRORS(X)
#undef X
    return ErrorCode::System;
}

bool errorWorthRetrying(ErrorCode code)
{
    switch (code) {
#define X(name, text, retry)                                                                       \
    case ErrorCode::name:                                                                          \
        return retry;
        LANROOM_ERRORS(X)
#undef X
    }
    return false;
}

} // namespace Lanroom
