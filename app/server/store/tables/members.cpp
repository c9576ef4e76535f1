// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/members.h"

#include "core/try.h"
#include "server/store/rows.h"
#include "server/store/tables/columns.h"

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
    return rows::insert(writer.connection(), "members",
                        {{"$team", team}, {"$user", user}, {"$role", std::int64_t(role)}, {"$since", writer.now()}});
}

Result<void> setRole(Writer &writer, TeamId team, UserId user, Role role)
{
    return rows::changeOne(writer.connection(), "UPDATE members SET role=$role WHERE team=$team AND user=$user",
                           {{"$team", team}, {"$user", user}, {"$role", std::int64_t(role)}}, "The membership");
}

Result<void> remove(Writer &writer, TeamId team, UserId user)
{
    return rows::changeOne(writer.connection(), "DELETE FROM members WHERE team=$team AND user=$user",
                           {{"$team", team}, {"$user", user}}, "The membership");
}

Result<Role> roleOf(Reader &reader, TeamId team, UserId user)
{
    auto role = TRY(rows::number(reader.connection().query("SELECT role FROM members WHERE team=$team AND user=$user",
                                                           {{"$team", team}, {"$user", user}})));
    return Role(role);
}

Result<std::vector<Member>> list(Reader &reader, TeamId team)
{
    return rows::all(reader.connection().query(select + "ORDER BY u.username", {{"$team", team}}), memberFrom);
}

Result<std::optional<Member>> find(Reader &reader, TeamId team, UserId user)
{
    return rows::one(reader.connection().query(select + "AND m.user=$user", {{"$team", team}, {"$user", user}}),
                     memberFrom);
}

Result<std::vector<TeamOf>> teamsOf(Reader &reader, UserId user)
{
    return rows::all(reader.connection().query(std::string("SELECT ") + teamColumns +
                                                   ", m.role FROM members m JOIN teams t ON t.id=m.team WHERE "
                                                   "m.user=$user ORDER BY t.name COLLATE NOCASE, t.id",
                                               {{"$user", user}}),
                     [](Query &q) { return TeamOf{teamFrom(q, 0), Role(q.integer(teamColumnCount))}; });
}

Result<std::int64_t> countActiveOwners(Reader &reader, TeamId team, std::optional<UserId> except)
{
    return rows::number(reader.connection().query(
        "SELECT count(*) FROM members m JOIN users u ON u.id=m.user WHERE m.team=$team AND m.role=$owner"
        " AND m.user<>$except AND u.suspended=0",
        {{"$team", team}, {"$owner", std::int64_t(Role::owner)}, {"$except", rows::orZero(except)}}));
}

}  // namespace castellan::store::members
