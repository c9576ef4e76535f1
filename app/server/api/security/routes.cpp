// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/security.h"
#include "server/api/pipeline/record.h"
#include "server/api/security/security.h"

namespace castellan::api::security {
namespace {

using enum http::Method;
using E = ErrorCode;

}  // namespace

/// The security policies.
std::vector<Route> routes()
{
    return {
        {.what = {.path = "/api/v1/admin/security",
                  .summary = "The security policies with their bounds, defaults and presets",
                  .response = record<records::SecurityDocument>()},
         .who = {.permission = "security:read"},
         .how = {.read = &security::read}},
        {.what = {.method = put,
                  .path = "/api/v1/admin/security",
                  .summary = "Changes security policies; they are in force with the answer",
                  .request = record<records::SecurityUpdate>(),
                  .response = record<records::SecurityDocument>()},
         .who = {.permission = "security:edit", .interactiveOnly = true, .stepUp = true},
         .how = {.runs = Runs::write, .write = &security::update},
         .accounting = {.codes = {E::validation, E::conflict, E::interactive_only, E::reauth_required},
                        .events = {Event::platform_settings_updated}}},
    };
}

}  // namespace castellan::api::security
