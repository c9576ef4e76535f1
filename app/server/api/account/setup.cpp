// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/account/setup.h"

#include "core/crypto/digest.h"
#include "core/crypto/password.h"
#include "core/records/identity.h"
#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/records.h"
#include "server/api/pipeline/rules.h"
#include "server/store/tables/settings.h"

#include <boost/json/object.hpp>

#include <array>

namespace castellan::api::setup {
namespace {

constexpr std::string_view storedAs = "setup";

/// SHA-256 of the expected token, as hex; nothing once the server is set up.
Result<std::optional<std::string>> pending(store::Reader &reader)
{
    auto found = TRY(store::settings::find(reader, storedAs));
    if (!found || !found->is_string())
        return std::optional<std::string>();
    return std::optional(std::string(found->get_string()));
}

auto isSetUp()
{
    return fail(ErrorCode::forbidden, "This server is set up already; ask an administrator for an account.");
}

Result<void> checkNames(const records::Setup &body)
{
    TRY(checkUsername(body.username));
    TRY(checkEmail(body.email));
    return body.name.value_or("").empty() ? Result<void>() : checkName("name", *body.name);
}

}  // namespace

Result<void> wait(store::Writer &writer, const Secret &token)
{
    return store::settings::set(writer, storedAs, json::value(toHex(sha256(token.bytes()))));
}

Result<Prepared> prepare(const Services &services, const identity::PrincipalPtr &, const http::Request &request)
{
    auto body = TRY(bodyOf<records::Setup>(request));
    const auto &password = body.password.secret();
    const auto digest = toHex(sha256(body.token.secret().bytes()));
    auto wanted = TRY(services.store.read([](store::Reader &reader) { return pending(reader); }));
    if (!wanted)
        return isSetUp();
    Prepared out;
    // Hashes of one length, compared in constant time. Without the token, names and passwords aren't judged.
    out.verified = constantTimeEqual(bytesOf(digest), bytesOf(*wanted));
    if (!out.verified)
        return out;
    out.against = *wanted;
    TRY(checkNames(body));
    const std::array<std::string, 3> personal{body.username, body.email, body.name.value_or("")};
    TRY(checkPassword(services.policy.current()->password, password, personal));
    auto hash = TRY(hashPassword(password, services.random, services.passwordCost));
    out.newHash = std::move(hash);
    return out;
}

Result<http::Response> finish(WriteContext &act, const http::Request &request)
{
    auto body = TRY(bodyOf<records::Setup>(request));
    auto wanted = TRY(pending(act.db()));
    if (!wanted)
        return isSetUp();
    if (!act.prepared.verified || act.prepared.against != *wanted) {
        TRY(act.recordAs(nullptr, Event::users_created_user, {}, {}, {}, Outcome::failed));
        return errorAnswer(
            Error(ErrorCode::unauthenticated, "token: is not the setup token that the server's host was shown")
                .at("token"),
            request.id);
    }
    store::NewUser user;
    user.username = body.username;
    user.email = body.email;
    user.name = body.name.value_or("").empty() ? body.username : *body.name;
    user.emailVerified = true;
    user.admin = true;
    user.passwordHash = act.prepared.newHash;
    auto made = TRY(store::users::insert(act.writer, std::move(user)));
    TRY(store::settings::remove(act.writer, storedAs));
    json::object record;
    record["user"] = userBody(act, made);
    record["user"].as_object()["admin"] = true;
    TRY(act.recordAs(nullptr, Event::users_created_user, made.id, made.id, std::move(record)));
    return okay();
}

}  // namespace castellan::api::setup
