// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/user.h"
#include "server/api/pipeline/record.h"
#include "server/api/users/users.h"

namespace castellan::api::users {
namespace {

using enum http::Method;
using E = ErrorCode;

/// The caller's own record.
std::vector<Route> oneself()
{
    return {
        {.what = {.path = "/api/v1/user", .summary = "Who the caller is", .response = record<records::User>()},
         .who = {.permission = "user:self", .withExpiredPassword = true, .beforeEnrolment = true},
         .how = {.runs = Runs::memory, .read = &users::me}},
        {.what = {.method = put,
                  .path = "/api/v1/user",
                  .summary = "Changes one's own account",
                  .request = record<records::UserUpdate>(),
                  .response = record<records::User>()},
         .who = {.permission = "user:self:edit"},
         .how = {.runs = Runs::write, .write = &users::updateMe},
         .accounting = {.codes = {E::invalid_request, E::invalid_username, E::invalid_email, E::last_admin,
                                  E::interactive_only, E::reauth_required},
                        .events = {Event::user_updated_user}}},
    };
}

/// All users, for administrators and auditors.
std::vector<Route> all()
{
    return {
        {.what = {.method = post,
                  .path = "/api/v1/users/:userId/unlock",
                  .summary = "Ends the lock of an account",
                  .response = record<records::User>()},
         .who = {.permission = "user:unlock"},
         .how = {.runs = Runs::write, .write = &users::unlock},
         .accounting = {.events = {Event::account_unlocked}}},
        {.what = {.path = "/api/v1/users",
                  .summary = "All users",
                  .response = record<records::UserPage>(),
                  .query = {"limit", "cursor", "query"}},
         .who = {.permission = "user:list"},
         .how = {.read = &users::list},
         .accounting = {.codes = {E::validation, E::invalid_cursor}}},
        {.what = {.method = post,
                  .path = "/api/v1/users",
                  .summary = "Makes a user, whose password must be changed at the first sign-in",
                  .request = record<records::UserCreate>(),
                  .response = record<records::User>()},
         .who = {.permission = "user:create"},
         .how = {.runs = Runs::write, .write = &users::create, .prepare = &users::prepareCreate},
         .accounting = {.codes = {E::invalid_username, E::invalid_email, E::unexpected_error, E::interactive_only,
                                  E::reauth_required, E::busy},
                        .events = {Event::users_created_user, Event::team_created},
                        .manyEntries = true}},
        {.what = {.path = "/api/v1/users/:userId", .summary = "A user", .response = record<records::User>()},
         .who = {.permission = "user:read"},
         .how = {.read = &users::read}},
        {.what = {.method = put,
                  .path = "/api/v1/users/:userId",
                  .summary = "Changes a user",
                  .request = record<records::UserUpdate>(),
                  .response = record<records::User>()},
         .who = {.permission = "user:edit"},
         .how = {.runs = Runs::write, .write = &users::update, .revoke = &users::revoke},
         .accounting = {.codes = {E::invalid_request, E::invalid_username, E::invalid_email, E::last_admin,
                                  E::interactive_only, E::reauth_required},
                        .events = {Event::users_updated_user, Event::users_reset_mfa},
                        .manyEntries = true}},
        {.what = {.method = del,
                  .path = "/api/v1/users/:userId",
                  .summary = "Deletes a user",
                  .response = record<records::Status>()},
         .who = {.permission = "user:delete", .stepUp = true},
         .how = {.runs = Runs::write, .write = &users::remove},
         .accounting = {.codes = {E::invalid_request, E::last_owner, E::last_admin},
                        .events = {Event::users_deleted_user, Event::user_deleted}}},
    };
}

}  // namespace

/// Users: the caller's own record, and the administrators' view of all.
std::vector<Route> routes()
{
    return concatenated({oneself(), all()});
}

}  // namespace castellan::api::users
