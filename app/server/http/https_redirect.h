// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/http/application.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace castellan::http {

/// What the plain listener beside a TLS one serves (`Listen::redirectsOnly`). A browser that asks for a page is
/// redirected to HTTPS with 308; the API and every request with a credential are refused without a redirect, so that a
/// client with the wrong address is noticed the first time (ASVS 5.0, 4.1.2).
class HttpsRedirect final : public Application {
public:
    /// A request that sent a credential in clear text.
    using Exposed = std::function<void(const Request &)>;

    /// Forwards the listener's questions and refusals to `secured`. `publicHosts` as of the TLS listener, whose port is
    /// `port`; must outlive this.
    HttpsRedirect(Application &secured, std::uint16_t port, std::vector<std::string> publicHosts, Exposed exposed);

    [[nodiscard]] std::optional<Refusal> refuseHead(const Request &request) override;
    [[nodiscard]] BodySize bodySize(Request &) const override { return BodySize::none; }
    void handle(Request request, Reply reply) override;
    void upgrade(Request request, std::function<void(Upgrade)> decide) override;
    [[nodiscard]] bool wantsXssBlock() const override { return m_secured.wantsXssBlock(); }
    [[nodiscard]] bool isTrustedProxy(std::string_view address) const override;
    void refused(ErrorCode why, const Peer &peer) override { m_secured.refused(why, peer); }

private:
    [[nodiscard]] std::string locationOf(const Request &request) const;

    Application &m_secured;
    std::uint16_t m_port;
    std::vector<std::string> m_publicHosts;
    Exposed m_exposed;
};

}  // namespace castellan::http
