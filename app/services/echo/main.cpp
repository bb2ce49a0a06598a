// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sdk/service.h"

/// Sends back what it gets, text as text and binary as binary.
class Echo : public Lanroom::Service
{
    void message(Lanroom::Client &client, const Lanroom::Message &message) override
    {
        message.binary ? client.sendBinary(message.data) : client.send(message.data);
    }
};

LANROOM_SERVICE(Echo)
