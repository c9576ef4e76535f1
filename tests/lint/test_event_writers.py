#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""Every event of the catalogue has a writer in the server: a row without one promises an entry that never comes."""
import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "app/core/event.h"
SOURCES = [path for folder in ("app/server", "app/castellan-server") for path in sorted((ROOT / folder).rglob("*.cpp"))]


def catalogue() -> list[str]:
    """The names of the rows."""
    return re.findall(r'^    X\(([a-z_]+), "', CATALOGUE.read_text(encoding="utf-8"), re.M)


class EventWriters(unittest.TestCase):
    def test_every_event_has_a_writer(self):
        # The rows of route tables only declare events.
        text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES if path.name != "routes.cpp")
        named = set(re.findall(r"\bEvent::([a-z_]+)\b", text))
        self.assertGreater(len(catalogue()), 50)
        self.assertEqual([name for name in catalogue() if name not in named], [])


if __name__ == "__main__":
    unittest.main()
