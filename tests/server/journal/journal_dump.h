// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/codec.h"
#include "server/journal/format.h"
#include "server/store/tables/journal_records.h"

#include <boost/json/object.hpp>

#include <string>

namespace castellan::test {

/// A row as the second verifier reads it.
[[nodiscard]] inline std::string dumpRow(const store::JournalRecord &r, const std::string &id)
{
    json::object o;
    o["seq"] = r.seq;
    o["epoch"] = r.epoch;
    o["id"] = id;
    o["at"] = toMicros(r.at);
    o["event"] = r.event;
    o["scope"] = r.scope;
    o["scopeId"] = r.scopeId;
    o["actorKind"] = r.actorKind;
    o["actor"] = r.actor;
    o["subject"] = r.subject;
    o["auth"] = r.auth;
    o["outcome"] = r.outcome;
    o["count"] = r.count;
    o["requestId"] = r.requestId;
    o["salt"] = r.salt ? json::value(toHex(bytesOf(*r.salt))) : json::value(nullptr);
    o["actorName"] = r.actorName;
    o["address"] = r.address;
    o["client"] = r.client;
    o["body"] = r.body;
    o["personalHash"] = toHex(r.personalHash);
    o["chain"] = toHex(r.chain);
    return json::serialize(o);
}

[[nodiscard]] inline std::string unhex(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        out += char(std::stoi(std::string(text.substr(i, 2)), nullptr, 16));
    return out;
}

/// The other way.
[[nodiscard]] inline store::JournalRecord readDump(const json::object &o)
{
    const auto number = [&](const char *name) { return o.at(name).to_number<std::int64_t>(); };
    const auto text = [&](const char *name) { return std::string(o.at(name).as_string()); };
    store::JournalRecord r;
    r.seq = number("seq");
    r.epoch = number("epoch");
    r.at = fromMicros(number("at"));
    r.event = text("event");
    r.scope = number("scope");
    r.scopeId = number("scopeId");
    r.actorKind = number("actorKind");
    r.actor = number("actor");
    r.subject = number("subject");
    r.auth = number("auth");
    r.outcome = number("outcome");
    r.count = number("count");
    r.requestId = text("requestId");
    if (o.at("salt").is_string())
        r.salt = unhex(text("salt"));
    r.actorName = text("actorName");
    r.address = text("address");
    r.client = text("client");
    r.body = text("body");
    const auto digest = [&](const char *name) {
        Digest out{};
        const auto bytes = unhex(text(name));
        for (std::size_t i = 0; i < out.size() && i < bytes.size(); ++i)
            out[i] = std::byte(bytes[i]);
        return out;
    };
    r.personalHash = digest("personalHash");
    r.chain = digest("chain");
    return r;
}

}  // namespace castellan::test
