// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/fixtures/permission_people.h"
#include "tests/server/api/pipeline/api_under_test.h"

#include <array>
#include <string>

namespace castellan::test {

/// The people, teams, tokens and keys of the table of permissions, and a server whose decisions can be inverted.
class PermissionWorld : private PermissionHost {
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
    Reply send(Who by, const char *method, const std::string &path, const json::object &body) override;
    void signIn(Who who, const std::string &username, const std::string &initialPassword) override;
    std::string sessionOf(const std::string &username, const std::string &initialPassword);

    ApiUnderTest m_api;
    std::array<std::string, people> m_sessions;
    std::string m_builder;  ///< another session of the administrator, which no line of the table ends
    PermissionPeople m_people{*this};
};

}  // namespace castellan::test
