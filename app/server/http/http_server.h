// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/log.h"
#include "core/random.h"
#include "core/result.h"
#include "core/secret.h"
#include "server/http/application.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace castellan::http {

/// The engine's limits, one table. Times are wall spans.
struct Limits {
    std::size_t requestLine = 8 * 1024;
    std::size_t headers = 16 * 1024;
    std::size_t headerFields = 64;
    std::size_t body = 1024 * 1024;
    std::size_t anonymousBody = 64 * 1024;
    std::chrono::milliseconds headerDeadline{10'000};
    std::chrono::milliseconds bodyDeadline{30'000};
    std::size_t bodyBytesPerSecond = 1024;
    std::chrono::milliseconds keepAlive{60'000};
    std::size_t connections = 1024;
    std::size_t connectionsPerAddress = 64;
    /// Connections for which memory is reserved at the start, so that a flood does not fragment the heap. Needs their
    /// descriptors for a moment.
    std::size_t preparedConnections = 0;
    std::size_t anonymousWebSocketsPerAddress = 20;
    std::size_t webSocketMessageIn = 64 * 1024;
    std::size_t webSocketMessageOut = 256 * 1024;
    std::chrono::milliseconds webSocketPing{15'000};
    std::chrono::milliseconds webSocketSilence{40'000};
    std::chrono::milliseconds drain{2'000};
};

struct Tls {
    std::filesystem::path certificate;  ///< PEM, chain included; read again when it changes
    std::filesystem::path key;          ///< PEM; refused if others can read it
    bool allowTls12 = false;
    std::filesystem::path clientCa;  ///< if set, clients must present a certificate that it signed
    /// PEM: one list (RFC 5280) of every authority between a client and the root. Once a list is out of date, no client
    /// gets in until it is replaced. Read again when it changes.
    std::filesystem::path clientCrl = {};
};

struct Listen {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  ///< 0: any free one
    std::optional<Tls> tls;  ///< required for any address that is not loopback
    /// Plain HTTP nevertheless, at any address, for an application that only redirects to HTTPS; `tls` says under which
    /// names.
    bool redirectsOnly = false;
    /// Further names by which clients may call this server: `name` (at any port) or `name:port`.
    std::vector<std::string> publicHosts;
    /// Origins (`https://host:port`) whose pages may call this server; others get 403.
    std::vector<std::string> allowedOrigins;
    /// If set, every request must carry it in X-Castellan-Launch.
    std::optional<Secret> launchKey;

    [[nodiscard]] bool encrypts() const { return tls && !redirectsOnly; }
};

struct Endpoint {
    std::string url;  ///< e.g. http://127.0.0.1:8471
    std::uint16_t port = 0;
};

/// Listens, reads requests within the limits, refuses malformed and unacceptable ones, calls the application, writes
/// responses. Knows nothing of users. One I/O thread of its own.
class HttpServer {
public:
    HttpServer(Listen listen, Limits limits, Application &application, Clock &clock, Random &random, Log &log);
    ~HttpServer();  // stops
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    /// ErrorCode::address_unavailable, usage (no TLS on a public address), io (certificate or key).
    [[nodiscard]] Result<Endpoint> start();
    /// Stops accepting, closes idle connections and WebSockets (1012), lets running requests end within `drain`.
    /// Idempotent; may be started again afterwards. Never from the I/O thread. A Reply that comes later does nothing.
    void stop();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace castellan::http
