# SPDX-License-Identifier: LGPL-3.0-or-later
"""Who is measured: ourselves and the peers, each with what was tuned about it.

All of them mean the same by /relay/NAME (what one sends reaches everyone on that path, the sender
too) and by /echo.
"""

import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Callable

from processes import Failed, Process, cores, family, free_port, wait_for_answer

PEERS = Path(__file__).resolve().parent.parent / "peers"


@dataclass(frozen=True)
class Place:
    """Where things are for one server's run."""

    port: int
    folder: Path  # its own, empty
    programs: Path  # the native peers
    modules: Path  # node_modules/ is in it


@dataclass(frozen=True)
class Server:
    name: str
    title: str
    configuration: str
    command: Callable  # of a Place
    room: str = "/relay/a"
    echo: str = "/echo"  # %d: the connection's number
    dialect: str = "plain"
    pinned: bool = True  # all its processes on one core
    says: bytes = b""  # on stdout when it is ready; empty: it is when it answers


@dataclass(frozen=True)
class Running:
    server: Server
    port: int
    pids: tuple


def lanroom(name, title, build, gateways, pinned=True):
    options = [] if gateways is None else ["--gateways", gateways]

    def command(place):
        return [build / "bin" / "lanroom-server", "--data", place.folder, "--host", "127.0.0.1",
                "--port", place.port, *options]

    told = "as shipped: 2 gateways" if gateways is None else f"{gateways} gateway"
    where = "all its processes on one core" if pinned else "free to use every core"
    return Server(name, title, f"{told}, every setting at its default, release build; {where}. "
                  "The server process, gateways and all services count.",
                  command, pinned=pinned, says=b"listening on")


def node(name, title, configuration, script, **more):
    def command(place):
        return ["env", f"NODE_PATH={place.modules / 'node_modules'}", "node", PEERS / script,
                place.port, place.folder]

    return Server(name, title, configuration, command, **more)


def native(name, title, configuration):
    return Server(name, title, configuration,
                  lambda place: [place.programs / name, place.port])


def nchan_command(place):
    text = (PEERS / "nchan.conf").read_text().replace("@PORT@", str(place.port))
    (place.folder / "nchan.conf").write_text(text)
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    return [nginx, "-p", place.folder, "-c", place.folder / "nchan.conf"]


def everybody(build, against):
    """All servers by name. 'against' is another build folder of ours to compare with, or None."""
    ours = [lanroom("lanroom", "Lanroom, 1 gateway", build, 1),
            lanroom("lanroom-2", "Lanroom, 2 gateways", build, None),
            lanroom("lanroom-wide", "Lanroom, 2 gateways, all cores", build, None, pinned=False)]
    if against:
        ours += [lanroom("other", "other build, 1 gateway", against, 1),
                 lanroom("other-2", "other build, 2 gateways", against, None)]
    peers = [
        node("uws", "uWebSockets (Node)", "uws-js-unofficial from npm, the native library under "
             "Node: publishing is native, each message received passes through JavaScript; no "
             "compression, maxBackpressure 64 MiB so that nobody is dropped, no idle timeout.",
             "uws.js"),
        node("ws", "ws", "npm, with its native helper bufferutil; no compression, no client "
             "tracking, backlog 4096.", "ws.js"),
        node("socketio", "Socket.IO", "npm, with bufferutil; WebSocket transport alone, no "
             "compression, first requests let go of as its page on memory says. Its packets are "
             "some 8 bytes longer.", "socket_io.js", dialect="socket.io",
             room="/socket.io/?EIO=4&transport=websocket&room=a",
             echo="/socket.io/?EIO=4&transport=websocket"),
        Server("nchan", "nchan", "nginx with Debian's nchan module: one worker, memory store, "
               "epoll, multi_accept, tcp_nodelay, backlog 4096, 512 MiB of shared memory, no access "
               "log. It has no echo; there each client has a channel of its own.", nchan_command,
               echo="/echo/%d"),
        native("lws", "libwebsockets", "Debian's library under libuv (its own loop is poll), one "
               "thread, TCP_NODELAY; a message is stored once and one is written per writable "
               "callback, as its documentation demands."),
        native("beast", "Boost.Beast", "-O3; one thread, its io_context told so, plain sockets "
               "without type-erased executors; a message is stored once, each client has a queue of "
               "pointers, one asynchronous write under way; no compression, no fragmentation."),
        native("gorilla", "gorilla/websocket", "Debian's package, GOMAXPROCS=1 for its one core; "
               "two goroutines a client, prepared messages (a broadcast is framed once), buffers of "
               "1 KiB with a pool for writing; no compression."),
        node("control", "ws + better-sqlite3", "the least that gives the same promise: ws, and "
             "SQLite with WAL and synchronous=FULL; messages that come together share a commit of "
             "at most 50, and none waits longer than 5 ms. It checks nothing, keeps no names, and "
             "has one process.", "chat_control.js"),
    ]
    return {server.name: server for server in ours + peers}


@contextmanager
def started(server, programs, modules, scratch):
    """Runs it for the block; yields a Running."""
    with TemporaryDirectory(prefix=server.name + "-", dir=scratch) as folder:
        place = Place(free_port(), Path(folder), programs, modules)
        data = place.folder / "data"
        data.mkdir()
        log = place.folder / "log"
        core = cores()[0] if server.pinned else None
        with Process(server.command(place), core, log) as process:
            try:
                wait_until_ready(server, process, place.port, log)
            except Failed as failure:
                raise Failed(f"{server.title} did not start: {failure}\n{tail(log)}") from failure
            yield Running(server, place.port, tuple(family(process.popen.pid)))


def wait_until_ready(server, process, port, log):
    while server.says not in log.read_bytes():
        if process.popen.poll() is not None:
            raise Failed(f"it ended with status {process.popen.returncode}")
        time.sleep(0.02)
    wait_for_answer(process, port)


def tail(log):
    return "\n".join(log.read_text(errors="replace").splitlines()[-5:])
