#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-3.0-or-later
"""Holds the manual to the programs: manual_test.py BUILD MAN-FOLDER.

Each page is clean mdoc (mandoc's lint), and lists the options and commands that --help does, no more
and no fewer; lanroom.conf(5) all the settings. Prints what is wrong; status 1 when something is.
"""

import re
import subprocess
import sys
from pathlib import Path

OPTION = re.compile(r"^\s+(?:-\w, )?--([a-z-]+)", re.MULTILINE)
COMMAND = re.compile(r"^  ([a-z]\S*(?: \S+)*?)(?:  |$)", re.MULTILINE)
SETTING = re.compile(r"^  (\S+) = ", re.MULTILINE)
MACROS = re.compile(r"\b(?:Cm|Ar|Op|Fl) ")


def items(page, kind):
    """What the page lists with '.It KIND', without the macros."""
    found = re.findall(rf"^\.It {kind} (.*)$", page, re.MULTILINE)
    return [MACROS.sub("", item).strip() for item in found]


def options(page):
    """'--data' of '.It Fl -data Ar DIR', '--help' of '.It Fl h , -help'."""
    return {re.search(r"-([a-z][a-z-]+)", item).group(1) for item in items(page, "Fl")}


def compare(page, what, in_page, in_help):
    in_page, in_help = set(in_page), set(in_help)
    yield from (f"{page}: {what} {name} is missing" for name in sorted(in_help - in_page))
    yield from (f"{page}: there is no {what} {name}" for name in sorted(in_page - in_help))


def check(build, folder):
    for page in (*sorted(folder.glob("*.1")), build / "packaging/man/lanroom.conf.5"):
        lint = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", page],
                              capture_output=True, text=True, check=False)
        yield from lint.stdout.splitlines()
        program = page.stem if page.suffix == ".1" else "lanroom-server"
        said = subprocess.run([build / "bin" / program, "--help"], capture_output=True, text=True,
                              check=True).stdout
        text = page.read_text()
        if page.suffix == ".5":
            yield from compare(page.name, "setting", items(text, "Cm"), SETTING.findall(said))
            continue
        yield from compare(page.name, "option", options(text), OPTION.findall(said))
        commands = said.partition("\nCommands:\n")[2]
        yield from compare(page.name, "command", items(text, "Cm"), COMMAND.findall(commands))


if __name__ == "__main__":
    found = list(check(Path(sys.argv[1]), Path(sys.argv[2])))
    print("\n".join(found) if found else "The manual tells all there is.")
    sys.exit(1 if found else 0)
