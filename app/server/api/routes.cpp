// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/routes.h"

#include "server/api/openapi_document.h"
#include "server/api/pipeline/route_table.h"

namespace castellan::api {

// Each resource's routes stand beside its handlers; they are collected here and asked for nowhere else.
namespace account {
std::vector<Route> routes();
}
namespace audit {
std::vector<Route> routes();
}
namespace keys {
std::vector<Route> routes();
}
namespace security {
std::vector<Route> routes();
}
namespace server {
std::vector<Route> routes();
}
namespace teams {
std::vector<Route> routes();
}
namespace users {
std::vector<Route> routes();
}

namespace {

std::vector<Route> documentRoutes()
{
    return {
        {get("/api/json", "This document", response<json::object>()), {.permission = "public"}, reads(&openApiJson)},
        {get("/api/yaml", "This document as YAML", response<json::object>("application/yaml")),
         {.permission = "public"},
         reads(&openApiYaml)},
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
