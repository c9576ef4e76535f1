# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json program_options)
find_path(TL_EXPECTED_INCLUDE_DIR tl/expected.hpp REQUIRED)
pkg_check_modules(ARGON2 REQUIRED IMPORTED_TARGET libargon2)
pkg_check_modules(IDN2 REQUIRED IMPORTED_TARGET libidn2)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
find_library(CRYPT_LIBRARY crypt)
find_library(ZXCVBN_LIBRARY zxcvbn REQUIRED)

# SQLCipher is linked statically and kept out of the dynamic symbol table: another sqlite3 in the process that wins the
# symbol race would store plain text without an error.
find_library(SQLCIPHER_STATIC_LIBRARY NAMES libsqlcipher.a REQUIRED)
find_path(SQLCIPHER_INCLUDE_DIR sqlcipher/sqlite3.h REQUIRED)
add_library(SQLCipher::Static STATIC IMPORTED)
set_target_properties(SQLCipher::Static PROPERTIES
  IMPORTED_LOCATION "${SQLCIPHER_STATIC_LIBRARY}"
  INTERFACE_INCLUDE_DIRECTORIES "${SQLCIPHER_INCLUDE_DIR}"
  INTERFACE_COMPILE_DEFINITIONS "SQLITE_HAS_CODEC=1"
  INTERFACE_LINK_LIBRARIES "OpenSSL::Crypto;Threads::Threads;${CMAKE_DL_LIBS};m"
  INTERFACE_LINK_OPTIONS "LINKER:--exclude-libs,libsqlcipher.a")

if(CASTELLAN_CONSOLE)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Core Network WebSockets Widgets Svg LinguistTools)
  # The keyring's prompt is followed on the session bus, where there is one.
  find_package(Qt6 6.4 QUIET OPTIONAL_COMPONENTS DBus)
  find_package(Qt6Keychain REQUIRED)
  find_library(QRCODEGEN_LIBRARY qrcodegencpp REQUIRED)
endif()
if(BUILD_TESTING)
  # Qt Test is the test library of every layer; with the console off only tests of scripts are left.
  find_package(Qt6 6.4 COMPONENTS Core Test)
endif()
