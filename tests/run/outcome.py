# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""The result of a test suite: its output parsed into passed, failed and skipped test functions.

Two languages are understood. Qt Test's text (`-txt`) names every function, or row of one, and ends each test object
with a line of totals. TAP 13/14 is what everything else speaks: scripts, Python (tests/run/tap.py), Node.
A suite that stops before its last word, or that contradicts its exit code, has died, and counts as one failure.
"""
import re
from dataclasses import dataclass, field

_INCIDENT = re.compile(r"^(PASS|FAIL!|SKIP|XFAIL|XPASS|BPASS|BFAIL|BXPASS|BXFAIL)\s*: ([\w:<>, ]+?)::(\w+)\((.*?)\)(?: (.*))?$")
_START = re.compile(r"^\*+ Start testing of (.+?) \*+$")
_TOTALS = re.compile(r"^Totals: (\d+) passed, (\d+) failed, (\d+) skipped(?:, (\d+) blacklisted)?")
_TAP_POINT = re.compile(r"^(not ok|ok)\b\s*(\d+)?\s*-?\s*(.*?)(?:\s*#\s*(SKIP|TODO)\S*\s*(.*))?$", re.IGNORECASE)
_TAP_PLAN = re.compile(r"^1\.\.(\d+)\s*(?:#\s*skip\S*\s*(.*))?$", re.IGNORECASE)
_FIXTURES = ("initTestCase", "cleanupTestCase")


@dataclass
class Outcome:
    """One suite's result. Names are `function` or `function(row)`; `skipped` maps them to the reason given."""

    passed: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    skipped: dict[str, str] = field(default_factory=dict)
    died: str = ""  # why the suite's output is not trusted; empty if it is

    @property
    def ok(self) -> bool:
        return not self.failed and not self.died

    def settle(self) -> "Outcome":
        """A function that failed anywhere failed; one that was skipped after passing a part was skipped."""
        self.skipped = {name: why for name, why in self.skipped.items() if name not in self.failed}
        self.passed -= self.failed | self.skipped.keys()
        return self


def read_qt(text: str) -> Outcome:
    outcome, started, finished = Outcome(), 0, 0
    for line in text.splitlines():
        if _START.match(line):
            started += 1
        elif _TOTALS.match(line):
            finished += 1
        elif match := _INCIDENT.match(line):
            kind, _, function, row, detail = match.groups()
            name = f"{function}({row})" if row else function
            if kind in ("FAIL!", "XPASS", "BFAIL", "BXPASS"):
                outcome.failed.add(name)
            elif kind == "SKIP":
                outcome.skipped[name] = (detail or "").strip()
            elif kind in ("PASS", "BPASS") and function not in _FIXTURES:
                outcome.passed.add(name)
    if started == 0:
        outcome.died = "it said nothing in Qt Test's format"
    elif finished < started:
        outcome.died = "it stopped before its line of totals"
    return outcome.settle()


def read_tap(text: str) -> Outcome:
    outcome, planned, seen = Outcome(), None, 0
    for line in text.splitlines():
        if match := _TAP_PLAN.match(line):
            planned = int(match.group(1))
            if planned == 0:
                outcome.skipped["all"] = match.group(2) or ""
        elif line.startswith("Bail out!"):
            outcome.died = line
        elif match := _TAP_POINT.match(line):
            verdict, number, name, directive, reason = match.groups()
            seen += 1
            name = name.strip() or f"test {number or seen}"
            if directive and directive.upper() == "SKIP":
                outcome.skipped[name] = reason or ""
            elif verdict.lower() == "ok":
                outcome.passed.add(name)
            else:
                outcome.failed.add(name)
    if not outcome.died and planned is None:
        outcome.died = "it stopped before its plan (1..N)"
    elif not outcome.died and seen != planned:
        outcome.died = f"it planned {planned} tests and reported {seen}"
    return outcome.settle()


def judge(text: str, language: str, exit_code: int, timed_out_after: float | None) -> Outcome:
    """The outcome of a suite that has ended with `exit_code` (negative: killed by that signal)."""
    outcome = read_tap(text) if language == "tap" else read_qt(text)
    if timed_out_after is not None:
        outcome.died = f"it was stopped after {timed_out_after:.0f} s"
    elif exit_code < 0:
        outcome.died = f"it was killed by signal {-exit_code}"
    elif exit_code != 0 and not outcome.failed and not outcome.died:
        outcome.died = f"it reported no failure and exited with {exit_code}"
    elif exit_code == 0 and outcome.failed:
        outcome.died = "it reported failures and exited with 0"
    elif not outcome.died and not (outcome.passed or outcome.failed or outcome.skipped):
        outcome.died = "it ran no test"
    return outcome
