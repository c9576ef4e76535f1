# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
#
# One INTERFACE target carries the language, the warnings, the hardening and the strict Qt defines of every target.
add_library(castellan_options INTERFACE)
target_compile_features(castellan_options INTERFACE cxx_std_20)

target_compile_options(castellan_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Wformat=2
  -Wimplicit-fallthrough -Wextra-semi -Wnull-dereference -Werror=return-type -Werror=switch
  -fstack-protector-strong)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # core/mutex.h makes a missing lock an error.
  target_compile_options(castellan_options INTERFACE -Wthread-safety -Wunreachable-code)
endif()
if(CASTELLAN_WARNINGS_AS_ERRORS)
  target_compile_options(castellan_options INTERFACE -Werror)
endif()

if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64" AND NOT WIN32)
  target_compile_options(castellan_options INTERFACE -fcf-protection -fstack-clash-protection)
endif()
target_compile_definitions(castellan_options INTERFACE _GLIBCXX_ASSERTIONS)
if(NOT CASTELLAN_SANITIZE)
  # Needs optimisation, and hides errors from the sanitizers.
  target_compile_definitions(castellan_options INTERFACE $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=3>)
endif()
if(UNIX AND NOT APPLE)
  target_link_options(castellan_options INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack -pie)
  include(CheckLinkerFlag)
  check_linker_flag(CXX -fuse-ld=lld CASTELLAN_HAS_LLD)
  if(CASTELLAN_HAS_LLD)
    target_link_options(castellan_options INTERFACE -fuse-ld=lld)
  endif()
endif()

if(CASTELLAN_SANITIZE)
  target_compile_options(castellan_options INTERFACE
    -fsanitize=${CASTELLAN_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(castellan_options INTERFACE -fsanitize=${CASTELLAN_SANITIZE})
endif()

# Strict definitions for every target that uses Qt.
add_library(castellan_qt_options INTERFACE)
target_compile_definitions(castellan_qt_options INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_NO_KEYWORDS QT_NO_JAVA_STYLE_ITERATORS
  QT_STRICT_ITERATORS QT_USE_QSTRINGBUILDER QT_DISABLE_DEPRECATED_BEFORE=0x060400
  QT_NO_CONTEXTLESS_CONNECT)

# Most of the time of compiling a source goes into the headers of the standard library, Boost.JSON and Qt. They are
# parsed once per layer; a source still includes what it uses.
set(CASTELLAN_CORE_HEADERS
  <algorithm> <array> <atomic> <charconv> <chrono> <cstdint> <cstring> <functional> <map> <memory> <optional> <span>
  <string> <string_view> <tuple> <type_traits> <unordered_map> <utility> <variant> <vector>
  <boost/describe.hpp> <boost/json.hpp> <tl/expected.hpp>)
set(CASTELLAN_SERVER_HEADERS ${CASTELLAN_CORE_HEADERS} <condition_variable> <filesystem> <mutex> <thread>)
set(CASTELLAN_CLIENT_HEADERS ${CASTELLAN_CORE_HEADERS}
  <QByteArray> <QDateTime> <QFuture> <QFutureWatcher> <QHash> <QJsonObject> <QList> <QObject> <QPointer> <QPromise>
  <QString> <QTimer> <QUrl>)
set(CASTELLAN_UI_HEADERS ${CASTELLAN_CLIENT_HEADERS} <QtWidgets>)

function(castellan_precompile_headers target)
  if(NOT CASTELLAN_PRECOMPILED_HEADERS)
    return()
  endif()
  target_precompile_headers(${target} PRIVATE ${ARGN})
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    # The same bytes from the same headers, so that ccache recognises them.
    target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
  endif()
endfunction()
