# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""The program files: hardened, with SQLCipher's symbols to themselves, and the server without Qt."""
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

SERVER = os.environ["CASTELLAN_SERVER"]
CONSOLE = os.environ.get("CASTELLAN_CONSOLE")
PROGRAMS = [SERVER] + ([CONSOLE] if CONSOLE else [])
COMPILER = os.environ["C_COMPILER"]


def said(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | {"LC_ALL": "C"}).stdout


def weaknesses(program):
    """The kinds of hardening that the file lacks."""
    header, segments, dynamic = said("readelf", "-h", program), said("readelf", "-lW", program), said("readelf", "-dW", program)
    stack = re.search(r"GNU_STACK.* (R[W ][E ]) ", segments)
    checks = {
        "position-independent": re.search(r"Type:\s+DYN", header),
        "relro": "GNU_RELRO" in segments,
        "bind now": re.search(r"\(FLAGS(_1)?\).*\bNOW\b|BIND_NOW", dynamic),
        "no executable stack": stack and "E" not in stack.group(1),
        "no search path": not re.search(r"\((RPATH|RUNPATH)\)(?!.*\$ORIGIN)", dynamic),
    }
    return {name for name, holds in checks.items() if not holds}


def exported(program, prefix):
    return {line.split()[-1] for line in said("nm", "-D", "--defined-only", program).splitlines() if line.split()[-1].startswith(prefix)}


def libraries(program):
    return set(re.findall(r"^\s*(\S+) =>", said("ldd", program), re.MULTILINE))


class Binaries(unittest.TestCase):
    def test_theProgramsAreHardened(self):
        for program in PROGRAMS:
            self.assertEqual(weaknesses(program), set(), program)

    def test_noProgramExportsTheSymbolsOfSqlite(self):
        for program in PROGRAMS:
            self.assertEqual(exported(program, "sqlite3"), set(), program)
            self.assertNotIn("libsqlite3.so.0", libraries(program))

    def test_theServerIsLinkedWithoutQt(self):
        self.assertEqual({name for name in libraries(SERVER) if name.startswith("libQt")}, set())

    @unittest.skipUnless(CONSOLE, "this preset builds no console")
    def test_negativeControlTheConsoleIsLinkedWithQt(self):
        self.assertIn("libQt6Core.so.6", libraries(CONSOLE))

    def test_negativeControlAWeakProgramIsSeen(self):
        with tempfile.TemporaryDirectory(prefix="castellan-binaries-") as folder:
            source, program = Path(folder, "weak.c"), str(Path(folder, "weak"))
            source.write_text("__attribute__((visibility(\"default\"))) int sqlite3_open(void) { return 0; } int main(void) { return 0; }")
            weak = ["-no-pie", "-rdynamic", "-Wl,-z,norelro,-z,lazy,-z,execstack,-rpath,/tmp"]
            said(COMPILER, str(source), "-o", program, *weak)
            self.assertEqual(
                weaknesses(program),
                {"position-independent", "relro", "bind now", "no executable stack", "no search path"},
            )
            self.assertEqual(exported(program, "sqlite3"), {"sqlite3_open"})


if __name__ == "__main__":
    unittest.main()
