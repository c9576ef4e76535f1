// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/routes.h"

#include "server/api/account/routes.h"
#include "server/api/audit/routes.h"
#include "server/api/keys/routes.h"
#include "server/api/openapi_document.h"
#include "server/api/pipeline/record.h"
#include "server/api/security/routes.h"
#include "server/api/server/routes.h"
#include "server/api/teams/routes.h"
#include "server/api/users/routes.h"

namespace castellan::api {
namespace {

std::vector<Route> documentRoutes()
{
    return {
        {.what = {.path = "/api/json", .summary = "This document", .response = record<json::object>()},
         .who = {.permission = "public"},
         .how = {.read = &openApiJson}},
        {.what = {.path = "/api/yaml",
                  .summary = "This document as YAML",
                  .response = record<json::object>(),
                  .contentType = "application/yaml"},
         .who = {.permission = "public"},
         .how = {.read = &openApiYaml}},
    };
}

}  // namespace

std::span<const Route> routes()
{
    // A constant, made at its first use because it holds lists.
    static const auto table = concatenated({server::routes(), documentRoutes(), account::routes(), users::routes(),
                                            teams::routes(), keys::routes(), audit::routes(), security::routes()});
    return table;
}

}  // namespace castellan::api
