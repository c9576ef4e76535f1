# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""The house rules that a pattern can check: one table, each rule with the message that lint prints.

A line that has to break a rule says why, on itself: `// lint: <why>`.
"""
import io
import re
import tokenize
from dataclasses import dataclass
from pathlib import Path

CODE = r"\.(h|cpp|ipp)$"
LINES_AT_MOST = 600


@dataclass(frozen=True)
class Rule:
    where: str  # pattern of the files that it applies to
    never: str  # pattern of the lines that break it
    sentence: str
    except_in: str = r"^$"


RULES = [
    Rule(CODE, r"\.then\(", "continue a future with whenDone (client/when_done.h), never with .then("),
    Rule(r"^(app|ui)/.*" + CODE, r"\bwaitForFinished\(", "never block on a future or a process; continue with whenDone"),
    Rule(r"^(app|ui)/.*" + CODE, r"\bstatic\b.*\binstance\(\)", "no singletons: hand the object down by reference"),
    Rule(
        r"^app/(core|server|client)/.*" + CODE,
        r"\bsystem_clock::now\(|QDateTime::current",
        "wall time is injected: ask the Clock",
        r"system_clock\.",
    ),
    Rule(
        r"^app/(core|server|client)/.*" + CODE,
        r"\bsteady_clock::now\(|QElapsedTimer\b",
        "spans are injected: ask the Clock for its tick",
        r"system_clock\.|^app/server/http/",  # deadlines of sockets are Asio's timers
    ),
    Rule(r"^app/core/.*" + CODE, r"#include <(filesystem|fstream|thread)>", "core knows no files and no threads"),
    Rule(
        r"^(app|ui)/.*" + CODE,
        r"\"\s*(SELECT\s.*\bFROM\b|INSERT (OR \w+ )?INTO|UPDATE \w+ SET|DELETE FROM|CREATE TABLE)\b",
        "SQL belongs into app/server/store",
        r"^app/server/store/",
    ),
    Rule(
        r"^app/server/store/.*" + CODE,
        r"(=|<|>|\b(LIKE|LIMIT|OFFSET|VALUES|IN)\b|\(|,|') *\" *\+ *(?!listOf\()\w",
        "a value is bound by its name, never written into the SQL (listOf writes the names of placeholders)",
    ),
    Rule(
        r"^(app|ui)/.*" + CODE,
        r"\b(system|popen|execl[pe]?)\(|\"(/bin/)?(ba|da)?sh\"|\"-c\"",
        "programs are started with a list of arguments, never through a shell",
    ),
    Rule(
        r"^ui/.*" + CODE,
        r"\b(setText|setWindowTitle|setToolTip|setPlaceholderText|setAccessibleName|setAccessibleDescription|addAction"
        r"|addMenu|addTab|setTitle|setStatusTip)\(\s*(u?\"|QStringLiteral\(u?\"|QLatin1String\w*\(\")(?!Castellan\b|https?:)[^\"]*[A-Za-z]{2}",
        "what people read goes through tr()",
    ),
    Rule(r"^tests/.*" + CODE, r"\b(qSleep|sleep_for|usleep|sleep)\(", "no sleeps in tests: QTRY_*, or a condition with a deadline", r"^tests/bench/"),
    Rule(
        CODE,
        r"""\bauto\b[ &]*\w+ = (?:[\w.:>-]+(?:\([^()]*\))? \+ (?:QLatin1|QStringLiteral|u"|u')"""
        r"""|(?:u"[^"]*"_s|QStringLiteral\([^)]*\)|QLatin1\w+\([^)]*\)) \+)""",
        "say QString, not auto: a sum of strings is a builder that keeps references to what is gone",
    ),
    Rule(
        r"^(app/(client|castellan)|ui|tests)/.*" + CODE,
        r"\[[^\]]*\b\w+ = (?!QString\()[^\],]*(\w\(.*\)|[pP]ath|[tT]ext|[nN]ame|QStringLiteral.*) [+%] [^\]]*\]",
        "say QString(…) where a lambda keeps a sum of strings: what it keeps is a builder with references to what is gone",
    ),
    Rule(
        r"^app/.*" + CODE,
        r"\bstd::(recursive_|shared_|timed_)*mutex\b|\bstd::condition_variable|\bstd::(lock_guard|unique_lock|scoped_lock|shared_lock)\b",
        "lock with core/mutex.h, whose guarded members clang checks",
        r"^app/core/mutex\.h$",
    ),
    Rule(
        r"^(app|ui|tests)/.*" + CODE,
        r"\bError( \w+)?\{[^}]|\bError [a-ln-z]\w*;|\bunexpected<Error>",
        "make an error with its code and message, then add the rest by name: fail(code, message).at(member).because(cause)",
        r"^app/core/(error|result)\.h$",
    ),
    Rule(r"^(app|ui|tests)/.*" + CODE, r"\b(TODO|FIXME|XXX)\b", "finish it, or say in the documentation what is missing"),
    Rule(
        r"^(app/(server|client|castellan|castellan-server)|ui)/.*" + CODE,
        r"\.(generic_)?string\(\)|filesystem::path( \w+)?[({](?!\"|const |std::|\)|\})"
        r"|\[\"(checkpoint|data|from|key-file|save-checkpoint|tls-(cert|client-ca|client-crl|key)|to)\"\]\.as<",
        "a text becomes a path, and back, as UTF-8: os::pathFromUtf8, os::utf8FromPath, os::withSuffix (os/path.h)",
    ),
    Rule(
        r"^(app/(core|server|client|castellan|castellan-server)|ui)/.*" + CODE,
        r"(?<![\w>)\]])::[a-z_]\w*\(|\b(getenv|setenv|gettid|fsync)\(",
        "calls of the operating system belong into app/os",
    ),
    Rule(
        r"^(app/client/(?!connectors/)|ui/).*" + CODE,
        r"/api/v1|/account/log|[Ff]low[Ff]use|X-CSRF|X-Castellan|Idempotency-Key|\"(sid|csrf)\"",
        "only the connectors know a platform's paths, cookies and headers",
        r"^ui/screens/welcome/|^app/client/events/(flowfuse_)?texts\.",  # name products to people
    ),
    Rule(
        r"^(app/castellan|ui)/.*" + CODE,
        r"\bsetToolTip\(|\bQToolTip::|\bToolTipRole\b",
        "Qt takes markup of strangers in a tooltip for HTML: setTip, showTip (ui/widgets/tool_tip.h)",
        # The models whose cells TableDelegate shows.
        r"^ui/widgets/(tool_tip|table_delegate)\.|^ui/lists/(table_model|column)\.|^ui/screens/audit_log/audit_model\.",
    ),
    Rule(
        r"^(app/castellan|ui)/.*" + CODE,
        r"\bnew QLabel\(|\bQLabel \w+[({;]|\bQMessageBox\b|\bQErrorMessage\b|\bQTextDocument\b|\bQTextBrowser\b"
        r"|\bQTextEdit\b|\bQStaticText\b|\bQWhatsThis\b|\bsetHtml\(|\b(Rich|Auto|Markdown)Text\b",
        "text is plain, never guessed to be HTML: makeLabel (ui/widgets/label.h), QPlainTextEdit",
        r"^ui/widgets/(label|tool_tip)\.cpp$|^ui/theme/style_sheet\.",
    ),
    Rule(
        r"^(app/castellan|ui)/.*" + CODE,
        r"\bQString::fromStdString\(|\bQString::fromUtf8\((?!row\.keys|bytes\.|document\.toJson)",
        "people are shown text(value) or client::displayText(value); an id or a key is verbatim(value) (ui/lists/words.h)",
        r"^ui/lists/words\.h$|^app/castellan/",
    ),
    Rule(
        r"^(app|ui)/.*" + CODE,
        r"\bv?[fd]?printf\(|\bf?puts\(|\bf?putw?c(_unlocked)?\(|\bputchar\(|\bperror\(|\bf?write(_unlocked)?\(.*\bstd(out|err)\b"
        r"|\bstd::w?(cout|cerr|clog)\b|\bstd::(v?print|println)\w*\(|\bQTextStream\b.*\bstd(out|err)\b"
        r"|\bostream(buf)?_iterator\b|\bwrite\((STD(OUT|ERR)_FILENO|[12])\b|/dev/(stdout|stderr|tty)",
        "a program prints with printLine (os/print.h), which escapes what a terminal would obey",
        r"^app/os/print\.cpp$",
    ),
    Rule(CODE, r"#include \"\.\./", 'name a header by its place in the tree: #include "core/…", "server/…", "client/…", "ui/…"'),
]

