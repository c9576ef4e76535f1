// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/journal/entry_text.h"

#include <boost/json/serialize.hpp>

namespace castellan::journal {
namespace {

bool isPlain(std::string_view text)
{
    for (const char c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || static_cast<unsigned char>(c) >= 0x7f)
            return false;
    return true;
}

void quote(std::string &out, std::string_view text)
{
    if (!isPlain(text)) {
        out += boost::json::serialize(boost::json::string_view(text.data(), text.size()));
        return;
    }
    out += '"';
    out += text;
    out += '"';
}

void member(std::string &out, std::string_view name, std::string_view text)
{
    out += ",\"";
    out += name;
    out += "\":";
    quote(out, text);
}

/// FlowFuse's words for the actor.
void appendTrigger(std::string &out, const JournalRow &row, const store::PublicIds &ids)
{
    out += ",\"trigger\":{\"id\":";
    if (row.actor)
        quote(out, ids.encode(*row.actor));
    else if (row.actorKind == ActorKind::system)
        out += "\"system\"";
    else
        out += "null";
    member(out, "type", actorWord(row.actorKind));
    if (row.erased && row.actorKind == ActorKind::user)
        out += ",\"name\":null";
    else
        member(out, "name", row.actorName.empty() ? actorWord(row.actorKind) : std::string_view(row.actorName));
    out += '}';
}

template <class IdType> void quoteId(std::string &out, const std::optional<IdType> &id, const store::PublicIds &ids)
{
    if (id)
        quote(out, ids.encode(*id));
    else
        out += "null";
}

void appendScope(std::string &out, const JournalRow &row, const store::PublicIds &ids)
{
    out += ",\"scope\":{\"id\":";
    switch (row.scope) {
    case EventScope::platform:
        out += "null";
        break;
    case EventScope::user:
        quoteId(out, row.scopeUser, ids);
        break;
    case EventScope::team:
        quoteId(out, row.scopeTeam, ids);
        break;
    }
    member(out, "type", scopeWord(row.scope));
    out += '}';
}

}  // namespace

void appendEntryText(std::string &out, const JournalRow &row, const store::PublicIds &ids)
{
    out += "{\"id\":";
    quote(out, row.id);
    member(out, "createdAt", toIso(row.at));
    member(out, "event", row.event);
    if (row.actorKind == ActorKind::user && !row.erased)
        member(out, "username", row.actorName);
    else
        out += ",\"username\":null";
    appendScope(out, row, ids);
    appendTrigger(out, row, ids);
    out += row.auth == Auth::token ? ",\"source\":\"api\"" : ",\"source\":null";
    if (!row.erased && row.body.size() > 2) {
        out += ",\"body\":";
        out += row.body;
    }
    out += ",\"seq\":" + std::to_string(row.seq);
    member(out, "outcome", outcomeWord(row.outcome));
    if (!row.requestId.empty())
        member(out, "requestId", row.requestId);
    if (!row.address.empty())
        member(out, "address", row.address);
    if (!row.client.empty())
        member(out, "client", row.client);
    member(out, "auth", authWord(row.auth));
    if (row.count > 1)
        out += ",\"count\":" + std::to_string(row.count);
    out += '}';
}

}  // namespace castellan::journal
