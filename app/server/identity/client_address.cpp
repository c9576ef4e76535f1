// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/client_address.h"

#include "server/http/authority.h"
#include "server/http/text.h"

#include <optional>
#include <utility>
#include <vector>

namespace castellan::identity {
namespace {

/// One entry of the list: an address, or `192.0.2.1:80`, `[2001:db8::1]:80`, as some proxies write it.
std::optional<Address> hopFrom(std::string_view text)
{
    if (auto plain = addressFrom(text))
        return plain;
    const auto authority = http::parseAuthority(text);
    if (!authority || text.ends_with(':') || text.ends_with('.'))
        return std::nullopt;
    auto name = authority->name;
    const bool bracketed = name.starts_with('[');
    if (bracketed)
        name = name.substr(1, name.size() - 2);
    // Brackets are for IPv6, and a colon outside of them begins a port.
    return bracketed == (name.find(':') != std::string_view::npos) ? addressFrom(name) : std::nullopt;
}

/// All entries in the order in which the proxies wrote them.
std::vector<std::string_view> hopsOf(const http::Request &request)
{
    std::vector<std::string_view> out;
    for (const auto &[name, value] : request.headers) {
        if (!http::sameWord(name, "X-Forwarded-For"))
            continue;
        // Empty members are allowed in any list (RFC 9110, 5.6.1.2).
        http::forEachMember(value, [&](std::string_view hop) {
            if (!hop.empty())
                out.push_back(hop);
        });
    }
    return out;
}

}  // namespace

std::string clientAddress(const NetworkPolicy &policy, const std::string &socket, const http::Request &request)
{
    auto at = policy.proxyRanges.empty() ? std::nullopt : addressFrom(socket);
    if (!at || !isListed(policy.proxyRanges, *at))
        return socket;
    const auto hops = hopsOf(request);
    for (auto it = hops.rbegin(); it != hops.rend(); ++it) {
        const auto hop = hopFrom(*it);
        if (!hop)
            break;  // not an address: the proxy after it is the last that is known
        at = hop;
        if (!isListed(policy.proxyRanges, *at))
            break;
    }
    return toText(*at);
}

void seeThroughProxies(const NetworkPolicy &policy, http::Request &request)
{
    auto client = clientAddress(policy, request.peer.address, request);
    if (client == request.peer.address)
        return;
    request.peer.proxy = std::exchange(request.peer.address, std::move(client));
}

}  // namespace castellan::identity
