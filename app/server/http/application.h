// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/refusal.h"
#include "server/http/websocket.h"

#include <string_view>

namespace castellan::http {

/// The result of an upgrade request: a handler, or a refusal.
struct Upgrade {
    std::shared_ptr<WebSocketHandler> handler;
    std::string subprotocol;
    Response refusal;  ///< sent if there is no handler
    bool authenticated = false;
};

/// How large a body may be: a row of Limits, or none at all. `authenticated` is for known callers; others have
/// `anonymous`.
enum class BodySize : std::uint8_t { none, anonymous, authenticated };

/// What the HTTP engine serves. Called on the I/O thread: must hand work on, never do it there.
class Application {
public:
    virtual ~Application() = default;
    /// A reason to refuse a request by its head alone, before the body is read.
    [[nodiscard]] virtual std::optional<Refusal> refuseHead(const Request &) { return std::nullopt; }
    /// Asked once, before the body is read, of requests that have one. The route found on the way may be kept in
    /// `request.matched`.
    [[nodiscard]] virtual BodySize bodySize(Request &request) const = 0;
    /// Whether the request's credential is known to be valid, without a look at the store. Asked before a large body.
    [[nodiscard]] virtual bool knowsCaller(const Request &) const { return false; }
    /// HEAD comes as Method::head: answer it as GET, the engine leaves the body out. TRACE, CONNECT, unknown methods
    /// and `OPTIONS *` never come here.
    virtual void handle(Request request, Reply reply) = 0;
    virtual void upgrade(Request request, std::function<void(Upgrade)> decide) = 0;
    /// Whether pages of this origin may call, beside those that the listener allows. Asked on the I/O thread, of
    /// requests that name one.
    [[nodiscard]] virtual bool allowsOrigin(std::string_view) const { return false; }
    /// Whether answers carry `X-XSS-Protection: 1; mode=block`, as old guides want it, and not 0. On the I/O thread.
    [[nodiscard]] virtual bool wantsXssBlock() const { return false; }
    /// Whether this is a proxy, behind which many clients share one address. Asked on the I/O thread, at each
    /// connection.
    [[nodiscard]] virtual bool isTrustedProxy(std::string_view) const { return false; }
    /// The engine itself refused a request or a connection of `peer`; only to be counted.
    virtual void refused(ErrorCode why, const Peer &peer) = 0;
};

}  // namespace castellan::http
