# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""Which target may include which parts, and the order of the rooms inside each layer: docs/architecture.md as rules.

A part is a layer of the tree or a library outside of it. Every file that a compiler read belongs to exactly one part.
A room is a folder of a layer. Every file of core, server, client and ui belongs to exactly one room.
"""
import re
from pathlib import Path

# The first pattern that matches decides. Headers of the C and C++ libraries and of libraries without a rule are "other".
PARTS = [
    (r"^app/core/", "core"),
    (r"^app/os/", "os"),
    (r"^app/server/(server|system_clock|operations/(care|initialise)|store/keys)\.h$", "server door"),  # the public headers for a host of the server
    (r"^app/server/http/", "server http"),
    (r"^app/server/store/", "server store"),
    (r"^app/server/", "server"),
    (r"^app/client/", "client"),
    (r"^ui/", "ui"),
    (r"^translations/", "translations"),
    (r"^app/castellan/", "console"),
    (r"^app/castellan-server/", "service"),
    # Boost.JSON itself includes <filesystem>, so lint checks that one.
    (r"/private/q\w+_p\.h$", "private Qt"),
    (r"/QtNetwork/(QNetworkAccessManager|qnetworkaccessmanager\.h)$", "network manager"),
    (r"/QtCore/", "Qt Core"),
    (r"/QtNetwork/", "Qt Network"),
    (r"/QtWebSockets/", "Qt WebSockets"),
    (r"/QtGui/", "Qt Gui"),
    (r"/QtWidgets/", "Qt Widgets"),
    (r"/QtSvg/", "Qt Svg"),
    (r"/QtConcurrent/", "Qt Concurrent"),
    (r"/QtDBus/", "Qt DBus"),
    (r"/Qt[A-Z]\w+/", "other Qt"),
    (r"/qt6keychain/", "keychain"),
    (r"/boost/(asio|beast)(/|\.hpp$)", "asio"),
    (r"/sqlcipher/|/sqlite3(ext)?\.h$", "sqlite"),
    (r"/libpq|/postgresql/", "postgres"),
    (r"/qrcodegen", "qrcodegen"),
    (r"/c\+\+/[\d.]+/fstream$", "files"),
]

_CLIENT = {"core", "os", "client", "other", "Qt Core", "Qt Network", "network manager", "Qt WebSockets", "keychain"}
_UI = {"core", "client", "ui", "other", "Qt Core", "Qt Gui", "Qt Widgets", "Qt Svg", "qrcodegen"}
_SERVER = {"core", "os", "server", "server door", "server http", "server store", "other"}

_CONSOLE = _UI - {"Qt Svg", "qrcodegen"} | {"console", "os", "server door", "server http", "translations"}

# Target → what its sources may include, directly or through others.
ALLOWED = {
    "castellan_core": {"core", "other"},
    "castellan_os": {"core", "os", "other"},
    "castellan_server": _SERVER,
    "castellan_client": _CLIENT,
    "castellan_ui": _UI,
    "castellan_languages": {"translations", "other", "Qt Core"},
    "castellan_console": _CONSOLE - {"translations"},
    "castellan": _CONSOLE,
    "castellan_service": _SERVER | {"service", "files"},
    "castellan-server": {"core", "os", "service", "other"},
}
# Sources that may include more than their target's row says.
ALLOWED_MORE = [
    (r"^app/server/http/", {"asio"}),
    (r"^app/server/store/", {"sqlite"}),
    (r"^ui/theme/|^ui/widgets/|^ui/shell/|^app/castellan/", {"Qt DBus"}),
    (r"^app/castellan/demo/line\.cpp$", {"Qt Network"}),  # QNetworkCookie, used with the client's cookie jar
    (r"^app/castellan/single_instance|^app/castellan/main\.cpp$", {"Qt Network"}),  # QLocalServer is in Qt Network
]
# Sources that may include less.
ALLOWED_LESS = [
    (r"^ui/(theme|widgets)/", {"client"}),
]


def part_of(path: str) -> str:
    for pattern, part in PARTS:
        if re.search(pattern, path):
            return part
    return "other"


def row_of(target: str) -> str | None:
    """A target's row. Helpers of a library are named after it (`castellan_server_asio`) and share its row."""
    if target in ALLOWED:
        return target
    rows = [name for name in ALLOWED if "_" in name and target.startswith(f"{name}_")]
    return max(rows, key=len, default=None)


def offences(target: str, source: str, files) -> list[str]:
    """One sentence for each part that an object includes without permission."""
    row = row_of(target)
    if row is None:
        return []
    allowed = set(ALLOWED[row])
    for pattern, more in ALLOWED_MORE:
        if re.search(pattern, source):
            allowed |= more
    for pattern, less in ALLOWED_LESS:
        if re.search(pattern, source):
            allowed -= less
    examples: dict[str, str] = {}
    for path in sorted(files):
        examples.setdefault(part_of(path), path)
    return [
        f"{source} ({target}) includes {part}: {path}"
        for part, path in examples.items()
        if part not in allowed
    ]


