// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/login_tickets.h"

#include "core/try.h"
#include "server/store/rows.h"

namespace castellan::store::login_tickets {

Result<LoginTicket> insert(Writer &writer, const NewLoginTicket &ticket)
{
    TRY(rows::insert(
        writer.connection(), "login_tickets",
        {{"$user", ticket.user}, {"$token_hash", ticket.tokenHash}, {"$expires_at", ticket.expiresAt}, {"$tries", 0}}));
    return LoginTicket{ticket, writer.connection().lastInserted<LoginTicketId>(), 0};
}

Result<std::optional<LoginTicket>> findByToken(Reader &reader, const Digest &tokenHash)
{
    return rows::one(reader.connection().query("SELECT id, user, token_hash, expires_at, tries FROM login_tickets"
                                               " WHERE token_hash=$hash AND expires_at>$now",
                                               {{"$hash", tokenHash}, {"$now", reader.now()}}),
                     [](Query &q) {
                         return LoginTicket{
                             {q.id<UserId>(1), q.digest(2), q.instant(3)}, q.id<LoginTicketId>(0), q.integer(4)};
                     });
}

Result<void> setTries(Writer &writer, LoginTicketId id, std::int64_t tries)
{
    return writer.connection().run("UPDATE login_tickets SET tries=$tries WHERE id=$id",
                                   {{"$tries", tries}, {"$id", id}});
}

Result<void> remove(Writer &writer, LoginTicketId id)
{
    return writer.connection().run("DELETE FROM login_tickets WHERE id=$id", {{"$id", id}});
}

Result<void> removeOfUser(Writer &writer, UserId user)
{
    return writer.connection().run("DELETE FROM login_tickets WHERE user=$user", {{"$user", user}});
}

Result<void> removeEnded(Writer &writer)
{
    return writer.connection().run("DELETE FROM login_tickets WHERE expires_at<=$now", {{"$now", writer.now()}});
}

Result<void> removeAll(Writer &writer)
{
    return writer.connection().execute("DELETE FROM login_tickets");
}

}  // namespace castellan::store::login_tickets
