// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/server_identity.h"
#include "core/records/user.h"
#include "server/api/pipeline/route_table.h"
#include "server/api/server/platform.h"

namespace castellan::api::server {

/// Health, identity, contact and settings of the server.
std::vector<Route> routes()
{
    return {
        {get("/healthz", "Whether the process answers", response<records::Status>()),
         {.permission = "public"},
         inMemory(&platform::healthz),
         {.unlimited = true}},
        {get("/readyz", "Whether storage works and the disk has room", response<records::Status>()),
         {.permission = "public"},
         inMemory(&platform::readyz),
         {.codes = {ErrorCode::storage_unavailable}, .unlimited = true}},
        {get("/api/v1/identity",
             "Proves who this server is: signs the nonce (32 bytes, base64url) and the host that was asked",
             response<records::ServerIdentity>(), {"nonce"}),
         {.permission = "public"},
         inMemory(&platform::identity),
         {.codes = {ErrorCode::validation}}},
        {get("/.well-known/security.txt", "Whom to tell of a weakness (RFC 9116)",
             response<json::object>("text/plain")),
         {.permission = "public"},
         inMemory(&platform::securityText),
         {.codes = {ErrorCode::not_found}}},
        {get("/api/v1/settings", "What the server offers this caller", response<json::object>()),
         {.permission = "public"},
         reads(&platform::settings)},
    };
}

}  // namespace castellan::api::server
