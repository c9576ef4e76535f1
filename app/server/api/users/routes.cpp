// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/identity.h"
#include "core/records/user.h"
#include "server/api/pipeline/route_table.h"
#include "server/api/users/erasure.h"
#include "server/api/users/users.h"

namespace castellan::api::users {
namespace {

using E = ErrorCode;

/// The caller's own record.
std::vector<Route> oneself()
{
    return {
        {get("/api/v1/user", "Who the caller is", response<records::User>()),
         {.permission = "user:self", .withExpiredPassword = true, .beforeEnrolment = true},
         inMemory(&users::me)},
        {put("/api/v1/user", "Changes one's own account", request<records::UserUpdate>(), response<records::User>()),
         {.permission = "user:self:edit"},
         writes(&users::updateMe),
         {.codes = {E::invalid_request, E::invalid_username, E::invalid_email, E::last_admin, E::interactive_only,
                    E::reauth_required},
          .events = {Event::user_updated_user}}},
    };
}

/// All users, for administrators and auditors.
std::vector<Route> all()
{
    return {
        {post("/api/v1/users/:userId/unlock", "Ends the lock of an account", response<records::User>()),
         {.permission = "user:unlock"},
         writes(&users::unlock),
         {.events = {Event::account_unlocked}}},
        {get("/api/v1/users", "All users", response<records::UserPage>(), {"limit", "cursor", "query"}),
         {.permission = "user:list"},
         reads(&users::list),
         {.codes = {E::validation, E::invalid_cursor}}},
        {post("/api/v1/users", "Makes a user, whose password must be changed at the first sign-in",
              request<records::UserCreate>(), response<records::User>()),
         {.permission = "user:create"},
         writes(&users::create, &users::prepareCreate),
         {.codes = {E::invalid_username, E::invalid_email, E::unexpected_error, E::interactive_only, E::reauth_required,
                    E::busy},
          .events = {Event::users_created_user, Event::team_created},
          .manyEntries = true}},
        {get("/api/v1/users/:userId", "A user", response<records::User>()),
         {.permission = "user:read"},
         reads(&users::read)},
        {put("/api/v1/users/:userId", "Changes a user", request<records::UserUpdate>(), response<records::User>()),
         {.permission = "user:edit"},
         writes(&users::update, &users::revoke),
         {.codes = {E::invalid_request, E::invalid_username, E::invalid_email, E::last_admin, E::last_owner,
                    E::interactive_only, E::reauth_required},
          .events = {Event::users_updated_user, Event::users_reset_mfa},
          .manyEntries = true}},
        {del("/api/v1/users/:userId", "Deletes a user", response<records::Status>()),
         {.permission = "user:delete", .stepUp = true},
         writes(&users::remove),
         {.codes = {E::invalid_request, E::last_owner, E::last_admin, E::interactive_only},
          .events = {Event::users_deleted_user, Event::user_deleted, Event::platform_team_deleted},
          .manyEntries = true}},
        {post("/api/v1/admin/erasures",
              "Erases a person: deletes the account, if it is still there, and what the audit log says of them",
              request<records::ErasureRequest>(), response<records::Erasure>()),
         {.permission = "user:erase", .interactiveOnly = true, .stepUp = true},
         writes(&users::erase),
         {.codes = {E::invalid_request, E::not_found, E::last_owner, E::last_admin},
          .events = {Event::platform_person_erased, Event::platform_team_deleted},
          .manyEntries = true}},
    };
}

}  // namespace

/// Users: the caller's own record, and the administrators' view of all.
std::vector<Route> routes()
{
    return concatenated({oneself(), all()});
}

}  // namespace castellan::api::users
