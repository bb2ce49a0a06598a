#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-3.0-or-later
"""What lanroom.py reads and writes: CBOR and frames, good, in pieces, and hostile."""

import re
import struct
import unittest
from pathlib import Path

import lanroom


def frames(decoder, data):
    return list(decoder.feed(data))


class Cbor(unittest.TestCase):
    # RFC 8949, appendix A, as far as it concerns the link.
    SAME = {"00": 0, "17": 23, "1818": 24, "1903e8": 1000, "1a000f4240": 1000000,
            "1b000000e8d4a51000": 1000000000000, "1bffffffffffffffff": 2**64 - 1,
            "20": -1, "3903e7": -1000, "3bffffffffffffffff": -2**64, "f4": False, "f5": True, "f6": None,
            "fb3ff199999999999a": 1.1, "40": b"", "4401020304": b"\1\2\3\4", "60": "", "62c3bc": "\u00fc",
            "80": [], "83010203": [1, 2, 3], "a0": {}, "a26161016162820203": {"a": 1, "b": [2, 3]}}
    READ = {"f93c00": 1.0, "fa47c35000": 100000.0, "f7": None, "c06a323031332d30332d3231": "2013-03-21",
            "5f42010243030405ff": b"\1\2\3\4\5", "7f657374726561646d696e67ff": "streaming",
            "9f018202039f0405ffff": [1, [2, 3], [4, 5]], "bf6346756ef563416d7421ff": {"Fun": True, "Amt": -2},
            "1800": 0, "1b0000000000000001": 1}

    def test_writes_the_shortest_form(self):
        for text, value in self.SAME.items():
            with self.subTest(text):
                self.assertEqual(lanroom.cbor_encode(value).hex(), text)

    def test_reads_every_form(self):
        for text, value in {**self.SAME, **self.READ}.items():
            with self.subTest(text):
                got = lanroom.cbor_decode(bytes.fromhex(text))
                self.assertEqual(got, value)
                self.assertIs(type(got), type(value))

    def test_refuses_what_ends_too_early(self):
        whole = lanroom.cbor_encode({"name": "echo", "list": [1, -1000, 2**40, b"bytes", 1.5, None, {"a": True}]})
        for size in range(len(whole)):
            with self.subTest(size), self.assertRaises(lanroom.ProtocolError):
                lanroom.cbor_decode(whole[:size])
        with self.assertRaises(lanroom.ProtocolError):
            lanroom.cbor_decode(whole + b"\0")

    def test_refuses_the_hostile(self):
        for text in ("5bffffffffffffffff", "7b7fffffffffffffff", "9bffffffffffffffff", "bbffffffffffffffff",
                     "9a7fffffff00", "ba7fffffff00", "1c", "3f", "df", "ff", "81ff", "a1ff", "a161", "bf6161ff",
                     "5f01ff", "5f6161ff", "5f5f4101ffff", "62c328", "a18001", "a1f501", "81" * 1000 + "00",
                     "9f" * 1000, "c0" * 1000 + "00", "a161" + "61a161" * 500, ""):
            with self.subTest(text[:24]), self.assertRaises(lanroom.ProtocolError):
                lanroom.cbor_decode(bytes.fromhex(text))

    def test_writes_only_what_there_is(self):
        for value in (2**64, -2**64 - 1, object(), {1, 2}):
            with self.subTest(repr(value)), self.assertRaises((TypeError, ValueError)):
                lanroom.cbor_encode(value)


