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

    [[nodiscard]] Future<AuditPage> page(const AuditQuery &query) override;

protected:
    /// Whether a team's log is asked for with the entries of its applications, instances and devices. FlowFuse
    /// 2.4 ignores the parameter.
    [[nodiscard]] virtual bool asksForChildren() const { return true; }

private:
    /// Entries that this build can't fully read keep their id, time, event and raw record.
    [[nodiscard]] static Result<AuditPage> lenient(const Reply &reply);
    [[nodiscard]] Result<AuditPage> checked(const AuditQuery &query, AuditPage page);

    QHash<QString, std::string> m_first;  ///< by question: the first page's first id
};

}  // namespace castellan::client::flowfuse
