// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/castellan/audit_log.h"

#include "client/transport/secure_socket.h"

namespace castellan::client::own {

Future<StreamRequest> CastellanAuditLog::stream()
{
    auto &transport = m_api.transport();
    const auto known = transport.isProven() ? ready<void>({}) : transport.proven();
    return mapped(m_api.context(), known, [&transport](Result<void> proven) -> Result<StreamRequest> {
        if (!proven)
            return fail(std::move(proven).error());
        QUrl url = transport.urlOf(QStringLiteral("/api/v1/audit/stream"));
        url.setScheme(url.scheme() == QLatin1String("https") ? QStringLiteral("wss") : QStringLiteral("ws"));
        return StreamRequest{url, transport.credentialHeaders()};
    });
}

void CastellanAuditLog::secure(QWebSocket &socket) const
{
    client::secure(socket, m_api.transport().endpoint());
}

}  // namespace castellan::client::own
