// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/account/mfa.h"

#include "core/crypto/base32.h"
#include "core/crypto/totp.h"
#include "core/records/identity.h"
#include "core/records/user.h"
#include "core/try.h"
#include "server/api/account/codes.h"
#include "server/api/account/proofs.h"
#include "server/api/account/sign_in.h"
#include "server/api/account/step_up.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/records.h"
#include "server/identity/completeness.h"
#include "server/store/tables/login_tickets.h"
#include "server/store/tables/sessions.h"

#include <boost/json/object.hpp>

namespace castellan::api::mfa {
namespace {

namespace rows = store::second_factors;
namespace second_factor = identity::second_factor;

constexpr std::string_view issuer = "Castellan";

auto isOn()
{
    return fail(ErrorCode::mfa_enabled, "Your second factor is on already; turn it off first.");
}

auto isOff()
{
    return fail(ErrorCode::mfa_disabled, "There is no second factor to do this with; begin by setting one up.");
}

json::object bodyOfUser(const WriteContext &act)
{
    json::object out;
    out["user"] = userBody(act, act.me());
    return out;
}

/// A wrong first code, with its entry. It confirms the authenticator, not the user, and so counts for no session.
Result<http::Response> refuseEnrolment(WriteContext &act, const http::Request &request)
{
    TRY(act.recordOf(act.me().id, Event::user_mfa_enabled, bodyOfUser(act), Outcome::failed));
    return errorAnswer(
        Error(ErrorCode::mfa_failed, "token: is not the code that your authenticator shows now; try the next one")
            .at("token"),
        request.id);
}

/// A wrong password or code of a factor that is to be turned off, with its entry.
Result<http::Response> refuseProof(WriteContext &act, const http::Request &request, std::string message,
                                   std::string member)
{
    TRY(act.recordOf(act.me().id, Event::user_mfa_disabled, bodyOfUser(act), Outcome::failed));
    return proofs::refuse(act, request, Error(ErrorCode::mfa_failed, std::move(message)).at(std::move(member)));
}

/// An enrolment that waits for its first code. ErrorCode::mfa_enabled, mfa_disabled.
Result<store::SecondFactor> pending(store::Reader &reader, UserId user)
{
    auto factor = TRY(rows::find(reader, user));
    if (!factor)
        return isOff();
    if (factor->enrolledAt)
        return isOn();
    return std::move(*factor);
}

Result<std::optional<std::int64_t>> stepShown(const Services &services, const store::SecondFactor &factor,
                                              std::string_view typed, Instant now)
{
    const auto secret = TRY(second_factor::open(services.store, factor));
    return totp::stepOfCode(secret, typed, now, services.policy.current()->secondFactor.window, factor.lastStep);
}

Result<void> storeCodes(WriteContext &act, store::SecondFactor &factor)
{
    const auto &made = *act.prepared.codes;
    factor.backupSalt = made.salt;
    factor.backupCost = made.cost;
    TRY(rows::save(act.writer, factor));
    return rows::setBackupCodes(act.writer, factor.user, made.hashes);
}

Result<Prepared> withNewCodes(const Services &services, Prepared out)
{
    auto codes = TRY(second_factor::newBackupCodes(services.random, services.passwordCost));
    out.codes = std::make_shared<const second_factor::BackupCodes>(std::move(codes));
    return out;
}

/// Ends the sessions that were opened by password alone; this one is complete from now on.
Result<std::int64_t> completeThisSession(WriteContext &act, const Digest &known)
{
    std::optional<SessionId> id;
    if (const auto *session = act.caller->session()) {
        id = session->id;
        TRY(store::sessions::setSecondFactor(act.writer, *id, act.db().now()));
    }
    auto ended = TRY(store::sessions::removeOfUser(act.writer, act.me().id, id));
    act.writer.afterCommit(
        [&credentials = act.services.credentials, user = act.me().id, known] { credentials.userEnded(user, &known); });
    return ended;
}

}  // namespace

Result<http::Response> state(Context &context, const http::Request &)
{
    auto factor = rows::find(context.db(), context.me().id);
    if (!factor)
        return fail(std::move(factor).error());
    records::MfaState out;
    if (*factor && (*factor)->enrolledAt) {
        out.enabled = true;
        out.enrolledAt = toIso(*(*factor)->enrolledAt);
        if ((*factor)->lastUsedAt)
            out.lastUsedAt = toIso(*(*factor)->lastUsedAt);
        auto left = TRY(rows::backupCodesLeft(context.db(), context.me().id));
        out.backupCodesLeft = left;
    }
    const auto from = identity::factorRequiredFrom(
        context.me(), context.services.policy.current()->secondFactor,
        context.caller->session() != nullptr ? context.caller->session()->createdAt : context.db().now());
    out.required = from.has_value();
    if (from)
        out.requiredFrom = toIso(*from);
    return answer(out);
}

Result<http::Response> enrol(WriteContext &act, const http::Request &)
{
    const auto &me = act.me();
    if (me.passwordHash.empty())
        return fail(ErrorCode::invalid_request,
                    "You have no password to which a second factor could be added; set a password first.");
    auto old = rows::find(act.db(), me.id);
    if (!old)
        return fail(std::move(old).error());
    if (*old && (*old)->enrolledAt)
        return isOn();
    const auto secret = totp::newSecret(act.writer.random());
    store::SecondFactor factor{.user = me.id};
    factor.sealed = second_factor::seal(act.services.store, me.id, secret, act.writer.random());
    TRY(rows::save(act.writer, factor));
    TRY(act.record(Event::user_mfa_enrolling, me.id, me.id, bodyOfUser(act)));
    records::MfaEnrolment out;
    out.url = totp::keyUri(issuer, me.username, secret);
    out.secret = Secret(toBase32(secret.bytes()));
    return answer(out);
}

Result<Prepared> prepareVerify(const Services &services, const identity::PrincipalPtr &caller,
                               const http::Request &request)
{
    auto body = TRY(bodyOf<records::MfaToken>(request));
    TRY(step_up::limitTries(services, caller->user()->id));
    auto factor = TRY(services.store.read([&](store::Reader &reader) { return pending(reader, caller->user()->id); }));
    auto step = TRY(stepShown(services, factor, body.token.view(), services.clock.now()));
    Prepared out;
    out.user = caller->user()->id;
    out.against = factor.sealed;
    if (!step)
        return out;
    out.verified = true;
    return withNewCodes(services, std::move(out));
}

Result<http::Response> verify(WriteContext &act, const http::Request &request)
{
    auto body = TRY(bodyOf<records::MfaToken>(request));
    auto factor = TRY(pending(act.db(), act.me().id));
    std::optional<std::int64_t> step;
    if (act.prepared.verified && act.prepared.against == factor.sealed) {
        auto shown = TRY(stepShown(act.services, factor, body.token.view(), act.db().now()));
        step = shown;
    }
    if (!step)
        return refuseEnrolment(act, request);
    factor.enrolledAt = factor.lastUsedAt = act.db().now();
    factor.lastStep = *step;
    TRY(storeCodes(act, factor));
    records::MfaVerified out;
    out.codes = act.prepared.codes->codes;
    auto response = answer(out);
    // Before the others end: this session's streams must not be rechecked by its old token.
    auto known = TRY(sign_in::renewToken(act, request, response));
    auto ended = TRY(completeThisSession(act, known));
    auto record = bodyOfUser(act);
    record["sessionsEnded"] = ended;
    TRY(act.record(Event::user_mfa_enabled, act.me().id, act.me().id, std::move(record)));
    return response;
}

Result<Prepared> prepareDisable(const Services &services, const identity::PrincipalPtr &caller,
                                const http::Request &request)
{
    auto body = TRY(bodyOf<records::MfaDisable>(request));
    TRY(step_up::limitTries(services, caller->user()->id));
    if (!caller->user()->secondFactor)
        return isOff();
    auto out = TRY(codes::prepare(services, caller->user()->id, body.token.view()));
    out.against = caller->user()->passwordHash;
    out.verified = verifyPassword(body.password.secret(), out.against);
    return out;
}

Result<http::Response> disable(WriteContext &act, const http::Request &request)
{
    auto body = TRY(bodyOf<records::MfaDisable>(request));
    const auto &me = act.me();
    if (!me.secondFactor)
        return isOff();
    if (!act.prepared.verified || act.prepared.user != me.id || act.prepared.against != me.passwordHash)
        return refuseProof(act, request, "password: is not your password", "password");
    auto taken = TRY(codes::take(act, me.id, body.token.view()));
    if (!taken)
        return refuseProof(act, request, "token: is wrong or has been used already", "token");
    TRY(proofs::accepted(act));
    TRY(remove(act, me.id));
    TRY(act.record(Event::user_mfa_disabled, me.id, me.id, bodyOfUser(act)));
    act.writer.afterCommit([&credentials = act.services.credentials, id = me.id] { credentials.userChanged(id); });
    return okay();
}

Result<Prepared> prepareBackupCodes(const Services &services, const identity::PrincipalPtr &caller,
                                    const http::Request &)
{
    if (!caller->user()->secondFactor)
        return isOff();
    TRY(step_up::limitTries(services, caller->user()->id));
    return withNewCodes(services, {.user = caller->user()->id});
}

Result<http::Response> renewBackupCodes(WriteContext &act, const http::Request &)
{
    auto factor = TRY(rows::find(act.db(), act.me().id));
    if (!factor || !factor->enrolledAt)
        return isOff();
    TRY(storeCodes(act, *factor));
    TRY(act.record(Event::user_mfa_backup_codes, act.me().id, act.me().id, bodyOfUser(act)));
    return answer(records::BackupCodes{act.prepared.codes->codes});
}

Result<bool> remove(WriteContext &act, UserId user)
{
    TRY(store::login_tickets::removeOfUser(act.writer, user));
    return rows::remove(act.writer, user);
}

}  // namespace castellan::api::mfa
