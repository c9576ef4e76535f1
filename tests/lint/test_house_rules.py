# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""Every house rule is broken once, to prove that it is noticed, and kept once, to prove that it raises no false alarm."""
import tempfile
import unittest
from pathlib import Path

from house_rules import LINES_AT_MOST, RULES, complaints_about, pronouns_in

ROOT = Path(__file__).resolve().parents[2]
HEAD = "// SPDX-FileCopyrightText: 2026 The Castellan authors\n// SPDX-License-Identifier: Apache-2.0\n"

BROKEN = [
    ("ui/a.cpp", "future.then(this, f);", ".then("),
    ("app/client/a.cpp", "future.waitForFinished();", "whenDone"),
    ("app/server/a.h", "    static Store &instance();", "singletons"),
    ("app/server/api/a.cpp", "auto at = std::chrono::system_clock::now();", "wall time"),
    ("app/client/a.cpp", "const auto at = QDateTime::currentDateTimeUtc();", "wall time"),
    ("app/server/api/a.cpp", "auto at = std::chrono::steady_clock::now();", "spans"),
    ("app/core/a.h", "#include <filesystem>", "files"),
    ("app/server/api/a.cpp", 'run("SELECT id FROM users");', "SQL"),
    ("app/server/store/a.cpp", 'auto query = connection.query("SELECT id FROM users WHERE name=" + name);', "bound"),
    ("app/client/a.cpp", 'std::system(command.c_str());', "shell"),
    ("ui/a.cpp", 'label->setText(u"Members"_s);', "tr()"),
    ("tests/a.cpp", "QTest::qSleep(100);", "sleeps"),
    ("ui/a.cpp", "const auto path = f.path() + QLatin1Char('/') + name;", "builder"),
    ("app/client/a.cpp", "return [api, path = usersPath() + pathOf(id)] { go(path); };", "lambda"),
    ("app/client/a.cpp", "return [api, path = ownPath + pathOf(id)] { go(path); };", "lambda"),
    ("app/server/a.h", "    mutable std::mutex m_mutex;", "core/mutex.h"),
    ("app/client/servers/a.cpp", 'request.path = QStringLiteral("/api/v1/user");', "connectors"),
    ("app/client/transport/a.cpp", 'request.setRawHeader("X-CSRF-Token", token);', "connectors"),
    ("ui/screens/a.cpp", '#include "client/connectors/flowfuse/api.h"', "connectors"),
    ("app/server/a.cpp", 'return fail(Error{ErrorCode::io, "It can\'t be read.", "", reason});', "by name"),
    ("app/client/a.cpp", "    Error error;", "by name"),
    ("app/server/a.h", "tl::unexpected<Error> wrong(std::string_view path);", "by name"),
    ("app/server/a.cpp", "int x; /* TODO later */", "finish"),
    ("app/server/store/a.cpp", 'const auto to = file.string() + ".partial";', "UTF-8"),
    ("app/castellan-server/a.cpp", 'int fd = ::open(name.c_str(), flags);', "app/os"),
    ("ui/a.cpp", "button->setToolTip(name);", "tooltip"),
    ("ui/a.cpp", "auto *label = new QLabel(name, this);", "guessed"),
    ("ui/screens/a.cpp", "name = QString::fromStdString(user.name);", "displayText"),
    ("app/castellan-server/a.cpp", 'std::printf("%s has it\\n", name.c_str());', "printLine"),
    ("app/castellan-server/a.cpp", 'std::cerr << name;', "printLine"),
    ("app/castellan/a.cpp", 'std::fprintf(stderr, "%s", name);', "printLine"),
    ("app/server/api/a.cpp", '#include "../store/users.h"', "place in the tree"),
    ("app/server/http/a.ipp", '#include "../store/users.h"', "place in the tree"),
]
KEPT = [
    ("app/client/connectors/flowfuse/a.cpp", 'request.path = QStringLiteral("/api/v1/user");'),
    ("app/client/a.cpp", "whenDone(this, future, f);  // never .then(, see when_done.h"),
    ("app/server/store/a.cpp", 'run("SELECT id FROM users");'),
    ("app/server/store/a.cpp", 'auto query = connection.query(select + "WHERE id=$id");'),
    ("app/server/store/a.cpp", 'sql += " AND event IN " + listOf("$e", events.size());'),
    ("app/server/system_clock.cpp", "return std::chrono::system_clock::now();"),
    ("app/core/mutex.h", "    std::mutex m_mutex;"),
    ("app/server/a.cpp", 'return fail(ErrorCode::io, "It can\'t be read.").because(reason);'),
    ("app/client/a.h", "    Error m_lastError;"),
    ("app/client/a.cpp", "setState(ConnectionState::connected, Error{});"),
    ("app/server/a.h", "    Mutex m_mutex;"),
    ("ui/a.cpp", 'label->setText(tr("Members"));'),
    ("ui/a.cpp", "setTip(button, name);"),
    ("ui/lists/column.cpp", "    case Qt::ToolTipRole:"),
    ("ui/a.cpp", "QLabel *label = makeLabel(name, this);"),
    ("ui/screens/a.cpp", "const auto id = verbatim(user.id);"),
    ("ui/a.cpp", "const QString path = f.path() + QLatin1Char('/') + name;"),
    ("app/client/a.cpp", "return [api, path = QString(ownPath + pathOf(id))] { go(path); };"),
    ("ui/a.cpp", 'const auto answer = get(u"/api/"_s + id);'),
    ("app/server/http/a.cpp", "m_deadline = std::chrono::steady_clock::now() + span;"),
    ("app/server/a.cpp", 'const auto here = std::filesystem::path(".") / os::pathFromUtf8(name);'),
    ("app/server/a.h", "std::filesystem::path fileOf(const std::filesystem::path &folder);"),
    ("app/server/a.cpp", "Result<void> Store::open(const Options &options) { return std::move(a), x::y(b); }"),
    ("app/castellan-server/a.cpp", "os::printLines(stdout, usage);"),
    ("app/castellan-server/a.cpp", "std::fflush(stdout);"),
    ("app/castellan-server/a.cpp", "WipingString text{std::istreambuf_iterator<char>(std::cin)};"),
    ("app/server/http/a.cpp", 'std::snprintf(text.data(), text.size(), "%02u", day);'),
    ("app/os/print.cpp", "std::fwrite(line.data(), 1, line.size(), out);"),
    ("ui/a.cpp", 'label->setText(u"–"_s);'),
    ("ui/a.cpp", 'label->setText(QStringLiteral("https://example.com"));'),
    ("tests/a.cpp", "usleep(1);  // lint: the system call is what is tested"),
]


