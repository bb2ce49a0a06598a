# SPDX-License-Identifier: LGPL-3.0-or-later
"""What is to be reached, and reading it from the results: medians of per-round ratios."""

import statistics
from dataclasses import dataclass
from typing import Callable

from scenarios import BURSTS, IDLE

PEERS = ("uws", "ws", "socketio", "nchan", "lws", "beast", "gorilla")
OURS = ("lanroom", "lanroom-2")


class Results:
    """Looks figures up; None stands for what was not measured or failed."""

    def __init__(self, measured):
        self._results = measured["results"]

    def each_round(self, scenario, server, point, figure):
        outcomes = self._results.get(scenario, {}).get(server, [])
        return [outcome.get(point, {}).get(figure) if "failed" not in outcome else None
                for outcome in outcomes]

    def median(self, scenario, server, point, figure):
        return median(self.each_round(scenario, server, point, figure))

    def compared(self, scenario, ours, theirs, point, figure, how):
        """The median over the rounds of how(ours, theirs)."""
        pairs = zip(self.each_round(scenario, ours, point, figure),
                    self.each_round(scenario, theirs, point, figure))
        return median([how(a, b) for a, b in pairs if a is not None and b is not None])

    def ratio(self, scenario, ours, theirs, point, figure="per_cpu"):
        return self.compared(scenario, ours, theirs, point, figure, lambda a, b: a / b if b else None)

    def points(self, scenario):
        """In the order in which they were measured."""
        found = {}
        for outcomes in self._results.get(scenario, {}).values():
            for outcome in outcomes:
                found.update(dict.fromkeys(outcome if "failed" not in outcome else ()))
        return list(found)

    def servers(self, scenario):
        return list(self._results.get(scenario, {}))


def median(values):
    values = [value for value in values if value is not None]
    return statistics.median(values) if values else None


@dataclass(frozen=True)
class Goal:
    text: str
    wanted: str
    measure: Callable  # (Results, server of ours) -> number or None
    reached: Callable  # (number) -> bool
    shown: str = "{:.2f} x"
    ours: tuple = OURS


def at_least(bound):
    return lambda value: value >= bound


def at_most(bound):
    return lambda value: value <= bound


def ratio_goal(text, scenario, point, peer, bound, figure="per_cpu", ours=OURS):
    return Goal(text, f"at least {bound} x", lambda results, server: results.ratio(
        scenario, server, peer, point, figure), at_least(bound), ours=ours)


def flat(results, server):
    """The worst of the idle counts beside none."""
    ratios = [results.median("idle", server, f"{count} idle", "of_none") for count in IDLE[1:]]
    return None if None in ratios else min(ratios)


def beside_best_peer(results, server, burst):
    """(ratio, peer) of whichever peer is best at this burst; None when none was measured."""
    ratios = [(results.ratio("bursts", server, peer, burst), peer) for peer in PEERS]
    return min((pair for pair in ratios if pair[0] is not None), default=None)


def worst_burst(results, server):
    worst = [beside_best_peer(results, server, f"{burst}") for burst in BURSTS]
    return None if None in worst else min(worst)[0]


def difference(figure):
    return lambda results, server: results.compared(
        "low", server, "uws", "1,000 a second", figure, lambda a, b: a - b)


def best_chat(results, server):
    """The most acknowledged messages a second at a 99 % below 50 ms."""
    rates = [results.median("chat", server, point, "sent_per_second")
             for point in results.points("chat")
             if (results.median("chat", server, point, "p99_us") or 1e9) < 50_000]
    return max((rate for rate in rates if rate is not None), default=None)


def memory(results, server):
    return results.median("idle", server, "memory", "pss")


GOALS = (
    Goal("10 active clients beside 1,000, 5,000, 10,000 idle: the worst beside none idle",
         "at least 0.95 x", flat, at_least(0.95)),
    *(ratio_goal(f"fan-out, {point}, beside {title}", "fanout", point, peer, bound)
      for point in ("100 members", "1000 members")
      for peer, title, bound in (("uws", "uWebSockets", 1.05), ("nchan", "nchan", 3),
                                 ("ws", "ws", 10))),
    *(ratio_goal(f"throughput held with p99 under 5 ms, {point}, beside uWebSockets", "paced", point,
                 "uws", 1.0, "per_second") for point in ("100 members", "1000 members")),
    Goal("bursts of 1 to 256, 100 members: the worst beside the best peer", "at least 0.9 x",
         worst_burst, at_least(0.9)),
    ratio_goal("echo, 100 clients, beside uWebSockets", "echo", "100 clients", "uws", 0.5),
    Goal("low load, median latency beside uWebSockets", "at most +150 µs", difference("p50_us"),
         at_most(150), "{:+.0f} µs"),
    Goal("low load, 99 % latency beside uWebSockets", "at most +1,000 µs", difference("p99_us"),
         at_most(1000), "{:+.0f} µs"),
    Goal("memory per idle client, all processes (PSS)", "under 10 KiB", memory,
         lambda value: value < 10, "{:.1f} KiB"),
    ratio_goal("connections per second, wall, beside uWebSockets", "connect", "connect", "uws", 0.6,
               "per_second", (*OURS, "lanroom-wide")),
    Goal("chat: acknowledged, committed messages per second at p99 under 50 ms", "at least 5,000",
         best_chat, at_least(5000), "{:,.0f}", (*OURS, "lanroom-wide")),
)


def judged(measured):
    """(goal, server, value) for whatever was measured."""
    results = Results(measured)
    for goal in GOALS:
        for server in goal.ours:
            value = goal.measure(results, server)
            if value is not None:
                yield goal, server, value
