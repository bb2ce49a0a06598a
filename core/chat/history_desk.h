// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "chat/hall.h"
#include "chat/requests.h"

namespace Lanroom::Chat {

/// The desk for older messages. They are read beside the line of the writes: whoever scrolls far up
/// holds up nobody who talks. Event-loop thread, owned by ChatService.
class HistoryDesk
{
public:
    explicit HistoryDesk(Hall &hall) : m_hall(hall) {}

    void history(Session &session, const Reply &reply, const HistoryRequest &request);

private:
    Hall &m_hall;
};

} // namespace Lanroom::Chat
