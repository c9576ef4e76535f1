#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""Memory that floods of slow, silent and huge requests cost the real server; honest clients are answered (R-4).

How fast they are answered is for the bench, which prints it beside its goal.
"""
import json
import os
import subprocess
import sys
import unittest
from pathlib import Path

SERVER = os.environ["CASTELLAN_SERVER"]
DRIVER = Path(__file__).resolve().parent.parent / "bench" / "abuse.py"
MORE_MB = 64
AFTER_PERCENT = 110


class AbuseMemory(unittest.TestCase):
    def test_r4AFloodTakesLittleMemoryAndGivesItBack(self):
        driven = subprocess.run([sys.executable, DRIVER, SERVER], capture_output=True, text=True, timeout=300)
        found = json.loads(driven.stdout)
        print(f"# {found}")
        self.assertEqual(driven.returncode, 0, "less abuse was accepted than meant")
        self.assertLessEqual(found["more"], MORE_MB)
        self.assertLessEqual(found["after"], AFTER_PERCENT)
        self.assertGreater(found["answered"], 100)
        self.assertEqual(found["unanswered"], 0)


if __name__ == "__main__":
    unittest.main()
