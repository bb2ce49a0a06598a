#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-3.0-or-later
"""Counts the lines of an echo and of a chat room here and elsewhere: not empty, and not a comment alone.

    tests/bench/lines/count.py                  prints the table
    tests/bench/lines/count.py --check FILE README
                                                fails unless FILE has exactly these figures, and README says
                                                of its example, the chat room in C++, how long it is
"""

import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
COMMENT = re.compile(r"^\s*(//|#(?!include)|\"\"\".*\"\"\"$)")

PROGRAMS = {
    "Lanroom, C++": (ROOT / "app/services/echo/main.cpp", ROOT / "core/sdk/examples/room/room.cpp"),
    "Lanroom, Python": (ROOT / "core/sdk/python/examples/echo.py", ROOT / "core/sdk/python/examples/chat.py"),
    "websocketd, shell": (HERE / "websocketd/echo.sh", HERE / "websocketd/chat.sh"),
    "Socket.IO, JavaScript": (HERE / "socketio/echo.mjs", HERE / "socketio/chat.mjs"),
    "Phoenix Channels, Elixir": (HERE / "phoenix/echo.ex", HERE / "phoenix/chat.ex"),
    "Crossbar.io, Python": (HERE / "crossbar/echo.py", HERE / "crossbar/chat.py"),
}


def lines(file):
    """A Python docstring of several lines is one comment."""
    text = re.sub(r'^"""[^"]*?"""$', "", file.read_text(), flags=re.MULTILINE)
    return sum(1 for line in text.splitlines() if line.strip() and not COMMENT.match(line))


def rows():
    return [f"| {name} | {lines(echo)} | {lines(chat)} |" for name, (echo, chat) in PROGRAMS.items()]


if sys.argv[1:2] == ["--check"]:
    page, introduction = (Path(name).read_text() for name in sys.argv[2:4])
    missing = [row for row in rows() if row not in page]
    room = f"in {lines(PROGRAMS['Lanroom, C++'][1])} lines."
    missing += [room] if room not in introduction else []
    sys.exit("\n".join(["these figures are not on the page:", *missing]) if missing else 0)
print("\n".join(["| | echo | chat room |", "|---|---|---|", *rows()]))
