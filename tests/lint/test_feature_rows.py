#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""Every promise of docs/promises.md has a test of its name: `f66…` or a row "F66 …". The numbers below are typed by hand, so that a
renamed or lost test leaves a gap."""
import re
import unittest
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
PROMISES = TESTS.parent / "docs" / "promises.md"
STATES = {"done", "planned"}

ROWS = {
    "accounts and passwords": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    "sessions": [17, 20, 23, 24, 25, 26],
    "the second factor": [32, 33, 34, 35, 39, 40, 41],
    "keys": [51, 52, 53, 54, 55, 56, 58, 59, 60, 61],
    "rights": [63, 64, 65, 66, 67, 71],
    # 106: no finite-field Diffie-Hellman exists
    "transport": [82, 83, 84, 85, 86, 87, 89, 90, 92, 94, 97, 101, 102, 104, 106],
    "web protections and input": [108, 110, 111, 112, 113, 114, 115, 116, 118, 119, 120, 121, 122, 123, 124, 125, 126, 128, 129,
                                  130, 131],
    "limits and addresses": [132, 133, 134, 135, 136, 138],
    "at rest": [150, 152, 159, 160, 163],
    "the journal": [165, 170, 171, 172],
}
# Goals in numbers; figures that only a benchmark can show are in its report.
GOALS = ["S-1", "S-2", "S-3", "S-4", "S-5", "S-6", "S-7", "S-8", "S-9", "R-2", "R-4", "R-5", "R-6"]
# Collections of requests and frames that every server must refuse.
HOSTILE = {"server/http/test_http_requests.cpp": 20, "server/http/test_http_websocket.cpp": 16}


def named_in(text):
    """Numbers of features that functions (`f10…`, `f52AndF53…`) and rows ("F10 …") are named after."""
    found = re.findall(r"\bvoid f(\d{1,3})(?=[A-Z])|(?<=[a-z0-9]And)F(\d{1,3})(?=[A-Z])|\"F(\d{1,3})[ \"]", text)
    return {int(number) for match in found for number in match if number}


def goals_in(text):
    """Goals that functions (`s7AndF11…`, `test_r4A…`) and rows ("S-1 …") are named after, or a script by its docstring."""
    found = re.findall(r"\b(?:void |def test_)([rs])(\d)(?=[A-Z])|\"(?: - )?([RS])-(\d) |\(([RS])-(\d)\)[^\"]*\"\"\"", text)
    return {f"{(a or b or c).upper()}-{x or y or z}" for a, x, b, y, c, z in found}


def promises_in(text):
    """Number → (state, test) of every row of the page's tables."""
    rows = re.findall(r"^\| ([FRS]-?\d+) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    return {number: (state, test.strip("`")) for number, state, test in rows}


def suites_in(tests):
    """Suite → the text of its source. A script is a suite under the name of its file, with or without `test_`."""
    suites = {
        name: path.read_text()
        for path in [*tests.rglob("*.cpp"), *tests.rglob("*.py")]
        for name in {path.stem, f"test_{path.stem}"}
    }
    # A fuzz target is a suite together with its driver.
    driver = (tests / "fuzz" / "replay.cpp").read_text()
    return suites | {f"test_fuzz_{path.stem}": path.read_text() + driver for path in (tests / "fuzz").glob("*.cpp")}


def body_of(function, text):
    """The source of a test function, with that of its table of rows; all of the suite if no function is meant."""
    if not function:
        return text
    bodies = re.findall(rf"\b(?:void|def) {function}(?:_data)?\(.*?(?=\n    (?:void|def) |\nclass |\nQTEST|\Z)", text, re.DOTALL)
    return "\n".join(bodies)


def is_about(number, body):
    """Whether the test's name or one of its rows quotes the promise."""
    return number in {f"F{each}" for each in named_in(body)} | goals_in(body)


def checks(body):
    return re.search(r"\b(?:QVERIFY|QCOMPARE|QTRY_|REQUIRE|QFAIL|self\.assert|need\(|isOnlyCounted|keeps|check[A-Z]\w*\()", body) is not None


def empty_in(promises, suites):
    """The promises that are done, but whose test neither quotes them nor checks anything."""
    found = []
    for number, (state, test) in promises.items():
        suite, _, function = test.partition("::")
        body = body_of(function, suites.get(suite, ""))
        if state == "done" and not (is_about(number, body) and checks(body)):
            found.append(f"{number}: {test}")
    return found


def holes_in(promises, suites):
    """The promises whose state is unknown, or whose test isn't there."""
    found = []
    for number, (state, test) in promises.items():
        suite, _, function = test.partition("::")
        kept = suite in suites and (not function or re.search(rf"\b{function}\b", suites[suite]))
        if state not in STATES or (state == "done") != bool(kept):
            found.append(f"{number}: {state}, {test}")
    return found


class Promises(unittest.TestCase):
    def setUp(self):
        self.promises = promises_in(PROMISES.read_text())
        self.suites = suites_in(TESTS)

    def test_everyPromiseThatIsDoneNamesATestThatExists(self):
        self.assertGreater(len(self.promises), 100)
        self.assertEqual(holes_in(self.promises, self.suites), [])

    def test_theTestThatAPromiseNamesIsAboutItAndChecksSomething(self):
        self.assertEqual(empty_in(self.promises, self.suites), [])

    def test_negativeControlAnEmptyTestIsSeen(self):
        page = "".join(f"| F{n} | x | done | `test_a::{name}` |\n" for n, name in [(1, "f1Locks"), (2, "f2Opens"), (3, "opens"), (4, "rows")])
        suite = """
    void f1Locks()
    {
        QVERIFY(locked());
    }

    void f2Opens()
    {
        open();
    }

    void opens()
    {
        QVERIFY(true);
    }

    void rows_data() { row("F4 one"); }
    void rows()
    {
        QCOMPARE(1, 1);
    }
"""
        self.assertEqual(empty_in(promises_in(page), {"test_a": suite}), ["F2: test_a::f2Opens", "F3: test_a::opens"])

    def test_everyNumberThatATestQuotesIsListedAsDone(self):
        quoted = set()
        for path in [*TESTS.rglob("*.cpp"), *TESTS.rglob("*.h")]:
            text = path.read_text()
            quoted |= {f"F{number}" for number in named_in(text)} | goals_in(text)
        quoted |= {f"F{number}" for rows in ROWS.values() for number in rows} | set(GOALS)
        done = {number for number, (state, _) in self.promises.items() if state == "done"}
        self.assertEqual(sorted(quoted - done), [])
        self.assertEqual(sorted(done - quoted), [])

    def test_negativeControlAHoleIsSeen(self):
        page = "| F1 | Locks | done | `test_a::f1Locks` |\n| F2 | Opens | done | `test_a::f2Opens` |\n| F3 | x | soon | – |\n| F4 | x | planned | – |\n"
        self.assertEqual(holes_in(promises_in(page), {"test_a": "void f1Locks()"}), ["F2: done, test_a::f2Opens", "F3: soon, –"])


class FeatureRows(unittest.TestCase):
    def test_everyPromiseHasATestOfItsName(self):
        named = set()
        for folder in ["castellan-server", "core", "end_to_end", "server"]:
            for path in (TESTS / folder).rglob("*.cpp"):
                named |= named_in(path.read_text())
        for subject, rows in ROWS.items():
            with self.subTest(subject):
                self.assertEqual(sorted(set(rows) - named), [])

    def test_everyGoalHasATestOfItsName(self):
        named = set()
        for folder in ["server", "core", "end_to_end", "fuzz"]:
            for path in [*(TESTS / folder).rglob("*.cpp"), *(TESTS / folder).rglob("*.py")]:
                named |= goals_in(path.read_text())
        self.assertEqual(sorted(set(GOALS) - named), [])

    def test_allCollectedHostileKindsAreTried(self):
        for name, count in HOSTILE.items():
            with self.subTest(name):
                self.assertEqual(len(re.findall(r'\brow\("S-1 ', (TESTS / name).read_text())), count)

    def test_onlyNamesCount(self):
        self.assertEqual(named_in("void f10Locks()\n// f11 and F12 are meant\nvoid f(1);"), {10})
        self.assertEqual(named_in('void f52AndF53Show()\nnewRow("F7 129")\n{"F108", "x"}'), {7, 52, 53, 108})
        self.assertEqual(named_in('"no F9 here" f0f'), set())
        self.assertEqual(goals_in('void s7AndF11Take()\nnewRow("S-1 x")\ndef test_r4Gives\n"""Held (R-2)."""'), {"S-7", "S-1", "R-4", "R-2"})
        self.assertEqual(goals_in('// S-9 is meant\nvoid s(1); "of S-3"'), set())


if __name__ == "__main__":
    unittest.main()
