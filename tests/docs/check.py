#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-3.0-or-later
"""Checks that what the documents point at is there: check.py ROOT [--links].

Every relative link of every .md file, and every `path` in backticks that begins with one of the
tree's own folders; with --links not those, for documents that are installed without the tree. Prints FILE:LINE: REASON for each that leads nowhere; status 1 when there is one.
"""

import re
import sys
from pathlib import Path

TOPS = ("core", "ui", "app", "tests", "packaging", "resources")
LINK = re.compile(r"\]\(([^)\s#]+)[^)]*\)")
PATH = re.compile(rf"`((?:{'|'.join(TOPS)})/[\w./-]*)`")


def documents(root):
    yield from sorted(root.glob("*.md"))
    for top in TOPS:
        yield from (d for d in sorted((root / top).rglob("*.md")) if "node_modules" not in d.parts)


def dead_ends(root, document, links_only):
    in_code = False
    for number, line in enumerate(document.read_text().splitlines(), 1):
        in_code ^= line.startswith("```")
        if in_code:
            continue
        for target in LINK.findall(line):
            if "://" not in target and not (document.parent / target).exists():
                yield number, f"the link to {target} leads nowhere"
        for path in () if links_only else PATH.findall(line):
            if not (root / path).exists():
                yield number, f"there is no {path}"


if __name__ == "__main__":
    root = Path(sys.argv[1]).resolve()
    found = [f"{document.relative_to(root)}:{number}: {reason}"
             for document in documents(root)
             for number, reason in dead_ends(root, document, "--links" in sys.argv[2:])]
    print("\n".join(found) if found else "Every path and link leads somewhere.")
    sys.exit(1 if found else 0)
