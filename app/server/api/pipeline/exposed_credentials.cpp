// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/exposed_credentials.h"

#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/credentials.h"
#include "server/api/pipeline/records.h"
#include "server/store/tables/api_keys.h"
#include "server/store/tables/sessions.h"

#include <boost/json/object.hpp>

namespace castellan::api {
namespace {

constexpr std::string_view reason = "sent without encryption";

journal::Entry entryOf(Event event, const http::Request &asked)
{
    journal::Entry entry;
    entry.event = event;
    entry.actor = SystemActor{};
    entry.requestId = asked.id;
    entry.address = asked.peer.address;
    entry.client = asked.client();
    entry.body["reason"] = boost::json::string_view(reason);
    return entry;
}

Event eventOf(const store::ApiKey &key)
{
    if (!key.isService())
        return Event::user_pat_updated;
    return key.team() ? Event::team_key_updated : Event::platform_key_updated;
}

Result<void> endSession(const Context &context, store::Writer &writer, const http::Request &asked)
{
    const auto &session = *context.caller->session();
    TRY(store::sessions::remove(writer, session.id));
    auto entry = entryOf(Event::account_session_ended, asked);
    entry.scope = session.user.id;
    entry.subject = session.user.id;
    entry.body["user"] = userBody(context, session.user);
    return context.services.journal.append(writer, std::move(entry));
}

/// Disabled, not deleted: the owner of a token that merely vanished would create another and send it the same way.
Result<void> disableKey(const Context &context, store::Writer &writer, const http::Request &asked)
{
    auto key = TRY(store::api_keys::find(writer, *context.caller->keyId()));
    if (!key)
        return {};
    Updates updates;
    updates.add("enabled", key->enabled, false);
    if (!updates.empty()) {
        key->enabled = false;
        TRY(store::api_keys::update(writer, *key));
    }
    const bool service = key->isService();
    auto entry = entryOf(eventOf(*key), asked);
    entry.scope = service ? journal::scopeOf(key->team()) : journal::scopeOf(key->user());
    entry.subject = key->user();
    entry.body["updates"] = updates.take();
    json::object record;
    record["id"] = context.publicId(key->id);
    record["name"] = key->name;
    record["lastFour"] = key->lastFour;
    entry.body[service ? "key" : "token"] = std::move(record);
    return context.services.journal.append(writer, std::move(entry));
}

}  // namespace

void ExposedCredentials::end(const http::Request &request)
{
    const auto presented = presentedBy(request, m_services.tls);
    if (!presented)
        m_limits.countWrongCredential(request.peer);
    if (!presented || !*presented || !m_limits.checkAddress(request, true))
        return;
    m_services.store.post(
        [this, shown = **presented](store::Reader &reader) {
            return m_services.credentials.check(reader, shown, false);
        },
        [this, shown = **presented, asked = withoutSecrets(request)](const Result<identity::PrincipalPtr> &caller) {
            if (!caller)
                return m_limits.countWrongCredential(asked->peer);
            m_services.credentials.deny(shown.digest);
            write(shown, asked);
        });
}

void ExposedCredentials::write(const identity::PresentedCredential &presented,
                               const std::shared_ptr<const http::Request> &asked)
{
    m_services.store.submitWithRetry([this, presented, asked](store::Writer &writer) -> Result<bool> {
        auto &credentials = m_services.credentials;
        Context context(m_services);
        context.reader = &writer;
        const auto caller = credentials.check(writer, presented, true);
        if (caller) {
            context.caller = *caller;
            TRY(context.caller->session() != nullptr ? endSession(context, writer, *asked)
                                                     : disableKey(context, writer, *asked));
        } else if (caller.error().code != ErrorCode::unauthenticated) {  // else it has ended meanwhile
            return fail(caller.error());
        }
        writer.afterCommit([&credentials, digest = presented.digest] {
            credentials.noLongerDeny(digest);
            credentials.credentialEnded(digest);
        });
        return true;
    });
}

}  // namespace castellan::api
