# SPDX-License-Identifier: LGPL-3.0-or-later
"""Write a Lanroom service in Python. This file is all there is to it; it needs Python 3.8 or later.

    import lanroom

    class Echo(lanroom.Service):
        def message(self, client, data):
            client.send(data)

    lanroom.run(Echo)

and beside it echo.service.json, which says where it is found:

    {"name": "echo", "path": "/echo", "command": ["python3", "echo.py"]}

Everything is called from one asyncio loop, which also sends the heartbeat: never block it. A service
may start tasks and timers of its own there, as any asyncio program does. It may crash or be replaced:
its clients stay connected, and come to the next one through resumed().

What the file says on the wire stands in PROTOCOL.md, section by section: CBOR, frames, links, the
service behind them.
"""

import asyncio
import logging
import os
import socket
import struct
import sys

__all__ = ["Service", "Client", "Error", "run", "log"]

log = logging.getLogger("lanroom")

PROTOCOL_VERSION = 1
MAX_BODY = 4 * 1024 * 1024  # topic and payload of a frame
MAX_TOPIC = 256
MAX_SESSION = 4096
MAX_QUEUED = 16 * 1024 * 1024  # on a link that nobody reads; then it is given up
HIGH_WATER = 1024 * 1024  # from here a service that can wait should
HELLO_S = 5
FRAME_S = 5  # a frame that has begun must end
HEARTBEAT_S = 1
STOP_S = 2
LOOK_S = 0.005  # at the end: how often is looked whether all has been said
MAX_TOPICS = 4095  # of a client; the link allows one more, for broadcasts
ATTACH_S = 2  # how long attached() waits for a gateway that does not attach its clients
REPORT_S = 0.25

ENDED, FAILED, BY_HAND, LINK_LOST = 0, 1, 2, 3  # exit statuses

HELLO, HELLO_OK, ERROR = 0x01, 0x02, 0x03
HEARTBEAT, READY, STOP, GATEWAY_LIST = 0x10, 0x11, 0x12, 0x14
CLIENT_INFO, TOPIC_INFO, COMMAND, COMMAND_RESULT = 0x19, 0x1A, 0x1B, 0x1C
STANDBY, TAKE_OVER, HANDED_OVER, TROUBLE = 0x1E, 0x1F, 0x50, 0x52
CLIENT_ATTACH, ATTACH_DONE, CLIENT_DETACH = 0x20, 0x21, 0x22
MESSAGE_TEXT, MESSAGE_BINARY, DRAIN, FLUSHED = 0x23, 0x24, 0x25, 0x26
SEND_TEXT, SEND_BINARY, PUBLISH_TEXT, PUBLISH_BINARY = 0x30, 0x31, 0x32, 0x33
SUBSCRIBE, UNSUBSCRIBE, CLOSE_CLIENT, SESSION_STATE, DRAINED, FLUSH = 0x34, 0x35, 0x36, 0x37, 0x38, 0x39


class ProtocolError(Exception):
    """The other end broke the protocol; its link is closed."""


