# SPDX-License-Identifier: LGPL-3.0-or-later
"""Two kinds of plots as SVG, readable on light and on dark pages: bars and curves."""

import math
from html import escape

WIDTH = 860
LABELS = 220  # for the names at the left of bars
COLORS = ("#2f7ed8", "#e07b00", "#3a9d4b", "#c43d8a", "#8a63d2", "#b8860b", "#009a9a", "#d2453c",
          "#7a8794", "#5b8c00", "#a0522d")
STYLE = """<style>
text { font: 13px system-ui, sans-serif; fill: #24292f; }
.title { font-weight: 600; font-size: 15px; }
.small { font-size: 12px; }
.line { stroke: #8c959f; stroke-opacity: 0.4; }
@media (prefers-color-scheme: dark) { text { fill: #d7dde3; } }
</style>"""


def text(x, y, said, anchor="start", kind=""):
    return (f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{kind}">'
            f"{escape(said)}</text>")


def line(x1, y1, x2, y2):
    return f'<line class="line" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def picture(height, title, parts):
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(title)}">', STYLE, text(10, 22, title, kind="title"), *parts,
        "</svg>"]) + "\n"


def short(value):
    """1,234,567 as 1.23 M."""
    for unit, size in (("M", 1e6), ("k", 1e3)):
        if abs(value) >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value:.3g}"


def bars(title, groups, colors):
    """groups: {heading: {name: value}}. The longest bar of each group is as long as fits."""
    parts, y, room = [], 34, WIDTH - LABELS - 90
    for heading, values in groups.items():
        y += 22
        parts.append(text(10, y, heading, kind="small"))
        greatest = max(values.values()) or 1
        for name, value in values.items():
            y += 20
            length = max(1, value / greatest * room)
            parts.append(text(LABELS - 8, y + 4, name, "end", "small"))
            parts.append(f'<rect x="{LABELS}" y="{y - 7}" width="{length:.1f}" height="14" rx="2" '
                         f'fill="{colors[name]}"/>')
            parts.append(text(LABELS + length + 6, y + 4, short(value), kind="small"))
        y += 8
    return picture(y + 16, title, parts)


class Axis:
    """Maps values to a stretch of the picture, by their logarithm."""

    def __init__(self, values, begin, end):
        self._low, high = math.log(min(values)), math.log(max(values))
        self._span = (high - self._low) or 1
        self._begin, self._end = begin, end

    def at(self, value):
        return self._begin + (math.log(value) - self._low) / self._span * (self._end - self._begin)


def decades(values):
    """1, 2, 5, 10, 20, ... around the values."""
    low, high = min(values), max(values)
    steps = [base * 10.0 ** power for power in range(-3, 10) for base in (1, 2, 5)]
    return ([step for step in steps if step <= low][-1:] +
            [step for step in steps if low < step < high] +
            [step for step in steps if step >= high][:1])


def curves(title, across, upward, points, lines, colors):
    """points: [(label, x)]; lines: {name: [y or None]}; both axes logarithmic."""
    values = [y for ys in lines.values() for y in ys if y]
    left, right, top, bottom = 70, WIDTH - 200, 60, 380
    marks = decades(values)
    x_axis = Axis([x for _, x in points], left, right)
    y_axis = Axis(marks, bottom, top)
    parts = [text(10, top - 14, upward, kind="small"),
             text((left + right) / 2, bottom + 42, across, "middle", "small")]
    for mark in marks:
        parts.append(line(left, y_axis.at(mark), right, y_axis.at(mark)))
        parts.append(text(left - 8, y_axis.at(mark) + 4, short(mark), "end", "small"))
    for label, x in points:
        parts.append(text(x_axis.at(x), bottom + 20, label, "middle", "small"))
    for number, (name, ys) in enumerate(lines.items()):
        drawn = [(x_axis.at(x), y_axis.at(y)) for (_, x), y in zip(points, ys) if y]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in drawn)
        parts.append(f'<polyline fill="none" stroke="{colors[name]}" stroke-width="2" '
                     f'points="{path}"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colors[name]}"/>'
                  for x, y in drawn]
        height = top + 10 + number * 20
        parts.append(f'<rect x="{right + 20}" y="{height - 9}" width="12" height="12" rx="2" '
                     f'fill="{colors[name]}"/>')
        parts.append(text(right + 38, height + 2, name, kind="small"))
    return picture(bottom + 60, title, parts)


def colors_of(names):
    return {name: COLORS[number % len(COLORS)] for number, name in enumerate(names)}
