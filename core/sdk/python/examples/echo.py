# SPDX-License-Identifier: LGPL-3.0-or-later
import lanroom


class Echo(lanroom.Service):
    """Sends back what it gets, text as text and binary as binary."""

    def message(self, client, data):
        client.send(data)


lanroom.run(Echo)
