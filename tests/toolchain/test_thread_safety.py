# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""A guarded member that is touched without its lock fails the build: core/mutex.h and the build's own options together."""
import os
import shlex
import subprocess
import tempfile
import unittest
from pathlib import Path

COMPILER = os.environ["CXX_COMPILER"]
SOURCES = os.environ["SOURCES"]
FLAGS = shlex.split(os.environ["FLAGS"])

COUNTER = """
#include "core/mutex.h"

class Counter {
public:
    int add()
    {
        %s
        return next();
    }
    int wait()
    {
        const castellan::Lock lock(m_mutex);
        while (m_count == 0)
            m_wake.wait(m_mutex);
        return m_count;
    }

private:
    int next() REQUIRES_LOCK(m_mutex) { return ++m_count; }

    castellan::Mutex m_mutex;
    castellan::Condition m_wake;
    int m_count GUARDED_BY(m_mutex) = 0;
};

int use()
{
    Counter counter;
    return counter.add() + counter.wait();
}
"""
LOCKED = COUNTER % "const castellan::Lock lock(m_mutex);"
UNLOCKED = COUNTER % ""
READ_UNLOCKED = LOCKED.replace("return next();", "return next();\n    }\n    int peek() const\n    {\n        return m_count;")


def is_clang():
    said = subprocess.run([COMPILER, "--version"], capture_output=True, text=True, check=True).stdout
    return "clang" in said


def compiled(text):
    """The compiler's exit code and words."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "counter.cpp")
        source.write_text(text)
        run = subprocess.run(
            [COMPILER, "-std=c++20", *FLAGS, f"-I{SOURCES}", "-fsyntax-only", str(source)],
            capture_output=True,
            text=True,
            env=os.environ | {"LC_ALL": "C"},
        )
        return run.returncode, run.stderr


class ThreadSafety(unittest.TestCase):
    def test_aMemberReadUnderItsLockCompiles(self):
        code, said = compiled(LOCKED)
        self.assertEqual(code, 0, said)

    @unittest.skipUnless(is_clang(), "only clang checks locks")
    def test_negativeControlACallWithoutTheLockFailsTheBuild(self):
        code, said = compiled(UNLOCKED)
        self.assertNotEqual(code, 0)
        self.assertIn("error: calling function 'next' requires holding mutex 'm_mutex'", said)

    @unittest.skipUnless(is_clang(), "only clang checks locks")
    def test_negativeControlAMemberReadWithoutTheLockFailsTheBuild(self):
        code, said = compiled(READ_UNLOCKED)
        self.assertNotEqual(code, 0)
        self.assertIn("error: reading variable 'm_count' requires holding mutex 'm_mutex'", said)

    @unittest.skipUnless(is_clang(), "only clang checks locks")
    def test_theBuildAsksForTheAnalysis(self):
        self.assertIn("-Wthread-safety", FLAGS)


if __name__ == "__main__":
    unittest.main()
