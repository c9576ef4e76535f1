// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/application.h"

#include "server/api/pipeline/credentials.h"
#include "server/http/authority.h"

#include <algorithm>
#include <utility>

namespace castellan::api {
namespace {

Error stopping()
{
    return {ErrorCode::stopping, "The server is stopping; try again in a moment."};
}

}  // namespace

Application::Application(Services services, Router router)
    : m_services(std::move(services)), m_router(std::move(router)), m_limits(m_services.limits), m_refusals(m_services),
      m_pipeline(m_services, m_router, m_limits, m_refusals), m_gate(m_services, m_router, m_limits, m_refusals),
      m_exposed(m_services, m_limits)
{
}

http::BodySize Application::bodySize(http::Request &request) const
{
    auto found = std::make_shared<const Router::Found>(m_router.lookUp(request.method, request.path));
    const bool mayBeLarge = found->match && !found->match->route->accounting.authentication;
    request.matched = std::move(found);
    return mayBeLarge ? http::BodySize::authenticated : http::BodySize::anonymous;
}

/// A credential that misses the cache may be invented: its owner gets the larger limit after a first request.
bool Application::knowsCaller(const http::Request &request) const
{
    const auto presented = presentedBy(request, m_services.tls);
    return presented && *presented && m_services.credentials.find(**presented);
}

void Application::handle(http::Request request, http::Reply reply)
{
    if (m_stopping)
        return m_pipeline.refuse(std::move(request), std::move(reply), stopping());
    m_pipeline.handle(std::move(request), std::move(reply));
}

void Application::upgrade(http::Request request, std::function<void(http::Upgrade)> decide)
{
    if (m_stopping)
        return StreamGate::refuse(request, stopping(), decide);
    m_gate.upgrade(std::move(request), std::move(decide));
}

void Application::endExposed(const http::Request &request)
{
    if (!m_stopping)
        m_exposed.end(request);
}

bool Application::wantsXssBlock() const
{
    return m_services.policy.current()->headers.xssProtection == XssProtection::block;
}

bool Application::allowsOrigin(std::string_view origin) const
{
    const auto &allowed = m_services.policy.current()->network.allowedOrigins;
    return std::ranges::any_of(allowed, [&](const auto &each) { return http::sameOrigin(each, origin); });
}

bool Application::isTrustedProxy(std::string_view address) const
{
    const auto &proxies = m_services.policy.current()->network.proxyRanges;
    if (proxies.empty())
        return false;
    const auto at = addressFrom(address);
    return at && isListed(proxies, *at);
}

}  // namespace castellan::api
