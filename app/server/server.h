// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/log.h"
#include "core/random.h"
#include "core/result.h"
#include "core/secret.h"
#include "server/http/http_server.h"
#include "server/operations/care.h"
#include "server/store/keys.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace castellan {

/// Where plain HTTP redirects browsers to the TLS listener. All other requests are refused there, and a credential sent
/// there is revoked.
struct RedirectListener {
    std::string address;
    std::uint16_t port = 0;  ///< 0: any free one
};

struct ServerConfig {
    std::filesystem::path data;
    StoreKeys keys;
    http::Listen listen;
    std::optional<RedirectListener> redirect = {};
    http::Limits limits;
    /// The contact for reports of vulnerabilities in this installation (`mailto:` or `https:`); empty:
    /// /.well-known/security.txt is 404.
    std::string securityContact = {};
    Care care = {};
};

/// A session of the local person, as the host process gets it.
struct LocalSession {
    Secret token;  ///< to be sent as `Authorization: Bearer`
    std::string userId;
    std::string username;
};

/// The embedded server: public face of castellan_server. Several can live in one process.
class Server {
public:
    Server(ServerConfig config, Clock &clock, Random &random, Log &log);
    ~Server();  // stops
    Server(const Server &) = delete;
    Server &operator=(const Server &) = delete;

    /// ErrorCode::folder_busy, key_wrong, newer_file, corrupt, address_unavailable, usage, io.
    [[nodiscard]] Result<http::Endpoint> start();
    /// Drains and stops; idempotent.
    void stop();
    /// Names this history of the data; changes with a restore. Empty before start.
    [[nodiscard]] std::string epoch() const;

    /// Where `ServerConfig::redirect` listens; nothing without one, and before start.
    [[nodiscard]] std::optional<http::Endpoint> redirect() const;

    /// A session for the local person, in memory, made anew at every start. No route gives it.
    [[nodiscard]] Result<LocalSession> openLocalSession();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace castellan
