// SPDX-License-Identifier: LGPL-3.0-or-later
#include <lanroom/service.h>

/// What one client sends reaches every client on the same path, itself included.
class Relay : public Lanroom::Service
{
    void connected(Lanroom::Client &client) override
    {
        const QByteArray room = client.path().toUtf8();
        client.subscribe(room);
        describeTopic(room, client.path());
    }

    void message(Lanroom::Client &client, const Lanroom::Message &message) override
    {
        const QByteArray room = client.path().toUtf8();
        message.binary ? publishBinary(room, message.data) : publish(room, message.data);
    }

    void disconnected(Lanroom::Client &client, int) override
    {
        const QByteArray room = client.path().toUtf8();
        if (subscribers(room) == 0)
            forgetTopic(room);
    }
};

LANROOM_SERVICE(Relay)
