// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/invitations.h"

#include "core/try.h"
#include "server/store/rows.h"

namespace castellan::store::invitations {
namespace {

const std::string select =
    "SELECT i.id, i.team, i.invitor, i.user, i.role, i.created_at, i.expires_at, i.invitor_key FROM invitations i"
    " WHERE i.expires_at>$now ";

Invitation invitationFrom(Query &q)
{
    return {{q.id<TeamId>(1), q.optionalId<UserId>(2), q.id<UserId>(3), Role(q.integer(4)), q.instant(6),
             q.optionalId<KeyId>(7)},
            q.id<InvitationId>(0),
            q.instant(5)};
}

}  // namespace

Result<Invitation> insert(Writer &writer, NewInvitation invitation)
{
    auto &connection = writer.connection();
    TRY(connection.run("DELETE FROM invitations WHERE team=$team AND user=$user AND expires_at<=$now",
                       {{"$team", invitation.team}, {"$user", invitation.invitee}, {"$now", writer.now()}}));
    TRY(rows::insert(connection, "invitations",
                     {{"$team", invitation.team},
                      {"$invitor", invitation.invitor},
                      {"$user", invitation.invitee},
                      {"$role", std::int64_t(invitation.role)},
                      {"$created_at", writer.now()},
                      {"$expires_at", invitation.expiresAt},
                      {"$invitor_key", invitation.invitorKey}}));
    return Invitation{invitation, connection.lastInserted<InvitationId>(), writer.now()};
}

Result<void> remove(Writer &writer, InvitationId id)
{
    return rows::changeOne(writer.connection(), "DELETE FROM invitations WHERE id=$id", {{"$id", id}},
                           "The invitation");
}

Result<std::optional<Invitation>> find(Reader &reader, InvitationId id)
{
    return rows::one(reader.connection().query(select + "AND i.id=$id", {{"$now", reader.now()}, {"$id", id}}),
                     invitationFrom);
}

Result<std::vector<Invitation>> ofTeam(Reader &reader, TeamId team)
{
    return rows::all(
        reader.connection().query(select + "AND i.team=$team ORDER BY i.id", {{"$now", reader.now()}, {"$team", team}}),
        invitationFrom);
}

Result<std::vector<Invitation>> ofInvitee(Reader &reader, UserId user)
{
    return rows::all(
        reader.connection().query(select + "AND i.user=$user ORDER BY i.id", {{"$now", reader.now()}, {"$user", user}}),
        invitationFrom);
}

Result<std::vector<Invitation>> all(Reader &reader, std::int64_t limit)
{
    return rows::all(reader.connection().query(select + "ORDER BY i.id LIMIT $limit",
                                               {{"$now", reader.now()}, {"$limit", rows::clampLimit(limit)}}),
                     invitationFrom);
}

Result<std::int64_t> countOpenOfTeam(Reader &reader, TeamId team)
{
    return rows::number(
        reader.connection().query("SELECT count(*) FROM invitations WHERE team=$team AND expires_at>$now",
                                  {{"$team", team}, {"$now", reader.now()}}));
}

}  // namespace castellan::store::invitations
