// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/journal/format.h"

namespace castellan::journal {
namespace {

void putLength(std::string &out, std::size_t length)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        out += char(static_cast<unsigned char>(length >> unsigned(shift)));
}

void put(std::string &out, std::string_view text)
{
    putLength(out, text.size());
    out += text;
}

void put(std::string &out, std::int64_t number)
{
    putLength(out, 8);
    for (int shift = 56; shift >= 0; shift -= 8)
        out += char(static_cast<unsigned char>(std::uint64_t(number) >> unsigned(shift)));
}

void append(std::string &out, const Digest &digest)
{
    out.append(reinterpret_cast<const char *>(digest.data()), digest.size());
}

}  // namespace

std::string fixedPart(const store::JournalRecord &r, std::string_view id)
{
    std::string out;
    out.reserve(224 + r.event.size() + r.requestId.size());
    put(out, r.seq);
    put(out, r.epoch);
    put(out, id);
    put(out, toMicros(r.at));
    put(out, r.event);
    put(out, r.scope);
    put(out, r.scopeId);
    put(out, r.actorKind);
    put(out, r.actor);
    put(out, r.subject);
    put(out, r.auth);
    put(out, r.outcome);
    put(out, r.count);
    put(out, r.requestId);
    return out;
}

std::string personalPart(const store::JournalRecord &r)
{
    std::string out;
    out.reserve(16 + r.actorName.size() + r.address.size() + r.client.size() + r.body.size());
    put(out, r.actorName);
    put(out, r.address);
    put(out, r.client);
    put(out, r.body);
    return out;
}

Digest personalHash(const store::JournalRecord &r)
{
    return sha256(bytesOf(r.salt.value_or(std::string()) + personalPart(r)));
}

Digest treeLeaf(std::string_view data)
{
    std::string in(1, '\0');
    in += data;
    return sha256(bytesOf(in));
}

Digest leafHash(const store::JournalRecord &r, std::string_view id)
{
    std::string in(1, char(journalFormat));
    in += fixedPart(r, id);
    append(in, r.personalHash);
    return treeLeaf(in);
}

Digest chainHash(const Digest &previous, const Digest &leaf)
{
    std::string in;
    append(in, previous);
    append(in, leaf);
    return sha256(bytesOf(in));
}

}  // namespace castellan::journal
