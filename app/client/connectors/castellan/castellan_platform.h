// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connectors/castellan/access.h"
#include "client/connectors/castellan/offers.h"
#include "client/connectors/flowfuse/flowfuse_platform.h"

/// Castellan's own server: FlowFuse's API and Castellan's additions.
namespace castellan::client::own {

class CastellanPlatform final : public flowfuse::FlowFusePlatform {
public:
    CastellanPlatform(Transport &transport, PlatformInfo info, const Offers &offers);

    [[nodiscard]] Security *security() override
    {
        return m_offers.has("put", "/api/v1/admin/security") ? &m_security : nullptr;
    }
    [[nodiscard]] Sessions *sessions() override
    {
        return m_offers.has("get", "/api/v1/user/sessions") ? &m_sessions : nullptr;
    }

private:
    Offers m_offers;
    CastellanSecurity m_security{api()};
    CastellanSessions m_sessions{api()};
};

/// FlowFuse's dialect with the launch key and the proof of identity; safe to use before the server is known.
[[nodiscard]] Dialect dialect();
/// Recognises by the offers in the description, not by the name.
[[nodiscard]] Connector connector();

}  // namespace castellan::client::own
