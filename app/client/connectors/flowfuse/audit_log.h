// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connectors/detect.h"
#include "client/connectors/flowfuse/api.h"
#include "client/platform/platform.h"

#include <QHash>

namespace castellan::client::flowfuse {

class FlowFuseAuditLog final : public AuditLog {
    Q_DECLARE_TR_FUNCTIONS(FlowFuseAuditLog)
public:
    FlowFuseAuditLog(const Api &api, const Offers &offers) : m_api(api), m_offers(offers) {}

    [[nodiscard]] Future<records::AuditPage> page(const AuditQuery &query) override;
    [[nodiscard]] bool streams() const override { return m_offers.auditStream; }
    [[nodiscard]] Future<StreamRequest> stream() override;
    void secure(QWebSocket &socket) const override;

private:
    /// Entries that this build can't fully read keep their id, time, event and raw record.
    [[nodiscard]] static Result<records::AuditPage> lenient(const Reply &reply);
    [[nodiscard]] Result<records::AuditPage> checked(const AuditQuery &query, records::AuditPage page);

    Api m_api;
    Offers m_offers;
    QHash<QString, std::string> m_first;  ///< by question: the first page's first id
};

}  // namespace castellan::client::flowfuse