PATHS_IN_A_CODE_PAGE = [
    "const auto file = std::filesystem::path(values.name);",
    "const std::filesystem::path data(asked.data);",
    'folder = values["data"].as<std::string>();',
]


# Qt guesses whether these texts are HTML, or takes them for it.
MARKUP = [
    "QToolTip::showText(at, name, this);",
    "item->setData(name, Qt::ToolTipRole);",
    "QLabel label(name);",
    "QMessageBox::warning(this, title, name);",
    "QErrorMessage message(this);",
    "QTextDocument document;",
    "auto *view = new QTextBrowser(this);",
    "auto *edit = new QTextEdit(this);",
    "edit->setHtml(name);",
    "label->setTextFormat(Qt::AutoText);",
    "QStaticText text(name);",
]


# Texts of strangers reach a terminal by these.
PRINTS = [
    'std::printf("%s", name);',
    'vfprintf(stderr, "%s", list);',
    'dprintf(1, "%s", name);',
    "std::puts(name);",
    "std::fputs(name, stderr);",
    "std::fputc(c, stdout);",
    "putchar(c);",
    "perror(name);",
    "std::fwrite(token.data(), 1, token.size(), stdout);",
    "std::cout << usage;",
    "std::cout << options;",
    "std::cerr << known;",
    "std::clog << name;",
    'std::print("{}", name);',
    'std::println(stderr, "{}", name);',
    "QTextStream(stdout) << name;",
    "std::copy(begin, end, std::ostreambuf_iterator<char>(out));",
    "file.write(STDERR_FILENO, text);",
    'std::ofstream out("/dev/stderr");',
]


