# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""Python's unittest with TAP output: `python3 tests/run/tap.py FILE.py [FUNCTION…]` runs the tests in FILE.py."""
import importlib.util
import sys
import traceback
import unittest
from pathlib import Path


class TapResult(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.count = 0

    def _say(self, test, verdict: str, directive: str = "", detail: str = ""):
        self.count += 1
        name = test.id().rpartition(".")[2]
        print(f"{verdict} {self.count} - {name}{directive}")
        for line in detail.splitlines():
            print(f"# {line}")
        sys.stdout.flush()

    def addSuccess(self, test):
        self._say(test, "ok")

    def addSkip(self, test, reason):
        self._say(test, "ok", f" # SKIP {reason}")

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self._say(test, "not ok", detail="".join(traceback.format_exception(*error)))

    def addError(self, test, error):
        super().addError(test, error)
        self._say(test, "not ok", detail="".join(traceback.format_exception(*error)))

    def addSubTest(self, test, subtest, error):
        if error is not None:
            super().addSubTest(test, subtest, error)
            self._say(test, "not ok", detail=f"{subtest}\n" + "".join(traceback.format_exception(*error)))


def main() -> int:
    path = Path(sys.argv[1]).resolve()
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    loader = unittest.TestLoader()
    if len(sys.argv) > 2:
        loader.testNamePatterns = [f"*.{name}" for name in sys.argv[2:]]
    result = TapResult()
    loader.loadTestsFromModule(module).run(result)
    print(f"1..{result.count}")
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
