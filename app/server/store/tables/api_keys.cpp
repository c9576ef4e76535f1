// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/api_keys.h"

#include "core/try.h"
#include "server/store/rows.h"

#include <charconv>

namespace castellan::store::api_keys {
namespace {

const std::string select = "SELECT id, user, team, name, token_hash, prefix, last_four, read_only, admin_opt_in,"
                           " enabled, limited, teams, addresses, created_by, replaced_by, created_at, expires_at,"
                           " last_used_at FROM access_keys ";

/// Lists are kept as words with a space between.
template <class Each> void eachWord(std::string_view text, Each each)
{
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        if (end > 0)
            each(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

std::string wordsOf(const std::vector<std::string> &list)
{
    std::string out;
    for (const auto &word : list)
        out += (out.empty() ? "" : " ") + word;
    return out;
}

std::string wordsOf(const std::vector<TeamId> &list)
{
    std::string out;
    for (const auto team : list)
        out += (out.empty() ? "" : " ") + to_string(team);
    return out;
}

KeyOwner ownerFrom(const Query &q)
{
    if (const auto user = q.optionalId<UserId>(1))
        return *user;
    if (const auto team = q.optionalId<TeamId>(2))
        return *team;
    return PlatformOwner{};
}

ApiKey keyFrom(Query &q)
{
    ApiKey out{{.owner = ownerFrom(q)}, q.id<KeyId>(0)};
    out.name = q.text(3);
    out.tokenHash = q.digest(4);
    out.prefix = q.text(5);
    out.lastFour = q.text(6);
    out.readOnly = q.boolean(7);
    out.adminOptIn = q.boolean(8);
    out.enabled = q.boolean(9);
    out.limited = q.boolean(10);
    eachWord(q.text(11), [&](std::string_view word) {
        std::int64_t team = 0;
        if (std::from_chars(word.data(), word.data() + word.size(), team).ec == std::errc())
            out.teams.emplace_back(team);
    });
    eachWord(q.text(12), [&](std::string_view word) { out.addresses.emplace_back(word); });
    out.createdBy = q.optionalId<UserId>(13);
    out.replacedBy = q.optionalId<KeyId>(14);
    out.createdAt = q.instant(15);
    out.expiresAt = q.optionalInstant(16);
    out.lastUsedAt = q.optionalInstant(17);
    return out;
}

}  // namespace

Result<ApiKey> insert(Writer &writer, NewApiKey key)
{
    const auto teams = wordsOf(key.teams);
    const auto addresses = wordsOf(key.addresses);
    TRY(rows::insert(writer.connection(), "access_keys",
                     {{"$user", key.user()},
                      {"$team", key.team()},
                      {"$name", key.name},
                      {"$token_hash", key.tokenHash},
                      {"$prefix", key.prefix},
                      {"$last_four", key.lastFour},
                      {"$scope", scopeName(key.scope())},
                      {"$read_only", key.readOnly},
                      {"$admin_opt_in", key.adminOptIn},
                      {"$enabled", key.enabled},
                      {"$limited", key.limited},
                      {"$teams", teams},
                      {"$addresses", addresses},
                      {"$created_by", key.createdBy},
                      {"$created_at", writer.now()},
                      {"$expires_at", key.expiresAt}}));
    ApiKey made{std::move(key), writer.connection().lastInserted<KeyId>()};
    made.createdAt = writer.now();
    return made;
}

Result<void> update(Writer &writer, const ApiKey &key)
{
    const auto addresses = wordsOf(key.addresses);
    return rows::update(writer.connection(), "access_keys",
                        {{"$name", key.name},
                         {"$scope", scopeName(key.scope())},
                         {"$read_only", key.readOnly},
                         {"$admin_opt_in", key.adminOptIn},
                         {"$enabled", key.enabled},
                         {"$addresses", addresses},
                         {"$replaced_by", key.replacedBy},
                         {"$expires_at", key.expiresAt}},
                        key.id, "The key");
}

Result<bool> remove(Writer &writer, KeyId id)
{
    return rows::changeAny(writer.connection(), "DELETE FROM access_keys WHERE id=$id", {{"$id", id}});
}

Result<std::vector<Digest>> removeOfUser(Writer &writer, UserId user)
{
    std::vector<Digest> out;
    for (const auto &key : TRY(ofUser(writer, user)))
        out.push_back(key.tokenHash);
    TRY(writer.connection().run("DELETE FROM access_keys WHERE user=$user", {{"$user", user}}));
    return out;
}

Result<std::int64_t> expireAll(Writer &writer)
{
    return rows::change(writer.connection(),
                        "UPDATE access_keys SET expires_at=$now WHERE expires_at IS NULL OR expires_at>$now",
                        {{"$now", writer.now()}});
}

Result<std::optional<ApiKey>> findByToken(Reader &reader, const Digest &tokenHash)
{
    return rows::one(reader.connection().query(select + "WHERE token_hash=$hash", {{"$hash", tokenHash}}), keyFrom);
}

Result<std::optional<ApiKey>> find(Reader &reader, KeyId id)
{
    return rows::one(reader.connection().query(select + "WHERE id=$id", {{"$id", id}}), keyFrom);
}

Result<std::vector<ApiKey>> ofUser(Reader &reader, UserId user)
{
    return rows::all(reader.connection().query(select + "WHERE user=$user ORDER BY id", {{"$user", user}}), keyFrom);
}

Result<std::vector<ApiKey>> ofTeam(Reader &reader, TeamId team)
{
    return rows::all(reader.connection().query(select + "WHERE team=$team ORDER BY id DESC", {{"$team", team}}),
                     keyFrom);
}

Result<std::vector<ApiKey>> allServices(Reader &reader)
{
    return rows::all(reader.connection().query(select + "WHERE user IS NULL ORDER BY id DESC"), keyFrom);
}

Result<void> flushUses(Writer &writer, std::span<const Use> uses)
{
    for (const auto &use : uses) {
        TRY(writer.connection().run("UPDATE access_keys SET last_used_at=$at WHERE id=$id",
                                    {{"$at", use.at}, {"$id", use.id}}));
    }
    return {};
}

}  // namespace castellan::store::api_keys
