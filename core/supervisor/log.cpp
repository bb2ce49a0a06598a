// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/log.h"

namespace Lanroom {

Q_LOGGING_CATEGORY(lcSupervisor, "lanroom.supervisor")

} // namespace Lanroom
