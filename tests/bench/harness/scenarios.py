# SPDX-License-Identifier: LGPL-3.0-or-later
"""What is measured. A scenario is run with one server at a time and returns its figures by point:
{"100 members": {"per_cpu": ..., "p99_us": ...}}.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from typing import Callable

from generator import Generator

PUBLISHERS = 10
LATENCY_LIMIT_US = 5000
STEP = 0.75
HALVINGS = 3
LOWEST = 25  # messages a second, of which the span must see some
LOOK_US = 250
TRIES = 2
LAG_US = 1500
BURSTS = (1, 2, 4, 8, 16, 32, 64, 128, 256)
IDLE = (0, 1000, 5000, 10000)
MEMORY_AT = 5000  # idle clients
SECONDS_TO_LEAVE = 1.5  # for a crowd of the largest size; those who talk are not counted meanwhile
CONNECTIONS = 5000
ROOMS = (100, 1000)
CHAT_WINDOWS = (1, 2, 4)
CHAT_MEMBERS = 200
CHAT_SENDERS = 50

ALL = ("lanroom", "lanroom-2", "other", "other-2", "uws", "ws", "socketio", "nchan", "lws", "beast",
       "gorilla")
CHIEF = ("lanroom", "lanroom-2", "other", "other-2", "uws", "ws", "nchan")


@dataclass(frozen=True)
class Scenario:
    name: str
    title: str
    method: str
    run: Callable  # (Session) -> figures
    every_round: tuple = ALL
    first_round: tuple = ()  # servers that are only there to be seen


class Session:
    """One server that runs, and the means to load it."""

    def __init__(self, running, program, pace):
        self.running = running
        self._program = program
        self._pace = pace  # below 1 when it is only a trial

    @contextmanager
    def generator(self, dialect=None):
        with Generator(self._program, self.running, dialect) as generator:
            yield generator

    def span(self, warmup, seconds):
        return f"{warmup * self._pace:.3f} {seconds * self._pace:.3f}"

    @contextmanager
    def room(self, members):
        with self.generator() as generator:
            path = self.running.server.room
            generator.do("open", "member", members - PUBLISHERS, path)
            generator.do("open", "publisher", PUBLISHERS, path)
            yield generator


def figures(measured):
    """What a measurement's answer means."""
    cpu, seconds = measured["server_cpu"], measured["seconds"]
    return {
        "per_cpu": measured["deliveries"] / cpu if cpu > 0 else 0,
        "per_second": measured["deliveries"] / seconds,
        "sent_per_second": measured["sent"] / seconds,
        "per_send": measured["deliveries"] / max(1, measured["segments"]),
        "p50_us": measured["p50_us"],
        "p99_us": measured["p99_us"],
        "server_busy": cpu / seconds,
        "generator_busy": measured["generator_cpu"] / seconds,
    }


def fanout(session):
    points = {}
    for members in ROOMS:
        with session.room(members) as generator:
            points[f"{members} members"] = figures(
                generator.do("room", PUBLISHERS, session.span(0.4, 1.5)))
    return points


def echo(session):
    with session.generator() as generator:
        generator.do("open", "active", 100, session.running.server.echo)
        return {"100 clients": figures(generator.do("echo", 1, session.span(0.4, 1.5)))}


def bursts(session):
    with session.room(100) as generator:
        return {f"{burst}": figures(generator.do("room", burst, session.span(0.1, 0.45)))
                for burst in BURSTS}


def idle(session):
    """Ten clients that talk while others only are there; and what those cost in memory. Each crowd is
    compared with nobody idle just before it came and just after it went: on a restless machine a
    figure a minute old is of another machine."""
    path = session.running.server.echo
    with session.generator() as active:
        active.do("open", "active", 10, path)

        def talk(warmup):
            return figures(active.do("echo", 1, session.span(warmup, 2.0)))

        alone = talk(0.5)
        points, empty = {f"{IDLE[0]} idle": alone}, active.do("memory")
        for count in IDLE[1:]:
            with session.generator() as crowd:
                crowd.do("open", "idle", count, path)
                beside = talk(0.5)
                if count == MEMORY_AT:
                    full = active.do("memory")
            before, alone = alone, talk(SECONDS_TO_LEAVE)
            none = (before["per_cpu"] + alone["per_cpu"]) / 2
            points[f"{count} idle"] = {**beside, "of_none": beside["per_cpu"] / none if none else 0}
    points["memory"] = {key: (full[f"{key}_kb"] - empty[f"{key}_kb"]) / MEMORY_AT
                        for key in ("rss", "pss")}
    return points


def connect(session):
    with session.generator() as generator:
        opened = generator.do("open", "idle", CONNECTIONS, session.running.server.echo)
    return {"connect": {"per_second": opened["opened"] / opened["seconds"],
                        "per_cpu": opened["opened"] / opened["server_cpu"],
                        "server_busy": opened["server_cpu"] / opened["seconds"],
                        "generator_busy": opened["generator_cpu"] / opened["seconds"]}}


