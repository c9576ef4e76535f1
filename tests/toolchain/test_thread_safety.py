# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""A guarded member that is touched without its lock fails the build: core/mutex.h and the build's own options together."""
import unittest

from compiling import FLAGS, compiled, is_clang

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
