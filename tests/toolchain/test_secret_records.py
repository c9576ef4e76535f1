# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""A record that holds a secret, at any depth, and isn't declared as one that does fails the build (core/json/instantiate.h)."""
import unittest

from compiling import compiled

RECORD = """
#include "core/json/instantiate.h"

namespace castellan::records {

struct Inner {
    %s value;
};
struct Outer {
    std::optional<std::vector<Inner>> list;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (value))
BOOST_DESCRIBE_STRUCT(Outer, (), (list))

}  // namespace castellan::records

%s(castellan::records::Outer)
"""


class SecretRecords(unittest.TestCase):
    def test_aRecordDeclaredAsWhatItIsCompiles(self):
        for member, declared in (("std::string", "CASTELLAN_JSON_RECORD"), ("json::SecretText<>", "CASTELLAN_JSON_SECRET_RECORD")):
            with self.subTest(member=member):
                code, said = compiled(RECORD % (member, declared))
                self.assertEqual(code, 0, said)

    def test_negativeControlASecretInAnOrdinaryRecordFailsTheBuild(self):
        code, said = compiled(RECORD % ("json::SecretText<>", "CASTELLAN_JSON_RECORD"))
        self.assertNotEqual(code, 0)
        self.assertIn("use encodeText: a value doesn't wipe itself", said)

    def test_negativeControlASecretRecordWithoutASecretFailsTheBuild(self):
        code, said = compiled(RECORD % ("std::string", "CASTELLAN_JSON_SECRET_RECORD"))
        self.assertNotEqual(code, 0)
        self.assertIn("static assertion failed", said)


if __name__ == "__main__":
    unittest.main()
