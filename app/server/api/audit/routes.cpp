// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/audit.h"
#include "server/api/audit/audit_log.h"
#include "server/api/pipeline/route_table.h"

namespace castellan::api::audit {
namespace {

using E = ErrorCode;

const std::vector<std::string_view> parameters{"limit", "cursor", "query", "event", "username", "scope"};

}  // namespace

/// Pages of the audit log, and the live stream.
std::vector<Route> routes()
{
    return {
        {get("/api/v1/teams/:teamId/audit-log", "A team's audit log, newest first; also of a deleted team",
             response<records::AuditPage>(), parameters),
         {.permission = "team:audit-log", .deletedTeams = true},
         reads(&audit_log::ofTeam),
         {.codes = {E::validation, E::invalid_cursor, E::query_too_slow}}},
        {get("/api/v1/admin/audit-log", "The platform's audit log, newest first", response<records::AuditPage>(),
             parameters),
         {.permission = "platform:audit-log"},
         reads(&audit_log::ofPlatform),
         {.codes = {E::validation, E::invalid_cursor, E::query_too_slow}}},
        {.what = {.path = "/api/v1/audit/stream",
                  .summary = "The audit log as it happens: a WebSocket, subprotocol audit.v1.json",
                  .status = 101},
         .who = {.permission = "user:self"},
         .how = {.runs = Runs::stream},
         .accounting = {.codes = {E::upgrade_required}}},
    };
}

}  // namespace castellan::api::audit
