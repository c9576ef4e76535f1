# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""The runner must never report success wrongly: tested from outside, by its last line and its exit code."""
import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

RUNNER = Path(__file__).resolve().parent.parent / "run"
FIXTURE = os.environ["FIXTURE_SUITE"]


def suite(name, *arguments, labels=(), timeout=60, command=None):
    properties = [{"name": "LABELS", "value": list(labels)}, {"name": "TIMEOUT", "value": timeout}]
    return {"name": name, "command": command or [FIXTURE, *arguments], "properties": properties}


class Runner(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="castellan-runner-")
        self.addCleanup(folder.cleanup)
        self.work = Path(folder.name)

    def run_suites(self, *suites, arguments=(), ci=False, environment=()):
        (self.work / "suites.json").write_text(json.dumps({"tests": list(suites)}))
        env = {k: v for k, v in os.environ.items() if k != "CI"} | ({"CI": "true"} if ci else {}) | dict(environment)
        command = ["/usr/bin/python3", str(RUNNER), "--suites", str(self.work / "suites.json")]
        command += ["--work", str(self.work), *arguments]
        answer = subprocess.run(command, capture_output=True, text=True, env=env, timeout=300)
        self.said = answer.stdout
        lines = answer.stdout.splitlines()
        return (lines[-1] if lines else answer.stderr), answer.returncode

    def test_countsFunctionsAndRowsButNotTheFixtures(self):
        self.assertEqual(
            self.run_suites(suite("a", "passes", "passesTwoRows")), ("3 passed, 0 failed, 0 skipped", 0)
        )

    def test_addsUpSeveralSuites(self):
        last, code = self.run_suites(suite("a", "passes"), suite("b", "passesTwoRows"), suite("c", "passes", labels=["alone"]))
        self.assertEqual((last, code), ("4 passed, 0 failed, 0 skipped", 0))

    def test_runsEachFunctionAlone(self):
        _, code = self.run_suites(suite("a", timeout=10), arguments=["--each"])
        self.assertEqual(code, 1)
        for function in ("passes", "passesTwoRows", "skips"):
            self.assertIn(f"ok   a::{function} ", self.said)
        for function in ("crashes", "leavesEarly", "hangs"):
            self.assertIn(f"died: a::{function}:", self.said)
        self.assertIn("failed: a::fails\n", self.said)

    def test_failsWhenAFunctionFails(self):
        self.assertEqual(self.run_suites(suite("a", "passes", "fails")), ("1 passed, 1 failed, 0 skipped", 1))
        self.assertIn("failed: a::fails", self.said)

    def test_failsWhenASuiteCrashes(self):
        last, code = self.run_suites(suite("a", "passes"), suite("b", "passes", "crashes"))
        self.assertEqual(code, 1)
        self.assertRegex(last, r"^2 passed, [12] failed, 0 skipped$")
        self.assertIn("died: b:", self.said)

    def test_failsWhenASuiteLeavesBeforeItsTotalsWithExitCodeZero(self):
        self.assertEqual(self.run_suites(suite("a", "passes", "leavesEarly")), ("1 passed, 1 failed, 0 skipped", 1))
        self.assertIn("stopped before its line of totals", self.said)

    def test_failsWhenASuiteHangs(self):
        last, code = self.run_suites(suite("a", "passes", "hangs", timeout=2))
        self.assertEqual((last, code), ("1 passed, 1 failed, 0 skipped", 1))
        self.assertIn("stopped after 2 s", self.said)

    def test_failsWhenAllPassedButTheProcessEndsBadly(self):
        last, code = self.run_suites(suite("a", "complainsAfterwards"))
        self.assertEqual((last, code), ("1 passed, 1 failed, 0 skipped", 1))
        self.assertIn("exited with 23", self.said)

    def test_failsWhenNothingPassed(self):
        self.assertEqual(self.run_suites(suite("a", "skips")), ("0 passed, 0 failed, 1 skipped", 1))
        self.assertEqual(self.run_suites(), ("0 passed, 0 failed, 0 skipped", 1))

    def test_failsWhenTheProgramIsMissing(self):
        last, code = self.run_suites(suite("a", "passes"), suite("b", command=["/nowhere/suite"]))
        self.assertEqual((last, code), ("1 passed, 1 failed, 0 skipped", 1))

    def test_toleratesASkipAtHomeButNotAnUnlistedOneInCi(self):
        mixed = suite("a", "passes", "skips")
        self.assertEqual(self.run_suites(mixed), ("1 passed, 0 failed, 1 skipped", 0))
        self.assertIn("there is no moon tonight", self.said)
        self.assertEqual(self.run_suites(mixed, ci=True), ("1 passed, 0 failed, 1 skipped", 1))
        self.assertIn("not named in tests/allowed-skips.txt: a::skips", self.said)

    def test_isNotFooledByASuiteThatPrintsTotals(self):
        last, code = self.run_suites(suite("a", "talksLikeTheRunner", "fails"))
        self.assertEqual((last, code), ("1 passed, 1 failed, 0 skipped", 1))

    def test_readsTapOfScripts(self):
        tap = lambda name, text, code=0: suite(
            name, labels=["tap"], command=["/bin/sh", "-c", f"printf '{text}'; exit {code}"]
        )
        self.assertEqual(
            self.run_suites(tap("a", r"1..2\nok 1 - first\nok 2 - second # SKIP no\n")),
            ("1 passed, 0 failed, 1 skipped", 0),
        )
        self.assertEqual(
            self.run_suites(tap("a", r"ok 1 - first\nnot ok 2 - second\n1..2\n", 1)), ("1 passed, 1 failed, 0 skipped", 1)
        )
        self.assertEqual(self.run_suites(tap("a", r"1..2\nok 1 - first\n")), ("1 passed, 1 failed, 0 skipped", 1))
        self.assertEqual(self.run_suites(tap("a", r"ok 1 - first\n")), ("1 passed, 1 failed, 0 skipped", 1))

    def test_runsOnlyWhatIsNamed(self):
        two = suite("test_one", labels=[]), suite("test_two")
        self.assertEqual(
            self.run_suites(*two, arguments=["test_one::passes", "two::passesTwoRows"]),
            ("3 passed, 0 failed, 0 skipped", 0),
        )
        _, code = self.run_suites(*two, arguments=["three"])
        self.assertEqual(code, 2)

    def test_leavesOutWhatIsOnlyRunOnRequest(self):
        ordinary, interop = suite("a", "passes"), suite("b", "fails", labels=["interop"])
        self.assertEqual(self.run_suites(ordinary, interop), ("1 passed, 0 failed, 0 skipped", 0))
        self.assertEqual(
            self.run_suites(ordinary, interop, arguments=["--label", "interop"]), ("0 passed, 1 failed, 0 skipped", 1)
        )

    def test_givesASuiteAHomeOfItsOwn(self):
        self.run_suites(suite("a", "seesItsSurroundings"), environment={"SECRET_OF_THE_PERSON": "x", "DISPLAY": ":77"})
        saw = self.saw("a")
        self.assertTrue(saw["HOME"].startswith(str(self.work)))
        self.assertEqual((saw["DISPLAY"], saw["SECRET_OF_THE_PERSON"]), ("", ""))
        self.assertEqual(saw["DBUS_SESSION_BUS_ADDRESS"], "disabled:")

    def test_givesAGuiSuiteADisplayABusAndAnUnlockedKeyring(self):
        store = "printf secret | secret-tool store --label=x castellan runner && secret-tool lookup castellan runner"
        script = f'{store} | grep -qx secret && xprop -root _NET_SUPPORTING_WM_CHECK && echo "1..1" && echo "ok 1 - kept"'
        last, code = self.run_suites(
            suite("a", "seesItsSurroundings", labels=["gui"]),
            suite("b", labels=["gui", "tap"], command=["/bin/bash", "-o", "pipefail", "-c", script]),
        )
        self.assertEqual((last, code), ("2 passed, 0 failed, 0 skipped", 0), self.said)
        self.assertRegex(self.saw("a")["DISPLAY"], r"^:\d+$")

    def test_leavesNoProcessBehind(self):
        script = 'sleep 300 & echo "saw CHILD=$!"; echo "1..1"; echo "ok 1 - started"'
        self.run_suites(suite("a", labels=["tap", "keyring"], command=["/bin/sh", "-c", script]))
        status = Path("/proc", self.saw("a")["CHILD"], "status")
        # Gone, or a zombie until process 1 reaps it.
        self.assertTrue(not status.exists() or "State:\tZ" in status.read_text())

    def saw(self, name):
        output = (self.work / "tests" / "work" / name / "output.txt").read_text()
        return dict(re.findall(r"^saw (\w+)=(.*)$", output, re.MULTILINE))


if __name__ == "__main__":
    unittest.main()
