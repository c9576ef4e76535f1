#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""While the journal can't be written nothing is given and everything can be taken away, on a real server (R-2)."""
import errno
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

SERVER = os.environ["CASTELLAN_SERVER"]
PASSWORD = "Quiet-Harbour-41-lantern"
INSIDE = "CASTELLAN_OWN_MOUNTS"
SKIP = "no mounts of one's own here"
UNSHARE = ["unshare", "--mount"] + ([] if os.geteuid() == 0 else ["--user", "--map-root-user"])


def can_mount():
    with tempfile.TemporaryDirectory() as folder:
        tried = subprocess.run(UNSHARE + ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], capture_output=True)
    return tried.returncode == 0


# The small disk is this process's own, and gone with it.
if INSIDE not in os.environ and can_mount():
    os.environ[INSIDE] = "1"
    os.execvp("unshare", UNSHARE + [sys.executable] + sys.argv)


class Client:
    """A credential, from an address of its own, so that no limit per address answers for the disk."""

    nearby = 0

    def __init__(self, port, headers=None):
        Client.nearby += 1
        self.address = f"127.0.{20 + Client.nearby // 250}.{1 + Client.nearby % 250}"
        self.port = port
        self.headers = headers or {}
        self.connection = None

    def ask(self, method, path, body=None):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20, source_address=(self.address, 0))
        headers = dict(self.headers)
        if body is not None:
            headers["Content-Type"] = "application/json"
        self.connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        return answer.status, json.loads(text) if text else {}, answer.headers

    def close(self):
        if self.connection:
            self.connection.close()
            self.connection = None


