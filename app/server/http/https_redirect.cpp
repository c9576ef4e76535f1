// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/https_redirect.h"

#include "core/percent.h"
#include "server/http/authority.h"
#include "server/http/text.h"

namespace castellan::http {
namespace {

constexpr std::uint16_t httpsPort = 443;

bool isPage(const Request &request)
{
    const auto &path = request.path;
    return (request.method == Method::get || request.method == Method::head) && path != "/api" &&
           !path.starts_with("/api/");
}

bool showsCredential(const Request &request)
{
    return request.header("Authorization") || request.header("Cookie");
}

std::string encodedPath(std::string_view path)
{
    std::string out;
    while (!path.empty()) {
        path.remove_prefix(1);  // the slash
        const auto segment = path.substr(0, path.find('/'));
        out += '/' + percentEncoded(segment);
        path.remove_prefix(segment.size());
    }
    return out;
}

}  // namespace

HttpsRedirect::HttpsRedirect(Application &secured, std::uint16_t port, std::vector<std::string> publicHosts,
                             Exposed exposed)
    : m_secured(secured), m_port(port), m_publicHosts(std::move(publicHosts)), m_exposed(std::move(exposed))
{
}

std::optional<Refusal> HttpsRedirect::refuseHead(const Request &request)
{
    Refusal refusal{.code = ErrorCode::https_required, .sentence = "This is answered over https:// only."};
    if (showsCredential(request)) {
        m_exposed(request);
        refusal.sentence = "This was sent without encryption, where others could read it. A session or token of this "
                           "server in it has been revoked; use https://.";
        return refusal;
    }
    return isPage(request) ? std::nullopt : std::optional(std::move(refusal));
}

bool HttpsRedirect::isTrustedProxy(std::string_view address) const
{
    return m_secured.isTrustedProxy(address);
}

void HttpsRedirect::handle(Request request, Reply reply)
{
    Response response;
    response.status = 308;
    response.headers = {{"Location", locationOf(request)}};
    reply(std::move(response));
}

/// Not for pages.
void HttpsRedirect::upgrade(Request request, std::function<void(Upgrade)> decide)
{
    Upgrade out;
    out.refusal = errorResponse({.code = ErrorCode::https_required, .sentence = "Streams are served over wss:// only."},
                                request.id);
    decide(std::move(out));
}

/// Only to names that the listener recognises as its own: the request's Host must not decide where a redirect leads.
std::string HttpsRedirect::locationOf(const Request &request) const
{
    const auto asked = parseAuthority(request.header("Host").value_or(""));
    std::string out = "https://";
    auto port = m_port;
    if (asked) {
        out += asked->name;
        for (const auto &host : m_publicHosts)
            if (const auto known = parseAuthority(host); known && known->port && sameWord(known->name, asked->name))
                port = *known->port;
    }
    if (port != httpsPort)
        out += ':' + std::to_string(port);
    out += encodedPath(request.path);
    char separator = '?';
    for (const auto &[name, value] : request.query) {
        out += separator + percentEncoded(name) + '=' + percentEncoded(value);
        separator = '&';
    }
    return out;
}

}  // namespace castellan::http
