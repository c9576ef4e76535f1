// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/key.h"
#include "core/records/user.h"
#include "server/api/keys/api_keys.h"
#include "server/api/pipeline/record.h"

namespace castellan::api::keys {
namespace {

using enum http::Method;
using E = ErrorCode;

/// The caller's personal access tokens.
std::vector<Route> ofTokens()
{
    return {
        {.what = {.path = "/api/v1/user/tokens",
                  .summary = "One's access tokens",
                  .response = record<records::AccessTokenList>()},
         .who = {.permission = "user:self"},
         .how = {.read = &list<PersonalTokens>}},
        {.what = {.method = post,
                  .path = "/api/v1/user/tokens",
                  .summary = "Makes an access token; it is shown in this answer only",
                  .request = record<records::AccessTokenCreate>(),
                  .response = record<records::AccessToken>()},
         .who = {.permission = "user:self:edit", .interactiveOnly = true, .stepUp = true},
         .how = {.runs = Runs::write, .write = &create<PersonalTokens>},
         .accounting = {.codes = {E::forbidden}, .events = {Event::user_pat_created}}},
        {.what = {.method = put,
                  .path = "/api/v1/user/tokens/:tokenId",
                  .summary = "Changes an access token's name and expiry",
                  .request = record<records::AccessTokenUpdate>(),
                  .response = record<records::AccessToken>()},
         .who = {.permission = "user:self:edit", .interactiveOnly = true, .stepUp = true},
         .how = {.runs = Runs::write, .write = &update<PersonalTokens>},
         .accounting = {.events = {Event::user_pat_updated}}},
        {.what = {.method = del,
                  .path = "/api/v1/user/tokens/:tokenId",
                  .summary = "Revokes an access token",
                  .status = 204},
         .who = {.permission = "user:self:edit"},
         .how = {.runs = Runs::write, .write = &remove<PersonalTokens>, .revoke = &revoke<PersonalTokens>},
         .accounting = {.events = {Event::user_pat_deleted}}},
        {.what = {.method = post,
                  .path = "/api/v1/user/tokens/:tokenId/rotate",
                  .summary = "Makes an access token in the place of another, which is taken for a while yet",
                  .request = record<records::Rotate>(),
                  .bodyOptional = true,
                  .response = record<records::AccessToken>()},
         .who = {.permission = "user:self:edit", .interactiveOnly = true, .stepUp = true},
         .how = {.runs = Runs::write, .write = &rotate<PersonalTokens>},
         .accounting = {.codes = {E::conflict}, .events = {Event::user_pat_rotated}}},
        {.what = {.method = post,
                  .path = "/api/v1/user/tokens/:tokenId/enable",
                  .summary = "Takes a disabled access token again",
                  .response = record<records::AccessToken>()},
         .who = {.permission = "user:self:edit", .interactiveOnly = true, .stepUp = true},
         .how = {.runs = Runs::write, .write = &enable<PersonalTokens>},
         .accounting = {.events = {Event::user_pat_updated}}},
        {.what = {.method = post,
                  .path = "/api/v1/user/tokens/:tokenId/disable",
                  .summary = "Takes an access token no longer, until it is enabled",
                  .response = record<records::AccessToken>()},
         .who = {.permission = "user:self:edit", .interactiveOnly = true},
         .how = {.runs = Runs::write, .write = &disable<PersonalTokens>, .revoke = &revokeUse<PersonalTokens>},
         .accounting = {.events = {Event::user_pat_updated}}},
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
        {.what = {.path = path("/api/v1/admin/keys", "/api/v1/teams/:teamId/keys"),
                  .summary = ofTeam ? "A team's service keys" : "All service keys, teams' too",
                  .response = record<records::KeyList>()},
         .who = {.permission = readPermission},
         .how = {.read = &list<ServiceKeys>}},
        {.what = {.method = post,
                  .path = path("/api/v1/admin/keys", "/api/v1/teams/:teamId/keys"),
                  .summary = "Makes a service key; it is shown in this answer only",
                  .request = record<records::KeyCreate>(),
                  .response = record<records::Key>()},
         .who = {.permission = edit, .interactiveOnly = true, .stepUp = true},
         .how = {.runs = Runs::write, .write = &create<ServiceKeys>},
         .accounting = {.events = {ofTeam ? Event::team_key_created : Event::platform_key_created}}},
        {.what = {.method = put,
                  .path = path("/api/v1/admin/keys/:keyId", "/api/v1/teams/:teamId/keys/:keyId"),
                  .summary = "Changes a service key's name, addresses and end",
                  .request = record<records::KeyUpdate>(),
                  .response = record<records::Key>()},
         .who = {.permission = edit, .interactiveOnly = true, .stepUp = true},
         .how = {.runs = Runs::write, .write = &update<ServiceKeys>},
         .accounting = {.events = {updated}}},
        {.what = {.method = del,
                  .path = path("/api/v1/admin/keys/:keyId", "/api/v1/teams/:teamId/keys/:keyId"),
                  .summary = "Revokes a service key",
                  .status = 204},
         .who = {.permission = edit, .interactiveOnly = true},
         .how = {.runs = Runs::write, .write = &remove<ServiceKeys>, .revoke = &revoke<ServiceKeys>},
         .accounting = {.events = {ofTeam ? Event::team_key_deleted : Event::platform_key_deleted}}},
        {.what = {.method = post,
                  .path = path("/api/v1/admin/keys/:keyId/rotate", "/api/v1/teams/:teamId/keys/:keyId/rotate"),
                  .summary = "Makes a service key in the place of another, which is taken for a while yet",
                  .request = record<records::Rotate>(),
                  .bodyOptional = true,
                  .response = record<records::Key>()},
         .who = {.permission = edit, .interactiveOnly = true, .stepUp = true},
         .how = {.runs = Runs::write, .write = &rotate<ServiceKeys>},
         .accounting = {.codes = {E::conflict},
                        .events = {ofTeam ? Event::team_key_rotated : Event::platform_key_rotated}}},
        {.what = {.method = post,
                  .path = path("/api/v1/admin/keys/:keyId/enable", "/api/v1/teams/:teamId/keys/:keyId/enable"),
                  .summary = "Takes a disabled service key again",
                  .response = record<records::Key>()},
         .who = {.permission = edit, .interactiveOnly = true, .stepUp = true},
         .how = {.runs = Runs::write, .write = &enable<ServiceKeys>},
         .accounting = {.events = {updated}}},
        {.what = {.method = post,
                  .path = path("/api/v1/admin/keys/:keyId/disable", "/api/v1/teams/:teamId/keys/:keyId/disable"),
                  .summary = "Takes a service key no longer, until it is enabled",
                  .response = record<records::Key>()},
         .who = {.permission = edit, .interactiveOnly = true},
         .how = {.runs = Runs::write, .write = &disable<ServiceKeys>, .revoke = &revokeUse<ServiceKeys>},
         .accounting = {.events = {updated}}},
    };
}

}  // namespace

/// Personal access tokens and service keys.
std::vector<Route> routes()
{
    return concatenated({ofTokens(), ofKeys(false), ofKeys(true)});
}

}  // namespace castellan::api::keys
