// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/log.h"

namespace Lanroom::Chat {

Q_DECLARE_LOGGING_CATEGORY(lcChat) // lanroom.chat

} // namespace Lanroom::Chat
