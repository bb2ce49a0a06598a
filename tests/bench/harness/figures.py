# SPDX-License-Identifier: LGPL-3.0-or-later
"""Which plots there are."""

from goals import Results
from plot import bars, colors_of, curves
from scenarios import BURSTS, IDLE

# scenario: (file, title, figure), a group of bars for each point
BARS = {
    "fanout": ("fanout.svg", "Fan-out: deliveries per CPU second", "per_cpu"),
    "echo": ("echo.svg", "Echo: round trips per CPU second", "per_cpu"),
    "connect": ("connect.svg", "Connections per second", "per_second"),
    "paced": ("paced.svg", "Deliveries per second held with p99 under 5 ms", "per_second"),
    "low": ("low.svg", "Low load: p99 in µs, less is better", "p99_us"),
    "chat": ("chat.svg", "Chat: acknowledged, committed messages per second", "sent_per_second"),
}


class Plots:
    def __init__(self, measured, folder):
        self._measured = measured
        self._results = Results(measured)
        self._folder = folder
        self._colors = colors_of(server["title"] for server in measured["servers"].values())
        self.written = {}  # scenario: [(title, file)]

    def _title(self, server):
        return self._measured["servers"][server]["title"]

    def _write(self, scenario, title, name, svg):
        (self._folder / name).write_text(svg)
        self.written.setdefault(scenario, []).append((title, name))

    def bars(self, scenario, name, title, figure, points=None, heading=""):
        groups = {}
        for point in points or self._results.points(scenario):
            values = {self._title(server): value for server in self._results.servers(scenario)
                      if (value := self._results.median(scenario, server, point, figure))}
            if values:
                groups[heading or point] = values
        if groups:
            self._write(scenario, title, name, bars(title, groups, self._colors))

    def curves(self, scenario, name, title, across, points, value_of):
        """points: [(point, label, x)]; value_of(server, point) may be None."""
        lines = {}
        for server in self._results.servers(scenario):
            values = [value_of(server, point) for point, _, _ in points]
            if any(values):
                lines[self._title(server)] = values
        if lines:
            shown = [(label, x) for _, label, x in points]
            self._write(scenario, title, name,
                        curves(title, across, "logarithmic", shown, lines, self._colors))

    def figure(self, scenario, figure):
        return lambda server, point: self._results.median(scenario, server, point, figure)


def write(measured, folder):
    """{scenario: [(title, file)]} of what could be drawn."""
    plots = Plots(measured, folder)
    for scenario, (name, title, figure) in BARS.items():
        plots.bars(scenario, name, title, figure)
    bursts = [(f"{burst}", f"{burst}", burst) for burst in BURSTS]
    plots.curves("bursts", "bursts.svg", "Bursts to 100 members: deliveries per CPU second",
                 "messages under way", bursts, plots.figure("bursts", "per_cpu"))
    # A logarithm has no zero: 'none' stands where 200 would.
    idle = [(f"{count} idle", f"{count:,}" if count else "none", count or 200) for count in IDLE]
    plots.curves("idle", "idle.svg", "10 active clients beside idle ones: round trips per CPU second",
                 "idle clients", idle, plots.figure("idle", "per_cpu"))
    plots.bars("idle", "memory.svg", "Memory per idle client, KiB, less is better", "pss",
               ["memory"], "PSS of all processes")
    return plots.written
