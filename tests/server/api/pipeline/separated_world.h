// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/role.h"
#include "tests/server/api/pipeline/api_under_test.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace castellan::test {

/// A text that only some callers may see: an id, a name, an address, a secret. Every text is unique.
struct Mark {
    enum class Of : std::uint8_t {
        person,      ///< id, user name, name of `user`
        email,       ///< of `user`
        own,         ///< what only `user` has: sessions, tokens, a secret
        teamId,      ///< of `team`
        team,        ///< name and slug of `team`
        inside,      ///< what owners of `team` see: keys, rows of its log
        invitation,  ///< of `user` to `team`
        platform,
    };
    std::string text;
    Of of = Of::platform;
    std::size_t user = 0;
    std::size_t team = 0;
};

/// A caller, with a session, a token or a key.
struct Asker {
    std::string name;
    std::string bearer;
    std::optional<std::size_t> user;              ///< nothing: a team's key
    std::optional<std::set<std::size_t>> limits;  ///< a token's teams
    std::size_t keyTeam = 0;                      ///< of a key
    bool session = false;
};

/// Two tenants on one server: teams 0 and 1 of one, 2 and 3 of the other, their users, one user in both and
/// one in neither; and what each of them may know.
class SeparatedWorld {
public:
    SeparatedWorld();

    static constexpr std::size_t teams = 4;
    [[nodiscard]] static std::size_t sideOf(std::size_t team) { return team / 2; }
    struct Person {
        store::User row;
        std::string username;
        std::set<std::size_t> sides;  ///< whose people may know of them
        std::size_t index = 0;
    };

    /// Whether the asker may be told, as of now.
    [[nodiscard]] bool mayKnow(const Asker &asker, const Mark &mark);
    [[nodiscard]] Role roleIn(const Asker &asker, std::size_t team);
    /// Signs in again, if this is a session.
    void renew(Asker &asker);
    /// Everything that the platform's administrator sees of a side, to be compared.
    [[nodiscard]] std::string snapshot(std::size_t side);

    ApiUnderTest api;
    std::string root;
    std::vector<Person> people;
    std::vector<store::Team> teamRows;
    std::vector<Asker> askers;
    std::vector<Mark> marks;
    /// Ids by the name that paths give them: "teamId", …
    std::map<std::string, std::vector<std::string>> ids;

private:
    std::string word();
    void mark(std::string text, Mark::Of of, std::size_t user, std::size_t team = 0);
    std::size_t addPerson(const std::set<std::size_t> &sides);
    void addTeam();
    void join(std::size_t user, std::size_t team, Role role);
    std::string session(std::size_t user);
    Asker token(std::size_t user, const std::string &session, const std::string &scope,
                const std::optional<std::set<std::size_t>> &limits);
    void furnish(std::size_t user);
    void furnishTeam(std::size_t team, std::size_t owner, std::size_t invited);
    void markJournal();
    [[nodiscard]] std::string teamId(std::size_t team);
    [[nodiscard]] bool isInvited(const Asker &asker, std::size_t team);

    int m_words = 0;
};

}  // namespace castellan::test
