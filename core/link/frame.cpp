// SPDX-License-Identifier: LGPL-3.0-or-later
#include "link/frame.h"

namespace Lanroom::Link {

QLatin1StringView frameTypeName(FrameType type)
{
    switch (type) {
#define X(name, number)                                                                            \
    case FrameType::name:                                                                          \
        return QLatin1StringView(#name);
        LANROOM_FRAME_TYPES(X)
#undef X
    }
    return QLatin1StringView("unknown");
}

bool isKnownFrameType(FrameType type)
{
    switch (type) {
#define X(name, number) case FrameType::name:
        LANROOM_FRAME_TYPES(X)
#undef X
        return true;
    }
    return false;
}

} // namespace Lanroom::Link
