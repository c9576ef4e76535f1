# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""The layers of docs/architecture.md, checked against the compiler's dependency lists, with a negative control for each rule."""
import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from dependency_lists import ROOT, objects
from rules import ALLOWED, ALLOWED_MORE, CODE, ROOMS, against_the_order, direct_includes, offences, part_of, rings, room_of, row_of, system_headers

BUILD = Path(os.environ["BUILD_DIR"])
COMPILER = os.environ["CXX_COMPILER"]
WITH_CONSOLE = "CASTELLAN_CONSOLE" in os.environ
TARGETS = [name for name in ALLOWED if WITH_CONSOLE or name in ("castellan_core", "castellan_os", "castellan_server", "castellan_service", "castellan-server")]


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

    def test_everyAllowanceIsUsed(self):
        # An unused allowance would let the next offence pass unseen.
        used = {target: set() for target in TARGETS}
        for each in self.objects:
            if (row := row_of(each.target)) in used:
                used[row] |= {part_of(path) for path in each.files}
        unused = {target: sorted(ALLOWED[target] - used[target] - {"other"}) for target in TARGETS}
        self.assertEqual({target: parts for target, parts in unused.items() if parts}, {})
        more = [
            (pattern, part)
            for pattern, parts in ALLOWED_MORE
            for part in parts
            if not any(re.search(pattern, e.source) and part in map(part_of, e.files) for e in self.objects if row_of(e.target))
        ]
        self.assertEqual([each for each in more if WITH_CONSOLE or each[0].startswith("^app/server")], [])


class Order(unittest.TestCase):
    """The rooms of each layer from the bottom up, judged from the #include lines of every file."""

    @classmethod
    def setUpClass(cls):
        cls.pairs = direct_includes(ROOT)

    def test_aRoomIncludesOnlyRoomsAboveItInItsList(self):
        found = against_the_order(self.pairs)
        self.assertEqual(found, set(), "\n".join(f"{a} includes {b}" for a, b in sorted(found)))

    def test_noFoldersSideBySideIncludeEachOther(self):
        found = rings(self.pairs)
        self.assertEqual(found, set(), "\n".join(f"{a} includes {b}" for a, b in sorted(found)))

    def test_everyFileHasARoomAndEveryFolderIsRead(self):
        files = [path for top in ("app", "ui") for path in (ROOT / top).rglob("*") if CODE.search(path.name)]
        names = {str(path.relative_to(ROOT)) for path in files}
        strays = {name for name in names if room_of(name) is None and not name.startswith(("app/castellan", "app/os/"))}
        self.assertEqual(strays, set())
        self.assertGreater(len(self.pairs), 1000)


class NegativeControlOfTheOrder(unittest.TestCase):
    # layer, a file low in its list, a file high in it
    BROKEN = [
        ("core", "app/core/json/bad.h", "app/core/policy.h"),
        ("core", "app/core/result.h", "app/core/records/user.h"),
        ("server", "app/server/store/bad.ipp", "app/server/journal/journal.h"),
        ("server", "app/server/api/pipeline/bad.cpp", "app/server/api/users/users.h"),
        ("client", "app/client/transport/bad.cpp", "app/client/servers/server.h"),
        ("ui", "ui/widgets/bad.h", "ui/screens/teams/teams_screen.h"),
    ]

    def test_theOrderIsBrokenOncePerLayerAndSeen(self):
        self.assertEqual({layer for layer, _, _ in self.BROKEN}, set(ROOMS))
        for layer, low, high in self.BROKEN:
            with self.subTest(layer=layer, low=low), tempfile.TemporaryDirectory(prefix="castellan-order-") as folder:
                self.write(folder, low, high)
                self.write(folder, high, "app/core/ids.h")
                pairs = direct_includes(Path(folder))
                self.assertEqual(against_the_order(pairs), {(low, high)})
                self.assertEqual(against_the_order({(high, low)}), set())

    def test_aRingOfResourcesOrScreensIsSeen(self):
        for room in ("app/server/api", "ui/screens"):
            one, other, third = (f"{room}/{name}/{name}.h" for name in ("one", "other", "third"))
            self.assertEqual(rings({(one, other), (other, third)}), set())
            self.assertEqual(rings({(one, other), (other, third), (third, one)}), {(one, other), (other, third), (third, one)})
            self.assertEqual(rings({(one, other), (other, one), (other, third)}), {(one, other), (other, one)})

    @staticmethod
    def write(folder, name, included):
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#pragma once\n#include "{included.removeprefix("app/")}"\n')


