// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/about/parts.h"

#include <QCoreApplication>

namespace castellan::ui {
namespace {

constexpr Part table[] = {
    {"Qt 6", "LGPL-3.0-only", QT_TRANSLATE_NOOP("Part", "Windows, network, SVG; linked dynamically")},
    {"QtKeychain", "BSD-3-Clause", QT_TRANSLATE_NOOP("Part", "Access to the computer's keychain")},
    {"OpenSSL 3", "Apache-2.0", QT_TRANSLATE_NOOP("Part", "TLS, encryption, signatures")},
    {"Boost", "BSL-1.0", QT_TRANSLATE_NOOP("Part", "HTTP and WebSocket server, JSON")},
    {"SQLCipher", "BSD-3-Clause", QT_TRANSLATE_NOOP("Part", "Encrypted store of the local server")},
    {"SQLite", "blessing", QT_TRANSLATE_NOOP("Part", "Store, within SQLCipher")},
    {"libargon2", "CC0-1.0 OR Apache-2.0", QT_TRANSLATE_NOOP("Part", "Hashing of passwords")},
    {"libxcrypt", "LGPL-2.1-or-later", QT_TRANSLATE_NOOP("Part", "Passwords hashed by other servers")},
    {"zxcvbn-c", "MIT", QT_TRANSLATE_NOOP("Part", "Strength of passwords")},
    {"tl::expected", "CC0-1.0", QT_TRANSLATE_NOOP("Part", "Results as values")},
    {"QR Code generator", "MIT", QT_TRANSLATE_NOOP("Part", "Drawing of QR codes")},
};

}  // namespace

std::span<const Part> parts()
{
    return table;
}

}  // namespace castellan::ui
