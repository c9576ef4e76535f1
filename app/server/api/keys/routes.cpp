// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/key.h"
#include "core/records/user.h"
#include "server/api/keys/api_keys.h"
#include "server/api/pipeline/route_table.h"

namespace castellan::api::keys {
namespace {

using E = ErrorCode;

/// The caller's personal access tokens.
std::vector<Route> ofTokens()
{
    return {
        {get("/api/v1/user/tokens", "One's access tokens", response<records::AccessTokenList>()),
         {.permission = "user:self"},
         reads(&Handlers<PersonalTokens>::list)},
        {post("/api/v1/user/tokens", "Makes an access token; it is shown in this answer only",
              request<records::AccessTokenCreate>(), response<records::AccessToken>()),
         {.permission = "user:token:edit", .interactiveOnly = true, .stepUp = true},
         writes(&Handlers<PersonalTokens>::create),
         {.codes = {E::forbidden}, .events = {Event::user_pat_created}}},
        {put("/api/v1/user/tokens/:tokenId", "Changes an access token's name, scope and expiry",
             request<records::AccessTokenUpdate>(), response<records::AccessToken>()),
         {.permission = "user:token:edit", .interactiveOnly = true, .stepUp = true},
         writes(&Handlers<PersonalTokens>::update),
         {.codes = {E::forbidden}, .events = {Event::user_pat_updated}}},
        {del("/api/v1/user/tokens/:tokenId", "Revokes an access token", emptyResponse(204)),
         {.permission = "user:token:edit"},
         writes(&Handlers<PersonalTokens>::remove, &Handlers<PersonalTokens>::revoke),
         {.events = {Event::user_pat_deleted}}},
        {post("/api/v1/user/tokens/:tokenId/rotate",
              "Makes an access token in the place of another, which is taken for a while yet",
              optionalRequest<records::Rotate>(), response<records::AccessToken>()),
         {.permission = "user:token:edit", .interactiveOnly = true, .stepUp = true},
         writes(&Handlers<PersonalTokens>::rotate),
         {.codes = {E::conflict}, .events = {Event::user_pat_rotated}}},
        {post("/api/v1/user/tokens/:tokenId/enable", "Takes a disabled access token again",
              response<records::AccessToken>()),
         {.permission = "user:token:edit", .interactiveOnly = true, .stepUp = true},
         writes(&Handlers<PersonalTokens>::enable),
         {.events = {Event::user_pat_updated}}},
        {post("/api/v1/user/tokens/:tokenId/disable", "Takes an access token no longer, until it is enabled",
              response<records::AccessToken>()),
         {.permission = "user:token:edit", .interactiveOnly = true},
         writes(&Handlers<PersonalTokens>::disable, &Handlers<PersonalTokens>::revokeUse),
         {.events = {Event::user_pat_updated}}},
    };
}

/// Service keys: the same below the platform's path and below a team's.
std::vector<Route> ofKeys(bool ofTeam)
{
    const std::string_view readPermission = ofTeam ? "team:key:list" : "platform:key:list";
    const std::string_view edit = ofTeam ? "team:key:edit" : "platform:key:edit";
    const auto path = [&](std::string_view platform, std::string_view team) { return ofTeam ? team : platform; };
    const Event updated = ofTeam ? Event::team_key_updated : Event::platform_key_updated;
    return {
        {get(path("/api/v1/admin/keys", "/api/v1/teams/:teamId/keys"),
             ofTeam ? "A team's service keys" : "All service keys, teams' too", response<records::KeyList>()),
         {.permission = readPermission},
         reads(&Handlers<ServiceKeys>::list)},
        {post(path("/api/v1/admin/keys", "/api/v1/teams/:teamId/keys"),
              "Makes a service key; it is shown in this answer only", request<records::KeyCreate>(),
              response<records::Key>()),
         {.permission = edit, .interactiveOnly = true, .stepUp = true},
         writes(&Handlers<ServiceKeys>::create),
         {.events = {ofTeam ? Event::team_key_created : Event::platform_key_created}}},
        {put(path("/api/v1/admin/keys/:keyId", "/api/v1/teams/:teamId/keys/:keyId"),
             "Changes a service key's name, addresses and end", request<records::KeyUpdate>(),
             response<records::Key>()),
         {.permission = edit, .interactiveOnly = true, .stepUp = true},
         writes(&Handlers<ServiceKeys>::update),
         {.events = {updated}}},
        {del(path("/api/v1/admin/keys/:keyId", "/api/v1/teams/:teamId/keys/:keyId"), "Revokes a service key",
             emptyResponse(204)),
         {.permission = edit, .interactiveOnly = true},
         writes(&Handlers<ServiceKeys>::remove, &Handlers<ServiceKeys>::revoke),
         {.events = {ofTeam ? Event::team_key_deleted : Event::platform_key_deleted}}},
        {post(path("/api/v1/admin/keys/:keyId/rotate", "/api/v1/teams/:teamId/keys/:keyId/rotate"),
              "Makes a service key in the place of another, which is taken for a while yet",
              optionalRequest<records::Rotate>(), response<records::Key>()),
         {.permission = edit, .interactiveOnly = true, .stepUp = true},
         writes(&Handlers<ServiceKeys>::rotate),
         {.codes = {E::conflict}, .events = {ofTeam ? Event::team_key_rotated : Event::platform_key_rotated}}},
        {post(path("/api/v1/admin/keys/:keyId/enable", "/api/v1/teams/:teamId/keys/:keyId/enable"),
              "Takes a disabled service key again", response<records::Key>()),
         {.permission = edit, .interactiveOnly = true, .stepUp = true},
         writes(&Handlers<ServiceKeys>::enable),
         {.events = {updated}}},
        {post(path("/api/v1/admin/keys/:keyId/disable", "/api/v1/teams/:teamId/keys/:keyId/disable"),
              "Takes a service key no longer, until it is enabled", response<records::Key>()),
         {.permission = edit, .interactiveOnly = true},
         writes(&Handlers<ServiceKeys>::disable, &Handlers<ServiceKeys>::revokeUse),
         {.events = {updated}}},
    };
}

}  // namespace

/// Personal access tokens and service keys.
std::vector<Route> routes()
{
    return concatenated({ofTokens(), ofKeys(false), ofKeys(true)});
}

}  // namespace castellan::api::keys
