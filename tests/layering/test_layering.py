# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""The layers of docs/architecture.md, checked against what the compiler read, with a negative control for each rule."""
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from dependency_lists import ROOT, objects
from rules import ALLOWED, offences, row_of

BUILD = Path(os.environ["BUILD_DIR"])
COMPILER = os.environ["CXX_COMPILER"]
WITH_CONSOLE = "CASTELLAN_CONSOLE" in os.environ
TARGETS = [name for name in ALLOWED if WITH_CONSOLE or name in ("castellan_core", "castellan_server", "castellan-server")]


class Layering(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.objects = objects(BUILD)

    def test_everyTargetIncludesOnlyWhatItsRowAllows(self):
        for target in TARGETS:
            mine = [each for each in self.objects if row_of(each.target) == target]
            self.assertTrue(mine, f"{target} has no compiled object: nothing was checked")
            found = [sentence for each in mine for sentence in offences(each.target, each.source, each.files)]
            self.assertEqual(found, [], "\n".join(found))

    def test_everySourceOfTheTreeHasARow(self):
        rooms = ("app/", "ui/")
        strays = {e.source for e in self.objects if e.source.startswith(rooms) and row_of(e.target) is None}
        strays = {source for source in strays if not self._isInATestToo(source)}
        self.assertEqual(strays, set())

    def _isInATestToo(self, source):
        return any(each.source == source and row_of(each.target) for each in self.objects)


class NegativeControl(unittest.TestCase):
    """Each rule has to see an offence that a real compiler put into a real dependency list."""

    # target, the offending source's place, what it includes, the part that has to be named
    OFFENCES = [
        ("castellan_core", "app/core/bad.cpp", "#include <QtCore/QString>", "Qt Core"),
        ("castellan_core", "app/core/bad.cpp", "#include <boost/asio/io_context.hpp>", "asio"),
        ("castellan_core", "app/core/bad.cpp", "#include <fstream>", "files"),
        ("castellan_core", "app/core/bad.cpp", '#include "server/server.h"', "server door"),
        ("castellan_server", "app/server/api/bad.cpp", "#include <QtCore/QString>", "Qt Core"),
        ("castellan_server", "app/server/api/bad.cpp", "#include <boost/beast/core/error.hpp>", "asio"),
        ("castellan_server", "app/server/api/bad.cpp", "#include <sqlcipher/sqlite3.h>", "sqlite"),
        ("castellan_server", "app/server/store/bad.cpp", "#include <boost/asio/io_context.hpp>", "asio"),
        ("castellan_client", "app/client/bad.cpp", "#include <QtWidgets/QWidget>", "Qt Widgets"),
        ("castellan_client", "app/client/bad.cpp", '#include "server/server.h"', "server door"),
        ("castellan_ui", "ui/bad.cpp", '#include "server/server.h"', "server door"),
        ("castellan_ui", "ui/bad.cpp", "#include <QtNetwork/QNetworkAccessManager>", "network manager"),
        ("castellan_ui", "ui/bad.cpp", "#include <sqlcipher/sqlite3.h>", "sqlite"),
        ("castellan", "app/castellan/bad.cpp", "#include <boost/asio/io_context.hpp>", "asio"),
        ("castellan", "app/castellan/bad.cpp", "#include <sqlcipher/sqlite3.h>", "sqlite"),
        ("castellan-server", "app/castellan-server/bad.cpp", "#include <QtCore/QString>", "Qt Core"),
    ]

    def test_everyRuleSeesItsOffence(self):
        for target, place, line, part in self.OFFENCES:
            if "Qt" in line and not WITH_CONSOLE:
                continue
            with self.subTest(target=target, line=line):
                found = self.found(target, place, line)
                self.assertTrue(any(f"includes {part}:" in each for each in found), found)

    def test_whatIsAllowedIsNotReported(self):
        self.assertEqual(self.found("castellan_server", "app/server/http/good.cpp", "#include <boost/asio/io_context.hpp>"), [])
        self.assertEqual(self.found("castellan_server", "app/server/store/good.cpp", "#include <sqlcipher/sqlite3.h>"), [])
        self.assertEqual(self.found("castellan_core", "app/core/good.cpp", '#include "core/result.h"\n#include <string>'), [])

    def found(self, target, place, line):
        """Compiles `line` as a source of `target` in a build folder of its own and judges it like the real one."""
        with tempfile.TemporaryDirectory(prefix="castellan-layering-") as folder:
            build = Path(folder)
            output = f"CMakeFiles/{target}.dir/bad.cpp.o"
            (build / "bad.cpp").write_text(line + "\n")
            qt = subprocess.run(["pkg-config", "--cflags", "Qt6Widgets", "Qt6Network"], capture_output=True, text=True)
            command = f"{COMPILER} -std=c++20 -fPIC -E -o $out -I{ROOT}/app {qt.stdout.strip()} -MD -MF $out.d -MT $out"
            (build / "build.ninja").write_text(
                f"rule compile\n  command = {command} $in\n  deps = gcc\n  depfile = $out.d\n"
                f"build {output}: compile bad.cpp\n"
            )
            (build / "compile_commands.json").write_text(
                json.dumps([{"directory": folder, "file": "bad.cpp", "command": f"c++ -o {output}", "output": output}])
            )
            (build / output).parent.mkdir(parents=True)
            subprocess.run(["ninja", "-C", folder], check=True, capture_output=True)
            (compiled,) = objects(build)
            return offences(target, place, compiled.files)


if __name__ == "__main__":
    unittest.main()
