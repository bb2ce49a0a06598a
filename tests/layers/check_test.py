#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-3.0-or-later
"""Proves that check.py can fail: a small tree with one breach at a time."""

import tempfile
import unittest
from pathlib import Path

import check

SPDX = f"// {check.SPDX}\n"
TREE = {
    "core/CMakeLists.txt": "lanroom_layer(core/base)\nlanroom_layer(core/link USES base LINK Qt6::Network)\n"
                           "lanroom_layer(core/worker USES link)\nlanroom_layer(core/storage USES base)\n"
                           "lanroom_layer(core/sdk USES link storage)\n",
    "ui/CMakeLists.txt": "lanroom_layer(ui USES link LINK Qt6::Widgets)\n",
    "app/CMakeLists.txt": "    lanroom_app(lanroom-echo services/echo USES worker)\n",
    "core/base/result.h": SPDX + "#pragma once\n#include <QtCore/qstring.h>\n#include <vector>\n",
    "core/link/frame.h": SPDX + '#pragma once\n#include "base/result.h"\n',
    "core/link/frame.cpp": SPDX + '#include "frame.h"\n',
    "core/storage/database.h": SPDX + "#pragma once\n",
    "core/worker/worker.h": SPDX + '#pragma once\n#include "link/frame.h"\n#include "base/result.h"\n',
    "core/sdk/lanroom/service.h": SPDX + '#pragma once\n#include "base/result.h"\n#include <lanroom/client.h>\n',
    "core/sdk/lanroom/client.h": SPDX + "#pragma once\n#include <QtCore/qset.h>\n#include <vector>\n",
    "core/sdk/host.h": SPDX + '#pragma once\n#include "link/frame.h"\n#include <lanroom/service.h>\n',
    "ui/models/rooms.h": SPDX + '#pragma once\n#include "link/frame.h"\n',
    "app/services/echo/main.cpp": SPDX + '#include "link/frame.h"\n#include "main.moc"\n',
    "tests/unit/tst_all.cpp": SPDX + '#include "ui/models/rooms.h"\n#include "storage/database.h"\n',
}


class CheckTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        for path, text in TREE.items():
            self.write(path, text)

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def breach(self, path, text):
        """The single breach that this one change makes."""
        self.write(path, text)
        breaches = check.check(self.root)
        self.assertEqual(len(breaches), 1, breaches)
        return breaches[0]

    def test_a_good_tree_passes(self):
        self.assertEqual(check.check(self.root), [])

    def test_a_layer_that_is_not_named(self):
        self.assertIn("core/link/frame.cpp:2: link may not include",
                      self.breach("core/link/frame.cpp", SPDX + '#include "storage/database.h"\n'))

    def test_upwards(self):
        self.breach("core/base/log.h", SPDX + '#pragma once\n#include "link/frame.h"\n')

    def test_around_the_include_path(self):
        self.breach("core/link/frame.cpp", SPDX + '#include "../storage/database.h"\n')
        self.breach("core/link/frame.cpp", SPDX + "#include <storage/database.h>\n")

    def test_an_app_beyond_its_line(self):
        self.breach("app/services/echo/main.cpp", SPDX + '#include "storage/database.h"\n')

    def test_a_test_inside_the_house(self):
        self.write("tests/support/fake.h", SPDX + "#pragma once\n")
        self.breach("core/link/frame.cpp", SPDX + '#include "tests/support/fake.h"\n')

    def test_a_file_that_is_not_there(self):
        self.breach("core/link/frame.cpp", SPDX + '#include "link/gone.h"\n')

    def test_a_whole_qt_module(self):
        self.breach("core/link/frame.cpp", SPDX + "#include <QtCore>\n")
        self.breach("core/link/frame.cpp", SPDX + "#include <QtWidgets/QtWidgets>\n")

    def test_the_first_line(self):
        self.breach("core/link/frame.cpp", '#include "frame.h"\n')
        self.breach("core/link/frame.cpp", "")

    def test_the_length(self):
        full = SPDX + "\n" * (check.MAX_LINES - 1)
        self.write("core/link/frame.cpp", full)
        self.assertEqual(check.check(self.root), [])
        self.breach("core/link/frame.cpp", full + "\n")

    def test_pragma_once(self):
        self.breach("core/storage/database.h", SPDX)

    def test_a_private_header_behind_a_public_one(self):
        self.breach("core/sdk/lanroom/client.h", SPDX + '#pragma once\n#include "link/frame.h"\n')
        self.write("core/sdk/lanroom/client.h", TREE["core/sdk/lanroom/client.h"])
        self.breach("core/sdk/lanroom/service.h", SPDX + '#pragma once\n#include "sdk/host.h"\n')

    def test_a_public_header_that_is_found_only_in_the_tree(self):
        self.write("core/base/error.h", SPDX + "#pragma once\n")
        self.write("core/base/result.h", SPDX + '#pragma once\n#include "error.h"\n')
        self.assertEqual(check.check(self.root), [])
        self.breach("core/base/result.h", SPDX + '#pragma once\n#include "base/error.h"\n')

    def test_another_qt_module_in_a_public_header(self):
        self.breach("core/sdk/lanroom/client.h", SPDX + "#pragma once\n#include <QtNetwork/qtcpsocket.h>\n")


if __name__ == "__main__":
    unittest.main()
