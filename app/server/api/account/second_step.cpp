// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/token.h"

#include "core/records/identity.h"
#include "core/try.h"
#include "server/api/account/account.h"
#include "server/api/account/codes.h"
#include "server/api/account/sign_in.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/credentials.h"
#include "server/api/pipeline/records.h"
#include "server/store/tables/login_tickets.h"

#include <boost/json/object.hpp>

/// Signing in where a second factor is enrolled: the password gives a ticket, the ticket and a code give a session.
namespace castellan::api::account {
namespace {

constexpr std::chrono::minutes ticketLife{5};
constexpr std::int64_t ticketTries = 5;

Error noTicket()
{
    return Error(ErrorCode::unauthenticated,
                 "Sign in with your password first; the code must follow within five minutes.");
}

Result<std::optional<store::LoginTicket>> ticketOf(const Services &services, store::Reader &reader,
                                                   const http::Request &request)
{
    const auto presented = presentedBy(request, services.tls);
    if (!presented || !*presented || !(*presented)->byCookie)
        return std::optional<store::LoginTicket>();
    return store::login_tickets::findByToken(reader, (*presented)->digest);
}

/// A wrong code; the last one takes the ticket with it.
Result<http::Response> refuseCode(WriteContext &act, const http::Request &request, const store::LoginTicket &ticket,
                                  store::User user)
{
    const bool last = ticket.tries + 1 >= ticketTries;
    TRY(last ? store::login_tickets::remove(act.writer, ticket.id)
             : store::login_tickets::setTries(act.writer, ticket.id, ticket.tries + 1));
    return sign_in::refuse(act, request, std::move(user),
                           Error(ErrorCode::unauthenticated,
                                 last ? "The code is wrong, and it was the last try; sign in with your password again."
                                      : "The code is wrong or has been used already.")
                               .at("token"));
}

}  // namespace

Result<http::Response> askForSecondFactor(WriteContext &act, const http::Request &request, const store::User &user)
{
    TRY(store::login_tickets::removeEnded(act.writer));
    const auto token = newToken(TokenKind::session, act.writer.random());
    TRY(store::login_tickets::insert(act.writer, {user.id, tokenDigest(token.view()), act.db().now() + ticketLife}));
    json::object body;
    body["user"] = userBody(act, user);
    TRY(act.recordAs(nullptr, Event::account_login_half, user.id, user.id, std::move(body)));
    auto response = errorAnswer(
        Error(ErrorCode::mfa_required, "Show your second factor: a code of your authenticator or a backup code."),
        request.id);
    setTicketCookie(response, token.view(), std::chrono::seconds(ticketLife).count(), act.services.tls);
    return response;
}

Result<Prepared> prepareSecondStep(const Services &services, const identity::PrincipalPtr &,
                                   const http::Request &request)
{
    auto body = TRY(bodyOf<records::MfaToken>(request));
    auto ticket = TRY(services.store.read([&](store::Reader &reader) { return ticketOf(services, reader, request); }));
    if (!ticket)
        return fail(noTicket());
    if (const int wait = services.limits.take(identity::Limit::secondFactor, to_string(ticket->user)); wait > 0)
        return fail(ErrorCode::too_many_requests, "Too many codes were tried for this account; wait a moment.")
            .retryIn(std::chrono::seconds(wait));
    return codes::prepare(services, ticket->user, body.token.view());
}

Result<http::Response> secondStep(WriteContext &act, const http::Request &request)
{
    auto body = TRY(bodyOf<records::MfaToken>(request));
    auto ticket = TRY(ticketOf(act.services, act.db(), request));
    if (!ticket)
        return fail(noTicket());
    auto user = TRY(store::users::find(act.db(), ticket->user));
    if (!user)
        return fail(noTicket());
    if (auto locked = TRY(sign_in::refuseIfLocked(act, request, *user, sign_in::wrongCredentials())))
        return std::move(*locked);
    if (auto suspended = TRY(sign_in::refuseIfSuspended(act, request, *user)))
        return std::move(*suspended);
    auto taken = TRY(codes::take(act, user->id, body.token.view()));
    if (!taken)
        return refuseCode(act, request, *ticket, std::move(*user));
    TRY(store::login_tickets::remove(act.writer, ticket->id));
    return sign_in::open(act, request, std::move(*user), *taken);
}

}  // namespace castellan::api::account
