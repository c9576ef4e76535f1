// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connectors/castellan/access.h"
#include "client/connectors/castellan/offers.h"
#include "client/connectors/flowfuse/flowfuse_platform.h"

/// This program's own server: FlowFuse's API, and what only we offer.
namespace castellan::client::own {

class CastellanPlatform final : public flowfuse::FlowFusePlatform {
public:
    CastellanPlatform(Transport &transport, PlatformInfo info, const Offers &offers);

    [[nodiscard]] Security *security() override { return m_offers.security ? &m_security : nullptr; }
    [[nodiscard]] Sessions *sessions() override { return m_offers.sessions ? &m_sessions : nullptr; }

private:
    Offers m_offers;
    CastellanSecurity m_security;
    CastellanSessions m_sessions;
};

/// FlowFuse's, the launch key and the proof of identity: what may be said before it is known which server is there.
[[nodiscard]] Dialect dialect();
/// By the offers in the description, not by the name.
[[nodiscard]] Future<Detected> recognise(Probe &probe);
[[nodiscard]] std::unique_ptr<Platform> make(Transport &transport, const Detected &detected);
inline constexpr Connector connector{recognise, make};

}  // namespace castellan::client::own
