// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/transport/cookie_jar.h"

#include "client/transport/endpoint.h"

#include <QDateTime>
#include <QNetworkCookie>

#include <algorithm>

namespace castellan::client {

namespace {
constexpr std::size_t mostCookies = 32;
}

CookieJar::CookieJar(const QUrl &base, const Clock &clock, QObject *parent)
    : QNetworkCookieJar(parent), m_origin(originOf(base)), m_secure(base.scheme() == QLatin1String("https")),
      m_clock(clock)
{
}

void CookieJar::moveTo(const QUrl &base)
{
    m_origin = originOf(base);
}

QList<QNetworkCookie> CookieJar::live() const
{
    QList<QNetworkCookie> out;
    for (const auto &held : m_held) {
        if (held.ends > m_clock.now())
            out.append(held.cookie);
    }
    return out;
}

QList<QNetworkCookie> CookieJar::cookiesForUrl(const QUrl &url) const
{
    if (!m_enabled || originOf(url) != m_origin)
        return {};
    auto cookies = live();
    cookies.removeIf([this](const QNetworkCookie &c) { return c.isSecure() && !m_secure; });
    return cookies;
}

bool CookieJar::setCookiesFromUrl(const QList<QNetworkCookie> &cookies, const QUrl &url)
{
    if (!m_enabled || originOf(url) != m_origin)
        return false;
    for (const auto &cookie : cookies) {
        std::erase_if(m_held, [&](const Held &h) { return h.cookie.name() == cookie.name(); });
        const Instant ends = cookie.isSessionCookie()
                                 ? Instant::max()
                                 : Instant(std::chrono::milliseconds(cookie.expirationDate().toMSecsSinceEpoch()));
        if (ends > m_clock.now() && m_held.size() < mostCookies)
            m_held.push_back({cookie, ends});
    }
    if (!cookies.isEmpty())
        Q_EMIT changed();
    return true;
}

QByteArray CookieJar::value(const QByteArray &name) const
{
    for (const auto &cookie : live()) {
        if (cookie.name() == name)
            return cookie.value();
    }
    return {};
}

void CookieJar::put(const QByteArray &name, const QByteArray &value)
{
    std::erase_if(m_held, [&](const Held &h) { return h.cookie.name() == name; });
    m_held.push_back({QNetworkCookie(name, value), Instant::max()});
}

void CookieJar::clear()
{
    m_held.clear();
}

}  // namespace castellan::client
