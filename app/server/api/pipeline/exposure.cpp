// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/keys/key_rules.h"

#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/application.h"
#include "server/api/pipeline/credentials.h"
#include "server/store/tables/sessions.h"

#include <boost/json/object.hpp>

/// The part of the application that ends what somebody sent where everybody could read it.
namespace castellan::api {
namespace {

constexpr std::string_view reason = "sent without encryption";

journal::Entry entryOf(Event event, const http::Request &asked)
{
    journal::Entry entry;
    entry.event = event;
    entry.actorKind = journal::ActorKind::system;
    entry.requestId = asked.id;
    entry.address = asked.peer.address;
    entry.client = asked.client();
    entry.body["reason"] = boost::json::string_view(reason);
    return entry;
}

Result<void> endSession(const Context &context, store::Writer &writer, const http::Request &asked)
{
    TRY(store::sessions::remove(writer, context.caller->credential));
    auto entry = entryOf(Event::account_session_ended, asked);
    entry.scopeId = entry.subject = context.me().id;
    entry.body["user"] = userBody(context, context.me());
    return context.services.journal.append(writer, std::move(entry));
}

/// Whoever owns it sees that it is off, and why; a token that only vanished would be made anew and sent the same way.
Result<void> disableKey(const Context &context, store::Writer &writer, const http::Request &asked)
{
    auto key = store::access_keys::find(writer, context.caller->credential);
    if (!key || !*key)
        return key ? Result<void>() : pass(key);
    auto updates = TRY(key_rules::setEnabled(writer, **key, false));
    const bool service = (*key)->isService();
    auto entry = entryOf(!service           ? Event::user_pat_updated
                         : (*key)->team > 0 ? Event::team_key_updated
                                            : Event::platform_key_updated,
                         asked);
    entry.scopeId = service ? (*key)->team : (*key)->user;
    entry.subject = (*key)->user;
    entry.body["updates"] = updates.take();
    json::object record;
    record["id"] = context.publicId(store::IdKind::accessToken, (*key)->id);
    record["name"] = (*key)->name;
    record["lastFour"] = (*key)->lastFour;
    entry.body[service ? "key" : "token"] = std::move(record);
    return context.services.journal.append(writer, std::move(entry));
}

}  // namespace

void Application::endExposed(const http::Request &request)
{
    const auto presented = presentedBy(request, m_services.tls);
    if (!presented)
        countWrongCredential(request.peer);
    if (m_stopping || !presented || !*presented || !limitAddress(request, true))
        return;
    m_services.store.post(
        [this, shown = **presented](store::Reader &reader) { return m_services.sessions.check(reader, shown, false); },
        [this, shown = **presented, asked = withoutSecrets(request)](const Result<identity::PrincipalPtr> &caller) {
            if (!caller)
                return countWrongCredential(asked->peer);
            m_services.sessions.deny(shown.digest);
            endExposed(shown, asked);
        });
}

void Application::endExposed(const identity::Presented &shown, const std::shared_ptr<const http::Request> &asked)
{
    m_services.store.submitWithRetry([this, shown, asked](store::Writer &writer) -> Result<bool> {
        auto &sessions = m_services.sessions;
        Context context(m_services);
        context.reader = &writer;
        auto caller = sessions.check(writer, shown, true);
        Result<void> done;
        if (caller) {
            context.caller = *caller;
            done = context.caller->auth == journal::Auth::session ? endSession(context, writer, *asked)
                                                                  : disableKey(context, writer, *asked);
        } else if (caller.error().code != ErrorCode::unauthenticated) {  // else somebody has ended it meanwhile
            done = pass(caller);
        }
        if (!done)
            return pass(done);
        writer.afterCommit([&sessions, shown] {
            sessions.noLongerDeny(shown.digest);
            sessions.credentialEnded(shown.digest);
        });
        return true;
    });
}

}  // namespace castellan::api
