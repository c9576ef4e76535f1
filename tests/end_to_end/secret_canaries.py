# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""A canary in every field that takes a secret; afterwards none sings in logs, journal, errors, files or memory (S-6)."""
import base64
import hmac
import http.client
import json
import os
import re
import struct
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

SERVER = os.environ["CASTELLAN_SERVER"]


def canary(n):
    return f"Kestrel-{n:02d}-over-the-harbour-{n * 7919:06d}"


def code_of(secret):
    """The code that an authenticator shows now (RFC 6238)."""
    mac = hmac.digest(base64.b32decode(secret + "=" * (-len(secret) % 8)), struct.pack(">Q", int(time.time()) // 30), "sha1")
    return f"{(struct.unpack('>I', mac[mac[-1] & 15:][:4])[0] & 0x7fffffff) % 1000000:06}"


class Canaries(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="castellan-canaries-")
        self.root = Path(self.folder.name)
        self.secrets = {}
        self.answers = []
        self.nearby = 1
        data = self.root / "data"
        password = self.secret("first password", canary(1))
        made = subprocess.run(
            [SERVER, "init", "--data", data, "--username", "chief", "--email", "chief@example.com", "--password-stdin"],
            input=password, text=True, check=True, capture_output=True)
        self.said = [made.stdout, made.stderr]
        self.log = open(self.root / "log", "w+")
        self.process = subprocess.Popen(
            [SERVER, "serve", "--data", data, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.port = int(re.search(r":(\d+)\"", self.process.stdout.readline()).group(1))

    def tearDown(self):
        if self.process.poll() is None:
            self.process.terminate()
        self.assertEqual(self.process.wait(20), 0)
        self.process.stdout.close()
        self.log.close()
        self.folder.cleanup()

    def secret(self, name, value):
        self.secrets[name] = value
        return value

    def ask(self, method, path, body=None, headers=None, showsSecret=False):
        self.nearby += 1
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20, source_address=(f"127.0.9.{self.nearby}", 0))
        connection.request(method, path, json.dumps(body) if body is not None else None,
                           ({"Content-Type": "application/json"} if body is not None else {}) | (headers or {}))
        answer = connection.getresponse()
        text = answer.read().decode()
        if not showsSecret:
            self.answers.append(f"{method} {path} {answer.status} {text}")
        connection.close()
        return answer.status, answer.headers, text

    def sign_in(self, name, password):
        status, headers, _ = self.ask("POST", "/account/login", {"username": name, "password": password})
        self.assertEqual(status, 200)
        cookies = dict(each.split(";")[0].split("=", 1) for each in headers.get_all("Set-Cookie"))
        self.secret(f"session of {name} {self.nearby}", cookies["sid"])
        return {"Cookie": f"sid={cookies['sid']}", "X-CSRF-Token": cookies["csrf"]}

    def live(self):
        """Everything that takes or makes a secret, done, refused and failed."""
        chief = self.sign_in("chief", self.secrets["first password"])
        for name, n in [("a password of an unknown user", 2), ("a wrong password", 3)]:
            user = "nobody-knows" if n == 2 else "chief"
            status, _, _ = self.ask("POST", "/account/login", {"username": user, "password": self.secret(name, canary(n))})
            self.assertEqual(status, 401)
        # People type it into the wrong field.
        self.ask("POST", "/account/login", {"username": self.secret("a password as a user name", canary(4)), "password": "x"})
        self.ask("POST", "/account/login", {"username": "chief", "password": [self.secret("a password in a list", canary(5))]})
        self.ask("POST", "/account/login", {"username": "chief", "passwrod": self.secret("a password under another name", canary(6))})
        status, _, _ = self.ask("POST", "/api/v1/users", {
            "username": "ann", "name": "Ann", "email": "ann@example.com",
            "password": self.secret("a password for a new user", canary(7))}, chief)
        self.assertEqual(status, 200)
        self.ask("POST", "/api/v1/users", {"username": "ann", "password": self.secret("a password for a name that is taken", canary(8))}, chief)
        ann = self.sign_in("ann", self.secrets["a password for a new user"])
        status, _, _ = self.ask("PUT", "/api/v1/user/change_password", {
            "old_password": self.secret("a wrong old password", canary(9)), "password": self.secret("a new password, refused", canary(10))}, ann)
        self.assertGreaterEqual(status, 400)
        status, _, _ = self.ask("PUT", "/api/v1/user/change_password", {
            "old_password": self.secrets["a password for a new user"], "password": self.secret("a new password", canary(11))}, ann)
        self.assertEqual(status, 200)
        status, _, text = self.ask("POST", "/api/v1/user/tokens", {"name": "ci", "scope": ""}, ann, showsSecret=True)
        self.assertEqual(status, 200)
        token = self.secret("a token", json.loads(text)["token"])
        self.assertEqual(self.ask("GET", "/api/v1/user", headers={"Authorization": f"Bearer {token}"})[0], 200)
        self.ask("GET", "/api/v1/user", headers={"Authorization": f"Bearer {token}x"})
        self.ask("GET", "/api/v1/user?token=" + canary(12), headers=ann)
        self.ask("GET", "/api/v1/user/tokens", headers=ann)
        self.show_once(chief)
        self.ask("GET", "/api/v1/admin/audit-log?limit=1000", headers=chief)
        self.ask("GET", "/api/v1/settings", headers=chief)
        self.ask("GET", "/api/v1/admin/security", headers=chief)
        self.ask("GET", "/api/v1/users", headers=chief)
        self.ask("GET", "/api/v1/user/sessions", headers=ann)

    def show_once(self, chief):
        """What answers show this once: a service key, a second factor with its backup codes, a code for a new password."""
        status, _, text = self.ask("POST", "/api/v1/admin/keys", {"name": "ci"}, chief, showsSecret=True)
        self.assertEqual(status, 200)
        key = self.secret("a service key", json.loads(text)["token"])
        self.ask("GET", "/api/v1/teams", headers={"Authorization": f"Bearer {key}"})
        status, _, text = self.ask("POST", "/api/v1/users", {
            "username": "ben", "email": "ben@example.com", "password": self.secret("ben's password", canary(13))}, chief)
        self.assertEqual(status, 200)
        id = json.loads(text)["id"]
        ben = self.sign_in("ben", self.secrets["ben's password"])
        status, _, _ = self.ask("PUT", "/api/v1/user/change_password", {
            "old_password": self.secrets["ben's password"], "password": self.secret("ben's own password", canary(14))}, ben)
        self.assertEqual(status, 200)
        ben = self.sign_in("ben", self.secrets["ben's own password"])
        status, _, text = self.ask("PUT", "/api/v1/user/mfa", {}, ben, showsSecret=True)
        self.assertEqual(status, 200)
        factor = self.secret("an authenticator's key", json.loads(text)["secret"])
        self.ask("PUT", "/api/v1/user/mfa/verify", {"token": self.secret("a code that is none", canary(15))}, ben)
        status, _, text = self.ask("PUT", "/api/v1/user/mfa/verify", {"token": code_of(factor)}, ben, showsSecret=True)
        self.assertEqual(status, 200)
        for n, code in enumerate(json.loads(text)["codes"]):
            self.secret(f"backup code {n}", code)
        status, _, text = self.ask("POST", f"/api/v1/users/{id}/reset-password", {}, chief, showsSecret=True)
        self.assertEqual(status, 200)
        code = self.secret("a code for a new password", json.loads(text)["code"])
        status, _, _ = self.ask("POST", "/account/reset-password", {
            "username": "ben", "code": code, "password": self.secret("a password after a reset", canary(16))})
        self.assertEqual(status, 200)

    def found_in(self, where, text):
        """The secrets that occur, each with where."""
        if isinstance(text, str):
            text = text.encode()
        return [f"{name} in {where}" for name, value in self.secrets.items() if value.encode() in text]

    def memory(self):
        """The readable memory of the process, without mapped files and stacks."""
        held = b""
        with open(f"/proc/{self.process.pid}/maps") as maps, open(f"/proc/{self.process.pid}/mem", "rb", 0) as mem:
            for line in maps:
                span, rights, _, _, inode, *_ = line.split()
                if "rw" not in rights or inode != "0":
                    continue
                begin, end = (int(each, 16) for each in span.split("-"))
                try:
                    mem.seek(begin)
                    held += mem.read(end - begin)
                except OSError:
                    pass
        return held

    def test_noSecretIsFoundWhereItDoesNotBelong(self):
        self.live()
        found = []
        for answer in self.answers:
            found += self.found_in("an answer: " + answer[:80], answer)
        found += self.found_in("memory", self.memory())
        self.process.terminate()
        self.assertEqual(self.process.wait(20), 0)
        self.log.flush()
        found += self.found_in("the log", (self.root / "log").read_text())
        for text in self.said:
            found += self.found_in("what init said", text)
        for path in (self.root / "data").rglob("*"):
            if path.is_file():
                found += self.found_in(path.name, path.read_bytes())
        verified = subprocess.run([SERVER, "verify", "--data", self.root / "data"], capture_output=True, text=True)
        self.assertEqual(verified.returncode, 0)
        found += self.found_in("what verify says", verified.stdout + verified.stderr)
        self.assertFalse(found, "\n".join(found))

    def test_theCanariesWouldBeHeard(self):
        """The search finds what is there: the negative control."""
        name = "Plain-and-visible-51"
        chief = self.sign_in("chief", self.secrets["first password"])
        self.ask("PUT", "/api/v1/user", {"name": name}, chief)
        self.secrets = {"a name": name}
        self.ask("GET", "/api/v1/admin/audit-log", headers=chief)
        self.assertTrue(self.found_in("answers", "".join(self.answers)))
        self.ask("PUT", "/api/v1/user", {"name": name + "x"}, chief)
        self.assertTrue(self.found_in("memory", self.memory()))


if __name__ == "__main__":
    unittest.main()
