// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/refusals.h"

#include "server/identity/address_prefix.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <vector>

namespace castellan::identity {
namespace {

constexpr std::size_t addressesKept = 4096;
constexpr std::size_t addressesNamed = 10;

/// Members of the entry's body, in the order of Why.
constexpr std::array words{"unauthorized", "tooManyRequests",  "malformed",        "foreignOrigin",
                           "wrongHost",    "launchKeyMissing", "addressNotAllowed"};

}  // namespace

void Refusals::count(Why why, const std::string &address)
{
    const auto prefix = addressPrefix(address);
    const std::lock_guard lock(m_mutex);
    ++m_all.at(std::size_t(why));
    if (m_byAddress.size() < addressesKept || m_byAddress.contains(prefix))
        ++m_byAddress[prefix];
}

std::optional<json::object> Refusals::take()
{
    std::vector<std::pair<std::int64_t, std::string>> busiest;
    std::array<std::int64_t, whys> all{};
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[address, count] : m_byAddress)
            busiest.emplace_back(count, address);
        m_byAddress.clear();
        std::swap(all, m_all);
    }
    if (busiest.empty())
        return std::nullopt;
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
