// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/identity.h"
#include "core/records/session.h"
#include "core/records/user.h"
#include "server/api/account/account.h"
#include "server/api/account/mfa.h"
#include "server/api/account/password.h"
#include "server/api/account/password_reset.h"
#include "server/api/account/sessions.h"
#include "server/api/account/setup.h"
#include "server/api/account/step_up.h"
#include "server/api/pipeline/route_table.h"

namespace castellan::api::account {
namespace {

using E = ErrorCode;

/// Signing in and out; without a session, or to end one.
std::vector<Route> signingIn()
{
    return {
        {post("/account/login", "Signs in; the session is in the cookies of the answer", request<records::Login>(),
              emptyResponse()),
         {.permission = "public"},
         writes(&account::login, &account::prepareLogin),
         {.codes = {E::unauthenticated, E::password_required, E::user_suspended, E::mfa_required, E::busy},
          .events = {Event::account_login, Event::account_login_half, Event::account_login_failed,
                     Event::account_locked},
          .authentication = true}},
        {post("/account/login/token", "Goes on signing in with a code of the authenticator or a backup code",
              request<records::MfaToken>(), emptyResponse()),
         {.permission = "public"},
         writes(&account::secondStep, &account::prepareSecondStep),
         {.codes = {E::unauthenticated, E::user_suspended, E::busy},
          .events = {Event::account_login, Event::account_login_failed, Event::account_locked},
          .authentication = true}},
        {post("/account/reset-password", "Chooses a new password with the code that an administrator gave",
              request<records::PasswordReset>(), response<records::PasswordChanged>()),
         {.permission = "public"},
         writes(&password_reset::finish, &password_reset::prepareFinish),
         {.codes = {E::unauthenticated, E::password_too_weak, E::user_suspended, E::busy},
          .events = {Event::account_reset_password, Event::account_login_failed, Event::account_locked},
          .authentication = true,
          .limit = identity::Limit::reset}},
        {post("/account/setup",
              "Makes the first administrator of a server that waits for one, with the token that its "
              "host was shown",
              request<records::Setup>(), response<records::Status>()),
         {.permission = "public"},
         writes(&setup::finish, &setup::prepare),
         {.codes = {E::unauthenticated, E::forbidden, E::password_too_weak, E::invalid_username, E::invalid_email,
                    E::busy},
          .events = {Event::users_created_user},
          .authentication = true,
          .limit = identity::Limit::reset}},
        {post("/account/logout", "Ends this session, one's others, or all; the body may be left out",
              optionalRequest<records::Logout>(), response<records::Status>()),
         {.permission = "public"},
         writes(&account::logout, &account::revokeSession),
         {.codes = {E::csrf}, .events = {Event::account_logout}}},
        {post("/api/v1/users/:userId/reset-password",
              "Ends a user's password; the code in the answer, shown this once, is for choosing another",
              optionalRequest<records::PasswordResetBegin>(), response<records::ResetCode>()),
         {.permission = "user:reset-password", .interactiveOnly = true, .stepUp = true},
         writes(&password_reset::begin),
         {.codes = {E::invalid_request}, .events = {Event::users_reset_password}}},
    };
}

/// The caller's password and step-up.
std::vector<Route> proofs()
{
    return {
        {put("/api/v1/user/change_password", "Changes one's password and ends one's other sessions",
             request<records::PasswordChange>(), response<records::PasswordChanged>()),
         {.permission = "user:self:edit", .interactiveOnly = true, .withExpiredPassword = true},
         writes(&account::changePassword, &account::preparePassword),
         {.codes = {E::password_change_failed, E::password_too_weak, E::too_many_requests, E::busy},
          .events = {Event::user_updated_password, Event::account_proofs_failed},
          .manyEntries = true}},
        {post("/api/v1/user/step-up",
              "Proves again who one is, for what needs that: by password, by code, or as the local person",
              request<records::StepUp>(), response<records::Status>()),
         {.permission = "user:self:edit", .interactiveOnly = true, .beforeEnrolment = true},
         writes(&step_up::confirm, &step_up::prepare),
         {.codes = {E::reauth_failed, E::too_many_requests, E::busy},
          .events = {Event::account_stepped_up, Event::account_proofs_failed},
          .manyEntries = true}},
    };
}

/// The caller's second factor.
std::vector<Route> secondFactor()
{
    return {
        {get("/api/v1/user/mfa", "One's second factor, and whether one is required", response<records::MfaState>()),
         {.permission = "user:self", .beforeEnrolment = true},
         reads(&mfa::state)},
        {put("/api/v1/user/mfa", "Begins to set up a second factor; its secret is in this answer only",
             response<records::MfaEnrolment>()),
         {.permission = "user:self:edit", .interactiveOnly = true, .stepUp = true, .beforeEnrolment = true},
         writes(&mfa::enrol),
         {.codes = {E::mfa_enabled, E::invalid_request}, .events = {Event::user_mfa_enrolling}}},
        {put("/api/v1/user/mfa/verify", "Turns the second factor on with a first code, and ends one's other sessions",
             request<records::MfaToken>(), response<records::MfaVerified>()),
         {.permission = "user:self:edit", .interactiveOnly = true, .beforeEnrolment = true},
         writes(&mfa::verify, &mfa::prepareVerify),
         {.codes = {E::mfa_failed, E::mfa_enabled, E::mfa_disabled, E::too_many_requests, E::busy},
          .events = {Event::user_mfa_enabled}}},
        {del("/api/v1/user/mfa", "Turns the second factor off", request<records::MfaDisable>(),
             response<records::Status>()),
         {.permission = "user:self:edit", .interactiveOnly = true},
         writes(&mfa::disable, &mfa::prepareDisable),
         {.codes = {E::mfa_failed, E::mfa_disabled, E::too_many_requests, E::busy},
          .events = {Event::user_mfa_disabled, Event::account_proofs_failed},
          .manyEntries = true}},
        {post("/api/v1/user/mfa/backup-codes", "Makes ten new backup codes; the old ones end",
              response<records::BackupCodes>()),
         {.permission = "user:self:edit", .interactiveOnly = true, .stepUp = true},
         writes(&mfa::renewBackupCodes, &mfa::prepareBackupCodes),
         {.codes = {E::mfa_disabled, E::too_many_requests, E::busy}, .events = {Event::user_mfa_backup_codes}}},
    };
}

/// Sessions: the caller's, and for administrators those of a user.
std::vector<Route> liveSessions()
{
    return {
        {get("/api/v1/user/sessions", "One's sessions", response<records::SessionList>()),
         {.permission = "user:self"},
         reads(&sessions::mine)},
        {del("/api/v1/user/sessions", "Ends one's other sessions (scope=others), or all",
             response<records::SessionsEnded>(), {"scope"}),
         {.permission = "user:self:edit"},
         writes(&sessions::endSomeOfMine, &sessions::revokeSomeOfMine),
         {.codes = {E::validation}, .events = {Event::account_session_ended}}},
        {del("/api/v1/user/sessions/:sessionId", "Ends one of one's sessions", response<records::SessionsEnded>()),
         {.permission = "user:self:edit"},
         writes(&sessions::endMine, &sessions::revokeMine),
         {.events = {Event::account_session_ended}}},
        {get("/api/v1/users/:userId/sessions", "A user's sessions", response<records::SessionList>()),
         {.permission = "user:session:list"},
         reads(&sessions::ofUser)},
        {del("/api/v1/users/:userId/sessions", "Ends all sessions of a user", response<records::SessionsEnded>()),
         {.permission = "user:session:end"},
         writes(&sessions::endAllOfUser, &sessions::revokeAllOfUser),
         {.events = {Event::users_ended_sessions}}},
        {del("/api/v1/users/:userId/sessions/:sessionId", "Ends a session of a user",
             response<records::SessionsEnded>()),
         {.permission = "user:session:end"},
         writes(&sessions::endOfUser, &sessions::revokeOfUser),
         {.events = {Event::users_ended_sessions}}},
    };
}

}  // namespace

/// Signing in and out, passwords, second factors, sessions.
std::vector<Route> routes()
{
    return concatenated({signingIn(), proofs(), secondFactor(), liveSessions()});
}

}  // namespace castellan::api::account