def paced(session):
    """The greatest rate at which 99 % arrive within the limit."""
    points = {}
    for members in ROOMS:
        with session.room(members) as generator:
            capacity = max(closed["sent"] / closed["seconds"] for closed in (
                generator.do("room", burst, session.span(0.1, 0.3)) for burst in (32, 128)))
            points[f"{members} members"] = greatest_held(
                lambda rate: try_rate(generator, rate, session.span(0.1, 0.4)), capacity)
    return points


def greatest_held(tried, start):
    """Searches from above in steps of a quarter, then between the last two: so a rate that fails by
    accident costs a step and not the search. tried(rate): the figures, or None when not held."""
    held, refused, best = start, None, tried(start)
    while best and (higher := tried(held / STEP)):
        held, best = held / STEP, higher
    if best:
        refused = held / STEP
    while not best:
        if held < LOWEST:
            return {"per_second": 0}
        held, refused = held * STEP, held
        best = tried(held)
    for _ in range(HALVINGS):
        between = (held * refused) ** 0.5
        if figures_there := tried(between):
            held, best = between, figures_there
        else:
            refused = between
    return best


def try_rate(generator, rate, span):
    """The figures when the server holds it, else None. Tried again when the generator itself was kept
    from its core meanwhile: that is not the server's fault."""
    tenth_of_a_second = max(1, rate / 10)
    for _ in range(TRIES):
        measured = generator.do("paced", f"{rate:.1f}", span, f"{tenth_of_a_second:.0f}", LOOK_US)
        if not measured["given_up"] and measured["p99_us"] <= LATENCY_LIMIT_US:
            return figures(measured)
        if measured["generator_lag_us"] < LAG_US:
            break
    return None


def low(session):
    with session.room(100) as generator:
        return {"1,000 a second": figures(
            generator.do("paced", 1000, session.span(0.4, 2.0), 1000))}


def chat(session):
    points = {}
    with session.generator("chat") as generator:
        generator.do("open", "member", CHAT_MEMBERS - CHAT_SENDERS, "/chat")
        generator.do("open", "publisher", CHAT_SENDERS, "/chat")
        for window in CHAT_WINDOWS:
            points[f"{window} each"] = figures(
                generator.do("chat", window, session.span(0.4, 1.5)))
    return points


SCENARIOS = (
    Scenario("fanout", "Fan-out",
             f"Closed loop: {PUBLISHERS} publishers, {PUBLISHERS} messages of 64 to 128 bytes under "
             "way in all; one is done when every member has it. A delivery is one message at one "
             "member. Deliveries per send(): per TCP segment with data that came to the clients, "
             "which on loopback is one send() each.", fanout),
    Scenario("echo", "Echo", "100 clients, each with one message of 64 bytes under way.", echo),
    Scenario("bursts", "Bursts",
             f"As fan-out, to 100 members, with 1 to {BURSTS[-1]} messages under way in all.", bursts),
    Scenario("idle", "Active beside idle clients",
             "10 clients echo, one message under way each, while 0 to 10,000 more are connected and "
             "silent. What is beside none idle is taken against just before the others came and just "
             "after they went. Memory is what all processes grew by from no idle client to "
             f"{MEMORY_AT:,}.",
             idle, ("lanroom", "lanroom-2", "other", "other-2", "uws"),
             ("ws", "nchan", "socketio", "lws", "beast", "gorilla")),
    Scenario("connect", "Connections",
             f"{CONNECTIONS:,} clients connect, 128 handshakes under way at a time; wall time.",
             connect, ("lanroom", "lanroom-2", "lanroom-wide", "other", "other-2", "uws", "ws",
                       "nchan"), ("socketio", "lws", "beast", "gorilla")),
    Scenario("paced", "Throughput at equal latency",
             "Open loop, latency counted from when a message was due. The greatest rate at which 99 % "
             "arrive within 5 ms, searched for downwards from what a closed loop gets through, to 4 %; "
             f"0 when the server held not even {LOWEST} messages a second. So as not to be "
             "the limit, the generator looks for what has come every "
             f"{LOOK_US} µs, which counts as latency, too.",
             paced, CHIEF, ("socketio", "lws", "beast", "gorilla")),
    Scenario("low", "Low load", "Open loop, 1,000 messages a second to 100 members.", low, CHIEF,
             ("socketio", "lws", "beast", "gorilla")),
    Scenario("chat", "Chat, acknowledged when committed",
             f"One room of {CHAT_MEMBERS}, of whom {CHAT_SENDERS} send, each with 1, 2 or 4 messages "
             "unanswered. Counted are acknowledged messages, each committed to disk and delivered to "
             "all members; latency is that of the acknowledgement.", chat,
             ("lanroom", "lanroom-2", "lanroom-wide", "other", "other-2", "control")),
)
