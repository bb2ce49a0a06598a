#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-3.0-or-later
"""A service over lanroom.py, a process of its own, frame by frame."""

import os
import select
import subprocess
import sys
import threading
import unittest
from pathlib import Path

import lanroom
from fake_server import PATIENCE_S, FakeServer

PROBE = """
import lanroom
class Probe(lanroom.Service):
    def start(self):
        print("start", self.name, self.path, self.setting("place.name"), flush=True, file=lanroom.sys.stderr)
        self.ready()
    def connected(self, client):
        client.send("hello " + client.path)
    def resumed(self, client):
        client.send("again " + client.session.decode())
    def attached(self):
        self.broadcast("all are here")
    def message(self, client, data):
        if isinstance(data, bytes):
            client.send(data)
        elif data.startswith("join"):
            client.subscribe("room")
            client.introduce("Ada", "u_1")
            client.session = "was in room"
            self.describe_topic("room", "The room")
        elif data == "bye":
            client.close(4403, "out")
        elif data == "flush":
            client.flush()
        elif data == "fault":
            raise KeyError("nobody thought of this")
        elif data == "fail":
            self.fail("no more disk")
        elif data == "trouble":
            self.set_trouble("no paper")
        elif data == "later":
            lanroom.asyncio.get_running_loop().call_later(0.01, client.send, "now")
        else:
            self.publish("room", data, exclude=client)
    def flushed(self, client):
        client.send("flushed")
    def disconnected(self, client, code):
        self.publish("room", f"gone {code}")
    def command(self, name, arguments):
        if name == "count":
            return {"clients": len(self.clients)}
        if name == "wait":
            return self.wait()
        return super().command(name, arguments)
    async def wait(self):
        await lanroom.asyncio.sleep(0)
        return {"waited": True}
    def stopping(self):
        for client in self.clients:
            client.send("last words")
        self.stopped()
lanroom.run(Probe)
"""
A, B = 0x0100000700000001, 0x0200000700000001


def attach(link, client, **info):
    link.send(lanroom.CLIENT_ATTACH, {"path": "/probe", "address": "192.0.2.7", **info}, client)


