// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/context.h"

#include "core/try.h"

#include <algorithm>

namespace castellan::api {

std::string_view Params::operator[](std::string_view name) const
{
    const auto it = std::ranges::find(m_values, name, &std::pair<std::string_view, std::string>::first);
    return it == m_values.end() ? std::string_view() : std::string_view(it->second);
}

Result<void> WriteContext::record(Event event, const journal::Scope &scope, std::optional<UserId> subject,
                                  json::object body, Outcome outcome)
{
    if (!caller)
        return recordAs(nullptr, event, scope, subject, std::move(body), outcome);
    journal::Entry entry;
    entry.event = event;
    entry.actor = caller->actor();
    entry.outcome = outcome;
    return append(std::move(entry), scope, subject, std::move(body));
}

Result<void> WriteContext::recordAs(const store::User *actor, Event event, const journal::Scope &scope,
                                    std::optional<UserId> subject, json::object body, Outcome outcome)
{
    journal::Entry entry;
    entry.event = event;
    if (actor != nullptr)
        entry.actor = UserActor{actor->id, actor->username, caller ? caller->auth() : Auth::session};
    else
        entry.actor = AnonymousActor{{}, caller ? caller->auth() : Auth::none};
    entry.outcome = outcome;
    return append(std::move(entry), scope, subject, std::move(body));
}

Result<std::int64_t> WriteContext::recordErasure(UserId user, bool accountDeleted)
{
    journal::Entry entry;
    entry.actor = caller->actor();
    complete(entry);
    ++m_recorded;
    return services.journal.erasePerson(writer, user, std::move(entry), accountDeleted);
}

void WriteContext::complete(journal::Entry &entry) const
{
    entry.requestId = m_request.id;
    entry.address = m_request.peer.address;
    entry.client = m_request.client();
}

Result<void> WriteContext::append(journal::Entry entry, const journal::Scope &scope, std::optional<UserId> subject,
                                  json::object body)
{
    entry.scope = scope;
    entry.subject = subject;
    complete(entry);
    entry.body = std::move(body);
    if (!m_request.peer.certificateSubject.empty())
        entry.body["certificate"] = m_request.peer.certificateSubject;
    TRY(services.journal.append(writer, std::move(entry)));
    ++m_recorded;
    return {};
}

}  // namespace castellan::api
