#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-3.0-or-later
"""Checks the tree against its own rules: check.py ROOT.

The layers: each folder may include only what its line in core/, ui/ and app/CMakeLists.txt names,
and what those may. The habits: every source opens with the SPDX line, has at most MAX_LINES lines,
headers have #pragma once, nobody includes a whole Qt module. The SDK's public headers, and what they
include, include only what is installed with them. Prints FILE:LINE: REASON for each breach; status 1
when there is one.
"""

import re
import sys
from itertools import takewhile
from pathlib import Path

MAX_LINES = 400
SPDX = "SPDX-License-Identifier: LGPL-3.0-or-later"
TABLES = ("core", "ui", "app")
OPEN_TO_ALL = "base"
OTHER_LISTS = ("LINK", "PRECOMPILE")  # what may follow USES in the table
PUBLIC = "core/sdk/lanroom"  # the headers that strangers' services include
PUBLIC_MAY_USE = ("core/base",)  # installed beside them, in a folder of its own
PUBLIC_QT = "QtCore/"

TABLE_LINE = re.compile(r"^\s*lanroom_(layer|app)\(\s*([^)]*)\)", re.MULTILINE)
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
WHOLE_MODULE = re.compile(r"^(Qt[A-Z]\w+)(/\1)?$")


class Layers:
    """The table: which folder is which layer, and what each may include."""

    def __init__(self, root):
        self.folders = {}  # "core/link" -> "link"
        self.uses = {}  # "link" -> {"base"}
        for table in TABLES:
            text = (root / table / "CMakeLists.txt").read_text()
            for kind, arguments in TABLE_LINE.findall(text):
                words = arguments.split()
                name, folder = self._place(kind, words)
                self.folders[folder] = name
                self.uses[name] = self._named(words)

    @staticmethod
    def _place(kind, words):
        if kind == "app":
            return words[0], "app/" + words[1]
        return words[0].rsplit("/", 1)[-1], words[0]

    @staticmethod
    def _named(words):
        if "USES" not in words:
            return set()
        return set(takewhile(lambda word: word not in OTHER_LISTS, words[words.index("USES") + 1:]))

    def of(self, path):
        """The layer a path (relative to the root) lies in; None outside all of them."""
        for parent in Path(path).parents:
            if str(parent) in self.folders:
                return self.folders[str(parent)]
        return None

    def allowed(self, layer):
        seen, todo = set(), [layer, OPEN_TO_ALL]
        while todo:
            at = todo.pop()
            if at not in seen:
                seen.add(at)
                todo.extend(self.uses.get(at, ()))
        return seen


def resolve(root, source, name):
    """The file of this tree that an #include names, relative to the root; None when none of it."""
    for base in (source.parent, root / "core", root / "core/sdk", root, root / "tests"):
        candidate = (base / name).resolve()
        if candidate.is_file() and candidate.is_relative_to(root):
            return candidate.relative_to(root)
    return None


def check_include(root, layers, source, quote, name):
    if WHOLE_MODULE.match(name):
        return f"<{name}> is a whole Qt module; include the classes that are used"
    target = resolve(root, source, name)
    if target is None:
        generated = name.endswith(".moc") or Path(name).name.startswith("moc_")
        return None if quote == "<" or generated else f'"{name}" is no file of this tree'
    here, there = layers.of(source.relative_to(root)), layers.of(target)
    if here and there not in layers.allowed(here):
        return f'{here} may not include "{name}" ({there or "outside of the layers"})'
    return None


def check_file(root, layers, source):
    """Yields (line, reason) for each breach in one C++ file."""
    lines = source.read_text().splitlines()
    if not lines or SPDX not in lines[0]:
        yield 1, f"does not open with '// {SPDX}'"
    if len(lines) > MAX_LINES:
        yield MAX_LINES, f"has {len(lines)} lines: more than {MAX_LINES} are two subjects"
    if source.suffix == ".h" and "#pragma once" not in lines:
        yield 1, "has no #pragma once"
    for number, line in enumerate(lines, 1):
        include = INCLUDE.match(line)
        reason = include and check_include(root, layers, source, *include.groups())
        if reason:
            yield number, reason


def public_headers(root):
    """The SDK's public headers, and those of the folders installed with them that they include."""
    todo, seen = sorted((root / PUBLIC).glob("*.h")), set()
    while todo:
        header = todo.pop()
        if header in seen:
            continue
        seen.add(header)
        yield header
        for _, name in includes(header):
            target = resolve(root, header, name)
            if target and str(target.parent) in PUBLIC_MAY_USE:
                todo.append(root / target)


def includes(header):
    for number, line in enumerate(header.read_text().splitlines(), 1):
        if match := INCLUDE.match(line):
            yield number, match[2]


def installed_names(folder, target):
    """How a header in folder can name target and be understood where the SDK is installed: PUBLIC is
    lanroom/ there, any other folder lanroom/FOLDER/, and only what contains lanroom/ is searched."""
    if str(target.parent) == PUBLIC:
        return {f"lanroom/{target.name}"}
    if str(target.parent) not in PUBLIC_MAY_USE:
        return set()
    return {target.name} if target.parent == folder else {f"{target.parent.name}/{target.name}"}


def check_public(root):
    for header in public_headers(root):
        here = header.relative_to(root)
        for number, name in includes(header):
            target = resolve(root, header, name)
            if target and name not in installed_names(here.parent, target):
                yield f'{here}:{number}: "{name}" is not there where the SDK is installed'
            elif not target and "/" in name and not name.startswith(PUBLIC_QT):
                yield f"{here}:{number}: public headers need no more than {PUBLIC_QT}, but this has <{name}>"


def sources(root):
    for top in (*TABLES, "tests"):
        for source in sorted((root / top).rglob("*")):
            if source.suffix in (".h", ".cpp") and "node_modules" not in source.parts:
                yield source


def check(root):
    root = Path(root).resolve()
    layers = Layers(root)
    in_files = [f"{source.relative_to(root)}:{line}: {reason}"
                for source in sources(root) for line, reason in check_file(root, layers, source)]
    return in_files + list(check_public(root))


if __name__ == "__main__":
    breaches = check(sys.argv[1])
    print("\n".join(breaches) if breaches else "Every file keeps to its layer.")
    sys.exit(1 if breaches else 0)