class Worker(unittest.TestCase):
    def serve(self, **how):
        server = FakeServer(PROBE, **how)
        self.addCleanup(server.clean_up)
        return server

    def ready(self):
        server = self.serve()
        self.assertEqual(server.control.next()[0], lanroom.READY)
        return server

    def link(self, server, **how):
        link = server.gateway(**how)
        self.addCleanup(link.close)
        self.assertEqual(link.next(), (lanroom.HELLO_OK, 0, b"", lanroom.cbor_encode({"protocol": 1})))
        return link

    def refused(self, server, **how):
        link = server.gateway(**how)
        self.addCleanup(link.close)
        self.assertIsNone(link.next())

    def expect(self, link, kind, client=0, payload=b"", topic=b""):
        self.assertEqual(link.next(), (kind, client, topic, payload))

    def said(self, link, client, text):
        link.send(lanroom.MESSAGE_TEXT, client=client, raw=text.encode())

    def test_greets_serves_and_stops(self):
        server = self.serve()
        self.assertEqual(server.hello, {"protocol": 1, "token": b"one-time", "pid": server.process.pid})
        self.assertEqual(server.control.next()[0], lanroom.READY)
        link = self.link(server)
        attach(link, A)
        self.expect(link, lanroom.SEND_TEXT, A, b"hello /probe")
        link.send(lanroom.MESSAGE_BINARY, client=A, raw=b"\0\xff")
        self.expect(link, lanroom.SEND_BINARY, A, b"\0\xff")
        self.said(link, A, "later")
        self.expect(link, lanroom.SEND_TEXT, A, b"now")
        server.control.send(lanroom.STOP)
        self.expect(link, lanroom.SEND_TEXT, A, b"last words")
        self.assertEqual(server.end(), (0, "start probe /probe Here\n"))

    def test_publishes_once_to_each_gateway(self):
        server = self.ready()
        one, two = self.link(server), self.link(server, slot=2)
        for link, clients in ((one, (A, A + 1)), (two, (B,))):
            for client in clients:
                attach(link, client)
                self.expect(link, lanroom.SEND_TEXT, client, b"hello /probe")
                self.said(link, client, "join")
                self.expect(link, lanroom.SUBSCRIBE, client, topic=b"room")
                self.expect(link, lanroom.SESSION_STATE, client, b"was in room")
        self.said(one, A, "hi")
        for link in (one, two):
            self.expect(link, lanroom.PUBLISH_TEXT, A, b"hi", topic=b"room")
        two.close()
        self.expect(one, lanroom.PUBLISH_TEXT, payload=b"gone 1006", topic=b"room")
        one.send(lanroom.CLIENT_DETACH, {"code": 1001}, A)
        self.expect(one, lanroom.PUBLISH_TEXT, payload=b"gone 1001", topic=b"room")

    def test_tells_the_operator(self):
        server = self.ready()
        link = self.link(server)
        attach(link, A)
        self.said(link, A, "join")
        kind, client, _, payload = server.control.next()
        self.assertEqual((kind, client), (lanroom.CLIENT_INFO, A))
        self.assertEqual(lanroom.decode_map(payload), {"user": "u_1", "name": "Ada"})
        kind, _, topic, payload = server.control.next()
        self.assertEqual((kind, topic), (lanroom.TOPIC_INFO, b"room"))
        self.assertEqual(lanroom.decode_map(payload), {"title": "The room", "members": [A]})
        self.said(link, A, "trouble")
        kind, _, _, payload = server.control.next()
        self.assertEqual(kind, lanroom.TROUBLE)
        self.assertEqual(lanroom.decode_map(payload), {"message": "no paper"})
        for number, name, answer in ((1, "count", {"error": "", "data": {"clients": 1}}),
                                     (2, "wait", {"error": "", "data": {"waited": True}}),
                                     (3, "dance", {"error": "not_found",
                                                   "message": "this service has no command 'dance'"})):
            server.control.send(lanroom.COMMAND, {"id": number, "name": name})
            kind, _, _, payload = server.control.next()
            self.assertEqual(kind, lanroom.COMMAND_RESULT)
            self.assertEqual(lanroom.decode_map(payload), {"re": number, **answer})

    def test_waits_for_its_predecessors_clients(self):
        server = self.ready()
        link = self.link(server)
        attach(link, A, resumed=True, state=b"was in room")
        self.expect(link, lanroom.SEND_TEXT, A, b"again was in room")
        server.control.send(lanroom.GATEWAY_LIST, {"gateways": [1 << 24 | 7]})
        link.send(lanroom.ATTACH_DONE)
        self.expect(link, lanroom.SUBSCRIBE, A, topic=b"\xff*")
        self.expect(link, lanroom.PUBLISH_TEXT, payload=b"all are here", topic=b"\xff*")

    def test_publishes_nothing_before_all_gateways_are_there(self):
        server = self.ready()
        server.control.send(lanroom.GATEWAY_LIST, {"gateways": [1 << 24 | 7, 2 << 24 | 7]})
        one, two = self.link(server), self.link(server, slot=2)
        attach(one, A)
        self.expect(one, lanroom.SEND_TEXT, A, b"hello /probe")
        one.send(lanroom.ATTACH_DONE)
        self.said(one, A, "hi")
        attach(two, B, resumed=True, state=b"was in room")
        self.expect(two, lanroom.SEND_TEXT, B, b"again was in room")
        self.said(two, B, "join")  # as a service's resumed() would
        self.expect(two, lanroom.SUBSCRIBE, B, topic=b"room")
        two.send(lanroom.ATTACH_DONE)
        got = [two.next() for _ in range(3)]
        self.assertEqual(got[-1], (lanroom.PUBLISH_TEXT, A, b"room", b"hi"))

    def test_flushes_and_closes(self):
        server = self.ready()
        link = self.link(server)
        attach(link, A)
        self.expect(link, lanroom.SEND_TEXT, A, b"hello /probe")
        self.said(link, A, "flush")
        self.expect(link, lanroom.FLUSH, A)
        link.send(lanroom.FLUSHED, client=A)
        self.expect(link, lanroom.SEND_TEXT, A, b"flushed")
        self.said(link, A, "bye")
        self.expect(link, lanroom.CLOSE_CLIENT, A, lanroom.cbor_encode({"code": 4403, "reason": "out"}))

    def test_waits_for_a_gateway_that_reads_slowly(self):
        link = self.link(self.ready())
        attach(link, A)
        self.expect(link, lanroom.SEND_TEXT, A, b"hello /probe")
        while link.next()[0] != lanroom.PUBLISH_TEXT:  # "all are here": nothing more comes by itself
            pass
        message = bytes(10_000)
        count = 2 * lanroom.MAX_QUEUED // len(message)
        rest = memoryview(lanroom.frame_encode(lanroom.MESSAGE_BINARY, A, b"", message) * count)
        link.connection.setblocking(False)
        while rest and select.select([], [link.connection], [], 1)[1]:
            rest = rest[link.connection.send(rest):]
        self.assertTrue(rest, "it reads on and on, and nobody reads its answers")
        link.connection.settimeout(PATIENCE_S)
        sender = threading.Thread(target=link.connection.sendall, args=[rest])
        sender.start()
        for _ in range(count):
            self.expect(link, lanroom.SEND_BINARY, A, message)
        sender.join()

    def test_a_mistake_costs_its_client_alone(self):
        server = self.ready()
        link = self.link(server)
        for client in (A, A + 1):
            attach(link, client)
            self.expect(link, lanroom.SEND_TEXT, client, b"hello /probe")
        self.said(link, A, "fault")
        kind, client, _, payload = link.next()
        self.assertEqual((kind, client, lanroom.decode_map(payload)["code"]), (lanroom.CLOSE_CLIENT, A, 1011))
        self.said(link, A + 1, "later")
        self.expect(link, lanroom.SEND_TEXT, A + 1, b"now")
        server.control.send(lanroom.STOP)
        status, words = server.end()
        self.assertEqual(status, 0)
        self.assertIn("nobody thought of this", words)

    def test_hands_over(self):
        server = self.ready()
        one, two = self.link(server), self.link(server, slot=2)
        attach(one, A)
        self.expect(one, lanroom.SEND_TEXT, A, b"hello /probe")
        one.send(lanroom.DRAIN)
        attach(two, B)
        self.expect(two, lanroom.SEND_TEXT, B, b"hello /probe")  # till both have, it serves
        two.send(lanroom.DRAIN)
        for link, client in ((one, A), (two, B)):
            self.expect(link, lanroom.SEND_TEXT, client, b"last words")
            self.expect(link, lanroom.DRAINED)
        self.assertEqual(server.control.next()[0], lanroom.HANDED_OVER)
        self.refused(server)  # nobody serves here now
        # Its successor failed: it begins afresh.
        server.control.send(lanroom.TAKE_OVER)
        self.assertEqual(server.control.next()[0], lanroom.READY)
        link = self.link(server)
        attach(link, A, resumed=True, state=b"x")
        self.expect(link, lanroom.SEND_TEXT, A, b"again x")
        link.send(lanroom.DRAIN)
        self.expect(link, lanroom.SEND_TEXT, A, b"last words")
        self.expect(link, lanroom.DRAINED)
        self.assertEqual(server.control.next()[0], lanroom.HANDED_OVER)
        server.control.send(lanroom.STOP)
        self.assertEqual(server.end()[0], 0)

    def test_hands_over_when_the_last_gateway_to_drain_dies(self):
        server = self.ready()
        one, two = self.link(server), self.link(server, slot=2)
        one.send(lanroom.DRAIN)
        two.connection.close()
        self.expect(one, lanroom.DRAINED)
        self.assertEqual(server.control.next()[0], lanroom.HANDED_OVER)
        server.control.send(lanroom.STOP)
        status, words = server.end()
        self.assertEqual(status, 0)
        self.assertNotIn("Traceback", words)

    def test_stands_by(self):
        server = self.serve(standby=True)
        self.assertEqual(server.control.next()[0], lanroom.STANDBY)
        self.refused(server)
        server.control.send(lanroom.TAKE_OVER)
        self.assertEqual(server.control.next()[0], lanroom.READY)
        self.link(server)
        server.control.send(lanroom.STOP)
        self.assertEqual(server.end(), (0, "a link was refused: nobody serves here now\nstart probe /probe Here\n"))

    def test_refuses_strangers_and_garbage(self):
        server = self.ready()
        self.refused(server, token=b"guessed")
        good = self.link(server, slot=2)
        attach(good, B)
        self.expect(good, lanroom.SEND_TEXT, B, b"hello /probe")
        for garbage in (b"\xff" * 64, lanroom.frame_encode(0x7F), lanroom.frame_encode(lanroom.SEND_TEXT, A),
                        lanroom.frame_encode(lanroom.CLIENT_ATTACH, A, payload=b"\xff" * 9),
                        lanroom.frame_encode(lanroom.CLIENT_ATTACH, B, payload=b"\xa0"),
                        lanroom.frame_encode(lanroom.CLIENT_ATTACH, A, payload=lanroom.cbor_encode({"path": 5})),
                        lanroom.frame_encode(lanroom.CLIENT_ATTACH, A,
                                             payload=lanroom.cbor_encode({"state": b"x" * 4097}))):
            with self.subTest(garbage[:24]):
                link = self.link(server)
                link.connection.sendall(garbage)
                self.assertIsNone(link.next())
        server.control.send(0x7E)  # of a later version
        self.said(good, B, "later")
        self.expect(good, lanroom.SEND_TEXT, B, b"now")

    def test_a_gateway_that_links_anew_has_lost_its_old_link(self):
        server = self.ready()
        old = self.link(server)
        attach(old, A)
        self.expect(old, lanroom.SEND_TEXT, A, b"hello /probe")
        new = self.link(server)
        attach(new, A, resumed=True)
        self.expect(new, lanroom.SEND_TEXT, A, b"again ")
        self.assertIsNone(old.next())

    def test_fails_with_words(self):
        server = self.ready()
        link = self.link(server)
        attach(link, A)
        self.said(link, A, "fail")
        kind, _, _, payload = server.control.next()
        self.assertEqual(kind, lanroom.ERROR)
        self.assertEqual(lanroom.decode_map(payload), {"code": "system", "message": "no more disk"})
        self.assertEqual(server.end()[0], 1)

    def test_ends_with_its_server(self):
        server = self.ready()
        server.control.close()
        self.assertEqual(server.end()[0], 3)

    def test_says_so_when_started_by_hand(self):
        echo = Path(lanroom.__file__).parent / "examples/echo.py"
        environment = {**os.environ, "PYTHONPATH": str(echo.parents[1])}
        ended = subprocess.run([sys.executable, str(echo)], env=environment, capture_output=True, text=True)
        self.assertEqual(ended.returncode, 2)
        self.assertIn("echo.py is a Lanroom service", ended.stderr)


if __name__ == "__main__":
    unittest.main()
