// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/log.h"

namespace Lanroom {

Q_LOGGING_CATEGORY(lcGateway, "lanroom.gateway")

} // namespace Lanroom