# Layer → its rooms from the bottom up: a room includes itself and what stands above it in its list. The first pattern that
# matches a file decides. Folders side by side in one room (resources, screens, connectors) may include each other, but
# never in a ring.
ROOMS = {
    "core": [
        ("text", r"^app/core/text/"),
        ("base", r"^app/core/(result|error|error_code|try|ids|actor|clock|random|secret|wiping|mutex|bounded_queue|log|address|percent)\."),
        ("json", r"^app/core/json/"),
        ("crypto", r"^app/core/crypto/"),
        ("records", r"^app/core/records/"),
        ("domain", r"^app/core/"),  # role, event, policy, security settings
    ],
    "server": [
        ("http", r"^app/server/http/"),
        ("store", r"^app/server/store/(?!tables/)"),  # the engine, with its migrations
        ("store/tables", r"^app/server/store/tables/"),
        ("journal", r"^app/server/journal/"),
        ("stream", r"^app/server/stream/"),
        ("identity", r"^app/server/identity/"),
        ("api/pipeline", r"^app/server/api/pipeline/"),
        ("api resources", r"^app/server/api/[^/]+/"),
        ("api", r"^app/server/api/"),
        ("gateway", r"^app/server/gateway/"),
        ("operations", r"^app/server/operations/"),
        ("server", r"^app/server/"),
    ],
    "client": [
        ("base", r"^app/client/[^/]+$"),
        ("profile", r"^app/client/profile/"),
        ("transport", r"^app/client/transport/"),
        ("secrets", r"^app/client/secrets/"),
        ("platform", r"^app/client/platform/"),
        ("sign_in", r"^app/client/sign_in/"),
        ("connectors", r"^app/client/connectors/(?!detect\.)[^/]+$"),
        ("each connector", r"^app/client/connectors/[^/]+/"),
        ("connectors/detect", r"^app/client/connectors/"),
        ("servers", r"^app/client/servers/"),
        ("events", r"^app/client/events/"),
        ("feed", r"^app/client/feed/"),
    ],
    "ui": [
        ("theme", r"^ui/theme/"),
        ("widgets", r"^ui/widgets/"),
        ("guards", r"^ui/guards/"),
        ("screen", r"^ui/screen/"),
        ("lists", r"^ui/lists/"),
        ("sign_in", r"^ui/sign_in/"),
        ("screens/audit_log", r"^ui/screens/audit_log/"),  # the page of a team has these two as parts
        ("screens/members", r"^ui/screens/members/"),
        ("screens", r"^ui/screens/"),
        ("shell", r"^ui/shell/"),
    ],
}
CODE = re.compile(r"\.(h|cpp|ipp)$")
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+"([^"]+)"', re.MULTILINE)


def room_of(path: str) -> tuple[str, int] | None:
    """The layer of a file, and the place of its room in the layer's list."""
    for layer, rooms in ROOMS.items():
        for place, (_, pattern) in enumerate(rooms):
            if re.search(pattern, path):
                return layer, place
    return None


def direct_includes(root: Path) -> set[tuple[str, str]]:
    """Pairs (file, file of the tree that it includes directly), over app/ and ui/."""
    names = {str(path.relative_to(root)) for top in ("app", "ui") for path in (root / top).rglob("*") if CODE.search(path.name)}
    pairs = set()
    for name in names:
        for said in _INCLUDE.findall((root / name).read_text()):
            pairs |= {(name, there) for there in (f"app/{said}", said) if there in names}
    return pairs


def against_the_order(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The pairs whose second file stands below the first one's room in the list of their layer."""
    found = set()
    for source, included in pairs:
        mine, other = room_of(source), room_of(included)
        if mine and other and mine[0] == other[0] and mine[1] < other[1]:
            found.add((source, included))
    return found


def rings(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The pairs that close a ring of folders inside one room, such as two resources that include each other."""
    edges: dict[str, set[str]] = {}
    between: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for pair in pairs:
        source, included = (str(Path(each).parent) for each in pair)
        nested = f"{source}/".startswith(f"{included}/") or f"{included}/".startswith(f"{source}/")
        if not nested and room_of(pair[0]) == room_of(pair[1]) is not None:
            edges.setdefault(source, set()).add(included)
            between.setdefault((source, included), set()).add(pair)

    def reached(start: str) -> set[str]:
        seen, open_ = set(), [start]
        while open_:
            for each in edges.get(open_.pop(), set()) - seen:
                seen.add(each)
                open_.append(each)
        return seen

    reach = {folder: reached(folder) for folder in edges}
    return {pair for (a, b), found in between.items() if a in reach.get(b, set()) for pair in found}


# Headers of the operating system, which belong to app/os. Those of the C++ library include them themselves, so that
# dependency lists can't be judged: the #include lines are. A name in angle brackets that ends in .h is the system's,
# unless it is a library's; the standard headers of C are included by their C++ names.
_LIBRARY = re.compile(r"^(boost|openssl|qt6keychain|sqlcipher|tl)/|^Qt\w+/|^(argon2|crypt|idn2|utf8proc|zxcvbn)\.h$")
_OF_POSIX = {"cerrno", "csetjmp", "csignal"}
_ANGLED = re.compile(r"^[ \t]*#[ \t]*include[ \t]*<([^>]+)>", re.MULTILINE)


def system_headers(root: Path) -> set[tuple[str, str]]:
    """Pairs (file, header of the operating system that it includes directly), over app/ and ui/ without app/os."""
    files = [path for top in ("app", "ui") for path in (root / top).rglob("*") if CODE.search(path.name)]
    return {
        (name, header)
        for name, text in ((str(path.relative_to(root)), path.read_text()) for path in files)
        for header in _ANGLED.findall(text)
        if not name.startswith("app/os/")
        if header in _OF_POSIX or header.endswith(".h") and not _LIBRARY.search(header)
    }
