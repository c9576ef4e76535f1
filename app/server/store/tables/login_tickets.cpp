// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/login_tickets.h"

#include "core/try.h"
#include "server/store/rows.h"

namespace castellan::store::login_tickets {

Result<LoginTicket> insert(Writer &writer, const NewLoginTicket &ticket)
{
    auto query = writer.connection().query("INSERT INTO login_tickets (user, token_hash, expires_at, tries)"
                                           " VALUES ($user, $hash, $expires, 0)");
    query.bind("$user", ticket.user)
        .bind("$hash", std::span<const std::byte>(ticket.tokenHash))
        .bind("$expires", ticket.expiresAt);
    TRY(query.run());
    return LoginTicket{ticket, writer.connection().lastInserted<LoginTicketId>(), 0};
}

Result<std::optional<LoginTicket>> findByToken(Reader &reader, const Digest &tokenHash)
{
    auto query = reader.connection().query("SELECT id, user, token_hash, expires_at, tries FROM login_tickets"
                                           " WHERE token_hash=$hash AND expires_at>$now");
    query.bind("$hash", std::span<const std::byte>(tokenHash)).bind("$now", reader.now());
    return rows::one(query, [](Query &q) {
        return LoginTicket{{q.id<UserId>(1), q.digest(2), q.instant(3)}, q.id<LoginTicketId>(0), q.integer(4)};
    });
}

Result<void> setTries(Writer &writer, LoginTicketId id, std::int64_t tries)
{
    auto query = writer.connection().query("UPDATE login_tickets SET tries=$tries WHERE id=$id");
    return query.bind("$tries", tries).bind("$id", id).run();
}

Result<void> remove(Writer &writer, LoginTicketId id)
{
    auto query = writer.connection().query("DELETE FROM login_tickets WHERE id=$id");
    return query.bind("$id", id).run();
}

Result<void> removeOfUser(Writer &writer, UserId user)
{
    auto query = writer.connection().query("DELETE FROM login_tickets WHERE user=$user");
    return query.bind("$user", user).run();
}

Result<void> removeEnded(Writer &writer)
{
    auto query = writer.connection().query("DELETE FROM login_tickets WHERE expires_at<=$now");
    return query.bind("$now", writer.now()).run();
}

Result<void> removeAll(Writer &writer)
{
    return writer.connection().execute("DELETE FROM login_tickets");
}

}  // namespace castellan::store::login_tickets
