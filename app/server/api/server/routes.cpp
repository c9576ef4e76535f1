// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/server_identity.h"
#include "core/records/user.h"
#include "server/api/pipeline/record.h"
#include "server/api/server/platform.h"

namespace castellan::api::server {
namespace {

using E = ErrorCode;

}  // namespace

/// Health, identity, contact and settings of the server.
std::vector<Route> routes()
{
    return {
        {.what = {.path = "/healthz", .summary = "Whether the process answers", .response = record<records::Status>()},
         .who = {.permission = "public"},
         .how = {.runs = Runs::memory, .read = &platform::healthz},
         .accounting = {.unlimited = true}},
        {.what = {.path = "/readyz",
                  .summary = "Whether storage works and the disk has room",
                  .response = record<records::Status>()},
         .who = {.permission = "public"},
         .how = {.runs = Runs::memory, .read = &platform::readyz},
         .accounting = {.codes = {E::storage_unavailable}, .unlimited = true}},
        {.what = {.path = "/api/v1/identity",
                  .summary =
                      "Proves who this server is: signs the nonce (32 bytes, base64url) and the host that was asked",
                  .response = record<records::ServerIdentity>(),
                  .query = {"nonce"}},
         .who = {.permission = "public"},
         .how = {.runs = Runs::memory, .read = &platform::identity},
         .accounting = {.codes = {E::validation}}},
        {.what = {.path = "/.well-known/security.txt",
                  .summary = "Whom to tell of a weakness (RFC 9116)",
                  .response = record<json::object>(),
                  .contentType = "text/plain"},
         .who = {.permission = "public"},
         .how = {.runs = Runs::memory, .read = &platform::securityText},
         .accounting = {.codes = {E::not_found}}},
        {.what = {.path = "/api/v1/settings",
                  .summary = "What the server offers this caller",
                  .response = record<json::object>()},
         .who = {.permission = "public"},
         .how = {.read = &platform::settings}},
    };
}

}  // namespace castellan::api::server
