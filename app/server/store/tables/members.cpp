// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/members.h"

#include "core/try.h"
#include "server/store/rows.h"
#include "server/store/tables/user_row.h"

namespace castellan::store::members {
namespace {

Member memberFrom(Query &q)
{
    return {userFrom(q, 0), Role(q.integer(userColumnCount)), q.instant(userColumnCount + 1)};
}

const std::string select = std::string("SELECT ") + userColumns +
                           ", m.role, m.since FROM members m JOIN users u ON u.id=m.user WHERE m.team=$team ";

}  // namespace

Result<void> insert(Writer &writer, TeamId team, UserId user, Role role)
{
    auto query =
        writer.connection().query("INSERT INTO members (team, user, role, since) VALUES ($team, $user, $role, $now)");
    query.bind("$team", team).bind("$user", user).bind("$role", std::int64_t(role)).bind("$now", writer.now());
    return query.run();
}

Result<void> setRole(Writer &writer, TeamId team, UserId user, Role role)
{
    auto query = writer.connection().query("UPDATE members SET role=$role WHERE team=$team AND user=$user");
    query.bind("$team", team).bind("$user", user).bind("$role", std::int64_t(role));
    return rows::changeOne(writer.connection(), query, "The membership");
}

Result<void> remove(Writer &writer, TeamId team, UserId user)
{
    auto query = writer.connection().query("DELETE FROM members WHERE team=$team AND user=$user");
    query.bind("$team", team).bind("$user", user);
    return rows::changeOne(writer.connection(), query, "The membership");
}

Result<Role> roleOf(Reader &reader, TeamId team, UserId user)
{
    auto query = reader.connection().query("SELECT role FROM members WHERE team=$team AND user=$user");
    query.bind("$team", team).bind("$user", user);
    auto role = TRY(rows::number(query));
    return Role(role);
}

Result<std::vector<Member>> list(Reader &reader, TeamId team)
{
    auto query = reader.connection().query(select + "ORDER BY u.username");
    query.bind("$team", team);
    return rows::all(query, memberFrom);
}

Result<std::optional<Member>> find(Reader &reader, TeamId team, UserId user)
{
    auto query = reader.connection().query(select + "AND m.user=$user");
    query.bind("$team", team).bind("$user", user);
    return rows::one(query, memberFrom);
}

Result<std::vector<TeamOf>> teamsOf(Reader &reader, UserId user)
{
    auto query = reader.connection().query(
        std::string("SELECT ") + teamColumns +
        ", m.role FROM members m JOIN teams t ON t.id=m.team WHERE m.user=$user ORDER BY t.name COLLATE NOCASE, t.id");
    query.bind("$user", user);
    return rows::all(query, [](Query &q) { return TeamOf{teamFrom(q, 0), Role(q.integer(teamColumnCount))}; });
}

Result<std::int64_t> countOwners(Reader &reader, TeamId team, std::optional<UserId> except)
{
    auto query =
        reader.connection().query("SELECT count(*) FROM members WHERE team=$team AND role=$owner AND user<>$except");
    query.bind("$team", team).bind("$owner", std::int64_t(Role::owner)).bind("$except", rows::orZero(except));
    return rows::number(query);
}

}  // namespace castellan::store::members
