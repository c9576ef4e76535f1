// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/audit.h"
#include "server/api/audit/audit_log.h"
#include "server/api/pipeline/record.h"

namespace castellan::api::audit {
namespace {

using E = ErrorCode;

const std::vector<std::string_view> parameters{"limit", "cursor", "query", "event", "username", "scope"};

}  // namespace

/// Pages of the audit log, and the live stream.
std::vector<Route> routes()
{
    return {
        {.what = {.path = "/api/v1/teams/:teamId/audit-log",
                  .summary = "A team's audit log, newest first",
                  .response = record<records::AuditPage>(),
                  .query = parameters},
         .who = {.permission = "team:audit-log"},
         .how = {.read = &audit_log::ofTeam},
         .accounting = {.codes = {E::validation, E::invalid_cursor, E::query_too_slow}}},
        {.what = {.path = "/api/v1/admin/audit-log",
                  .summary = "The platform's audit log, newest first",
                  .response = record<records::AuditPage>(),
                  .query = parameters},
         .who = {.permission = "platform:audit-log"},
         .how = {.read = &audit_log::ofPlatform},
         .accounting = {.codes = {E::validation, E::invalid_cursor, E::query_too_slow}}},
        {.what = {.path = "/api/v1/audit/stream",
                  .summary = "The audit log as it happens: a WebSocket, subprotocol audit.v1.json",
                  .status = 101},
         .who = {.permission = "user:self"},
         .how = {.runs = Runs::stream},
         .accounting = {.codes = {E::upgrade_required}}},
    };
}

}  // namespace castellan::api::audit
