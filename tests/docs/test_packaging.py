# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""The files of an installation agree with each other, and the package list is one that `dev` can read."""
import configparser
import re
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LINUX = ROOT / "installer" / "linux"


class Packaging(unittest.TestCase):
    def test_desktopFileAndMetainfoNameTheSameProgram(self):
        entry = configparser.ConfigParser(interpolation=None)
        entry.optionxform = str
        entry.read(LINUX / "io.github.castellan.Castellan.desktop")
        info = ElementTree.parse(LINUX / "io.github.castellan.Castellan.metainfo.xml").getroot()
        self.assertEqual(info.findtext("launchable"), "io.github.castellan.Castellan.desktop")
        self.assertEqual(info.findtext("icon"), entry["Desktop Entry"]["Icon"])
        main = (ROOT / "app/castellan/main.cpp").read_text()
        self.assertIn('setDesktopFileName(QStringLiteral("io.github.castellan.Castellan"))', main)
        self.assertIn(entry["Desktop Entry"]["Exec"], [each.text for each in info.iter("binary")])
        self.assertTrue((ROOT / "resources/icons" / f"{info.findtext('icon')}.svg").exists())

    def test_metainfoKnowsThisVersion(self):
        version = re.search(r"project\(castellan VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text()).group(1)
        info = ElementTree.parse(LINUX / "io.github.castellan.Castellan.metainfo.xml").getroot()
        self.assertEqual(info.find("releases/release").get("version"), version)
        self.assertIn(f"## {version}", (ROOT / "CHANGELOG.md").read_text())

    def test_theServiceIsSandboxedAndItsKeyIsACredential(self):
        unit = (LINUX / "castellan-server.service").read_text()
        for line in [
            "Type=notify",
            "DynamicUser=yes",
            "StateDirectory=castellan",
            "StateDirectoryMode=0700",
            "ProtectSystem=strict",
            "NoNewPrivileges=yes",
            "PrivateTmp=yes",
            "LoadCredential=castellan.key:/etc/castellan/castellan.key",
            "LimitCORE=0",
        ]:
            self.assertIn(f"\n{line}\n", unit)
        self.assertRegex(unit, r"(?m)^ExecStart=/usr/bin/castellan-server serve --data /var/lib/castellan\b")

    def test_everyLineOfThePackageListCanBeRead(self):
        for line in (ROOT / "installer/packages.txt").read_text().splitlines():
            if line and not line.startswith("#"):
                self.assertRegex(line, r"^(build|run|test|lint|interop|bench|package|clean) +[a-z0-9.+|-]+( +>=[\d.]+)?$")

    def test_whatIsInstalledIsNotInstalledAgain(self):
        answer = subprocess.run([ROOT / "dev", "setup", "build", "run", "test"], capture_output=True, text=True, timeout=60)
        self.assertEqual((answer.returncode, answer.stdout + answer.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
