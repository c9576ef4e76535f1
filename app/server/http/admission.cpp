// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/admission.h"

#include <utility>

namespace castellan::http {

AddressKey AddressKey::ofV6(const std::array<unsigned char, 16> &address)
{
    AddressKey key{0, true};
    for (std::size_t i = 0; i < 8; ++i)
        key.prefix = key.prefix << 8 | address[i];
    return key;
}

std::optional<Admission::Full> Admission::full(AddressKey key, From from) const
{
    const auto at = m_addresses.find(key);
    if (from == From::client && at != m_addresses.end() && at->second.anonymous >= m_limits.connectionsPerAddress)
        return Full::address;
    if (m_total.anonymous >= m_limits.connections)
        return Full::total;
    return std::nullopt;
}

Admission::Ticket Admission::admit(AddressKey key, From from)
{
    ++m_addresses[key].anonymous;
    ++m_total.anonymous;
    return Ticket(*this, key, from);
}

Admission::Ticket::Ticket(Ticket &&other) noexcept
    : m_admission(std::exchange(other.m_admission, nullptr)), m_key(other.m_key), m_from(other.m_from),
      m_authenticated(other.m_authenticated), m_anonymousSocket(other.m_anonymousSocket)
{
}

Admission::Ticket::~Ticket()
{
    if (m_admission == nullptr)
        return;
    const auto at = m_admission->m_addresses.find(m_key);
    auto &counts = at->second;
    if (m_authenticated) {
        --counts.authenticated;
        --m_admission->m_total.authenticated;
    } else {
        --counts.anonymous;
        --m_admission->m_total.anonymous;
    }
    if (m_anonymousSocket)
        --counts.anonymousSockets;
    if (counts.anonymous == 0 && counts.authenticated == 0)
        m_admission->m_addresses.erase(at);
}

void Admission::Ticket::authenticate()
{
    auto &counts = m_admission->m_addresses[m_key];
    auto &total = m_admission->m_total;
    const auto &limits = m_admission->m_limits;
    const bool addressIsFull = m_from == From::client && counts.authenticated >= limits.connectionsPerAddress;
    if (m_authenticated || addressIsFull || total.authenticated >= limits.connections)
        return;
    m_authenticated = true;
    ++counts.authenticated;
    ++total.authenticated;
    --counts.anonymous;
    --total.anonymous;
}

bool Admission::Ticket::becomeWebSocket()
{
    if (m_authenticated)
        return true;
    auto &counts = m_admission->m_addresses[m_key];
    if (m_from == From::client && counts.anonymousSockets >= m_admission->m_limits.anonymousWebSocketsPerAddress)
        return false;
    ++counts.anonymousSockets;
    m_anonymousSocket = true;
    return true;
}

}  // namespace castellan::http
