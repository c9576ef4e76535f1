# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""Who may include what: the table of docs/architecture.md, as rules over parts.

A part is a room of the tree or a library outside of it. Every file that a compiler read belongs to exactly one part.
"""
import re

# The first pattern that matches decides. Headers of the C and C++ libraries and of libraries without a rule are "other".
PARTS = [
    (r"^app/core/", "core"),
    (r"^app/server/(server|system_clock|store/keys)\.h$", "server door"),  # what a host of the server needs to know
    (r"^app/server/http/", "server http"),
    (r"^app/server/gateway/", "server gateway"),
    (r"^app/server/store/", "server store"),
    (r"^app/server/", "server"),
    (r"^app/client/", "client"),
    (r"^ui/", "ui"),
    (r"^translations/", "translations"),
    (r"^app/castellan/", "console"),
    (r"^app/castellan-server/", "service"),
    # Boost.JSON itself includes <filesystem>, so that one is for lint.
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

_QT_CORE = {"Qt Core"}
_CLIENT = {"core", "client", "files", "other", "Qt Core", "Qt Network", "network manager", "Qt WebSockets", "keychain"}
_UI = {"core", "client", "ui", "files", "other", "Qt Core", "Qt Gui", "Qt Widgets", "Qt Svg", "qrcodegen"}
_SERVER = {"core", "server", "server door", "server http", "server store", "server gateway", "files", "other"}

# Target → what its sources may include, directly or through others.
ALLOWED = {
    "castellan_core": {"core", "other"},
    "castellan_server": _SERVER,
    "castellan_client": _CLIENT,
    "castellan_ui": _UI,
    "castellan_languages": {"translations", "other", "Qt Core"},
    "castellan": _UI | {"console", "server door", "server http", "translations"},
    "castellan-server": _SERVER | {"service"},
}
# Sources that may include more than their target's row says.
ALLOWED_MORE = [
    (r"^app/server/(http|gateway)/", {"asio"}),
    (r"^app/server/stream/hub", {"asio"}),
    (r"^app/server/store/", {"sqlite"}),
    (r"^ui/theme/|^ui/widgets/|^ui/shell/|^app/castellan/", {"Qt DBus"}),
    (r"^app/castellan/demo/line\.cpp$", {"Qt Network"}),  # QNetworkCookie, of the client's jar
    (r"^app/castellan/single_instance|^app/castellan/main\.cpp$", {"Qt Network"}),  # QLocalServer lives there
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
    """Sentences, one for each part that an object includes and may not."""
    row = row_of(target)
    if row is None:
        return []
    allowed = set(ALLOWED[row])
    for pattern, more in ALLOWED_MORE:
        if re.search(pattern, source):
            allowed |= more
    examples: dict[str, str] = {}
    for path in sorted(files):
        examples.setdefault(part_of(path), path)
    return [
        f"{source} ({target}) includes {part}: {path}"
        for part, path in examples.items()
        if part not in allowed
    ]
