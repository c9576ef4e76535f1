// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/invitations.h"

#include "core/try.h"
#include "server/store/rows.h"

namespace castellan::store::invitations {
namespace {

const std::string select =
    "SELECT i.id, i.team, i.invitor, i.user, i.role, i.created_at, i.expires_at FROM invitations i"
    " WHERE i.expires_at>$now ";

Invitation invitationFrom(Query &q)
{
    return {{q.id<TeamId>(1), q.optionalId<UserId>(2), q.id<UserId>(3), Role(q.integer(4)), q.instant(6)},
            q.id<InvitationId>(0),
            q.instant(5)};
}

}  // namespace

Result<Invitation> insert(Writer &writer, NewInvitation invitation)
{
    auto &connection = writer.connection();
    auto expired = connection.query("DELETE FROM invitations WHERE team=$team AND user=$user AND expires_at<=$now");
    expired.bind("$team", invitation.team).bind("$user", invitation.invitee).bind("$now", writer.now());
    TRY(expired.run());
    auto query = connection.query("INSERT INTO invitations (team, invitor, user, role, created_at, expires_at)"
                                  " VALUES ($team, $invitor, $user, $role, $now, $expires)");
    query.bind("$team", invitation.team)
        .bind("$invitor", invitation.invitor)
        .bind("$user", invitation.invitee)
        .bind("$role", std::int64_t(invitation.role))
        .bind("$now", writer.now())
        .bind("$expires", invitation.expiresAt);
    TRY(query.run());
    return Invitation{invitation, connection.lastInserted<InvitationId>(), writer.now()};
}

Result<void> remove(Writer &writer, InvitationId id)
{
    auto query = writer.connection().query("DELETE FROM invitations WHERE id=$id");
    query.bind("$id", id);
    return rows::changeOne(writer.connection(), query, "The invitation");
}

Result<std::optional<Invitation>> find(Reader &reader, InvitationId id)
{
    auto query = reader.connection().query(select + "AND i.id=$id");
    query.bind("$now", reader.now()).bind("$id", id);
    return rows::one(query, invitationFrom);
}

Result<std::vector<Invitation>> ofTeam(Reader &reader, TeamId team)
{
    auto query = reader.connection().query(select + "AND i.team=$team ORDER BY i.id");
    query.bind("$now", reader.now()).bind("$team", team);
    return rows::all(query, invitationFrom);
}

Result<std::vector<Invitation>> ofInvitee(Reader &reader, UserId user)
{
    auto query = reader.connection().query(select + "AND i.user=$user ORDER BY i.id");
    query.bind("$now", reader.now()).bind("$user", user);
    return rows::all(query, invitationFrom);
}

Result<std::vector<Invitation>> all(Reader &reader, std::int64_t limit)
{
    auto query = reader.connection().query(select + "ORDER BY i.id LIMIT $limit");
    query.bind("$now", reader.now()).bind("$limit", rows::clampLimit(limit));
    return rows::all(query, invitationFrom);
}

Result<std::int64_t> countOpenOfTeam(Reader &reader, TeamId team)
{
    auto query = reader.connection().query("SELECT count(*) FROM invitations WHERE team=$team AND expires_at>$now");
    query.bind("$team", team).bind("$now", reader.now());
    return rows::number(query);
}

}  // namespace castellan::store::invitations
