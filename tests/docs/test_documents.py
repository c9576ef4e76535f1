# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""The documents are consistent with the tree: links, paths, rooms, settings, shell snippets."""
import re
import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "layering"))
from rules import ROOMS  # noqa: E402

FOLDERS = {"core": "app/core", "server": "app/server", "client": "app/client", "ui": "ui"}
DOCUMENTS = [p for p in ROOT.rglob("*.md") if p.relative_to(ROOT).parts[0] not in ("build", ".git", "node_modules")]


def without_code(text):
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))


def headings(text):
    return re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)


def anchor(heading):
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def dead_links(path, text):
    """Relative links of a page whose file or heading isn't there."""
    dead = []
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(text)):
        if re.match(r"https://[\w.-]+(/|$)", target):
            continue
        file, _, fragment = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        if not there.exists() or (fragment and fragment not in map(anchor, headings(there.read_text()))):
            dead.append(target)
    return dead


def missing_paths(text, root=ROOT):
    """Paths of the tree that a page names in `code` and that aren't there. `<…>` stands for a name, `*` for any."""
    named = re.findall(r"`((?:app|ui|tests|docs|installer|resources|translations|\.ci|\.github)/[^`\s,]*)`", text)
    return [path for path in named if not re.search(r"[<…]", path) and not any(root.glob(path.rstrip("/")))]


def rooms_on_the_page(text):
    """Layer → its rooms in the order of the page's tables."""
    sections = re.findall(r"^### (\S+)\n(.*?)(?=^#|^`tests`)", text, re.MULTILINE | re.DOTALL)
    return {folder: re.findall(r"^\| (?!Room)`?([\w/…]+)`? \|", table, re.MULTILINE) for folder, table in sections}


def glossary_rows(text):
    return re.findall(r"^\| (?!Word)([^|-][^|]*) \| ([^|]+) \|$", text, re.MULTILINE)


