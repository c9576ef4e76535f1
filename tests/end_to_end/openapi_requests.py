# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""Requests made from the OpenAPI document by chance that is always the same, to a real server: no answer is a 5xx, and
none says what the document doesn't (S-5). CASTELLAN_REQUESTS sets how many."""
import copy
import http.client
import json
import os
import random
import re
import subprocess
import tempfile
import unittest
from pathlib import Path
from urllib.parse import quote, urlencode

import jsonschema

SERVER = os.environ["CASTELLAN_SERVER"]
REQUESTS = int(os.environ.get("CASTELLAN_REQUESTS", "20000"))
PASSWORD = "Quiet-Harbour-41-lantern"
HOSTILE = [
    "", " ", "'", "\"; DROP TABLE users; --", "' OR '1'='1", "<img src=x onerror=alert(1)>", "../../etc/passwd", "%00", "\u0000",
    "\u202e", "é" * 40, "\U0001f600", "a" * 254, "a" * 255, "a" * 3000, "-1", "0", "9" * 30, "null", "{{7*7}}", "$(reboot)", "\r\nX: y",
]
# Some of them again and again: then it is a repetition, or another request with the same key.
KEYS = ["", "two words", "\u00e9", "k" * 256, "once", "twice"] + [f"change-{n}" for n in range(60)]
# What would end what the driver stands on.
KEPT = [("delete", "/api/v1/user/sessions"), ("post", "/account/logout")]


