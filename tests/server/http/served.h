// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/server/http/raw_client.h"
#include "tests/server/http/test_application.h"

#include <deque>

namespace castellan::http::test {

/// A server with the test application, at any port of 127.0.0.1. It listens while it lives.
struct Served {
    explicit Served(const Limits &limits = {}, Listen listen = plainListen());

    [[nodiscard]] std::string get(const std::string &path) const;
    [[nodiscard]] unsigned status(const std::string &path, const std::string &from = "127.0.0.1") const;
    /// The text with this server's port in place of every PORT.
    [[nodiscard]] std::string withPort(std::string text) const;
    /// The answer to a request over a new connection, PORT replaced.
    [[nodiscard]] std::optional<RawAnswer> ask(const std::string &bytes, bool headOnly = false) const;
    /// Adds a connection that stays open after a GET; whether that was answered with 200.
    [[nodiscard]] bool hold(std::deque<RawClient> &held, const std::string &path, const std::string &from) const;

    OpenSslRandom random;
    TestApplication application;
    NoLog log;
    HttpServer server;
    std::uint16_t port = 0;  ///< 0: the server did not start
    std::string url;
};

}  // namespace castellan::http::test
