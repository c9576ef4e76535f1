# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""tests/allowed-skips.txt: the skips that continuous integration accepts, each with its reason.

A line is `suite::function reason`; `suite::function` may be a wildcard and covers all rows of the function.
"""
import fnmatch
from pathlib import Path


def read(path: Path) -> dict[str, str]:
    """Raises ValueError for a line without a reason."""
    allowed: dict[str, str] = {}
    for number, line in enumerate(path.read_text().splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, _, reason = line.partition(" ")
        if "::" not in name or not reason.strip():
            raise ValueError(f"{path.name}:{number}: expected 'suite::function reason', found '{line}'")
        allowed[name] = reason.strip()
    return allowed


def is_allowed(name: str, allowed: dict[str, str]) -> bool:
    without_row = name.partition("(")[0]
    return any(fnmatch.fnmatchcase(without_row, pattern) for pattern in allowed)
