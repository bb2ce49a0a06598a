// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/chat_service.h"

LANROOM_SERVICE(Lanroom::Chat::ChatService)
