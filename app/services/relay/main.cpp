// SPDX-License-Identifier: LGPL-3.0-or-later
#include <lanroom/topic_service.h>

using namespace Lanroom;

/// What one client sends reaches every client on the same path, itself included.
class Relay : public TopicService
{
    void connected(Client &client) override { subscribe(client, client.path()); }
    void message(Client &client, const Message &message) override { publish(client.path(), message); }
};

LANROOM_SERVICE(Relay)
