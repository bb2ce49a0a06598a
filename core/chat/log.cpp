// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/log.h"

namespace Lanroom::Chat {

Q_LOGGING_CATEGORY(lcChat, "lanroom.chat", QtInfoMsg)

} // namespace Lanroom::Chat
