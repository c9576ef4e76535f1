// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/teams.h"

#include "core/role.h"
#include "core/try.h"
#include "server/store/rows.h"
#include "server/store/tables/user_row.h"

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
    auto query = reader.connection().query(select + "ORDER BY y.position, y.id");
    return rows::all(query, typeFrom);
}

Result<std::optional<TeamType>> find(Reader &reader, TeamTypeId id)
{
    auto query = reader.connection().query(select + "WHERE y.id=$id");
    query.bind("$id", id);
    return rows::one(query, typeFrom);
}

}  // namespace team_types

namespace teams {
namespace {

const std::string select = std::string("SELECT ") + teamColumns + " FROM teams t ";

Team fromFirst(Query &q)
{
    return teamFrom(q, 0);
}

}  // namespace

Result<Team> insert(Writer &writer, NewTeam team)
{
    auto query = writer.connection().query("INSERT INTO teams (name, slug, type, suspended, created_at, updated_at)"
                                           " VALUES ($name, $slug, $type, $suspended, $now, $now)");
    query.bind("$name", std::string_view(team.name))
        .bind("$slug", std::string_view(team.slug))
        .bind("$type", team.type)
        .bind("$suspended", team.suspended)
        .bind("$now", writer.now());
    TRY(query.run());
    return Team{std::move(team), writer.connection().lastInserted<TeamId>(), 0, writer.now(), writer.now()};
}

Result<void> update(Writer &writer, const Team &team)
{
    auto query = writer.connection().query("UPDATE teams SET name=$name, slug=$slug, type=$type, suspended=$suspended,"
                                           " updated_at=$now WHERE id=$id");
    query.bind("$name", std::string_view(team.name))
        .bind("$slug", std::string_view(team.slug))
        .bind("$type", team.type)
        .bind("$suspended", team.suspended)
        .bind("$now", writer.now())
        .bind("$id", team.id);
    return rows::changeOne(writer.connection(), query, "The team");
}

Result<void> remove(Writer &writer, TeamId id)
{
    auto query = writer.connection().query("DELETE FROM teams WHERE id=$id");
    query.bind("$id", id);
    return rows::changeOne(writer.connection(), query, "The team");
}

Result<std::optional<Team>> find(Reader &reader, TeamId id)
{
    auto query = reader.connection().query(select + "WHERE t.id=$id");
    query.bind("$id", id);
    return rows::one(query, fromFirst);
}

Result<std::optional<Team>> findBySlug(Reader &reader, std::string_view slug)
{
    auto query = reader.connection().query(select + "WHERE t.slug=$slug");
    query.bind("$slug", slug);
    return rows::one(query, fromFirst);
}

Result<Page<Team>> list(Reader &reader, const PageRequest<TeamId> &request)
{
    const auto limit = rows::clampLimit(request.limit);
    const auto like = rows::containing(request.query);
    auto total = reader.connection().query("SELECT count(*) FROM teams");
    auto query = reader.connection().query(
        select + "WHERE t.id>$after AND ($all OR t.name LIKE $like ESCAPE '\\' OR t.slug LIKE $like ESCAPE '\\')"
                 " ORDER BY t.id LIMIT $limit");
    query.bind("$after", rows::orZero(request.after))
        .bind("$all", request.query.empty())
        .bind("$like", std::string_view(like))
        .bind("$limit", limit + 1);
    return rows::page<Team>(query, limit, rows::number(total), fromFirst);
}

Result<std::vector<Team>> soleOwnedBy(Reader &reader, UserId user)
{
    auto query = reader.connection().query(
        select + "JOIN members m ON m.team=t.id AND m.user=$user AND m.role=$owner WHERE NOT EXISTS (SELECT 1 FROM"
                 " members o WHERE o.team=t.id AND o.role=$owner AND o.user<>$user) ORDER BY t.id");
    query.bind("$user", user).bind("$owner", std::int64_t(Role::owner));
    return rows::all(query, fromFirst);
}

}  // namespace teams
}  // namespace castellan::store
