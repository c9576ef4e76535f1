// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/last_uses.h"

#include <utility>

namespace castellan::identity {
namespace {

/// Bounds the memory; a use that is dropped here is merely written once more.
constexpr std::size_t keepAtMost = 20'000;

template <class IdType> std::optional<Instant> find(const std::unordered_map<IdType, Instant> &uses, IdType id)
{
    const auto it = uses.find(id);
    return it == uses.end() ? std::nullopt : std::optional(it->second);
}

/// Whether this use isn't written yet; it counts as written from now on.
template <class IdType> bool isNew(std::unordered_map<IdType, Instant> &written, IdType id, Instant used)
{
    const auto [it, fresh] = written.try_emplace(id, used);
    return fresh || std::exchange(it->second, used) != used;
}

}  // namespace

void LastUses::keep(const Principal &principal)
{
    const Lock lock(m_mutex);
    if (const auto *session = principal.session())
        m_sessions.insert_or_assign(session->id, principal.lastUsed());
    else if (const auto key = principal.keyId())
        m_keys.insert_or_assign(*key, principal.lastUsed());
}

std::optional<Instant> LastUses::of(SessionId session) const
{
    const Lock lock(m_mutex);
    return find(m_sessions, session);
}

std::optional<Instant> LastUses::of(KeyId key) const
{
    const Lock lock(m_mutex);
    return find(m_keys, key);
}

LastUses::Unwritten LastUses::take(std::chrono::seconds idle)
{
    Unwritten out;
    const Lock lock(m_mutex);
    for (const auto &[id, used] : m_sessions)
        if (isNew(m_writtenSessions, id, used))
            out.sessions.push_back({id, used, used + idle});
    for (const auto &[id, used] : m_keys)
        if (isNew(m_writtenKeys, id, used))
            out.keys.push_back({id, used});
    m_sessions.clear();
    m_keys.clear();
    if (m_writtenSessions.size() + m_writtenKeys.size() > keepAtMost) {
        m_writtenSessions.clear();
        m_writtenKeys.clear();
    }
    return out;
}

void LastUses::setBack(std::chrono::microseconds by)
{
    const Lock lock(m_mutex);
    for (auto &[id, used] : m_sessions)
        used -= by;
    m_writtenSessions.clear();
    m_writtenKeys.clear();
}

}  // namespace castellan::identity
