# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""Checks rows of a journal (one JSON object a line) by docs/journal-format.md alone. Exit 1 names the first bad row."""
import hashlib
import json
import sys

FIXED = ("seq epoch id at event scope scopeId actorKind actor subject auth outcome count requestId").split()
PERSONAL = "actorName address client body".split()


def member(value):
    data = value.to_bytes(8, "big", signed=True) if isinstance(value, int) else value.encode()
    return len(data).to_bytes(4, "big") + data


def part(row, names):
    return b"".join(member(row[name]) for name in names)


def hashes(row, chain):
    personal = bytes.fromhex(row["personalHash"])
    if row["salt"] is not None:
        personal = hashlib.sha256(bytes.fromhex(row["salt"]) + part(row, PERSONAL)).digest()
    leaf = hashlib.sha256(b"\x00\x01" + part(row, FIXED) + personal).digest()
    return personal, leaf, hashlib.sha256(chain + leaf).digest()


def main():
    chain, seq = bytes(32), 0
    for line in open(sys.argv[1], encoding="utf-8"):
        row, seq = json.loads(line), seq + 1
        personal, leaf, chain = hashes(row, chain)
        expected = (row["personalHash"], row.get("leaf", leaf.hex()), row["chain"])
        if row["seq"] != seq or (personal.hex(), leaf.hex(), chain.hex()) != expected:
            sys.exit(f"row {seq} is not as it was written")
    print(f"{seq} rows hold")


if __name__ == "__main__":
    main()
