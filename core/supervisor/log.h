// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/log.h"

namespace Lanroom {

Q_DECLARE_LOGGING_CATEGORY(lcSupervisor)

} // namespace Lanroom
