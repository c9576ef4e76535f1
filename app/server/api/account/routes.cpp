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
#include "server/api/pipeline/record.h"

namespace castellan::api::account {
namespace {

using enum http::Method;
using E = ErrorCode;

/// Signing in and out; without a session, or to end one.
std::vector<Route> signingIn()
{
    return {
        {.what = {.method = post,
                  .path = "/account/login",
                  .summary = "Signs in; the session is in the cookies of the answer",
                  .request = record<records::Login>()},
         .who = {.permission = "public"},
         .how = {.runs = Runs::write, .write = &account::login, .prepare = &account::prepareLogin},
         .accounting = {.codes = {E::unauthenticated, E::password_required, E::user_suspended, E::mfa_required,
                                  E::busy},
                        .events = {Event::account_login, Event::account_login_half, Event::account_login_failed,
                                   Event::account_locked},
                        .authentication = true}},
        {.what = {.method = post,
                  .path = "/account/login/token",
                  .summary = "Goes on signing in with a code of the authenticator or a backup code",
                  .request = record<records::MfaToken>()},
         .who = {.permission = "public"},
         .how = {.runs = Runs::write, .write = &account::secondStep, .prepare = &account::prepareSecondStep},
         .accounting = {.codes = {E::unauthenticated, E::user_suspended, E::busy},
                        .events = {Event::account_login, Event::account_login_failed, Event::account_locked},
                        .authentication = true}},
        {.what = {.method = post,
                  .path = "/account/reset-password",
                  .summary = "Chooses a new password with the code that an administrator gave",
                  .request = record<records::PasswordReset>(),
                  .response = record<records::Status>()},
         .who = {.permission = "public"},
         .how = {.runs = Runs::write, .write = &password_reset::finish, .prepare = &password_reset::prepareFinish},
         .accounting = {.codes = {E::unauthenticated, E::password_too_weak, E::user_suspended, E::busy},
                        .events = {Event::account_reset_password, Event::account_login_failed, Event::account_locked},
                        .authentication = true,
                        .limit = identity::Limit::reset}},
        {.what = {.method = post,
                  .path = "/account/setup",
                  .summary = "Makes the first administrator of a server that waits for one, with the token that its "
                             "host was shown",
                  .request = record<records::Setup>(),
                  .response = record<records::Status>()},
         .who = {.permission = "public"},
         .how = {.runs = Runs::write, .write = &setup::finish, .prepare = &setup::prepare},
         .accounting = {.codes = {E::unauthenticated, E::forbidden, E::password_too_weak, E::invalid_username,
                                  E::invalid_email, E::busy},
                        .events = {Event::users_created_user},
                        .authentication = true,
                        .limit = identity::Limit::reset}},
        {.what = {.method = post,
                  .path = "/account/logout",
                  .summary = "Ends this session, one's others, or all; the body may be left out",
                  .request = record<records::Logout>(),
                  .bodyOptional = true,
                  .response = record<records::Status>()},
         .who = {.permission = "public"},
         .how = {.runs = Runs::write, .write = &account::logout, .revoke = &account::revokeSession},
         .accounting = {.codes = {E::csrf}, .events = {Event::account_logout}}},
        {.what = {.method = post,
                  .path = "/api/v1/users/:userId/reset-password",
                  .summary = "Ends a user's password; the code in the answer, shown this once, is for choosing another",
                  .response = record<records::ResetCode>()},
         .who = {.permission = "user:reset-password", .interactiveOnly = true, .stepUp = true},
         .how = {.runs = Runs::write, .write = &password_reset::begin},
         .accounting = {.codes = {E::invalid_request}, .events = {Event::users_reset_password}}},
    };
}

/// The caller's password and step-up.
std::vector<Route> proofs()
{
    return {
        {.what = {.method = put,
                  .path = "/api/v1/user/change_password",
                  .summary = "Changes one's password and ends one's other sessions",
                  .request = record<records::PasswordChange>(),
                  .response = record<records::Status>()},
         .who = {.permission = "user:self:edit", .interactiveOnly = true, .withExpiredPassword = true},
         .how = {.runs = Runs::write, .write = &account::changePassword, .prepare = &account::preparePassword},
         .accounting = {.codes = {E::password_change_failed, E::password_too_weak, E::too_many_requests, E::busy},
                        .events = {Event::user_updated_password}}},
        {.what = {.method = post,
                  .path = "/api/v1/user/step-up",
                  .summary =
                      "Proves again who one is, for what needs that: by password, by code, or as the local person",
                  .request = record<records::StepUp>(),
                  .response = record<records::Status>()},
         .who = {.permission = "user:self:edit", .interactiveOnly = true, .beforeEnrolment = true},
         .how = {.runs = Runs::write, .write = &step_up::confirm, .prepare = &step_up::prepare},
         .accounting = {.codes = {E::reauth_failed, E::too_many_requests, E::busy},
                        .events = {Event::account_stepped_up}}},
    };
}

/// The caller's second factor.
std::vector<Route> secondFactor()
{
    return {
        {.what = {.path = "/api/v1/user/mfa",
                  .summary = "One's second factor, and whether one is required",
                  .response = record<records::MfaState>()},
         .who = {.permission = "user:self", .beforeEnrolment = true},
         .how = {.read = &mfa::state}},
        {.what = {.method = put,
                  .path = "/api/v1/user/mfa",
                  .summary = "Begins to set up a second factor; its secret is in this answer only",
                  .response = record<records::MfaEnrolment>()},
         .who = {.permission = "user:self:edit", .interactiveOnly = true, .stepUp = true, .beforeEnrolment = true},
         .how = {.runs = Runs::write, .write = &mfa::enrol},
         .accounting = {.codes = {E::mfa_enabled, E::invalid_request}, .events = {Event::user_mfa_enrolling}}},
        {.what = {.method = put,
                  .path = "/api/v1/user/mfa/verify",
                  .summary = "Turns the second factor on with a first code, and ends one's other sessions",
                  .request = record<records::MfaToken>(),
                  .response = record<records::MfaVerified>()},
         .who = {.permission = "user:self:edit", .interactiveOnly = true, .beforeEnrolment = true},
         .how = {.runs = Runs::write, .write = &mfa::verify, .prepare = &mfa::prepareVerify},
         .accounting = {.codes = {E::mfa_failed, E::mfa_enabled, E::mfa_disabled, E::too_many_requests, E::busy},
                        .events = {Event::user_mfa_enabled}}},
        {.what = {.method = del,
                  .path = "/api/v1/user/mfa",
                  .summary = "Turns the second factor off",
                  .request = record<records::MfaDisable>(),
                  .response = record<records::Status>()},
         .who = {.permission = "user:self:edit", .interactiveOnly = true},
         .how = {.runs = Runs::write, .write = &mfa::disable, .prepare = &mfa::prepareDisable},
         .accounting = {.codes = {E::mfa_failed, E::mfa_disabled, E::too_many_requests, E::busy},
                        .events = {Event::user_mfa_disabled}}},
        {.what = {.method = post,
                  .path = "/api/v1/user/mfa/backup-codes",
                  .summary = "Makes ten new backup codes; the old ones end",
                  .response = record<records::BackupCodes>()},
         .who = {.permission = "user:self:edit", .interactiveOnly = true, .stepUp = true},
         .how = {.runs = Runs::write, .write = &mfa::renewBackupCodes, .prepare = &mfa::prepareBackupCodes},
         .accounting = {.codes = {E::mfa_disabled, E::too_many_requests, E::busy},
                        .events = {Event::user_mfa_backup_codes}}},
    };
}

/// Sessions: the caller's, and for administrators those of a user.
std::vector<Route> liveSessions()
{
    return {
        {.what = {.path = "/api/v1/user/sessions",
                  .summary = "One's sessions",
                  .response = record<records::SessionList>()},
         .who = {.permission = "user:self"},
         .how = {.read = &sessions::mine}},
        {.what = {.method = del,
                  .path = "/api/v1/user/sessions",
                  .summary = "Ends one's other sessions (scope=others), or all",
                  .response = record<records::SessionsEnded>(),
                  .query = {"scope"}},
         .who = {.permission = "user:self:edit"},
         .how = {.runs = Runs::write, .write = &sessions::endSomeOfMine, .revoke = &sessions::revokeSomeOfMine},
         .accounting = {.codes = {E::validation}, .events = {Event::account_session_ended}}},
        {.what = {.method = del,
                  .path = "/api/v1/user/sessions/:sessionId",
                  .summary = "Ends one of one's sessions",
                  .response = record<records::SessionsEnded>()},
         .who = {.permission = "user:self:edit"},
         .how = {.runs = Runs::write, .write = &sessions::endMine, .revoke = &sessions::revokeMine},
         .accounting = {.events = {Event::account_session_ended}}},
        {.what = {.path = "/api/v1/users/:userId/sessions",
                  .summary = "A user's sessions",
                  .response = record<records::SessionList>()},
         .who = {.permission = "user:session:list"},
         .how = {.read = &sessions::ofUser}},
        {.what = {.method = del,
                  .path = "/api/v1/users/:userId/sessions",
                  .summary = "Ends all sessions of a user",
                  .response = record<records::SessionsEnded>()},
         .who = {.permission = "user:session:end"},
         .how = {.runs = Runs::write, .write = &sessions::endAllOfUser, .revoke = &sessions::revokeAllOfUser},
         .accounting = {.events = {Event::users_ended_sessions}}},
        {.what = {.method = del,
                  .path = "/api/v1/users/:userId/sessions/:sessionId",
                  .summary = "Ends a session of a user",
                  .response = record<records::SessionsEnded>()},
         .who = {.permission = "user:session:end"},
         .how = {.runs = Runs::write, .write = &sessions::endOfUser, .revoke = &sessions::revokeOfUser},
         .accounting = {.events = {Event::users_ended_sessions}}},
    };
}

}  // namespace

/// Signing in and out, passwords, second factors, sessions.
std::vector<Route> routes()
{
    return concatenated({signingIn(), proofs(), secondFactor(), liveSessions()});
}

}  // namespace castellan::api::account
