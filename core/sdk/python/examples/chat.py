# SPDX-License-Identifier: LGPL-3.0-or-later
"""A chat room for each path below /py-chat. The first line that a client says is its name; what it says
then goes to everyone in the room. Who comes back to a new process of this service is still who it was."""

import lanroom

LONGEST_NAME = 40


class Chat(lanroom.Service):
    def connected(self, client):
        client.send("What is your name?")

    def resumed(self, client):
        if client.session:
            self.enter(client, client.session.decode())
        else:
            self.connected(client)

    def message(self, client, data):
        if isinstance(data, bytes):
            client.close(1003, "this room is for words")
        elif client.session:
            self.publish(client.path, f"{client.name}: {data}")
        elif not (name := data.strip()[:LONGEST_NAME]):
            self.connected(client)
        else:
            client.session = name
            self.enter(client, name)
            self.publish(client.path, f"{name} is here")

    def enter(self, client, name):
        client.name = name
        client.subscribe(client.path)
        client.introduce(name)
        self.describe_topic(client.path, client.path)

    def disconnected(self, client, code):
        if client.session:
            self.publish(client.path, f"{client.name} has gone")
        if not self.subscribers(client.path):
            self.forget_topic(client.path)


lanroom.run(Chat)