class Error(Exception):
    """What command() raises to refuse: a code ("not_found", "bad_request", "busy") and a sentence."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code
        self.message = message


# CBOR (RFC 8949), as much of it as the link's maps use.

MAX_DEPTH = 16
_BREAK = object()


def cbor_encode(value):
    """bytes of None, bool, int (64 bits), float, str, bytes, list, tuple or dict."""
    out = bytearray()
    _encode(value, out)
    return bytes(out)


def _encode_head(major, number, out):
    if number < 24:
        out.append(major << 5 | number)
        return
    for info, form in ((24, ">B"), (25, ">H"), (26, ">I"), (27, ">Q")):
        if number < 1 << 8 * struct.calcsize(form):
            out.append(major << 5 | info)
            out += struct.pack(form, number)
            return
    raise ValueError("an int of more than 64 bits")


def _encode(value, out):
    if value is None:
        out.append(0xF6)
    elif isinstance(value, bool):
        out.append(0xF5 if value else 0xF4)
    elif isinstance(value, int):
        _encode_head(*((0, value) if value >= 0 else (1, -1 - value)), out)
    elif isinstance(value, float):
        out += b"\xfb" + struct.pack(">d", value)
    elif isinstance(value, str):
        data = value.encode()
        _encode_head(3, len(data), out)
        out += data
    elif isinstance(value, (bytes, bytearray, memoryview)):
        _encode_head(2, len(value), out)
        out += value
    elif isinstance(value, (list, tuple)):
        _encode_head(4, len(value), out)
        for item in value:
            _encode(item, out)
    elif isinstance(value, dict):
        _encode_head(5, len(value), out)
        for key, item in value.items():
            _encode(key, out)
            _encode(item, out)
    else:
        raise TypeError(f"no CBOR for {type(value).__name__}")


def cbor_decode(data):
    """The one value that data is; ProtocolError for anything else, however hostile."""
    value, end = _decode(bytes(data), 0, 0)
    if value is _BREAK or end != len(data):
        raise ProtocolError("not one CBOR value")
    return value


def _decode(data, at, depth):
    if depth > MAX_DEPTH:
        raise ProtocolError("CBOR nested too deeply")
    major, info, number, at = _decode_head(data, at)
    if major == 7:
        return _decode_simple(info, number), at
    if major in (0, 1):
        if number is None:
            raise ProtocolError("bad CBOR")
        return (number if major == 0 else -1 - number), at
    if major in (2, 3):
        return _decode_string(data, at, major, number)
    if major == 4:
        items, at = _decode_items(data, at, number, depth)
        return items, at
    if major == 5:
        items, at = _decode_items(data, at, None if number is None else 2 * number, depth)
        if len(items) % 2 or not all(isinstance(key, str) for key in items[::2]):
            raise ProtocolError("bad CBOR map")
        return dict(zip(items[::2], items[1::2])), at
    if number is None:
        raise ProtocolError("bad CBOR")
    return _decode(data, at, depth + 1)  # a tag says how to read what follows; we take it as it is


def _decode_head(data, at):
    """major, info, number (None where the length is indefinite), where the rest begins"""
    if at >= len(data):
        raise ProtocolError("CBOR ends too early")
    major, info = data[at] >> 5, data[at] & 31
    at += 1
    if info < 24:
        return major, info, info, at
    if info == 31:
        return major, info, None, at
    if info > 27:
        raise ProtocolError("bad CBOR")
    size = 1 << info - 24
    if at + size > len(data):
        raise ProtocolError("CBOR ends too early")
    return major, info, int.from_bytes(data[at:at + size], "big"), at + size


def _decode_simple(info, number):
    if info == 31:
        return _BREAK
    if info >= 25:
        form, size = {25: (">e", 2), 26: (">f", 4), 27: (">d", 8)}[info]
        return struct.unpack(form, number.to_bytes(size, "big"))[0]
    return {20: False, 21: True}.get(number)  # null, undefined, and what nobody uses


def _decode_string(data, at, major, size):
    if size is not None:
        if size > len(data) - at:
            raise ProtocolError("CBOR ends too early")
        whole, at = data[at:at + size], at + size
    else:
        pieces = []
        while True:
            kind, info, size, at = _decode_head(data, at)
            if kind == 7 and info == 31:
                break
            if kind != major or size is None or size > len(data) - at:
                raise ProtocolError("bad CBOR string")
            pieces.append(data[at:at + size])
            at += size
        whole = b"".join(pieces)
    if major == 2:
        return whole, at
    try:
        return whole.decode(), at
    except UnicodeDecodeError:
        raise ProtocolError("CBOR text that is not UTF-8") from None


def _decode_items(data, at, count, depth):
    if count is not None and count > len(data) - at:  # each takes a byte at least
        raise ProtocolError("CBOR ends too early")
    items = []
    while count is None or len(items) < count:
        item, at = _decode(data, at, depth + 1)
        if item is _BREAK:
            if count is not None:
                raise ProtocolError("bad CBOR")
            break
        items.append(item)
    return items, at


# Frames.

_HEAD = struct.Struct("<IBBHQ")


def frame_encode(kind, client=0, topic=b"", payload=b""):
    if len(topic) > MAX_TOPIC:
        raise ValueError(f"a topic of more than {MAX_TOPIC} bytes")
    if len(topic) + len(payload) > MAX_BODY:
        raise ValueError(f"a message of more than {MAX_BODY} bytes")
    return _HEAD.pack(len(topic) + len(payload), kind, 0, len(topic), client) + topic + payload


class FrameDecoder:
    """Takes bytes in pieces of any size and gives whole frames. Keeps one frame at most."""

    def __init__(self):
        self._buffer = bytearray()

    def __bool__(self):
        """Whether a frame has begun and not ended."""
        return bool(self._buffer)

    def feed(self, data):
        """Yields (kind, client, topic, payload); ProtocolError ends it."""
        self._buffer += data
        at = 0
        try:
            while True:
                have = len(self._buffer) - at
                if have >= 4 and int.from_bytes(self._buffer[at:at + 4], "little") > MAX_BODY:
                    raise ProtocolError("a frame longer than the link allows")
                if have < _HEAD.size:
                    return
                size, kind, _, topic_size, client = _HEAD.unpack_from(self._buffer, at)
                if topic_size > MAX_TOPIC or topic_size > size:
                    raise ProtocolError("a topic longer than its frame or than the link allows")
                if have < _HEAD.size + size:
                    return
                body = bytes(self._buffer[at + _HEAD.size:at + _HEAD.size + size])
                at += _HEAD.size + size
                yield kind, client, body[:topic_size], body[topic_size:]
        finally:
            del self._buffer[:at]


def field(message, key, kind, default=None):
    """message[key], which must be of that type; default where it is missing, unless that is None."""
    value = message.get(key, default)
    if not isinstance(value, kind) or kind is int and isinstance(value, bool):
        raise ProtocolError(f"field {key} is missing or has the wrong type")
    return value


def decode_map(payload):
    message = cbor_decode(payload)
    if not isinstance(message, dict):
        raise ProtocolError("a payload that is no map")
    return message


class _Link(asyncio.Protocol):
    """One link. What is sent in one turn of the loop leaves in one write."""

    def __init__(self, received, closed, caught_up=lambda: None):
        self.received = received  # (link, kind, client, topic, payload)
        self.closed = closed  # (link, why), once
        self.caught_up = caught_up  # ()
        self.behind = False  # more than HIGH_WATER waits
        self._held = False
        self._transport = None
        self._decoder = FrameDecoder()
        self._gathered = bytearray()
        self._waiting = None  # frames that are not handed out yet
        self._deadline = None

    def connection_made(self, transport):
        self._transport = transport
        transport.set_write_buffer_limits(high=HIGH_WATER, low=HIGH_WATER // 2)

    def peer_is_us(self):
        peer = self._transport.get_extra_info("socket")
        if not hasattr(socket, "SO_PEERCRED"):
            return True  # the folder's permissions stand for it
        _, user, _ = struct.unpack("iII", peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
        return user == os.getuid()

    def data_received(self, data):
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None
        self._hand_out(self._decoder.feed(data))

    def _hand_out(self, frames):
        """Ends early where answers pile up at an end that reads more slowly: the rest waits till it has."""
        try:
            for frame in frames:
                self.received(self, *frame)
                if len(self._gathered) > HIGH_WATER:
                    self.flush()
                if self._transport is None:
                    return
                if self.behind or self._held:
                    self._waiting = frames
                    self._transport.pause_reading()
                    return
        except (ProtocolError, UnicodeDecodeError) as error:
            self.close(str(error))
            return
        if self._decoder:
            self._deadline = asyncio.get_running_loop().call_later(
                FRAME_S, self.close, "half a frame, and no more")

    def send(self, kind, client=0, topic=b"", payload=b""):
        frame = frame_encode(kind, client, topic, payload)
        if self._transport is None:
            return
        if not self._gathered:
            asyncio.get_running_loop().call_soon(self.flush)
        self._gathered += frame
        if len(self._gathered) + self._transport.get_write_buffer_size() > MAX_QUEUED:
            self._gathered.clear()
            self.close("overrun: the other end does not read")

    def send_map(self, kind, message, client=0, topic=b""):
        self.send(kind, client, topic, cbor_encode(message))

    def flush(self):
        if self._transport is not None and self._gathered:
            self._transport.write(bytes(self._gathered))
            self._gathered.clear()

    def waits(self):
        """Whether something has not been written yet."""
        return self._transport is not None and bool(self._gathered or self._transport.get_write_buffer_size())

    def close(self, why):
        """closed() follows from the loop: who sends holds references that it would cut."""
        transport, self._transport = self._transport, None
        if transport is not None:
            if self._deadline:
                self._deadline.cancel()
            transport.abort()
            asyncio.get_running_loop().call_soon(self.closed, self, why)

    def connection_lost(self, error):
        self.close(str(error) if error else "the other end closed the link")

    def pause_writing(self):
        self.behind = True

    def resume_writing(self):
        self.behind = False
        self._go_on()
        if not self.behind:
            self.caught_up()

    def hold(self, on):
        """While it is held, nothing is handed out; to be begun from within received()."""
        self._held = on
        self._go_on()

    def _go_on(self):
        if self.behind or self._held or self._waiting is None:
            return
        frames, self._waiting = self._waiting, None
        self._hand_out(frames)
        if self._transport is not None and self._waiting is None:
            self._transport.resume_reading()


# What a service sees.

def _kind_and_bytes(data, text, binary):
    if isinstance(data, str):
        return text, data.encode()
    if isinstance(data, (bytes, bytearray, memoryview)):
        return binary, bytes(data)
    raise TypeError("a message is a str or bytes")


def _topic(name):
    return name if isinstance(name, bytes) else name.encode()


class Client:
    """One connected browser. You may hang attributes of your own on it; they end with this process."""

    def __init__(self, host, link, number, info):
        self.id = f"c_{number:016x}"
        self.address = field(info, "address", str, "")
        self.agent = field(info, "agent", str, "")  # the browser's own word: hostile
        self.path = field(info, "path", str, "")  # as asked for: "/relay/tea"
        self.query = field(info, "query", str, "")  # what stood after '?', as it came
        self.subprotocol = field(info, "subprotocol", str, "")
        self.is_local = field(info, "local", bool, False)  # from this machine
        self.since_ms = field(info, "since_ms", int, 0)  # wall clock
        self.topics = set()
        self._host = host
        self._link = link  # None once it has gone
        self._number = number
        self._session = field(info, "state", bytes, b"")
        if len(self._session) > MAX_SESSION:
            raise ProtocolError("a session over the limit")

    def send(self, data):
        """str goes as text, bytes as binary. What is sent to a client that has gone goes with it."""
        self._send(*_kind_and_bytes(data, SEND_TEXT, SEND_BINARY))

    def close(self, code=1000, reason=""):
        """code: 1000 to 1003, 1007 to 1014 or 3000 to 4999."""
        if not (1000 <= code <= 1003 or 1007 <= code <= 1014 or 3000 <= code <= 4999):
            raise ValueError(f"{code} is no close code a service may send")
        self._send(CLOSE_CLIENT, cbor_encode({"code": code, "reason": reason}))

    def flush(self):
        """Service.flushed() follows when nothing that was sent to it waits any more."""
        self._send(FLUSH, b"")

    def subscribe(self, topic):
        """topic: at most 256 bytes of UTF-8."""
        self._host.subscribe(self, _topic(topic))

    def unsubscribe(self, topic):
        self._host.unsubscribe(self, _topic(topic))

    @property
    def session(self):
        """What this service's next process should know of the client: bytes, or a str to set it. It is
        on its way before anything sent after it."""
        return self._session

    @session.setter
    def session(self, state):
        state = state.encode() if isinstance(state, str) else bytes(state)
        if len(state) > MAX_SESSION:
            raise ValueError(f"a session of more than {MAX_SESSION} bytes")
        if state != self._session:
            self._session = state
            self._send(SESSION_STATE, state)

    def introduce(self, name, user=""):
        """Tells the operator who this is; user is your own id of a person."""
        if self._link:
            self._host.control.send_map(CLIENT_INFO, {"user": user, "name": name}, self._number)

    def _send(self, kind, payload, topic=b""):
        if self._link:
            self._link.send(kind, self._number, topic, payload)


class Service:
    """Derive, override what you need, and give the class to run(). What raises in a call about a client
    is logged, and that client is closed with 1011; the others do not notice."""

    name = path = data_dir = ""  # as the server said; data_dir is a folder of this service's own
    _host = None

    def start(self):
        """First. Prepare, then call ready(), now or later: 60 s are given. Or fail()."""
        self.ready()

    def connected(self, client):
        """A client came."""

    def resumed(self, client):
        """A client of your predecessor, with the session that left. Its subscriptions are gone."""
        self.connected(client)

    def attached(self):
        """All of those have come; who has not is gone."""

    def message(self, client, data):
        """A whole message: str or bytes."""

    def flushed(self, client):
        """Nothing that was sent to it before its flush() waits any more."""

    def caught_up(self):
        """is_behind is no longer true."""

    def disconnected(self, client, code):
        """It went, with this WebSocket close code; 1006 without one."""

    def command(self, name, arguments):
        """An operator's command: return a dict or None, or something to await; raise Error to refuse."""
        raise Error("not_found", f"this service has no command '{name}'")

    def stopping(self):
        """Finish what is acknowledged, close what is yours, then call stopped(): 2 s are given at the
        server's end, 10 s in an update. Another process of this service may begin as soon as you have."""
        self.stopped()

    def ready(self):
        self._host.ready()

    def fail(self, why):
        """Ends the process with a word to the operator; it is started again."""
        self._host.fail(why)

    def set_trouble(self, message):
        """What keeps the service from its work while it goes on, for the operator; "": nothing any more."""
        self._host.control.send_map(TROUBLE, {"message": message})

    def stopped(self):
        self._host.stopped(self)

    def publish(self, topic, data, exclude=None):
        """To every client subscribed to topic, once each; exclude may leave one out."""
        kind, payload = _kind_and_bytes(data, PUBLISH_TEXT, PUBLISH_BINARY)
        self._host.publish(kind, _topic(topic), payload, exclude._number if exclude else 0)

    def broadcast(self, data, exclude=None):
        """The same to every client of this service."""
        self._host.gather_everybody()
        self.publish(_EVERYBODY, data, exclude)

    def describe_topic(self, topic, title):
        """Shows topic to the operator as a room, with its subscribers as members."""
        self._host.describe(_topic(topic), {"title": title})

    def forget_topic(self, topic):
        """That room ended."""
        self._host.describe(_topic(topic), {"gone": True})

    @property
    def clients(self):
        return list(self._host.clients.values())

    def subscribers(self, topic):
        """How many clients are subscribed to topic."""
        return len(self._host.topics.get(_topic(topic), ()))

    @property
    def is_behind(self):
        """More than 1 MiB waits for a gateway. Whoever can wait should: at 16 MiB the link is given up."""
        return any(link.behind for link in self._host.gateways)

    def setting(self, key, default=None):
        return self._host.settings.get(key, default)


