// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/route_parts.h"
#include "server/api/security/security.h"
#include "server/api/server/platform.h"

namespace castellan::api {
namespace {

using enum http::Method;
using E = ErrorCode;

std::vector<Route> aboutTheServer()
{
    return {
        {.path = "/healthz",
         .permission = "public",
         .runs = Runs::memory,
         .summary = "Whether the process answers",
         .response = "Status",
         .read = &platform::healthz,
         .unlimited = true},
        {.path = "/readyz",
         .permission = "public",
         .runs = Runs::memory,
         .summary = "Whether storage works and the disk has room",
         .response = "Status",
         .codes = {E::storage_unavailable},
         .read = &platform::readyz,
         .unlimited = true},
        {.path = "/api/json",
         .permission = "public",

         .summary = "This document",
         .response = "Object",
         .read = &platform::openApiJson},
        {.path = "/api/yaml",
         .permission = "public",

         .summary = "This document as YAML",
         .response = "Object",
         .read = &platform::openApiYaml,
         .contentType = "application/yaml"},
        {.path = "/api/v1/identity",
         .permission = "public",
         .runs = Runs::memory,
         .summary = "Proves who this server is: signs the nonce (32 bytes, base64url) and the host that was asked",
         .response = "ServerIdentity",
         .codes = {E::validation},
         .read = &platform::identity,
         .query = {"nonce"}},
        {.path = "/.well-known/security.txt",
         .permission = "public",
         .runs = Runs::memory,
         .summary = "Whom to tell of a weakness (RFC 9116)",
         .response = "Object",
         .codes = {E::not_found},
         .read = &platform::securityText,
         .contentType = "text/plain"},
        {.path = "/api/v1/settings",
         .permission = "public",
         .summary = "What the server offers this caller",
         .response = "Object",
         .read = &platform::settings},
    };
}

std::vector<Route> policies()
{
    return {
        {.path = "/api/v1/admin/security",
         .permission = "security:read",
         .summary = "The security policies with their bounds, defaults and presets",
         .response = "SecurityDocument",
         .read = &security::read},
        {.method = put,
         .path = "/api/v1/admin/security",
         .permission = "security:edit",
         .runs = Runs::write,
         .summary = "Changes security policies; they are in force with the answer",
         .request = "SecurityUpdate",
         .response = "SecurityDocument",
         .codes = {E::validation, E::conflict, E::interactive_only, E::reauth_required},
         .events = {Event::platform_settings_updated},
         .write = &security::update,
         .interactiveOnly = true,
         .stepUp = true},
    };
}

std::vector<Route> all()
{
    std::vector<Route> out;
    for (auto part : {aboutTheServer(), accountRoutes(), oneselfRoutes(), ownTokenRoutes(), keyRoutes(false),
                      keyRoutes(true), signInRoutes(), peopleRoutes(), teamRoutes(), auditRoutes(), policies()})
        out.insert(out.end(), part.begin(), part.end());
    return out;
}

}  // namespace

std::span<const Route> routes()
{
    // A constant, made at its first use because it holds lists.
    static const std::vector<Route> table = all();
    return table;
}

}  // namespace castellan::api