class FullDisk(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="castellan-full-disk-")
        self.root = Path(self.folder.name)
        self.small = self.root / "small"
        self.small.mkdir()
        self.process = None
        self.log = open(self.root / "log", "w+")
        self.clients = []

    def tearDown(self):
        for client in self.clients:
            client.close()
        if self.process and self.process.poll() is None:
            os.kill(self.pid, signal.SIGKILL)
            self.process.wait(20)
        if self.process:
            self.process.stdout.close()
        self.log.close()
        subprocess.run(["umount", self.small], capture_output=True)
        self.folder.cleanup()

    def serve(self, data, wrapper=()):
        self.process = subprocess.Popen([*wrapper, SERVER, "serve", "--data", data, "--listen", f"127.0.0.1:{self.port}"],
                                        stdout=subprocess.PIPE, stderr=self.log, text=True)
        ready = json.loads(self.process.stdout.readline())
        self.port = int(ready["listening"].rpartition(":")[2])
        self.pid = ready["pid"]

    def end(self):
        """Memory of the server itself, not of the tools that start it."""
        os.kill(self.pid, signal.SIGTERM)
        self.assertEqual(self.process.wait(20), 0)

    def client(self, headers=None):
        self.clients.append(Client(self.port, headers))
        return self.clients[-1]

    def sign_in(self, name):
        client = self.client()
        status, _, headers = client.ask("POST", "/account/login", {"username": name, "password": PASSWORD})
        self.assertEqual(status, 200)
        cookies = dict(each.split(";")[0].split("=", 1) for each in headers.get_all("Set-Cookie"))
        client.headers = {"Cookie": f"sid={cookies['sid']}", "X-CSRF-Token": cookies["csrf"]}
        return client

    def made(self, path, body, by=None):
        status, answer, _ = (by or self.chief).ask("POST", path, body)
        self.assertEqual(status, 200, answer)
        return answer

    def bearer(self, token):
        return self.client({"Authorization": "Bearer " + token})

    def prepare(self):
        """On an ordinary disk: what will be taken away, as (method, path, body, by, whose credential ends, its entry)."""
        data = self.root / "data"
        subprocess.run(
            [SERVER, "init", "--data", data, "--username", "chief", "--email", "chief@example.com", "--password-stdin"],
            input=PASSWORD, text=True, check=True, capture_output=True)
        self.port = 0
        self.serve(data)
        self.chief = self.sign_in("chief")
        types = self.chief.ask("GET", "/api/v1/team-types")[1]["types"]
        self.team_type = types[0]["id"]
        self.team = self.made("/api/v1/teams", {"name": "One", "type": self.team_type})["id"]
        self.person = self.made("/api/v1/users", {"username": "bystander", "password": "cobalt-Mirror-frigate-51"})["id"]
        acts = []
        for n in range(50):
            made = self.made("/api/v1/user/tokens", {"name": f"t{n}", "scope": ""})
            acts.append(("DELETE", "/api/v1/user/tokens/" + made["id"], None, None, self.bearer(made["token"]), "user.pat.deleted"))
        for n in range(25):
            made = self.made("/api/v1/user/tokens", {"name": f"d{n}", "scope": ""})
            acts.append(("POST", f"/api/v1/user/tokens/{made['id']}/disable", None, None, self.bearer(made["token"]), "user.pat.updated"))
        for n in range(50):
            made = self.made("/api/v1/admin/keys", {"name": f"k{n}", "scope": "read"})
            acts.append(("DELETE", "/api/v1/admin/keys/" + made["id"], None, None, self.bearer(made["token"]), "platform.key.deleted"))
        for n in range(25):
            made = self.made(f"/api/v1/teams/{self.team}/keys", {"name": f"s{n}", "scope": "read"})
            path = f"/api/v1/teams/{self.team}/keys/{made['id']}/disable"
            acts.append(("POST", path, None, None, self.bearer(made["token"]), "team.key.updated"))
        for n in range(20):
            user = self.made("/api/v1/users", {"username": f"user{n}", "password": PASSWORD})
            session = self.sign_in(f"user{n}")
            path = "/api/v1/users/" + user["id"]
            if n < 15:
                acts.append(("PUT", path, {"suspended": True}, None, session, "users.updated-user"))
            else:
                acts.append(("DELETE", path + "/sessions", None, None, session, "users.ended-sessions"))
        for n in range(20):
            session = self.sign_in("chief")
            acts.append(("POST", "/account/logout", None, session, session, "account.logout"))
        for n in range(10):
            session = self.sign_in("chief")
            listed = session.ask("GET", "/api/v1/user/sessions")[1]["sessions"]
            mine = next(each["id"] for each in listed if each["current"])
            acts.append(("DELETE", "/api/v1/user/sessions/" + mine, None, None, session, "account.session.ended"))
        self.assertEqual(len(acts), 200)
        for client in self.clients:
            client.close()
        self.end()
        self.process.stdout.close()
        return data, acts

    def grants(self):
        """Every kind of act that gives or changes, again and again."""
        n = 0
        team = "/api/v1/teams/" + self.team
        while True:
            n += 1
            yield from [
                ("PUT", "/api/v1/user", {"name": f"Chief {n}"}),
                ("POST", "/api/v1/user/tokens", {"name": f"g{n}", "scope": ""}),
                ("POST", "/api/v1/admin/keys", {"name": f"g{n}", "scope": "admin"}),
                ("POST", team + "/keys", {"name": f"g{n}", "scope": "write"}),
                ("POST", "/api/v1/teams", {"name": f"Team {n}", "type": self.team_type}),
                ("PUT", team, {"name": f"One {n}"}),
                ("POST", team + "/members", {"user": self.person, "role": 50}),
                ("POST", team + "/invitations", {"user": "bystander", "role": 50}),
                ("PUT", "/api/v1/users/" + self.person, {"admin": True}),
                ("PUT", "/api/v1/users/" + self.person, {"suspended": True, "name": "both"}),
            ]

    def rows(self, path):
        out = []
        cursor = ""
        while True:
            page = self.chief.ask("GET", f"{path}?limit=1000{cursor}")[1]
            out += page["log"]
            if not page["meta"].get("next_cursor"):
                return out
            cursor = "&cursor=" + page["meta"]["next_cursor"]

    def journal(self):
        found = self.rows("/api/v1/admin/audit-log") + self.rows(f"/api/v1/teams/{self.team}/audit-log")
        return sorted(found, key=lambda row: row["seq"])

    def state(self):
        """The state that acts that grant something would change."""
        paths = ["/api/v1/user", "/api/v1/user/tokens", "/api/v1/admin/keys", "/api/v1/teams", "/api/v1/users", "/api/v1/admin/security",
                 f"/api/v1/teams/{self.team}/members", f"/api/v1/teams/{self.team}/invitations"]
        return [re.sub(r'"lastUsedAt": "[^"]*"', "", json.dumps(self.chief.ask("GET", path)[1])) for path in paths]

    def starve_and_judge(self, break_disk, mend_disk):
        data, acts = self.acts_on(self.prepared)
        pid = self.pid
        break_disk()
        # What the disk still had room for in its log may be written; then nothing may.
        spent = 0
        quiet = 0
        while quiet < 3:
            status, _, _ = self.chief.ask("PUT", "/api/v1/user", {"name": f"Chief of {spent}"})
            spent += 1
            quiet = quiet + 1 if status == 503 else 0
            self.assertIn(status, (200, 503))
            self.assertLess(spent, 2000)
            if quiet:
                time.sleep(1.1)  # the server tries by itself, and may find the last bytes

        before = self.state()
        rows = self.journal()
        refused = 0
        for method, path, body in self.grants():
            status, answer, _ = self.chief.ask(method, path, body)
            self.assertEqual((status, answer.get("code")), (503, "audit_unavailable"), (method, path, answer))
            refused += 1
            if refused == 200:
                break
        stranger = self.client()
        for password in (PASSWORD, "wrong"):
            status, answer, _ = stranger.ask("POST", "/account/login", {"username": "chief", "password": password})
            self.assertEqual((status, answer.get("code")), (503, "audit_unavailable"))
        self.assertEqual(stranger.ask("GET", "/readyz")[0], 503)
        self.assertEqual(self.state(), before)
        self.assertEqual([row["seq"] for row in self.journal()], [row["seq"] for row in rows])

        worked = 0
        for method, path, body, by, victim, _ in acts:
            self.assertEqual(victim.ask("GET", "/api/v1/settings")[0], 200)
            status, answer, _ = (by or self.chief).ask(method, path, body)
            self.assertEqual(status, 202, (method, path, answer))
            began = time.monotonic()
            status, _, _ = victim.ask("GET", "/api/v1/user")
            self.assertEqual(status, 401, (method, path))
            self.assertLess(time.monotonic() - began, 1)
            worked += 1
        self.assertEqual((refused, worked), (200, 200))
        self.assertEqual([row["seq"] for row in self.journal()], [row["seq"] for row in rows])

        mend_disk()
        began = time.monotonic()
        while self.chief.ask("PUT", "/api/v1/user", {"name": "Chief again"})[0] != 200:
            self.assertLess(time.monotonic() - began, 5)
        recovered = time.monotonic() - began
        self.assertLessEqual(recovered, 1)
        after = [row for row in self.journal() if row["seq"] > rows[-1]["seq"]]
        # First what was taken away, in its order and each with one entry; then what was asked for after.
        self.assertEqual([row["event"] for row in after[:200]], [act[5] for act in acts])
        self.assertTrue(all(row["outcome"] == "success" and row["username"] in ("chief",) for row in after[:200]))
        self.assertEqual(after[200]["event"], "user.updated-user")
        for *_, victim, _ in acts:
            self.assertEqual(victim.ask("GET", "/api/v1/user")[0], 401)
        self.assertEqual(self.client().ask("GET", "/readyz")[0], 200)
        self.assertEqual((self.process.poll(), self.pid), (None, pid))
        for client in self.clients:
            client.close()
        self.end()
        verified = subprocess.run([SERVER, "verify", "--data", data], capture_output=True, text=True)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)

    def acts_on(self, start):
        data, acts = self.prepare()
        data = start(data)
        for client in self.clients:
            client.port = self.port
        return data, acts

    def test_nothingIsGivenAndAllIsTakenOnAFullDisk(self):
        if INSIDE not in os.environ:
            self.skipTest(SKIP)
        filler = self.small / "filler"

        def start(data):
            subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", self.small], check=True)
            shutil.copytree(data, self.small / "data", ignore=shutil.ignore_patterns("ballast", "lock"))
            (self.small / "data").chmod(0o700)
            self.serve(self.small / "data")
            return self.small / "data"

        def fill():
            with open(filler, "wb", buffering=0) as file:
                try:
                    while file.write(b"x" * 4096) == 4096:
                        pass
                except OSError:
                    pass

        self.prepared = start
        self.starve_and_judge(fill, filler.unlink)

    def test_nothingIsGivenAndAllIsTakenWhileWritesFail(self):
        self.let_writes_fail()

    def test_nothingIsGivenAndAllIsTakenOnADiskThatBecameReadOnly(self):
        # As after `errors=remount-ro`. A file system that a program has open for writing cannot be remounted by hand.
        self.let_writes_fail(errno.EROFS)

    def let_writes_fail(self, number=0):
        """The response has this error, or any error that a write may end with."""
        control = self.root / "fiu"

        def start(data):
            self.serve(data, ("fiu-run", "-x", "-f", control))
            return data

        def tell(command):
            subprocess.run(["fiu-ctrl", "-f", control, "-c", command, str(self.pid)], check=True)

        self.prepared = start
        point = "name=posix/io/rw/pwrite"
        self.starve_and_judge(lambda: tell(f"enable {point},failinfo={number}"), lambda: tell(f"disable {point}"))


if __name__ == "__main__":
    unittest.main()