def with_nulls(schema):
    """OpenAPI 3.0's `nullable` as JSON Schema says it."""
    if isinstance(schema, list):
        return [with_nulls(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    out = {key: with_nulls(value) for key, value in schema.items() if key != "nullable"}
    if schema.get("nullable"):
        out = {"anyOf": [out, {"type": "null"}]}
    return out


class Server:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="castellan-openapi-")
        data = Path(self.folder.name) / "data"
        subprocess.run(
            [SERVER, "init", "--data", data, "--username", "chief", "--email", "chief@example.com", "--password-stdin"],
            input=PASSWORD, text=True, check=True, capture_output=True)
        self.log = open(Path(self.folder.name) / "log", "w+")
        self.process = subprocess.Popen(
            [SERVER, "serve", "--data", data, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.port = int(re.search(r":(\d+)\"", self.process.stdout.readline()).group(1))
        self.connections = {}
        self.nearby = 0

    def end(self):
        for each in self.connections.values():
            each.close()
        self.process.terminate()
        code = self.process.wait(20)
        self.process.stdout.close()
        self.log.close()
        self.folder.cleanup()
        return code

    def ask(self, method, path, body=None, headers=None, who="driver"):
        """(status, headers, body); a connection for each caller, from an address of its own."""
        if who not in self.connections:
            self.nearby += 1
            self.connections[who] = http.client.HTTPConnection(
                "127.0.0.1", self.port, timeout=20, source_address=(f"127.0.{1 + self.nearby // 250}.{1 + self.nearby % 250}", 0))
        connection = self.connections[who]
        try:
            connection.request(method.upper(), path, body, headers or {})
            answer = connection.getresponse()
            text = answer.read()
        except (http.client.HTTPException, OSError):
            connection.close()
            connection.request(method.upper(), path, body, headers or {})
            answer = connection.getresponse()
            text = answer.read()
        if answer.will_close:
            connection.close()
        return answer.status, answer.headers, text

    def sign_in(self, name, password=PASSWORD):
        """The headers of a new session."""
        status, headers, text = self.ask(
            "post", "/account/login", json.dumps({"username": name, "password": password}), {"Content-Type": "application/json"},
            who=f"login-{name}-{self.nearby}")
        if status != 200:
            raise RuntimeError(f"{name} can't sign in: {status} {text}")
        cookies = dict(each.split(";")[0].split("=", 1) for each in headers.get_all("Set-Cookie"))
        return {"Cookie": f"sid={cookies['sid']}", "X-CSRF-Token": cookies["csrf"]}


class Generator:
    def __init__(self, document, chance, ids):
        self.schemas = document["components"]["schemas"]
        self.chance = chance
        self.ids = ids

    def text(self, limit=254):
        kind = self.chance.random()
        if kind < 0.25:
            return self.chance.choice(HOSTILE)
        if kind < 0.6:
            return self.chance.choice(self.ids)
        return "".join(self.chance.choice("abcdefgh-_0123456789") for _ in range(self.chance.randint(1, min(limit, 24))))

    def value(self, schema, depth=0):
        if "$ref" in schema:
            return self.value(self.schemas[schema["$ref"].rsplit("/", 1)[1]], depth)
        if schema.get("nullable") and self.chance.random() < 0.1:
            return None
        if "enum" in schema:
            return self.chance.choice(schema["enum"])
        kind = schema.get("type", "object")
        if kind == "string":
            return self.text(schema.get("maxLength", 254))
        if kind == "integer":
            return self.chance.choice([0, 1, -1, 5, 10, 30, 50, 99, 2**31, 2**53, -(2**63), self.chance.randint(-5, 60)])
        if kind == "number":
            return self.chance.choice([0, 1.5, -1e9])
        if kind == "boolean":
            return self.chance.random() < 0.5
        if kind == "array":
            return [self.value(schema.get("items", {"type": "string"}), depth + 1) for _ in range(self.chance.randint(0, 3))]
        properties = schema.get("properties", {})
        required = set(schema.get("required", []))
        out = {}
        for name, each in properties.items():
            if name in required or self.chance.random() < 0.6:
                out[name] = self.value(each, depth + 1)
        return out

    def body(self, schema):
        value = self.value(schema)
        kind = self.chance.random()
        if kind < 0.7 or not isinstance(value, dict):
            return json.dumps(value)
        value = copy.deepcopy(value)
        if kind < 0.78:
            value[self.text()] = self.text()
        elif kind < 0.86 and value:
            value.pop(self.chance.choice(list(value)))
        elif kind < 0.94 and value:
            value[self.chance.choice(list(value))] = self.chance.choice([None, [], {}, 7, "x", True, [[[]]]])
        else:
            return self.chance.choice(["", "{", "[]", "null", "\"a\"", '{"a":1,"a":2}', "[" * 80 + "]" * 80, "1e999", "\ufeff{}"])
        return json.dumps(value)


class TheOpenApiDocument(unittest.TestCase):
    def setUp(self):
        self.chance = random.Random(5)
        self.begin()

    def begin(self):
        self.server = Server()
        self.chief = self.server.sign_in("chief")
        self.furnish()
        status, _, text = self.server.ask("get", "/api/json")
        self.assertEqual(status, 200)
        self.document = json.loads(text)
        self.validators = {}

    def tearDown(self):
        self.assertEqual(self.server.end(), 0)

    def made(self, method, path, body, headers=None):
        status, _, text = self.server.ask(method, path, json.dumps(body), {"Content-Type": "application/json"} | (headers or self.chief))
        self.assertLess(status, 300, f"{method} {path}: {text}")
        return json.loads(text) if text else {}

    def furnish(self):
        """Some people, teams and keys; and limits so wide that none answers for what is tried."""
        _, _, text = self.server.ask("get", "/api/v1/admin/security", headers=self.chief)
        security = json.loads(text)
        wide = {each["key"]: each["maximum"] for each in security["settings"] if re.search(r"^limits\..*\.burst$", each["key"])}
        self.made("put", "/api/v1/admin/security", {"revision": security["revision"], "values": wide})
        self.callers = {"nobody": {}, "a stranger": {"Authorization": "Bearer ffpat_" + "x" * 43}}
        self.ids = ["chief", "RbOqlv8Xn0"]
        for name in ["ann", "bob", "carl"]:
            user = self.made("post", "/api/v1/users",
                             {"username": name, "password": PASSWORD, "email": f"{name}@example.com", "name": name.title()})
            self.made("put", f"/api/v1/users/{user['id']}", {"password_expired": False})
            self.ids += [user["id"], name]
            self.callers[name] = self.server.sign_in(name)
        kind = json.loads(self.server.ask("get", "/api/v1/team-types", headers=self.chief)[2])["types"][0]["id"]
        self.ids.append(kind)
        for name in ["Plant", "Office"]:
            team = self.made("post", "/api/v1/teams", {"name": name, "type": kind, "slug": name.lower()})
            self.ids += [team["id"], team["slug"]]
            for member, role in [("ann", 50), ("bob", 30)]:
                self.made("post", f"/api/v1/teams/{team['id']}/members", {"user": member, "role": role})
        for name in ["ann", "bob"]:
            token = self.made("post", "/api/v1/user/tokens", {"name": "ci", "scope": ""}, self.callers[name])
            self.ids.append(token["id"])
            self.callers[f"{name}'s key"] = {"Authorization": f"Bearer {token['token']}"}
        self.callers["chief"] = self.chief

    def says(self, operation, status, headers, text):
        """The error in a response; empty if the document describes it."""
        said = operation["responses"].get(str(status))
        if said is None:
            return f"the document doesn't know status {status}"
        content = said.get("content", {}).get("application/json")
        if content is None or not text:
            return None
        if not headers.get("Content-Type", "").startswith("application/json"):
            return None
        key = json.dumps(content["schema"])
        if key not in self.validators:
            schema = with_nulls({"components": self.document["components"], **content["schema"]})
            self.validators[key] = jsonschema.Draft7Validator(schema)
        problem = jsonschema.exceptions.best_match(self.validators[key].iter_errors(json.loads(text)))
        return problem and f"{'/'.join(map(str, problem.absolute_path))}: {problem.message[:200]}"

    def operations(self):
        for path, methods in self.document["paths"].items():
            for method, operation in methods.items():
                if (method, path) not in KEPT and "101" not in operation["responses"]:
                    yield method, path, operation

    def test_noAnswerIsAServerErrorOrContradictsTheDocument(self):
        generator = Generator(self.document, self.chance, self.ids)
        operations = list(self.operations())
        self.assertGreater(len(operations), 30)
        wrong, statuses = {}, {}
        for n in range(REQUESTS):
            # The requests remove users and rights, so a new server is started now and then.
            if n % 2000 == 1999:
                self.assertEqual(self.server.end(), 0)
                self.begin()
                generator.ids = self.ids
            method, path, operation = operations[n % len(operations)]
            name = self.chance.choice(list(self.callers))
            headers = dict(self.callers[name])
            target = re.sub(r"\{\w+\}", lambda _: quote(generator.text() or "x", safe=""), path)
            asked = {each["name"]: str(generator.value(each["schema"])) for each in operation.get("parameters", [])
                     if each["in"] == "query" and self.chance.random() < 0.4}
            if asked:
                target += "?" + urlencode(asked)
            if any(each["in"] == "header" for each in operation.get("parameters", [])) and self.chance.random() < 0.2:
                headers["Idempotency-Key"] = self.chance.choice(KEYS)
            body = None
            if "requestBody" in operation:
                body = generator.body(operation["requestBody"]["content"]["application/json"]["schema"])
                headers["Content-Type"] = "application/json"
            status, back, text = self.server.ask(method, target, body and body.encode(), headers, who=name)
            statuses[status] = statuses.get(status, 0) + 1
            problem = f"answers {status}" if status >= 500 else self.says(operation, status, back, text)
            if problem:
                wrong.setdefault(f"{method.upper()} {path}: {problem}", f"{name}: {target} {body} -> {text[:300]}")
        self.assertEqual(self.server.process.poll(), None, "the server is still there")
        self.assertGreater(statuses.get(200, 0), REQUESTS / 20, f"enough is really done: {statuses}")
        print(f"# {REQUESTS} requests: {dict(sorted(statuses.items()))}")
        self.assertFalse(wrong, "\n".join(f"{what}\n    {example}" for what, example in wrong.items()))


if __name__ == "__main__":
    unittest.main()