SPDX = ("SPDX-FileCopyrightText:", "SPDX-License-Identifier: Apache-2.0")
# Formats without comments, and texts; REUSE.toml covers them.
WITHOUT_SPDX = re.compile(r"\.(json|md|png|ts|qm|txt|pem|der|bin|vec|jsonl|log)$|^LICENSE|^LICENSES/|\.gitignore$|^REUSE\.toml$|/copyright$|^tests/fuzz/corpus/")

# Prose has a subject that can be looked up: the user, the caller, the client, a process.
PRONOUN = re.compile(r"\b(whoever|whomever|nobody|somebody|everybody|whatever)\b", re.IGNORECASE)
PROSE = re.compile(CODE + r"|\.(md|py|cmake)$|CMakeLists\.txt$|^dev$")


def prose_of(name: str, text: str) -> list[tuple[int, str]]:
    """Numbered lines of comments, docstrings and documents; code in `backticks` is not prose."""
    if name.endswith(".md"):
        lines = list(enumerate(text.splitlines(), 1))
    elif name.endswith(".py"):
        lines, before = [], tokenize.NEWLINE
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            begins = before in (tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.COMMENT)
            if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and begins):
                lines += list(enumerate(token.string.splitlines(), token.start[0]))
            before = token.type
    else:
        mark = "//" if re.search(CODE, name) else "#"
        lines = [(n, line[line.index(mark) :]) for n, line in enumerate(text.splitlines(), 1) if mark in line]
    return [(number, re.sub(r"`[^`]*`", "", line)) for number, line in lines]