class Frames(unittest.TestCase):
    FRAMES = [(0x01, 0, b"", b"\xa0"), (0x23, 0x0100000700000001, b"", "h\u00e9".encode()),
              (0x32, 5, b"t" * 256, b"x" * 70000), (0x10, 0, b"", b"")]

    def bytes(self):
        return b"".join(lanroom.frame_encode(*frame) for frame in self.FRAMES)

    def test_head(self):
        self.assertEqual(lanroom.frame_encode(0x34, 0x0100000700000001, b"tea", b"").hex(),
                         "03000000" "34" "00" "0300" "0100000007000001" "746561")

    def test_in_one_piece_and_byte_by_byte(self):
        self.assertEqual(frames(lanroom.FrameDecoder(), self.bytes()), self.FRAMES)
        decoder, got = lanroom.FrameDecoder(), []
        for byte in self.bytes():
            got += frames(decoder, bytes([byte]))
        self.assertEqual(got, self.FRAMES)
        self.assertFalse(decoder)

    def test_in_two_pieces(self):
        whole = lanroom.frame_encode(0x23, 1, b"topic", b"payload") * 2
        for size in range(len(whole)):
            decoder = lanroom.FrameDecoder()
            got = frames(decoder, whole[:size]) + frames(decoder, whole[size:])
            self.assertEqual(len(got), 2, size)

    def test_hostile_lengths_are_refused_before_a_byte_is_kept_for_them(self):
        for head in (struct.pack("<I", 2**32 - 1), struct.pack("<I", lanroom.MAX_BODY + 1),
                     struct.pack("<IBBHQ", 1000, 0x32, 0, 257, 0), struct.pack("<IBBHQ", 2, 0x32, 0, 3, 0)):
            with self.subTest(head.hex()), self.assertRaises(lanroom.ProtocolError):
                frames(lanroom.FrameDecoder(), head)

    def test_over_the_limits_is_not_written(self):
        for topic, payload in ((b"t" * 257, b""), (b"", b"x" * (lanroom.MAX_BODY + 1))):
            with self.assertRaises(ValueError):
                lanroom.frame_encode(0x32, 0, topic, payload)

    def test_the_page_is_right(self):
        """PROTOCOL.md's example, as we read it, and write it again."""
        page = (Path(__file__).parents[3] / "core/link/PROTOCOL.md").read_text()
        example = page[page.index("## An example in bytes"):]
        shown = "".join(re.findall(r"^[\u2190\u2192 ] ([0-9a-f ]+)$", example, re.MULTILINE))
        data = bytes.fromhex(shown)
        got = frames(lanroom.FrameDecoder(), data)
        self.assertEqual([frame[0] for frame in got],
                         [lanroom.HELLO, lanroom.HELLO_OK, lanroom.READY, lanroom.GATEWAY_LIST,
                          lanroom.HELLO, lanroom.HELLO_OK, lanroom.CLIENT_ATTACH, lanroom.ATTACH_DONE,
                          lanroom.MESSAGE_TEXT, lanroom.SEND_TEXT, lanroom.SUBSCRIBE, lanroom.PUBLISH_TEXT,
                          lanroom.CLIENT_DETACH])
        self.assertEqual(b"".join(lanroom.frame_encode(*frame) for frame in got), data)
        maps = [lanroom.decode_map(payload) for kind, _, topic, payload in got
                if payload and kind not in (lanroom.MESSAGE_TEXT, lanroom.SEND_TEXT, lanroom.PUBLISH_TEXT)]
        self.assertEqual(maps[0], {"protocol": 1, "token": b"5f1e", "pid": 4321})
        self.assertEqual(maps[2], {"gateways": [2 << 24 | 5]})
        self.assertEqual(maps[-1], {"code": 1001})
        self.assertEqual(got[8], (lanroom.MESSAGE_TEXT, 0x0200000500000001, b"", "h\u00e9".encode()))


class Fields(unittest.TestCase):
    def test_types(self):
        self.assertEqual(lanroom.field({"a": 1}, "a", int), 1)
        self.assertEqual(lanroom.field({}, "a", str, "default"), "default")
        for message, kind in (({}, int), ({"a": "1"}, int), ({"a": True}, int), ({"a": b"x"}, str)):
            with self.subTest(message), self.assertRaises(lanroom.ProtocolError):
                lanroom.field(message, "a", kind)
        with self.assertRaises(lanroom.ProtocolError):
            lanroom.decode_map(b"\x80")


if __name__ == "__main__":
    unittest.main()
