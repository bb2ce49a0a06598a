// SPDX-License-Identifier: LGPL-3.0-or-later
#include "stdio/log.h"

namespace Lanroom {

Q_LOGGING_CATEGORY(lcStdio, "lanroom.stdio")

} // namespace Lanroom
