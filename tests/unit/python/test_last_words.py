#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a service has said before it ends reaches a gateway that reads it late, in either language."""

import fcntl
import os
import sys
import termios
import time
import unittest

import lanroom
from fake_server import FakeServer

ECHO = """
import lanroom
class Echo(lanroom.Service):
    def start(self):
        self.ready()
    def message(self, client, data):
        client.send(data)
lanroom.run(Echo)
"""
PROGRAMS = ECHO, [os.path.join(os.environ["LANROOM_BIN"], "lanroom-echo")]
CLIENT = 0x0100000700000001
MESSAGE = bytes(10_000)
# More than the system holds for a socket, and less than would make the service wait for its reader.
COUNT = 80


def unread(link):
    """How much the other end has not taken from the system yet."""
    return int.from_bytes(fcntl.ioctl(link.connection, termios.TIOCOUTQ, bytes(4)), sys.byteorder)


class LastWords(unittest.TestCase):
    def start(self, program):
        """The server and a gateway's link to a service that is to echo COUNT messages."""
        server = FakeServer(program)
        self.addCleanup(server.clean_up)
        self.assertEqual(server.control.next()[0], lanroom.READY)
        link = server.gateway()
        self.addCleanup(link.close)
        self.assertEqual(link.next()[0], lanroom.HELLO_OK)
        link.send(lanroom.CLIENT_ATTACH, {"path": "/probe"}, CLIENT)
        for _ in range(COUNT):
            link.send(lanroom.MESSAGE_BINARY, client=CLIENT, raw=MESSAGE)
        return server, link

    def expect_all(self, link):
        for _ in range(COUNT):
            self.assertEqual(link.next(), (lanroom.SEND_BINARY, CLIENT, b"", MESSAGE))

    def test_before_a_hand_over(self):
        for program in PROGRAMS:
            with self.subTest(program=program):
                server, link = self.start(program)
                link.send(lanroom.DRAIN)
                self.assertEqual(server.control.next()[0], lanroom.HANDED_OVER)
                server.control.send(lanroom.STOP)
                self.expect_all(link)
                self.assertEqual(link.next()[0], lanroom.DRAINED)
                self.assertEqual(server.end()[0], 0)

    def test_before_a_stop(self):
        for program in PROGRAMS:
            with self.subTest(program=program):
                server, link = self.start(program)
                while unread(link):
                    time.sleep(0.001)
                server.control.send(lanroom.STOP)
                self.expect_all(link)
                self.assertIsNone(link.next())
                self.assertEqual(server.end()[0], 0)


if __name__ == "__main__":
    unittest.main()
