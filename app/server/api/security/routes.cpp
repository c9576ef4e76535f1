// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/security.h"
#include "server/api/pipeline/route_table.h"
#include "server/api/security/security.h"

namespace castellan::api::security {

/// The security policies.
std::vector<Route> routes()
{
    return {
        {get("/api/v1/admin/security", "The security policies with their bounds, defaults and presets",
             response<records::SecurityDocument>()),
         {.permission = "security:read"},
         reads(&security::read)},
        {put("/api/v1/admin/security",
             "Changes security policies; they are in force with the answer, a shorter retention seven days later",
             request<records::SecurityUpdate>(), response<records::SecurityDocument>()),
         {.permission = "security:edit", .interactiveOnly = true, .stepUp = true},
         writes(&security::update),
         {.codes = {ErrorCode::validation, ErrorCode::conflict, ErrorCode::interactive_only,
                    ErrorCode::reauth_required},
          .events = {Event::platform_settings_updated, Event::platform_retention_shortened},
          .manyEntries = true}},
    };
}

}  // namespace castellan::api::security
