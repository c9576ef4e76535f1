// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/denials.h"

#include <algorithm>
#include <cstring>

namespace castellan::identity {

std::size_t DigestHash::operator()(const Digest &digest) const
{
    std::size_t out = 0;
    std::memcpy(&out, digest.data(), sizeof out);
    return out;
}

void Denials::add(const Denied &denied)
{
    const Lock lock(m_mutex);
    if (const auto *user = std::get_if<UserId>(&denied))
        m_users.insert(*user);
    else if (const auto *which = std::get_if<SessionsOf>(&denied))
        m_sessions.push_back(*which);
    else
        m_credentials.insert(std::get<Digest>(denied));
}

void Denials::remove(const Denied &denied)
{
    const Lock lock(m_mutex);
    if (const auto *user = std::get_if<UserId>(&denied)) {
        m_users.erase(*user);
    } else if (const auto *which = std::get_if<SessionsOf>(&denied)) {
        if (const auto it = std::ranges::find(m_sessions, *which); it != m_sessions.end())
            m_sessions.erase(it);
    } else {
        m_credentials.erase(std::get<Digest>(denied));
    }
}

bool Denials::contains(const Digest &credential) const
{
    const Lock lock(m_mutex);
    return m_credentials.contains(credential);
}

bool Denials::covers(const Principal &principal) const
{
    const auto user = principal.userId();
    if (!user)
        return false;
    const Lock lock(m_mutex);
    return m_users.contains(*user) || (principal.session() != nullptr && coversSession(*user, principal.digest()));
}

bool Denials::covers(const store::Session &session) const
{
    const Lock lock(m_mutex);
    return m_users.contains(session.user) || coversSession(session.user, session.tokenHash);
}

bool Denials::coversSession(UserId user, const Digest &session) const
{
    return std::ranges::any_of(m_sessions, [&](const SessionsOf &which) { return which.covers(user, session); });
}

}  // namespace castellan::identity
