// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/flowfuse/flowfuse_platform.h"

namespace castellan::client::flowfuse {

FlowFusePlatform::FlowFusePlatform(Transport &transport, const Detected &detected)
    : m_api(transport), m_info(detected.info), m_offers(detected.offers), m_identity(m_api),
      m_users(m_api, detected.offers), m_teams(m_api, m_identity, detected.offers), m_tokens(m_api),
      m_auditLog(m_api, detected.offers), m_security(m_api), m_sessions(m_api)
{
}

}  // namespace castellan::client::flowfuse
