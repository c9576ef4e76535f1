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

Result<void> WriteContext::record(Event event, std::int64_t scopeId, std::int64_t subject, json::object body,
                                  Outcome outcome)
{
    return recordAs(caller ? &caller->user : nullptr, event, scopeId, subject, std::move(body), outcome);
}

Result<void> WriteContext::recordAs(const store::User *actor, Event event, std::int64_t scopeId, std::int64_t subject,
                                    json::object body, Outcome outcome)
{
    journal::Entry entry;
    entry.event = event;
    entry.scopeId = scopeId;
    const bool byKey = actor != nullptr && actor->id == 0;  // a service key
    entry.actorKind = byKey              ? journal::ActorKind::key
                      : actor != nullptr ? journal::ActorKind::user
                                         : journal::ActorKind::anonymous;
    if (actor != nullptr) {
        entry.actor = actor->id;
        entry.actorName = actor->username;
    }
    entry.subject = subject;
    entry.auth = caller ? caller->auth : actor != nullptr ? journal::Auth::session : journal::Auth::none;
    entry.outcome = outcome;
    entry.requestId = m_request.id;
    entry.address = m_request.peer.address;
    entry.client = m_request.client();
    entry.body = std::move(body);
    if (!m_request.peer.certificateSubject.empty())
        entry.body["certificate"] = m_request.peer.certificateSubject;
    TRY(services.journal.append(writer, std::move(entry)));
    ++m_recorded;
    return {};
}

}  // namespace castellan::api
