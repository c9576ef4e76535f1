// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connectors/castellan/offers.h"
#include "client/connectors/flowfuse/audit_log.h"

namespace castellan::client::own {

/// Adds the live stream.
class CastellanAuditLog final : public flowfuse::FlowFuseAuditLog {
public:
    CastellanAuditLog(const flowfuse::Api &api, const Offers &offers) : FlowFuseAuditLog(api), m_offers(offers) {}
    [[nodiscard]] bool streams() const override { return m_offers.has("get", "/api/v1/audit/stream"); }
    [[nodiscard]] Future<StreamRequest> stream() override;
    void secure(QWebSocket &socket) const override;

protected:
    /// A team's log has the entries of everything in it anyway.
    [[nodiscard]] bool asksForChildren() const override { return false; }

private:
    Offers m_offers;
};

}  // namespace castellan::client::own
