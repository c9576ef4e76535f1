// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/about/parts.h"

#include <QCoreApplication>

namespace castellan::ui {
namespace {

constexpr Part table[] = {
    {"Qt 6", "LGPL-3.0-only", QT_TRANSLATE_NOOP("Component", "User interface, network, SVG; dynamically linked")},
    {"QtKeychain", "BSD-3-Clause", QT_TRANSLATE_NOOP("Component", "Access to the keychain")},
    {"OpenSSL 3", "Apache-2.0", QT_TRANSLATE_NOOP("Component", "TLS, encryption, signatures")},
    {"Boost", "BSL-1.0", QT_TRANSLATE_NOOP("Component", "HTTP and WebSocket server, JSON")},
    {"SQLCipher", "BSD-3-Clause", QT_TRANSLATE_NOOP("Component", "Encrypted database of the local server")},
    {"SQLite", "blessing", QT_TRANSLATE_NOOP("Component", "Database, within SQLCipher")},
    {"libargon2", "CC0-1.0 OR Apache-2.0", QT_TRANSLATE_NOOP("Component", "Password hashing")},
    {"libxcrypt", "LGPL-2.1-or-later", QT_TRANSLATE_NOOP("Component", "Verifying password hashes of other servers")},
    {"zxcvbn-c", "MIT", QT_TRANSLATE_NOOP("Component", "Password strength")},
    {"utf8proc", "MIT", QT_TRANSLATE_NOOP("Component", "Unicode: categories, normalisation, case folding")},
    {"libidn2", "LGPL-3.0-or-later OR GPL-2.0-or-later", QT_TRANSLATE_NOOP("Component", "International domain names")},
    {"tl::expected", "CC0-1.0", QT_TRANSLATE_NOOP("Component", "Error handling")},
    {"QR Code generator", "MIT", QT_TRANSLATE_NOOP("Component", "QR codes")},
};

}  // namespace

std::span<const Part> parts()
{
    return table;
}

}  // namespace castellan::ui
