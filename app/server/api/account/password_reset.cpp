// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/account/password_reset.h"

#include "core/crypto/base32.h"
#include "core/crypto/password.h"
#include "core/records/identity.h"
#include "core/records/user.h"
#include "core/try.h"
#include "server/api/account/sign_in.h"
#include "server/api/keys/end_tokens.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/records.h"
#include "server/identity/lockout.h"
#include "server/identity/old_password.h"
#include "server/store/tables/password_resets.h"
#include "server/store/tables/sessions.h"

#include <boost/json/object.hpp>

#include <array>

namespace castellan::api::password_reset {
namespace {

namespace rows = store::password_resets;

constexpr std::chrono::hours codeLife{24};
/// 125 random bits: enough for a plain SHA-256 to be kept.
constexpr std::size_t codeSize = 25;
constexpr std::size_t groupSize = 5;

WipingString newCode(Random &random)
{
    Secret bits(16);
    random.fill(bits.writable());
    auto code = toBase32(bits.bytes());
    code.resize(codeSize);
    for (auto at = codeSize - groupSize; at > 0; at -= groupSize)
        code.insert(at, "-");
    return code;
}

/// The digest of a typed code; spaces, dashes and case are ignored.
Digest digestOf(std::string_view typed)
{
    WipingString code;
    for (const char c : typed)
        if (c != '-' && c != ' ')
            code += c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
    return sha256(bytesOf(code));
}

/// One error for an unknown user, a wrong code and a missing one.
Error wrongCode()
{
    return Error(ErrorCode::unauthenticated,
                 "The user name or the code is wrong, or the code has been used or has expired.");
}

struct Found {
    std::optional<store::User> user;
    bool right = false;
};

Result<Found> find(store::Reader &reader, std::string_view login, const Digest &digest)
{
    Found out;
    auto user = store::users::findByLogin(reader, login);
    if (!user)
        return fail(std::move(user).error());
    out.user = std::move(*user);
    if (!out.user)
        return out;
    auto reset = TRY(rows::find(reader, out.user->id));
    out.right = reset && constantTimeEqual(reset->codeHash, digest);
    return out;
}

}  // namespace

Result<http::Response> begin(WriteContext &act, const http::Request &request)
{
    records::PasswordResetBegin asked;
    if (!request.body.empty())
        asked = TRY(bodyOf<records::PasswordResetBegin>(request));
    auto user = *act.subject;
    if (act.isMe(user.id))
        return fail(ErrorCode::invalid_request, "Change your own password where you know it, by change_password.");
    if (user.local)
        return fail(ErrorCode::invalid_request, "This computer's own user has no password.");
    const auto code = newCode(act.writer.random());
    const auto until = act.db().now() + codeLife;
    TRY(identity::old_password::endSteps(act.writer, user.id));
    TRY(rows::save(act.writer, {user.id, digestOf(code), until}));
    // The old password ends at once: the reason for the reset may be that it is known to others.
    user.passwordHash.clear();
    TRY(store::users::update(act.writer, user));
    auto ended = TRY(store::sessions::removeOfUser(act.writer, user.id));
    json::object body;
    body["user"] = userBody(act, user);
    body["expiresAt"] = toIso(until);
    body["sessionsEnded"] = ended;
    const auto tokens = TRY(keys::endTokens(act, user.id, asked.endTokens, body));
    TRY(act.record(Event::users_reset_password, user.id, user.id, std::move(body)));
    act.writer.afterCommit([&credentials = act.services.credentials, id = user.id] { credentials.userEnded(id); });
    return answer(records::ResetCode{Secret(code), toIso(until), tokens});
}

Result<Prepared> prepareFinish(const Services &services, const identity::PrincipalPtr &, const http::Request &request)
{
    auto body = TRY(bodyOf<records::PasswordReset>(request));
    const auto &password = body.password.secret();
    const auto policy = services.policy.current();
    const std::array<std::string, 1> typed{body.username};
    TRY(checkPassword(policy->password, password, typed));
    Prepared out;
    out.backup = digestOf(body.code.view());
    auto found =
        TRY(services.store.read([&](store::Reader &reader) { return find(reader, body.username, *out.backup); }));
    if (found.user)
        out.user = found.user->id;
    out.verified = found.right;
    if (found.right) {
        const auto &user = *found.user;
        const std::array<std::string, 3> personal{user.username, user.email, user.name};
        TRY(checkPassword(policy->password, password, personal));
    }
    // Always hashed, so that the time doesn't tell whether the code is right.
    auto hash = TRY(hashPassword(password, services.random, services.passwordCost));
    out.newHash = std::move(hash);
    return out;
}

Result<http::Response> finish(WriteContext &act, const http::Request &request)
{
    const auto proves = [&](const store::User &user) -> Result<bool> {
        const auto reset = TRY(rows::find(act.db(), user.id));
        return reset && reset->codeHash == *act.prepared.backup;
    };
    auto judged = TRY(sign_in::judge(act, request, proves, wrongCode()));
    if (auto *refused = std::get_if<http::Response>(&judged))
        return std::move(*refused);
    const auto asked = TRY(bodyOf<records::PasswordReset>(request));
    auto &user = std::get<store::User>(judged);
    user.passwordHash = act.prepared.newHash;
    user.passwordExpired = false;
    user.passwordChangedAt = act.db().now();
    TRY(store::users::update(act.writer, user));
    TRY(identity::old_password::endSteps(act.writer, user.id));
    TRY(store::sessions::removeOfUser(act.writer, user.id));
    json::object body;
    body["user"] = userBody(act, user);
    records::PasswordChanged out;
    out.tokensEnded = TRY(keys::endTokens(act, user.id, asked.endTokens, body));
    TRY(act.recordAs(&user, Event::account_reset_password, user.id, user.id, std::move(body)));
    act.writer.afterCommit([&credentials = act.services.credentials, id = user.id] { credentials.userEnded(id); });
    return answer(out);
}

}  // namespace castellan::api::password_reset
