// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/teams.h"

#include "core/role.h"
#include "core/try.h"
#include "server/store/rows.h"
#include "server/store/tables/columns.h"

namespace castellan::store {

Team teamFrom(Query &q, int c)
{
    return {{q.text(c + 1), q.text(c + 2), q.id<TeamTypeId>(c + 3), q.boolean(c + 4)},
            q.id<TeamId>(c),
            q.integer(c + 5),
            q.instant(c + 6),
            q.instant(c + 7)};
}

namespace team_types {
namespace {

const std::string select = "SELECT y.id, y.name, y.description, y.active, y.position, y.properties,"
                           " (SELECT count(*) FROM teams t WHERE t.type=y.id) FROM team_types y ";

TeamType typeFrom(Query &q)
{
    return {q.id<TeamTypeId>(0), q.text(1), q.text(2), q.boolean(3), q.integer(4), q.text(5), q.integer(6)};
}

}  // namespace

Result<std::vector<TeamType>> list(Reader &reader)
{
    return rows::all(reader.connection().query(select + "ORDER BY y.position, y.id"), typeFrom);
}

Result<std::optional<TeamType>> find(Reader &reader, TeamTypeId id)
{
    return rows::one(reader.connection().query(select + "WHERE y.id=$id", {{"$id", id}}), typeFrom);
}

}  // namespace team_types

namespace teams {
namespace {

const std::string select = std::string("SELECT ") + teamColumns + " FROM teams t ";

Team fromFirst(Query &q)
{
    return teamFrom(q, 0);
}

/// The columns that inserting and changing a team write.
std::vector<Parameter> columnsOf(const NewTeam &team, Instant now)
{
    return {{"$name", team.name},
            {"$slug", team.slug},
            {"$type", team.type},
            {"$suspended", team.suspended},
            {"$updated_at", now}};
}

}  // namespace

Result<Team> insert(Writer &writer, NewTeam team)
{
    auto columns = columnsOf(team, writer.now());
    columns.emplace_back("$created_at", writer.now());
    TRY(rows::insert(writer.connection(), "teams", columns));
    return Team{std::move(team), writer.connection().lastInserted<TeamId>(), 0, writer.now(), writer.now()};
}

Result<void> update(Writer &writer, const Team &team)
{
    return rows::update(writer.connection(), "teams", columnsOf(team, writer.now()), team.id, "The team");
}

Result<void> remove(Writer &writer, TeamId id)
{
    return rows::changeOne(writer.connection(), "DELETE FROM teams WHERE id=$id", {{"$id", id}}, "The team");
}

Result<std::optional<Team>> find(Reader &reader, TeamId id)
{
    return rows::one(reader.connection().query(select + "WHERE t.id=$id", {{"$id", id}}), fromFirst);
}

Result<std::optional<Team>> findBySlug(Reader &reader, std::string_view slug)
{
    return rows::one(reader.connection().query(select + "WHERE t.slug=$slug", {{"$slug", slug}}), fromFirst);
}

Result<Page<Team>> list(Reader &reader, const PageRequest<TeamId> &request)
{
    const auto sql = select + "WHERE t.id>$after AND ($all OR holds(t.name, $folded) OR holds(t.slug, $folded))"
                              " ORDER BY t.id LIMIT $limit";
    const auto total = TRY(rows::number(reader.connection().query("SELECT count(*) FROM teams")));
    return rows::page<Team>(reader.connection(), sql, request, total, fromFirst);
}

Result<std::vector<Team>> soleOwnedBy(Reader &reader, UserId user)
{
    return rows::all(
        reader.connection().query(
            select + "JOIN members m ON m.team=t.id AND m.user=$user AND m.role=$owner WHERE NOT EXISTS (SELECT 1 FROM"
                     " members o JOIN users u ON u.id=o.user WHERE o.team=t.id AND o.role=$owner AND o.user<>$user"
                     " AND u.suspended=0) ORDER BY t.id",
            {{"$user", user}, {"$owner", std::int64_t(Role::owner)}}),
        fromFirst);
}

}  // namespace teams
}  // namespace castellan::store