# Where broadcasts are published: subscribed by everyone from the first broadcast on. No text: whoever
# may choose a topic cannot choose this one.
_EVERYBODY = b"\xff*"


class _Gateway:
    """What is known of the other end of one data link."""

    def __init__(self):
        self.key = None  # slot << 24 | generation, from its hello
        self.clients = {}  # number -> Client
        self.attached = False
        self.drained = False


class _Host:
    """Drives one service after the other: a hand-over that fails begins afresh in this process."""

    def __init__(self, make, address, token):
        self._make = make
        self._address = address
        self._token = token
        self._loop = asyncio.get_running_loop()
        self._service = None  # None while another process serves
        self._config = None
        self._data_token = b""
        self._listener = None
        self._ready = self._attached = self._stopping = self._draining = False
        self._everybody = False  # whether everyone is subscribed to broadcasts
        self._expected = None  # the gateways the server says are alive
        self._described = {}  # topic -> what the operator is told of it
        self._to_report = set()
        self._report_timer = None
        self.control = None
        self.settings = {}
        self.gateways = {}  # link -> _Gateway
        self._leaving = []  # links whose service has ended, for its last words
        self.clients = {}  # number -> Client
        self.topics = {}  # topic -> {number: Client}
        self.status = self._loop.create_future()  # the process's exit status

    async def connect(self):
        link = _Link(self._from_server, self._control_closed)
        await self._loop.create_unix_connection(lambda: link, self._address)
        self.control = link
        link.send_map(HELLO, {"protocol": PROTOCOL_VERSION, "token": self._token, "pid": os.getpid()})

    def end(self, status):
        if not self.status.done():
            self.status.set_result(status)

    def _control_closed(self, _, why):
        log.warning("ending: %s", why)
        self.end(LINK_LOST)

    def _beat(self):
        self.control.send(HEARTBEAT)
        self._loop.call_later(HEARTBEAT_S, self._beat)

    # The control link.

    def _from_server(self, link, kind, client, topic, payload):
        if self._config is None:
            if kind != HELLO_OK:
                raise ProtocolError("the server did not answer hello as expected")
            self._configure(decode_map(payload))
        elif kind == STOP:
            self._stop()
        elif kind == TAKE_OVER:
            self._begin()
        elif kind == GATEWAY_LIST:
            self._expected = set(field(decode_map(payload), "gateways", list, []))
            self._check_attached()
        elif kind == COMMAND:
            asyncio.ensure_future(self._command(decode_map(payload)))

    def _configure(self, config):
        if field(config, "protocol", int) != PROTOCOL_VERSION:
            raise ProtocolError("the server speaks another version")
        self.settings = field(config, "settings", dict, {})
        self._data_token = field(config, "data_token", bytes)
        self._config = {"name": field(config, "name", str), "path": field(config, "path", str),
                        "data_dir": field(config, "data_dir", str)}
        self._beat()
        asyncio.ensure_future(self._listen(field(config, "socket", str), field(config, "standby", bool, False)))

    async def _listen(self, path, standby):
        before = os.umask(0o077)
        try:
            self._listener = await self._loop.create_unix_server(self._new_gateway, path)
        except OSError as error:
            self.fail(f"cannot listen at {path}: {error}")
            return
        finally:
            os.umask(before)
        if standby:
            self.control.send(STANDBY)
        else:
            self._begin()

    def _begin(self):
        if self._service is not None:
            return
        self._ready = self._attached = self._draining = self._everybody = False
        try:
            service = self._make()
            for name, value in self._config.items():
                setattr(service, name, value)
            service._host = self
            self._service = service
            service.start()
        except Exception as error:
            log.exception("cannot start")
            self.fail(f"start: {error!r}")

    def _stop(self):
        self._loop.call_later(STOP_S, self.end, ENDED)
        if self._service is None:
            self._end_once_said()
        else:
            self._ask_to_stop()

    def _ask_to_stop(self):
        self._stopping = True
        try:
            self._service.stopping()
        except Exception as error:
            log.exception("cannot stop")
            self.fail(f"stopping: {error!r}")

    def fail(self, why):
        log.error("%s", why)
        self.control.send_map(ERROR, {"code": "system", "message": why})
        self.control.flush()
        self.end(FAILED)

    def ready(self):
        if not self._ready:
            self._ready = True
            self.control.send(READY)
            self._loop.call_later(ATTACH_S, self._finish_attaching, self._service)
            self._check_attached()

    def stopped(self, service):
        if not self._stopping or service is not self._service:
            return
        self._stopping = False
        if self._draining:
            self._hand_over()
        else:
            self._leaving = list(self.gateways)
            self._end_once_said()

    def _end_once_said(self):
        """What waits for a gateway to read would end with the process; what the system holds does not."""
        for link in self._leaving:
            link.flush()
        if any(link.waits() for link in self._leaving):
            self._loop.call_later(LOOK_S, self._end_once_said)
        else:
            self.end(ENDED)

    async def _command(self, message):
        answer = {"re": field(message, "id", int), "error": ""}
        try:
            if self._service is None:
                raise Error("closed", "another process serves")
            data = self._service.command(field(message, "name", str), field(message, "arguments", dict, {}))
            if hasattr(data, "__await__"):
                data = await data
            answer["data"] = data or {}
        except Error as error:
            answer.update(error=error.code, message=error.message)
        except Exception as error:
            log.exception("in command()")
            answer.update(error="system", message=repr(error))
        self.control.send_map(COMMAND_RESULT, answer)

    # Data links.

    def _new_gateway(self):
        link = _Link(self._hello, lambda link, why: log.warning("a link was refused: %s", why))
        link.patience = self._loop.call_later(HELLO_S, lambda: link.close("no hello in time"))
        return link

    def _hello(self, link, kind, client, topic, payload):
        if self._service is None:
            raise ProtocolError("nobody serves here now")
        hello = decode_map(payload)
        slot, generation = field(hello, "slot", int), field(hello, "generation", int)
        if (kind != HELLO or field(hello, "token", bytes) != self._data_token
                or field(hello, "protocol", int) != PROTOCOL_VERSION or not link.peer_is_us()):
            raise ProtocolError("the hello was not a gateway's")
        gateway = _Gateway()
        gateway.key = slot << 24 | generation
        for old in [old for old, other in self.gateways.items() if other.key == gateway.key]:
            old.close("its gateway linked anew")
            self._drop(old)
        link.patience.cancel()
        self.gateways[link] = gateway
        link.received = self._from_gateway
        link.closed = lambda link, why: self._drop(link)
        link.caught_up = self._caught_up
        link.send_map(HELLO_OK, {"protocol": PROTOCOL_VERSION})

    def _from_gateway(self, link, kind, number, topic, payload):
        gateway = self.gateways[link]
        if gateway.drained:
            raise ProtocolError("a frame after the last one")
        client = gateway.clients.get(number)
        if kind in (MESSAGE_TEXT, MESSAGE_BINARY):
            if client:  # it may have gone by our own doing
                data = payload.decode() if kind == MESSAGE_TEXT else payload
                self._call(client, self._service.message, data)
        elif kind == CLIENT_ATTACH:
            self._attach(link, gateway, number, decode_map(payload))
        elif kind == CLIENT_DETACH:
            code = field(decode_map(payload), "code", int, 1006)
            if client:
                self._detach(gateway, client, code)
        elif kind == FLUSHED:
            if client:
                self._call(client, self._service.flushed)
        elif kind == ATTACH_DONE:
            gateway.attached = True
            self._check_attached()
            if not self._attached:  # published now, it would never reach the clients of the others
                link.hold(True)
        elif kind == DRAIN:
            gateway.drained = True
            self._check_drained()
        else:
            raise ProtocolError(f"an unexpected frame 0x{kind:02x}")

    def _call(self, client, function, *arguments):
        try:
            function(client, *arguments)
        except Exception:
            log.exception("in %s(), about %s", function.__name__, client.id)
            client.close(1011, "the service made a mistake")

    def _attach(self, link, gateway, number, info):
        if number in self.clients or number >> 32 != gateway.key:
            raise ProtocolError("a client that is not the gateway's")
        client = Client(self, link, number, info)
        self.clients[number] = gateway.clients[number] = client
        if self._everybody:
            self.subscribe(client, _EVERYBODY)
        resumed = field(info, "resumed", bool, False)
        self._call(client, self._service.resumed if resumed else self._service.connected)

    def _detach(self, gateway, client, code):
        for topic in list(client.topics):
            self._leave(client, topic)
        client._link = None
        del gateway.clients[client._number], self.clients[client._number]
        self._call(client, self._service.disconnected, code)

    def _drop(self, link):
        gateway = self.gateways.pop(link, None)
        if gateway is None:
            return
        for client in list(gateway.clients.values()):
            self._detach(gateway, client, 1006)
        self._check_drained()
        self._caught_up()

    def _caught_up(self):
        # The last gateway to go may have been the last one that a hand-over waited for.
        if self._service is not None and not self._service.is_behind:
            self._service.caught_up()

    def _check_attached(self):
        attached = {gateway.key for gateway in self.gateways.values() if gateway.attached}
        if self._ready and self._expected is not None and self._expected <= attached:
            self._finish_attaching(self._service)

    def _finish_attaching(self, service):
        if not self._attached and service is not None and service is self._service:
            self._attached = True
            service.attached()
            for link in list(self.gateways):
                link.hold(False)

    # Hand-over: see PROTOCOL.md.

    def _check_drained(self):
        """A gateway that went while others had drained counts as one that has."""
        states = [gateway.drained for gateway in self.gateways.values()]
        if any(states) and all(states) and not self._stopping:
            self._draining = True
            self._ask_to_stop()

    def _hand_over(self):
        """The next worker's gateways attach the clients again: nobody is told that they went."""
        self._service = None
        self.clients.clear()
        self.topics.clear()
        self._described.clear()
        self._to_report.clear()
        gateways, self.gateways = self.gateways, {}
        self._leaving = list(gateways)
        for link in gateways:
            link.received = lambda *frame: None
            link.caught_up = lambda: None
            link.send(DRAINED)
            link.flush()
        self.control.send(HANDED_OVER)

    # Topics.

    def subscribe(self, client, topic):
        if client._number not in self.clients or topic in client.topics:
            return
        if topic != _EVERYBODY and len(client.topics) >= MAX_TOPICS:
            log.warning("%s is in %d topics already, the most there may be", client.id, MAX_TOPICS)
            return
        client._send(SUBSCRIBE, b"", topic)
        client.topics.add(topic)
        self.topics.setdefault(topic, {})[client._number] = client
        self._report_soon(topic)

    def unsubscribe(self, client, topic):
        if topic in client.topics:
            client._send(UNSUBSCRIBE, b"", topic)
            self._leave(client, topic)

    def _leave(self, client, topic):
        client.topics.discard(topic)
        members = self.topics[topic]
        del members[client._number]
        if not members:
            del self.topics[topic]
        self._report_soon(topic)

    def gather_everybody(self):
        if not self._everybody:
            self._everybody = True
            for client in list(self.clients.values()):
                self.subscribe(client, _EVERYBODY)

    def publish(self, kind, topic, payload, exclude):
        """Once to each gateway that has a subscriber, never once a member."""
        for link in {client._link: None for client in self.topics.get(topic, {}).values()}:
            link.send(kind, exclude, topic, payload)

    def describe(self, topic, what):
        self._described[topic] = what
        self._report_soon(topic)

    def _report_soon(self, topic):
        if topic in self._described:
            self._to_report.add(topic)
            if not self._report_timer:
                self._report_timer = self._loop.call_later(REPORT_S, self._report)

    def _report(self):
        self._report_timer = None
        for topic in self._to_report:
            what = self._described[topic]
            members = [number - (number >> 63 << 64) for number in self.topics.get(topic, ())]
            self.control.send_map(TOPIC_INFO, {"members": members, **what}, topic=topic)
            if "gone" in what:
                del self._described[topic]
        self._to_report.clear()


def run(make):
    """Serves with what make() returns, usually a class derived from Service, and does not return."""
    address = os.environ.pop("LANROOM_CONTROL", None)
    token = os.environ.pop("LANROOM_TOKEN", None)
    if address is None or token is None:
        program = os.path.basename(sys.argv[0])
        print(f"{program} is a Lanroom service, which the server starts by itself. Put it in a folder of "
              "services with its manifest and start lanroom (the window) or lanroom-server.",
              file=sys.stderr)
        sys.exit(BY_HAND)
    sys.stdout.reconfigure(line_buffering=True)  # the operator reads it as it is said
    logging.basicConfig(format="%(message)s", level=logging.INFO, stream=sys.stderr)

    async def serve():
        host = _Host(make, address, token.encode())
        try:
            await host.connect()
        except OSError as error:
            log.error("cannot reach the server: %s", error)
            return LINK_LOST
        return await host.status

    sys.exit(asyncio.run(serve()))