class System(unittest.TestCase):
    """Only app/os includes headers of the operating system."""

    def test_nothingOutsideOfOsIncludesASystemHeader(self):
        found = system_headers(ROOT)
        self.assertEqual(found, set(), "\n".join(f"{name} includes <{header}>" for name, header in sorted(found)))

    def test_everySystemHeaderIsSeenAndNoOther(self):
        system = ["unistd.h", "sys/stat.h", "arpa/inet.h", "windows.h", "linux/futex.h", "csignal", "cerrno"]
        known = ["string", "cstdio", "QString", "QtCore/QString", "openssl/evp.h", "boost/json.hpp", "crypt.h"]
        with tempfile.TemporaryDirectory(prefix="castellan-system-") as folder:
            text = "".join(f"  #  include <{header}>\n" for header in system + known)
            for name in ("app/server/http/bad.ipp", "ui/bad.cpp", "app/core/bad.h", "app/os/posix/good.cpp"):
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            expected = {(name, header) for name in ("app/server/http/bad.ipp", "ui/bad.cpp", "app/core/bad.h") for header in system}
            self.assertEqual(system_headers(Path(folder)), expected)


class NegativeControl(unittest.TestCase):
    """Each rule has to see an offence that a real compiler put into a real dependency list."""

    # target, the offending source's place, what it includes, the part that has to be named
    OFFENCES = [
        ("castellan_core", "app/core/bad.cpp", "#include <QtCore/QString>", "Qt Core"),
        ("castellan_core", "app/core/bad.cpp", "#include <boost/asio/io_context.hpp>", "asio"),
        ("castellan_core", "app/core/bad.cpp", "#include <fstream>", "files"),
        ("castellan_core", "app/core/bad.cpp", '#include "server/server.h"', "server door"),
        ("castellan_core", "app/core/bad.cpp", '#include "os/files.h"', "os"),
        ("castellan_os", "app/os/bad.cpp", "#include <QtCore/QString>", "Qt Core"),
        ("castellan_os", "app/os/bad.cpp", "#include <boost/asio/io_context.hpp>", "asio"),
        ("castellan_os", "app/os/bad.cpp", '#include "server/server.h"', "server door"),
        ("castellan_server", "app/server/api/bad.cpp", "#include <QtCore/QString>", "Qt Core"),
        ("castellan_server", "app/server/api/bad.cpp", "#include <boost/beast/core/error.hpp>", "asio"),
        ("castellan_server", "app/server/api/bad.cpp", "#include <sqlcipher/sqlite3.h>", "sqlite"),
        ("castellan_server", "app/server/store/bad.cpp", "#include <boost/asio/io_context.hpp>", "asio"),
        ("castellan_client", "app/client/bad.cpp", "#include <QtWidgets/QWidget>", "Qt Widgets"),
        ("castellan_client", "app/client/bad.cpp", '#include "server/server.h"', "server door"),
        ("castellan_ui", "ui/bad.cpp", '#include "os/files.h"', "os"),
        ("castellan_ui", "ui/bad.cpp", '#include "server/server.h"', "server door"),
        ("castellan_ui", "ui/bad.cpp", "#include <QtNetwork/QNetworkAccessManager>", "network manager"),
        ("castellan_ui", "ui/bad.cpp", "#include <sqlcipher/sqlite3.h>", "sqlite"),
        ("castellan_ui", "ui/widgets/bad.cpp", '#include "client/platform/change.h"', "client"),
        ("castellan_console", "app/castellan/bad.cpp", "#include <boost/asio/io_context.hpp>", "asio"),
        ("castellan", "app/castellan/bad.cpp", "#include <sqlcipher/sqlite3.h>", "sqlite"),
        ("castellan_service", "app/castellan-server/bad.cpp", "#include <QtCore/QString>", "Qt Core"),
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
