// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/server/platform.h"

#include "core/crypto/base64url.h"
#include "core/crypto/digest.h"
#include "core/crypto/server_identity.h"
#include "core/records/identity.h"
#include "core/records/server_identity.h"
#include "core/try.h"
#include "core/version.h"
#include "server/api/pipeline/answer.h"
#include "server/store/tables/settings.h"

#include <boost/json/object.hpp>

namespace castellan::api::platform {
namespace {

/// Part of the disk that must be free for the server to be ready.
constexpr double leastFree = 0.10;

constexpr std::chrono::days securityTextHolds{180};

json::object ownFeatures(const Services &services)
{
    json::object out;
    out["stream"] = services.stream;
    return out;
}

/// What a new password must be, for the page on which one is chosen.
json::value passwordRules(const PasswordPolicy &policy)
{
    records::PasswordRules rules;
    rules.minimumLength = std::int64_t(policy.minimum);
    rules.maximumLength = std::int64_t(policy.maximum);
    rules.requireLower = policy.requireLower;
    rules.requireUpper = policy.requireUpper;
    rules.requireDigit = policy.requireDigit;
    rules.requireSpecial = policy.requireSpecial;
    rules.refuseCommon = policy.refuseCommon;
    rules.strength = policy.strength;
    return json::encode(rules);
}

}  // namespace

/// The settings for anonymous callers (a sign-in page), for users and for administrators. Only signed-in callers learn
/// the version.
Result<http::Response> settings(Context &context, const http::Request &request)
{
    json::object out;
    out["features"] = json::object();
    out["user:signup"] = false;
    out["user:reset-password"] = false;
    out["user:tcs-required"] = false;
    out["user:tcs-url"] = "";
    out["castellan"] = ownFeatures(context.services);
    if (!context.caller)
        return jsonAnswer(json::value(std::move(out)));

    auto teamCreate = TRY(store::settings::find(context.db(), "team:create"));
    out["team:create"] = teamCreate.value_or(json::value(false));
    out["team:user:invite:external"] = false;
    out["email"] = false;
    auto &own = out["castellan"].as_object();
    own["version"] = boost::json::string_view(version());
    own["password"] = passwordRules(context.services.policy.current()->password);
    if (!context.isAdmin())
        return jsonAnswer(json::value(std::move(out)));

    out["base_url"] = std::string(context.services.tls ? "https://" : "http://") +
                      std::string(request.header("Host").value_or("localhost"));
    out["platform:licensed"] = false;
    out["telemetry:enabled"] = false;
    const auto ms = [](std::chrono::seconds span) { return std::chrono::milliseconds(span).count(); };
    out["platform:session:expiry"] = ms(context.services.policy.current()->session.absolute);
    out["platform:session:idle"] = ms(context.services.policy.current()->session.idle);
    return jsonAnswer(json::value(std::move(out)));
}

Result<http::Response> healthz(Context &, const http::Request &)
{
    return okay();
}

Result<http::Response> readyz(Context &context, const http::Request &)
{
    if (context.services.store.failing())
        return fail(ErrorCode::storage_unavailable, "The last change could not be written to storage.");
    std::error_code ec;
    const auto space = std::filesystem::space(context.services.data, ec);
    if (ec)
        return fail(ErrorCode::storage_unavailable, "The data folder can't be looked at.");
    if (space.capacity > 0 && double(space.available) / double(space.capacity) < leastFree)
        return fail(ErrorCode::storage_unavailable, "Less than a tenth of the disk is free; make room.");
    return okay();
}

Result<http::Response> identity(Context &context, const http::Request &request)
{
    const auto nonce = fromBase64Url(request.queryValue("nonce").value_or(""));
    if (!nonce || nonce->size() != server_identity::nonceSize)
        return fail(ErrorCode::validation, "nonce: expected 32 random bytes in base64url").at("nonce");
    records::ServerIdentity out;
    out.host = request.header("Host").value_or("");
    auto signature = TRY(context.services.identity.prove(out.host, *nonce));
    out.key = toBase64Url(bytesOf(context.services.identity.publicKey()));
    out.signature = toBase64Url(bytesOf(signature));
    return answer(out);
}

/// RFC 9116. It expires, so that a stored copy does not outlive the contact.
Result<http::Response> securityText(Context &context, const http::Request &)
{
    const auto &contact = context.services.securityContact;
    if (contact.empty())
        return fail(ErrorCode::not_found, "No security contact is configured.");
    const auto until = std::chrono::floor<std::chrono::seconds>(context.services.clock.now()) + securityTextHolds;
    http::Response response;
    response.contentType = "text/plain; charset=utf-8";
    response.body = "Contact: " + contact + "\nExpires: " + toIso(until) + "\nPreferred-Languages: en\n";
    return response;
}

}  // namespace castellan::api::platform