class HouseRules(unittest.TestCase):
    def complaints(self, name, text):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            return complaints_about(Path(folder), name)

    def test_everyRuleIsSeenBroken(self):
        for name, line, word in BROKEN:
            with self.subTest(line=line):
                (said,) = self.complaints(name, HEAD + line + "\n")
                self.assertIn(word, said)
                self.assertTrue(said.startswith(f"{name}:3: "))
        self.assertEqual(len({word for _, _, word in BROKEN}), len(RULES), "a rule without its example")

    def test_everyWayToAPathInACodePageIsSeen(self):
        for line in PATHS_IN_A_CODE_PAGE:
            with self.subTest(line=line):
                (said,) = self.complaints("app/castellan-server/a.cpp", HEAD + line + "\n")
                self.assertIn("UTF-8", said)

    def test_everyWayToATerminalIsSeen(self):
        for line in PRINTS:
            for name in ("app/castellan-server/a.cpp", "app/castellan/a.cpp", "app/server/a.cpp"):
                with self.subTest(line=line, name=name):
                    said = self.complaints(name, HEAD + line + "\n")
                    self.assertTrue(any("printLine" in each for each in said), said)

    def test_everyWayToMarkupIsSeen(self):
        for line in MARKUP:
            with self.subTest(line=line):
                self.assertEqual(len(self.complaints("ui/a.cpp", HEAD + line + "\n")), 1)

    def test_whatKeepsTheRulesIsLeftAlone(self):
        for name, line in KEPT:
            with self.subTest(line=line):
                self.assertEqual(self.complaints(name, HEAD + line + "\n"), [])

    def test_pronounsInProseAreSeen(self):
        for name, text in [
            ("app/a.h", "/// Whoever asks gets it."),
            ("app/a.cpp", "int x;  // nobody reads it"),
            ("app/http/a.ipp", "// whatever comes"),
            ("docs/a.md", "Somebody signs in."),
            ("tests/a.py", "def f():\n    \"\"\"Ends it.\n\n    Nobody is asked.\"\"\"\n"),
            ("tests/CMakeLists.txt", "# For everybody."),
        ]:
            self.assertEqual(len(pronouns_in(name, text)), 1, text)
        for name, text in [
            ("app/a.h", "bool nobody = true;  // the user `nobody` owns no file"),
            ("tests/a.py", 'name = "nobody"\n'),
            ("docs/a.md", "The user `nobody` signs in."),
            ("app/a.json", '{"a": "whoever"}'),
        ]:
            self.assertEqual(pronouns_in(name, text), [], text)

    def test_everyAllowedSkipNamesATestThatCanSkip(self):
        for line in (ROOT / "tests/allowed-skips.txt").read_text().splitlines():
            if not line or line.startswith("#"):
                continue
            suite, _, function = line.split()[0].partition("::")
            names = (f"{suite}.cpp", f"{suite}.py", f"{suite.removeprefix('test_')}.py")
            (source,) = [path for path in (ROOT / "tests").rglob("*") if path.name in names]
            self.assertRegex(source.read_text(), rf"\b{function}\(", line)
            self.assertRegex(source.read_text(), r"\b(QSKIP|skipTest|skipUnless|SkipTest)\b", line)

    def test_theLicenceIsNamedEverywhere(self):
        self.assertTrue(self.complaints("app/a.cpp", "int x;\n"))
        self.assertTrue(self.complaints("app/CMakeLists.txt", "project(x)\n"))
        self.assertTrue(self.complaints("tool", "#!/bin/sh\n"))
        self.assertEqual(self.complaints("docs/a.md", "# A page\n"), [])

    def test_aFileThatGrewTooLongIsSeen(self):
        self.assertTrue(self.complaints("app/a.cpp", HEAD + "int x;\n" * LINES_AT_MOST))


if __name__ == "__main__":
    unittest.main()
