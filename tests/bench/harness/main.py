# SPDX-License-Identifier: LGPL-3.0-or-later
"""The rounds: every scenario, every server in turn, so many times; then tables and plots.

Started by ../run, which builds everything first.
"""

import argparse
import json
import signal
import sys
import time
from pathlib import Path

import figures
import machine
import report
from processes import Failed
from scenarios import SCENARIOS, Session
from servers import everybody, started

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent
QUICK_PACE = 0.4
BUSY = 0.7  # load


def arguments():
    parser = argparse.ArgumentParser(prog="tests/bench/run", description=(
        "Measures Lanroom beside its peers and writes tables (Markdown, JSON) and plots (SVG)."))
    names = [scenario.name for scenario in SCENARIOS]
    parser.add_argument("--only", metavar="SCENARIO,...", type=words(names),
                        default=names, help=f"of {', '.join(names)}")
    servers = list(everybody(Path(), Path()))
    parser.add_argument("--peers", metavar="LIST", type=words(servers), default=servers,
                        help=f"of {', '.join(servers)}")
    parser.add_argument("--rounds", type=int, help="default 5; 1 with --quick")
    parser.add_argument("--quick", action="store_true",
                        help="short measurements, for trying; no figures to rely on")
    parser.add_argument("--pace", metavar="FACTOR", type=float,
                        help="longer or shorter measurements; default 1, 0.4 with --quick")
    parser.add_argument("--out", metavar="DIR", type=Path, default=HERE.parent / "results")
    parser.add_argument("--build", metavar="DIR", type=Path, default=ROOT / "build" / "release",
                        help="the build folder to measure; default: build/release, built first")
    parser.add_argument("--against", metavar="DIR", type=Path,
                        help="another build folder of ours, measured in turn as 'other'")
    parser.add_argument("--programs", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--modules", type=Path, required=True, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    chosen.rounds = chosen.rounds or (1 if chosen.quick else 5)
    chosen.pace = chosen.pace or (QUICK_PACE if chosen.quick else 1)
    return chosen


def words(known):
    def parse(text):
        given = text.split(",")
        for word in given:
            if word not in known:
                raise argparse.ArgumentTypeError(f"'{word}' is none of {', '.join(known)}")
        return given

    return parse


class Rounds:
    """Goes through the rounds; results[scenario][server] is a list, one entry a round: figures by
    point, or {"failed": why}."""

    def __init__(self, chosen):
        self._chosen = chosen
        self._scratch = chosen.programs / "scratch"
        self._scratch.mkdir(parents=True, exist_ok=True)
        against = chosen.against and chosen.against.resolve()
        self.servers = {name: server
                        for name, server in everybody(chosen.build.resolve(), against).items()
                        if name in chosen.peers}
        self.scenarios = [each for each in SCENARIOS if each.name in chosen.only]
        self.results = {each.name: {} for each in self.scenarios}

    def run(self):
        for number in range(self._chosen.rounds):
            for scenario in self.scenarios:
                start = time.monotonic()
                for server in self._turns(scenario, number):
                    outcome = self._measure(scenario, server)
                    self.results[scenario.name].setdefault(server.name, []).append(outcome)
                tell(f"round {number + 1} of {self._chosen.rounds}, {scenario.name}: "
                     f"{time.monotonic() - start:.0f} s")

    def _turns(self, scenario, number):
        """Another server begins in each round."""
        names = [name for name in scenario.every_round if name in self.servers]
        if names:
            first = number % len(names)
            names = names[first:] + names[:first]
        if number == 0:
            names += [name for name in scenario.first_round if name in self.servers]
        return [self.servers[name] for name in names]

    def _measure(self, scenario, server):
        chosen = self._chosen
        try:
            with started(server, chosen.programs, chosen.modules, self._scratch) as running:
                return scenario.run(Session(running, chosen.programs / "loadgen", chosen.pace))
        except Failed as failure:
            tell(f"{scenario.name}, {server.title}: {failure}")
            return {"failed": str(failure)}


def tell(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def main():
    # Ctrl-C and SIGTERM unwind: every 'with' ends what it started.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    chosen = arguments()
    rounds = Rounds(chosen)
    measured = {"machine": machine.describe(ROOT, chosen.modules, chosen.programs),
                "rounds": chosen.rounds, "pace": chosen.pace, "quick": chosen.quick}
    if measured["machine"]["load_before"] > BUSY:
        tell(f"this machine is busy (load {measured['machine']['load_before']:.1f}): trust nothing "
             "that is per second of wall time, nor latencies")
    rounds.run()
    measured["servers"] = {name: {"title": server.title, "configuration": server.configuration}
                           for name, server in rounds.servers.items()}
    measured["scenarios"] = {each.name: {"title": each.title, "method": each.method}
                             for each in rounds.scenarios}
    measured["results"] = rounds.results
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "results.json").write_text(json.dumps(measured, indent=1) + "\n")
    pictures = figures.write(measured, chosen.out)
    text = report.markdown(measured, pictures)
    (chosen.out / "README.md").write_text(text)
    print(report.goals_text(measured))
    tell(f"tables and plots are in {chosen.out}")


if __name__ == "__main__":
    main()
