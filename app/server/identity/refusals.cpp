// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/refusals.h"

#include "core/address.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace castellan::identity {
namespace {

constexpr std::size_t addressesKept = 4096;
constexpr std::size_t addressesNamed = 10;

/// Members of the entry's body, in the order of Why.
constexpr std::array words{"unauthorized",     "tooManyRequests",   "malformed",    "foreignOrigin", "wrongHost",
                           "launchKeyMissing", "addressNotAllowed", "notEncrypted", "notRecorded"};

}  // namespace

void Refusals::count(Why why, const std::string &address)
{
    const auto prefix = addressPrefix(address);
    const Lock lock(m_mutex);
    ++m_all.at(std::size_t(why));
    add(prefix, 1);
}

void Refusals::add(const std::string &prefix, std::int64_t count)
{
    if (m_byAddress.size() < addressesKept || m_byAddress.contains(prefix))
        m_byAddress[prefix] += count;
}

std::optional<Refusals::Counts> Refusals::take()
{
    const Lock lock(m_mutex);
    if (m_byAddress.empty())
        return std::nullopt;
    Counts out;
    for (const auto &[address, count] : m_byAddress)
        out.byAddress.emplace_back(count, address);
    m_byAddress.clear();
    out.all = std::exchange(m_all, {});
    return out;
}

void Refusals::giveBack(const Counts &counts)
{
    const Lock lock(m_mutex);
    for (std::size_t i = 0; i < whys; ++i)
        m_all.at(i) += counts.all.at(i);
    for (const auto &[count, address] : counts.byAddress)
        add(address, count);
}

json::object Refusals::Counts::body() const
{
    auto busiest = byAddress;
    const auto named = std::min(busiest.size(), addressesNamed);
    std::ranges::partial_sort(busiest, busiest.begin() + std::ptrdiff_t(named), std::greater<>());
    json::array addresses;
    for (std::size_t i = 0; i < named; ++i)
        addresses.push_back(json::object{{"address", busiest[i].second}, {"count", busiest[i].first}});
    static_assert(words.size() == whys);
    json::object out;
    for (std::size_t i = 0; i < whys; ++i)
        out[words.at(i)] = all.at(i);
    out["addressCount"] = std::int64_t(busiest.size());
    out["addresses"] = std::move(addresses);
    return out;
}

}  // namespace castellan::identity