def shell_blocks(text):
    return re.findall(r"^```(?:sh|bash)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def shell_complaint(block):
    return subprocess.run(["bash", "-n"], input=block, capture_output=True, text=True).stderr


class Documents(unittest.TestCase):
    def test_everyLinkLeadsSomewhere(self):
        self.assertGreater(len(DOCUMENTS), 4)
        for page in DOCUMENTS:
            self.assertEqual(dead_links(page, page.read_text()), [], page)

    def test_everyShellSnippetParses(self):
        blocks = [(page, block) for page in DOCUMENTS for block in shell_blocks(page.read_text())]
        self.assertGreaterEqual(len(blocks), 2)
        for page, block in blocks:
            self.assertEqual(shell_complaint(block), "", page)

    def test_negativeControlDeadLinksAndBrokenSnippetsAreSeen(self):
        page = ROOT / "README.md"
        text = "# Here\n[a](nowhere.md) [b](README.md#nothing) [c](#licence) [d](CONTRIBUTING.md#testing) [e](http://plain)\n"
        self.assertEqual(dead_links(page, text), ["nowhere.md", "README.md#nothing", "http://plain"])
        self.assertNotEqual(shell_complaint("if true; do\n"), "")

    def test_everyPathIsThere(self):
        for page in DOCUMENTS:
            self.assertEqual(missing_paths(page.read_text()), [], page)

    def test_negativeControlAPathThatIsGoneIsSeen(self):
        text = "`app/core` `ui/nowhere` `tests/<name>/x.cpp` `app/core/*.h` `app/core/*.none` `std/none`"
        self.assertEqual(missing_paths(text), ["ui/nowhere", "app/core/*.none"])

    def test_everyHowToAndDecisionIsReachable(self):
        architecture = (ROOT / "docs/architecture.md").read_text()
        for page in (ROOT / "docs/how-to").glob("*.md"):
            self.assertIn(f"(how-to/{page.name})", architecture)
        listed = (ROOT / "docs/decisions/README.md").read_text()
        pages = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
        self.assertEqual([int(page.name[:3]) for page in pages], list(range(1, len(pages) + 1)))
        for page in pages:
            (first, *_) = headings(page.read_text())
            number, _, title = first.partition(". ")
            self.assertEqual(int(number), int(page.name[:3]))
            self.assertIn(f"| [{number}]({page.name}) | {title} |", listed)

    def test_theRoomsAreThoseOfTheLayeringTestInItsOrder(self):
        page = rooms_on_the_page((ROOT / "docs/architecture.md").read_text())
        for layer, folder in FOLDERS.items():
            order = ["api/…" if name == "api resources" else name for name, _ in ROOMS[layer]]
            self.assertEqual([name for name in order if name in page[folder]], page[folder])
            for room in (ROOT / folder).iterdir():
                if room.is_dir() and any(room.rglob("*.cpp")) and room.name != "api":
                    self.assertIn(room.name, page[folder])

    def test_theGlossaryIsInOrderAndInUse(self):
        rows = glossary_rows((ROOT / "docs/glossary.md").read_text())
        words = [word.partition(" (")[0] for word, _ in rows]
        self.assertGreater(len(words), 30)
        self.assertEqual(words, sorted(words, key=str.lower))
        sources = [*(ROOT / "app").rglob("*.h"), *(ROOT / "ui").rglob("*.h"), *DOCUMENTS]
        text = " ".join(path.read_text() for path in sources if path.name != "glossary.md").lower()
        text = re.sub(r"[\s/]+", " ", text)
        self.assertEqual([word for word in words if word.lower() not in text and word.lower().replace(" ", "") not in text], [])

    def test_theReadmesTwoCommandsAreVerbs(self):
        (first, *_) = shell_blocks((ROOT / "README.md").read_text())
        self.assertEqual(re.findall(r"^(\./dev \w+)", first, re.MULTILINE), ["./dev run", "./dev test"])

    def test_everyVerbIsExplained(self):
        script = (ROOT / "dev").read_text()
        verbs = re.findall(r"^verb_(\w+)\(\)", script, re.MULTILINE)
        self.assertGreaterEqual(len(verbs), 10)
        usage = subprocess.run([ROOT / "dev", "help"], capture_output=True, text=True, check=True).stdout
        contributing = (ROOT / "CONTRIBUTING.md").read_text()
        for verb in verbs:
            self.assertRegex(usage, rf"(?m)^  {verb}\b")
            self.assertIn(f"./dev {verb}", contributing)

    def test_dependenciesOfVerbsParse(self):
        for script in ("dev", ".ci/run", "installer/package", "installer/check-package", "tests/clean/machine.sh"):
            self.assertEqual(shell_complaint((ROOT / script).read_text()), "", script)


class SecurityValues(unittest.TestCase):
    """docs/security.md shows the table of settings as the program has it."""

    CHOICES = {"secondFactor.enforcement": ["off", "administrators", "everyone"], "headers.xssProtection": ["0", "1; mode=block"]}

    def shown(self, key, kind, value):
        if kind == "boolean":
            return "yes" if value else "no"
        return self.CHOICES[key][value] if kind == "choice" else str(value)

    def test_thePageSaysWhatTheTableSays(self):
        table = (ROOT / "app/core/security_settings_table.h").read_text()
        lines = re.findall(r'^ *X\("([^"]+)", *[\w.]+, *(\w+), *(\w+), *(.*?)\)', table, re.MULTILINE)
        self.assertGreater(len(lines), 40)
        page = (ROOT / "docs/security.md").read_text()
        said = dict(re.findall(r"^\| `([\w.]+)` \| (.*) \|$", page, re.MULTILINE))
        self.assertEqual(list(said), [key for key, *_ in lines])
        for key, kind, unit, numbers in lines:
            values = [int(each) for each in numbers.split(",")][2:]
            cells = ["empty"] + ["–"] * 4 if kind in ("addresses", "origins") else [self.shown(key, kind, each) for each in values]
            self.assertEqual(said[key], " | ".join(["" if unit == "none" else unit, *cells]), key)


class LockedMemory(unittest.TestCase):
    """docs/security.md names each secret that is locked in memory, and no other."""

    LOCKED = {
        "app/server/store/store.cpp": "the database key and the master key",
        "app/castellan/embedded_host.cpp": "the key of the local server",
        "app/client/secrets/sealed_file_store.cpp": "the key that opens the sealed file",
    }

    def test_thePageNamesWhatTheSourcesLock(self):
        sources = {str(path.relative_to(ROOT)) for folder in ("app", "ui") for path in (ROOT / folder).rglob("*.cpp")
                   if "os::lockInMemory(" in path.read_text()}
        self.assertEqual(sources, set(self.LOCKED))
        page = " ".join((ROOT / "docs/security.md").read_text().split())
        said = re.search(r"Locked in memory \(mlock\)[^:]*are: ([^.]*)\.", page)
        self.assertIsNotNone(said)
        self.assertEqual(re.split(r", and |, ", said.group(1)), list(self.LOCKED.values()))
        self.assertIn("Not locked are passwords, codes, the tokens of sessions, and the entries of an opened sealed file, "
                      "in both programs", page)


class SecurityPolicy(unittest.TestCase):
    def setUp(self):
        self.text = (ROOT / "SECURITY.md").read_text()

    def section(self, name):
        match = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", self.text, re.MULTILINE | re.DOTALL)
        self.assertIsNotNone(match, f"SECURITY.md has no section '{name}'")
        return match.group(1)

    def test_itNamesAPrivateContact(self):
        self.assertIn("Report a vulnerability", self.section("Contact"))

    def test_itPromisesDates(self):
        rows = dict(re.findall(r"^\| (.+?) \| (\d+ (?:hours|days)) \|$", self.section("What you can expect"), re.MULTILINE))
        for word, limit in [
            ("acknowledge", "24 hours"),
            ("preliminary assessment", "48 hours"),
            ("detailed answer", "7 days"),
            ("critical", "72 hours"),
            ("any other", "30 days"),
        ]:
            self.assertEqual([value for key, value in rows.items() if word in key.lower()], [limit], word)

    def test_itGivesSafeHarbourAndAsksForResponsibleDisclosure(self):
        self.assertIn("good faith", self.section("Safe harbour"))
        self.assertRegex(self.section("Safe harbour"), r"not take or support\s+legal action")
        self.assertIn("90 days", self.section("Responsible disclosure"))

    def test_reportAndTemplateHaveTheFiveFields(self):
        fields = ["Description", "Steps to reproduce", "Affected versions", "Impact", "Suggested fix"]
        self.assertEqual(re.findall(r"^\d\. \*\*(.+?)\*\*", self.section("What to report"), re.MULTILINE), fields)
        template = (ROOT / ".github/ISSUE_TEMPLATE/security_report.md").read_text()
        self.assertEqual(headings(template), fields)


if __name__ == "__main__":
    unittest.main()
