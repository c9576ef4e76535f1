// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connectors/flowfuse/api.h"
#include "client/platform/platform.h"

#include <QHash>

namespace castellan::client::flowfuse {

class FlowFuseAuditLog : public FacetOver<AuditLog> {
    Q_DECLARE_TR_FUNCTIONS(FlowFuseAuditLog)
public:
    using FacetOver::FacetOver;

    [[nodiscard]] Future<records::AuditPage> page(const AuditQuery &query) override;

private:
    /// Entries that this build can't fully read keep their id, time, event and raw record.
    [[nodiscard]] static Result<records::AuditPage> lenient(const Reply &reply);
    [[nodiscard]] Result<records::AuditPage> checked(const AuditQuery &query, records::AuditPage page);

    QHash<QString, std::string> m_first;  ///< by question: the first page's first id
};

}  // namespace castellan::client::flowfuse
