// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/credentials.h"

#include "core/address.h"
#include "core/crypto/digest.h"
#include "server/http/text.h"

#include <algorithm>

namespace castellan::api {
namespace {

std::string_view sessionCookie(bool tls)
{
    return tls ? "__Host-sid" : "sid";
}

bool isUnsafe(http::Method method)
{
    return method != http::Method::get && method != http::Method::head && method != http::Method::options;
}

struct Authorization {
    std::string_view scheme;
    std::string_view credentials;
};

/// Scheme and credentials of an Authorization field, with one space or more between them (RFC 9110, 11.4).
Authorization authorizationOf(std::string_view header)
{
    const auto space = std::min(header.find(' '), header.size());
    return {header.substr(0, space), http::trimmed(header.substr(space))};
}

void addCookie(http::Response &response, std::string_view name, std::string_view value, std::string_view attributes,
               long maxAge, bool tls)
{
    std::string text(name);
    text += "=";
    text += value;
    text += "; Max-Age=" + std::to_string(maxAge) + "; Path=/; SameSite=Strict";
    text += attributes;
    if (tls)
        text += "; Secure";
    response.headers.emplace_back("Set-Cookie", std::move(text));
}

}  // namespace

Result<std::optional<identity::PresentedCredential>> presentedBy(const http::Request &request, bool tls)
{
    identity::PresentedCredential out;
    std::string_view token;
    if (const auto header = request.header("Authorization")) {
        const auto [scheme, credentials] = authorizationOf(*header);
        if (http::sameWord(scheme, "Bearer"))
            token = credentials;
    } else if (const auto cookie = request.cookie(sessionCookie(tls))) {
        out.byCookie = true;
        token = *cookie;
    } else {
        return std::optional<identity::PresentedCredential>();
    }
    const auto kind = tokenKind(token);
    if (!kind || (out.byCookie && *kind != TokenKind::session)) {
        if (out.byCookie)  // set by another program on this host, or outdated
            return std::optional<identity::PresentedCredential>();
        return fail(ErrorCode::unauthenticated,
                    "The Authorization header is not \"Bearer\" with a token of this server; sign in again.");
    }
    out.kind = *kind;
    out.digest = tokenDigest(token);
    return std::optional(out);
}

std::string_view tokenIn(const http::Request &request, bool tls)
{
    if (const auto header = request.header("Authorization"))
        return authorizationOf(*header).credentials;
    return request.cookie(sessionCookie(tls)).value_or("");
}

std::shared_ptr<const http::Request> withoutSecrets(const http::Request &request)
{
    auto out = std::make_shared<http::Request>();
    out->method = request.method;
    out->id = request.id;
    out->peer = request.peer;
    if (const auto client = request.header("User-Agent"))
        out->headers.emplace_back("User-Agent", *client);
    return out;
}

Result<void> checkCsrf(const http::Request &request, const identity::PresentedCredential &presented,
                       const identity::Principal &caller)
{
    if (!presented.byCookie || !isUnsafe(request.method))
        return {};
    const auto sent = request.header("X-CSRF-Token").value_or("");
    const std::string_view csrf = caller.session() != nullptr ? caller.session()->csrf : std::string_view();
    if (!csrf.empty() && constantTimeEqual(bytesOf(sent), bytesOf(csrf)))
        return {};
    return fail(ErrorCode::csrf, "Requests by cookie that change something must send the value of the csrf cookie in "
                                 "the header X-CSRF-Token.");
}

Result<void> checkAddress(const http::Peer &peer, const identity::Principal &caller)
{
    const auto *limits = caller.keyLimits();
    if (limits == nullptr || limits->addresses.empty() || isListed(limits->addresses, peer.address))
        return {};
    return fail(ErrorCode::address_refused, "This token or key is not taken from the address " + peer.address + ".");
}

void setSessionCookies(http::Response &response, std::string_view token, std::string_view csrf, long maxAgeSeconds,
                       bool tls)
{
    addCookie(response, sessionCookie(tls), token, "; HttpOnly", maxAgeSeconds, tls);
    addCookie(response, "csrf", csrf, "", maxAgeSeconds, tls);
}

void setTicketCookie(http::Response &response, std::string_view token, long maxAgeSeconds, bool tls)
{
    addCookie(response, sessionCookie(tls), token, "; HttpOnly", maxAgeSeconds, tls);
}

void clearSessionCookies(http::Response &response, bool tls)
{
    setSessionCookies(response, "", "", 0, tls);
}

}  // namespace castellan::api
