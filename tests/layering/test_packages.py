# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""No dependency is accidental: every system header and library in use comes from a package that `dev` installs."""
import os
import re
import subprocess
import unittest
from pathlib import Path

from dependency_lists import ROOT, objects

BUILD = Path(os.environ["BUILD_DIR"])
PROGRAMS = [os.environ[name] for name in ("CASTELLAN_SERVER", "CASTELLAN_CONSOLE") if name in os.environ]


def listed(*groups):
    """The installed packages of these groups of installer/packages.txt (of alternatives, those that are installed)."""
    names = set()
    for line in (ROOT / "installer" / "packages.txt").read_text().splitlines():
        words = line.split()
        if words and words[0] in groups:
            names |= set(words[1].split("|"))
    return names


class Installed:
    """dpkg's database: the package that owns a file, and a package's dependencies."""

    def __init__(self):
        fields = "${Package}\t${Provides}\t${Pre-Depends}, ${Depends}\t${Essential}\n"
        answer = subprocess.run(["dpkg-query", "-W", "-f", fields], check=True, capture_output=True, text=True).stdout
        self.depends, self.providers, self.essential = {}, {}, set()
        for line in answer.splitlines():
            name, provides, depends, essential = line.split("\t")
            self.depends[name] = {self._name(each) for each in re.split(r"[,|]", depends) if each.strip()}
            for each in provides.split(","):
                self.providers.setdefault(self._name(each), set()).add(name)
            if essential == "yes":
                self.essential.add(name)

    @staticmethod
    def _name(text):
        return re.split(r"[\s:(]", text.strip())[0]

    def closure(self, names):
        reached, open_ = set(), set(names) | self.essential
        while open_:
            name = open_.pop()
            for each in {name} & self.depends.keys() | self.providers.get(name, set()):
                if each not in reached:
                    reached.add(each)
                    open_ |= self.depends[each]
        return reached

    @staticmethod
    def owners(paths):
        """Path → package. dpkg may know a file of /usr/lib by its older place in /lib."""
        owners, asked = {}, {}
        for path in paths:
            real = os.path.realpath(path)
            for each in {path, real, real.removeprefix("/usr"), "/usr" + real}:
                asked.setdefault(each, path)
        names = list(asked)
        for start in range(0, len(names), 2000):
            answer = subprocess.run(["dpkg-query", "-S", *names[start : start + 2000]], capture_output=True, text=True)
            for line in answer.stdout.splitlines():
                packages, _, file = line.rpartition(": ")
                if file in asked and not packages.startswith("diversion"):
                    owners[asked[file]] = packages.split(",")[0].split(":")[0]
        return owners


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.installed = Installed()

    def strays(self, files, packages):
        """Files that come from none of these packages, nor from what they depend on: `path (package)`."""
        allowed, owners = self.installed.closure(packages), self.installed.owners(files)
        return sorted(f"{path} ({owners.get(path, 'no package')})" for path in files if owners.get(path) not in allowed)

    def headers(self):
        return {path for each in objects(BUILD) for path in each.files if path.startswith("/") and not path.startswith(str(ROOT))}

    def libraries(self):
        found = set()
        for program in PROGRAMS:
            said = subprocess.run(["ldd", program], check=True, capture_output=True, text=True).stdout
            found |= set(re.findall(r"(/\S+) \(0x", said))
        return found

    def test_everyHeaderBelongsToAListedPackage(self):
        headers = self.headers()
        self.assertGreater(len(headers), 100, "too few headers to have looked at the real build")
        self.assertEqual(self.strays(headers, listed("build", "test")), [])

    def test_everyLibraryBelongsToAListedPackage(self):
        libraries = self.libraries()
        self.assertTrue(any("libcrypto" in path or "libboost" in path for path in libraries), libraries)
        self.assertEqual(self.strays(libraries, listed("build", "run")), [])

    def test_negativeControlAFileOfNoListedPackageIsSeen(self):
        header = "/usr/include/zxcvbn.h"
        self.assertEqual(self.strays([header], listed("build")), [])
        self.assertEqual(self.strays([header], listed("build") - {"libzxcvbn-dev"}), [f"{header} (libzxcvbn-dev)"])
        self.assertEqual(self.strays(["/nowhere/stray.h"], listed("build")), ["/nowhere/stray.h (no package)"])


if __name__ == "__main__":
    unittest.main()
