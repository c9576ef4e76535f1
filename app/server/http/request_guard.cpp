// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/request_guard.h"

#include "server/http/authority.h"
#include "server/http/text.h"

#include <algorithm>

namespace castellan::http {
namespace {

/// A certificate's name (`*` stands for one label), as clients match it (RFC 6125).
bool matchesCertificateName(std::string_view name, std::string_view pattern)
{
    if (pattern.starts_with("*.")) {
        const auto dot = name.find('.');
        return dot != std::string_view::npos && dot > 0 && sameWord(name.substr(dot), pattern.substr(1));
    }
    return sameWord(name, pattern);
}

/// A loopback name under which a server at `address` can be reached. Another program may listen at the other loopback
/// address and pass requests on; a proof of identity must not be given in its name.
bool isOwnLoopbackName(std::string_view name, std::string_view address)
{
    const bool everywhere = address == "0.0.0.0" || address == "::";
    if (name == "127.0.0.1")
        return everywhere || address == "127.0.0.1";
    if (name == "[::1]")
        return address == "::" || address == "::1";
    return sameWord(name, "localhost") && (everywhere || address == "::1" || address.starts_with("127."));
}

/// Where the parameter that begins `text` ends: at a semicolon outside of quotes (RFC 9110, 5.6.6), or at the end.
std::size_t endOfParameter(std::string_view text)
{
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (quoted && text[i] == '\\')
            ++i;
        else if (text[i] == '"')
            quoted = !quoted;
        else if (text[i] == ';' && !quoted)
            return i;
    }
    return text.size();
}

/// `application/json` with any parameters but a charset other than UTF-8: RFC 8259 defines none, and unknown
/// ones are to be ignored.
bool isJsonInUtf8(std::string_view type)
{
    const auto semicolon = std::min(type.find(';'), type.size());
    if (!sameWord(trimmed(type.substr(0, semicolon)), "application/json"))
        return false;
    type.remove_prefix(semicolon);
    while (!type.empty()) {
        type.remove_prefix(1);
        const auto end = endOfParameter(type);
        const auto parameter = trimmed(type.substr(0, end));
        type.remove_prefix(end);
        const auto equals = std::min(parameter.find('='), parameter.size());
        if (!sameWord(trimmed(parameter.substr(0, equals)), "charset"))
            continue;
        const auto charset = parameter.substr(equals);
        if (!sameWord(charset, "=utf-8") && !sameWord(charset, "=\"utf-8\""))
            return false;
    }
    return true;
}

}  // namespace

std::optional<Refusal> RequestGuard::refuse(const Request &request,
                                            const std::vector<std::string> &certificateNames) const
{
    if (!knowsLaunchKey(request))
        return Refusal{.code = ErrorCode::launch_key_missing,
                       .sentence = "This server serves the program that started it, and no other.",
                       .closes = false};
    if (request.headerCount("Host") != 1)
        return Refusal{.code = ErrorCode::invalid_request, .sentence = "A request needs exactly one Host field."};
    if (!isHostOfOurs(*request.header("Host"), certificateNames))
        return Refusal{.code = ErrorCode::misdirected,
                       .sentence = "This server doesn't answer under that name; its owner can add it as a public host.",
                       .closes = false};
    if (isFromElsewhere(request))
        return Refusal{.code = ErrorCode::origin_refused,
                       .sentence = "Pages of other origins may not call this server.",
                       .closes = false};
    return std::nullopt;
}

bool RequestGuard::knowsLaunchKey(const Request &request) const
{
    if (!m_listen.launchKey)
        return true;
    // Secret's comparison takes the same time wherever the two differ.
    return request.headerCount("X-Castellan-Launch") == 1 &&
           Secret(*request.header("X-Castellan-Launch")) == *m_listen.launchKey;
}

bool RequestGuard::isHostOfOurs(std::string_view text, const std::vector<std::string> &certificateNames) const
{
    const auto authority = parseAuthority(text);
    if (!authority)
        return false;
    const std::uint16_t usual = m_listen.encrypts() ? 443 : 80;
    if (isOwnLoopbackName(authority->name, m_listen.address) && authority->port.value_or(usual) == m_port)
        return true;
    // An own address other than 127.0.0.1 (tests and containers listen on 127.0.x.y) is as good as that one.
    if (!m_listen.encrypts() && authority->name == m_listen.address && authority->port.value_or(usual) == m_port)
        return true;
    for (const auto &host : m_listen.publicHosts) {
        const auto known = parseAuthority(host);
        if (known && sameWord(authority->name, known->name) &&
            (!known->port || *known->port == authority->port.value_or(usual)))
            return true;
    }
    return std::any_of(certificateNames.begin(), certificateNames.end(),
                       [&](const auto &name) { return matchesCertificateName(authority->name, name); });
}

bool RequestGuard::isFromElsewhere(const Request &request) const
{
    const auto origins = request.headerCount("Origin");
    if (origins > 0)
        return origins > 1 || allowedOrigin(request).empty();
    for (const auto &[name, value] : request.headers)
        if (sameWord(name, "Sec-Fetch-Site") && value != "same-origin" && value != "none")
            return true;
    return false;
}

std::string RequestGuard::allowedOrigin(const Request &request) const
{
    const auto origin = request.header("Origin");
    if (!origin)
        return {};
    const auto &allowed = m_listen.allowedOrigins;
    const bool known = std::ranges::any_of(allowed, [&](const auto &each) { return sameOrigin(each, *origin); });
    return known || m_application.allowsOrigin(*origin) ? std::string(*origin) : std::string();
}

std::optional<Refusal> RequestGuard::refuseBody(const Request &request)
{
    Refusal refusal{.code = ErrorCode::unsupported_media_type,
                    .sentence = "A body must be sent as application/json, in UTF-8 and not compressed."};
    if (const auto encoding = request.header("Content-Encoding"); encoding && !sameWord(*encoding, "identity"))
        return refusal;
    if (request.headerCount("Content-Type") != 1)
        return refusal;
    if (isJsonInUtf8(*request.header("Content-Type")))
        return std::nullopt;
    return refusal;
}

}  // namespace castellan::http
