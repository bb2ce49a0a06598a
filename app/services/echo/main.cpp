// SPDX-License-Identifier: LGPL-3.0-or-later
#include <lanroom/service.h>

using namespace Lanroom;

/// Sends back what it gets, text as text and binary as binary.
class Echo : public Service
{
    void message(Client &client, const Message &message) override { client.send(message); }
};

LANROOM_SERVICE(Echo)
