// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "chat/hall.h"
#include "chat/message_store.h"
#include "chat/requests.h"

#include <functional>

namespace Lanroom::Chat {

/// The desk for messages: takes one, has it written, and when it is durable acknowledges it to its
/// sender and then publishes it to the room. Results come in the order of the sequence numbers, so
/// this is the one publish loop that gives everybody the same order.
/// Event-loop thread, owned by ChatService.
class Messenger
{
public:
    explicit Messenger(Hall &hall) : m_hall(hall) {}

    void send(Session &session, const Reply &reply, const SendRequest &request);
    /// The operator speaks; done is called when it is on disk, or why it is not.
    void say(const QString &room, const QString &said,
             const std::function<void(const Result<void> &)> &done);

private:
    std::optional<Refusal> check(Session &session, Room *room, const SendRequest &request);
    void post(Room &room, const MessageRecord &message,
              std::function<void(Result<MessageStore::Posted> &&)> done);
    void publish(Room &room, MessageRecord message, const MessageStore::Posted &posted);

    Hall &m_hall;
};

} // namespace Lanroom::Chat
