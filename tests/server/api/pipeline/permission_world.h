// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/end_to_end/permission_line.h"
#include "tests/server/api/pipeline/api_under_test.h"

#include <array>
#include <map>
#include <optional>
#include <string>

namespace castellan::test {

/// The people, teams, tokens and keys of the table of permissions, and a server whose decisions can be turned round.
class PermissionWorld {
public:
    enum class Server : std::uint8_t {
        decides,
        turnsItsDecisionRound,  ///< for this request: what is refused is let through, and the other way round
    };

    PermissionWorld();

    /// Makes what the line needs, asks, and gives the answer as the table has it.
    [[nodiscard]] char ask(const Line &line, Who who, Server server = Server::decides);

    [[nodiscard]] ApiUnderTest &api() { return m_api; }

private:
    template <class F> void write(F act);
    store::Team addTeam(bool ofTheStranger);
    std::string invite(const store::Team &team);
    struct Shown {
        std::string id;
        std::string token;
    };
    Shown addKey(const std::string &path, const std::string &scope, Who by);
    Shown addKeyOf(const store::Team &team, const std::string &scope);
    std::string freshPerson(Who like, std::string &id);

    ApiUnderTest m_api;
    std::map<Who, store::User> m_users;
    std::array<std::string, count> m_tokens;
    std::optional<store::User> m_other;
    std::optional<store::Team> m_team;
    std::optional<store::Team> m_foreign;
    int m_made = 0;
};

}  // namespace castellan::test
