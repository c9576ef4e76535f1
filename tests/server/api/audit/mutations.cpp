// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/api/audit/mutations.h"

namespace castellan::test {

std::span<const Mutation> mutations()
{
    static const auto all = [] {
        std::vector<Mutation> out;
        for (const auto &part : {mutationsOfOneself(), mutationsOfPeople(), mutationsOfKeys(), mutationsOfTeams()})
            out.insert(out.end(), part.begin(), part.end());
        return out;
    }();
    return all;
}

std::string change(std::string_view key, const boost::json::value &from, const boost::json::value &to)
{
    const auto whole = text({{"key", key}, {"dif", "updated"}, {"old", from}, {"new", to}});
    return whole.substr(0, whole.size() - 1);  // more may follow
}

}  // namespace castellan::test