def pronouns_in(name: str, text: str) -> list[str]:
    if not PROSE.search(name):
        return []
    found = [(number, PRONOUN.search(line)) for number, line in prose_of(name, text)]
    return [f"{name}:{number}: say who or what it is instead of '{word.group()}'" for number, word in found if word]


def complaints_about(root: Path, name: str) -> list[str]:
    raw = (root / name).read_bytes()
    if b"\0" in raw:
        return []
    lines = raw.decode(errors="replace").splitlines()
    found = []
    must_say = not WITHOUT_SPDX.search(name) or name.endswith("CMakeLists.txt")
    if must_say and not all(any(each in line for line in lines[:6]) for each in SPDX):
        found.append(f"{name}:1: the two SPDX lines are missing")
    if re.search(CODE, name) and len(lines) > LINES_AT_MOST:
        found.append(f"{name}:{LINES_AT_MOST}: {len(lines)} lines; this file is about more than one thing")
    found += pronouns_in(name, raw.decode(errors="replace"))
    rules = [rule for rule in RULES if re.search(rule.where, name) and not re.search(rule.except_in, name)]
    for number, line in enumerate(lines, 1):
        if "// lint: " in line:
            continue
        text = line.split("//")[0] if not line.lstrip().startswith("#include") else line
        found += [f"{name}:{number}: {rule.sentence}" for rule in rules if re.search(rule.never, text)]
    return found
