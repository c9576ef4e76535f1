#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""slowhttptest, which others wrote to tie up servers, against the real one: it stays available, and ends who is slow by its
deadlines (10 s for a head, at least 1 KiB/s for a body, 30 s for an answer that isn't read)."""
import http.client
import json
import os
import re
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

SERVER = os.environ["CASTELLAN_SERVER"]
PASSWORD = "Quiet-Harbour-41-lantern"
# All attackers of one address have 64 places together, and slowhttptest's own probes need some of them.
AT_ONCE = 16


class Server:
    """A server with a signed-in administrator, no limits but the engine's, and a journal page of half a megabyte."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="castellan-slow-")
        data = Path(self.folder.name) / "data"
        subprocess.run([SERVER, "init", "--data", data, "--username", "chief", "--email", "chief@example.com", "--password-stdin"],
                       input=PASSWORD, text=True, check=True, capture_output=True)
        self.process = subprocess.Popen([SERVER, "serve", "--data", data, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)
        self.url = json.loads(self.process.stdout.readline())["listening"]
        self.connection = http.client.HTTPConnection(self.url.split("//")[1], timeout=20, source_address=("127.0.0.9", 0))
        answer = self.ask("POST", "/account/login", {"username": "chief", "password": PASSWORD}, {})
        cookies = dict(each.split(";")[0].split("=", 1) for each in answer.headers.get_all("Set-Cookie"))
        self.session = cookies["sid"]
        bearer = {"Authorization": f"Bearer {self.session}"}
        wide = {f"limits.{name}.burst": 0 for name in ["address", "user", "write"]}
        assert self.ask("PUT", "/api/v1/admin/security", {"revision": 0, "values": wide}, bearer).status == 200
        for n in range(1000):
            assert self.ask("PUT", "/api/v1/user", {"name": f"Chief the {n}th" + " of many" * 25}, bearer).status == 200

    def ask(self, method, path, body, headers):
        self.connection.request(method, path, json.dumps(body), headers | {"Content-Type": "application/json"})
        answer = self.connection.getresponse()
        answer.read()
        return answer

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def end(self):
        self.connection.close()
        self.process.terminate()
        code = self.process.wait(20)
        self.process.stdout.close()
        self.folder.cleanup()
        return code


class SlowClients(unittest.TestCase):
    def attack(self, path, *more):
        return subprocess.Popen(
            ["slowhttptest", "-u", self.server.url + path, "-c", str(AT_ONCE), "-r", str(AT_ONCE), "-l", "70", "-p", "3", "-v", "1", *more],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=self.server.folder.name)

    def honest(self):
        """The time that an honest client of another address waits, over a new connection."""
        began = time.monotonic()
        connection = http.client.HTTPConnection(self.server.url.split("//")[1], timeout=10, source_address=("127.0.0.7", 0))
        connection.request("GET", "/healthz")
        self.assertEqual(connection.getresponse().status, 200)
        connection.close()
        return time.monotonic() - began

    def test_slowhttptestLeavesTheServerAvailableAndIsEndedByItsDeadlines(self):
        self.server = Server()
        before = self.server.descriptors()
        attacks = {
            # name: (the attack, the seconds after which none of its connections may be left)
            "slow heads": (self.attack("/healthz", "-H", "-i", "2", "-x", "8"), 20),
            "slow bodies": (self.attack("/api/v1/user", "-B", "-t", "PUT", "-f", "application/json", "-s", "60000", "-i", "2", "-x", "8"), 20),
            "slow reading": (self.attack("/api/v1/admin/audit-log?limit=1000", "-X", "-j", f"sid={self.server.session}", "-k", "10",
                                         "-w", "64", "-y", "128", "-z", "256", "-n", "1"), 60),
        }
        slowest, held = 0, 0
        while any(each.poll() is None for each, _ in attacks.values()):
            slowest = max(slowest, self.honest())
            held = max(held, self.server.descriptors() - before)
            time.sleep(0.2)
        for name, (each, seconds) in attacks.items():
            said = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", each.stdout.read())
            each.stdout.close()
            with self.subTest(name):
                self.assertIn("No open connections left", said)
                self.assertIn("service available:   YES", said)
                self.assertNotIn("service available:   NO", said)
                lasted = int(re.search(r"Test ended on (\d+)", said).group(1))
                print(f"# {name}: none left after {lasted} s")
                self.assertLessEqual(lasted, seconds)
                # They were there, and not turned away at the door.
                self.assertEqual(max(map(int, re.findall(r"connected: +(\d+)", said))), AT_ONCE)
        print(f"# {held} descriptors held at most; an honest client waited {slowest * 1000:.0f} ms at most")
        self.assertGreaterEqual(held, 2 * AT_ONCE)
        self.assertLess(slowest, 1)
        until = time.monotonic() + 10
        while self.server.descriptors() > before and time.monotonic() < until:
            time.sleep(0.1)
        self.assertLessEqual(self.server.descriptors(), before)
        self.assertEqual(self.server.end(), 0)


if __name__ == "__main__":
    unittest.main()
