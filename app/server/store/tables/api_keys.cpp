// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/api_keys.h"

#include "core/try.h"
#include "server/store/rows.h"

#include <charconv>

namespace castellan::store::api_keys {
namespace {

const std::string select = "SELECT id, user, team, name, token_hash, prefix, last_four, scope, read_only, admin_opt_in,"
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
    out.scope = q.text(7);
    out.readOnly = q.boolean(8);
    out.adminOptIn = q.boolean(9);
    out.enabled = q.boolean(10);
    out.limited = q.boolean(11);
    eachWord(q.text(12), [&](std::string_view word) {
        std::int64_t team = 0;
        if (std::from_chars(word.data(), word.data() + word.size(), team).ec == std::errc())
            out.teams.emplace_back(team);
    });
    eachWord(q.text(13), [&](std::string_view word) { out.addresses.emplace_back(word); });
    out.createdBy = q.optionalId<UserId>(14);
    out.replacedBy = q.optionalId<KeyId>(15);
    out.createdAt = q.instant(16);
    out.expiresAt = q.optionalInstant(17);
    out.lastUsedAt = q.optionalInstant(18);
    return out;
}

}  // namespace

Result<ApiKey> insert(Writer &writer, NewApiKey key)
{
    auto query = writer.connection().query(
        "INSERT INTO access_keys (user, team, name, token_hash, prefix, last_four, scope, read_only, admin_opt_in,"
        " enabled, limited, teams, addresses, created_by, created_at, expires_at) VALUES ($user, $team, $name, $hash,"
        " $prefix, $four, $scope, $readonly, $admin, $enabled, $limited, $teams, $addresses, $by, $now, $expires)");
    const auto teams = wordsOf(key.teams);
    const auto addresses = wordsOf(key.addresses);
    query.bind("$user", key.user())
        .bind("$team", key.team())
        .bind("$name", std::string_view(key.name))
        .bind("$hash", std::span<const std::byte>(key.tokenHash))
        .bind("$prefix", std::string_view(key.prefix))
        .bind("$four", std::string_view(key.lastFour))
        .bind("$scope", std::string_view(key.scope))
        .bind("$readonly", key.readOnly)
        .bind("$admin", key.adminOptIn)
        .bind("$enabled", key.enabled)
        .bind("$limited", key.limited)
        .bind("$teams", std::string_view(teams))
        .bind("$addresses", std::string_view(addresses))
        .bind("$by", key.createdBy)
        .bind("$now", writer.now())
        .bind("$expires", key.expiresAt);
    TRY(query.run());
    ApiKey made{std::move(key), writer.connection().lastInserted<KeyId>()};
    made.createdAt = writer.now();
    return made;
}

Result<void> update(Writer &writer, const ApiKey &key)
{
    auto query = writer.connection().query(
        "UPDATE access_keys SET name=$name, scope=$scope, read_only=$readonly, admin_opt_in=$admin, enabled=$enabled,"
        " addresses=$addresses, replaced_by=$replaced, expires_at=$expires WHERE id=$id");
    const auto addresses = wordsOf(key.addresses);
    query.bind("$name", std::string_view(key.name))
        .bind("$scope", std::string_view(key.scope))
        .bind("$readonly", key.readOnly)
        .bind("$admin", key.adminOptIn)
        .bind("$enabled", key.enabled)
        .bind("$addresses", std::string_view(addresses))
        .bind("$replaced", key.replacedBy)
        .bind("$expires", key.expiresAt)
        .bind("$id", key.id);
    return rows::changeOne(writer.connection(), query, "The key");
}

Result<bool> remove(Writer &writer, KeyId id)
{
    auto query = writer.connection().query("DELETE FROM access_keys WHERE id=$id");
    query.bind("$id", id);
    return rows::change(writer.connection(), query).map([](std::int64_t n) { return n != 0; });
}

Result<std::int64_t> expireAll(Writer &writer)
{
    auto query =
        writer.connection().query("UPDATE access_keys SET expires_at=$now WHERE expires_at IS NULL OR expires_at>$now");
    query.bind("$now", writer.now());
    return rows::change(writer.connection(), query);
}

Result<std::optional<ApiKey>> findByToken(Reader &reader, const Digest &tokenHash)
{
    auto query = reader.connection().query(select + "WHERE token_hash=$hash");
    query.bind("$hash", std::span<const std::byte>(tokenHash));
    return rows::one(query, keyFrom);
}

Result<std::optional<ApiKey>> find(Reader &reader, KeyId id)
{
    auto query = reader.connection().query(select + "WHERE id=$id");
    query.bind("$id", id);
    return rows::one(query, keyFrom);
}

Result<std::vector<ApiKey>> ofUser(Reader &reader, UserId user)
{
    auto query = reader.connection().query(select + "WHERE user=$user ORDER BY id");
    query.bind("$user", user);
    return rows::all(query, keyFrom);
}

Result<std::vector<ApiKey>> ofTeam(Reader &reader, TeamId team)
{
    auto query = reader.connection().query(select + "WHERE team=$team ORDER BY id DESC");
    query.bind("$team", team);
    return rows::all(query, keyFrom);
}

Result<std::vector<ApiKey>> allServices(Reader &reader)
{
    auto query = reader.connection().query(select + "WHERE user IS NULL ORDER BY id DESC");
    return rows::all(query, keyFrom);
}

Result<void> flushUses(Writer &writer, std::span<const Use> uses)
{
    for (const auto &use : uses) {
        auto query = writer.connection().query("UPDATE access_keys SET last_used_at=$at WHERE id=$id");
        TRY(query.bind("$at", use.at).bind("$id", use.id).run());
    }
    return {};
}

}  // namespace castellan::store::api_keys
