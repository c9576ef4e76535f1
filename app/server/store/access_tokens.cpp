// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/access_tokens.h"

#include "server/store/rows.h"

namespace castellan::store::access_tokens {
namespace {

const std::string select = "SELECT id, user, name, token_hash, prefix, last_four, scope, read_only, admin_opt_in,"
                           " created_at, expires_at, last_used_at FROM access_tokens ";

AccessToken tokenFrom(Query &q)
{
    return {q.integer(0),
            q.integer(1),
            q.text(2),
            q.digest(3),
            q.text(4),
            q.text(5),
            q.text(6),
            q.boolean(7),
            q.boolean(8),
            q.instant(9),
            q.optionalInstant(10),
            q.optionalInstant(11)};
}

}  // namespace

Result<AccessToken> insert(Writer &writer, AccessToken token)
{
    auto query = writer.connection().query(
        "INSERT INTO access_tokens (user, name, token_hash, prefix, last_four, scope, read_only, admin_opt_in,"
        " created_at, expires_at) VALUES ($user, $name, $hash, $prefix, $four, $scope, $readonly, $admin, $now,"
        " $expires)");
    query.bind("$user", token.user)
        .bind("$name", std::string_view(token.name))
        .bind("$hash", std::span<const std::byte>(token.tokenHash))
        .bind("$prefix", std::string_view(token.prefix))
        .bind("$four", std::string_view(token.lastFour))
        .bind("$scope", std::string_view(token.scope))
        .bind("$readonly", token.readOnly)
        .bind("$admin", token.adminOptIn)
        .bind("$now", writer.now())
        .bind("$expires", token.expiresAt);
    if (auto ok = query.run(); !ok)
        return fail(std::move(ok.error()));
    token.id = writer.connection().lastInsertId();
    token.createdAt = writer.now();
    return token;
}

Result<void> update(Writer &writer, const AccessToken &token)
{
    auto query = writer.connection().query("UPDATE access_tokens SET name=$name, scope=$scope, read_only=$readonly,"
                                           " admin_opt_in=$admin, expires_at=$expires WHERE id=$id");
    query.bind("$name", std::string_view(token.name))
        .bind("$scope", std::string_view(token.scope))
        .bind("$readonly", token.readOnly)
        .bind("$admin", token.adminOptIn)
        .bind("$expires", token.expiresAt)
        .bind("$id", token.id);
    return rows::changeOne(writer.connection(), query, "The token");
}

Result<bool> remove(Writer &writer, std::int64_t id)
{
    auto query = writer.connection().query("DELETE FROM access_tokens WHERE id=$id");
    query.bind("$id", id);
    return rows::change(writer.connection(), query).map([](std::int64_t n) { return n != 0; });
}

Result<std::int64_t> removeOfUser(Writer &writer, std::int64_t user)
{
    auto query = writer.connection().query("DELETE FROM access_tokens WHERE user=$user");
    query.bind("$user", user);
    return rows::change(writer.connection(), query);
}

Result<std::int64_t> expireAll(Writer &writer)
{
    auto query = writer.connection().query(
        "UPDATE access_tokens SET expires_at=$now WHERE expires_at IS NULL OR expires_at>$now");
    query.bind("$now", writer.now());
    return rows::change(writer.connection(), query);
}

Result<std::optional<AccessToken>> findByToken(Reader &reader, const Digest &tokenHash)
{
    auto query = reader.connection().query(select + "WHERE token_hash=$hash");
    query.bind("$hash", std::span<const std::byte>(tokenHash));
    return rows::one(query, tokenFrom);
}

Result<std::optional<AccessToken>> find(Reader &reader, std::int64_t id)
{
    auto query = reader.connection().query(select + "WHERE id=$id");
    query.bind("$id", id);
    return rows::one(query, tokenFrom);
}

Result<std::vector<AccessToken>> ofUser(Reader &reader, std::int64_t user)
{
    auto query = reader.connection().query(select + "WHERE user=$user ORDER BY id");
    query.bind("$user", user);
    return rows::all(query, tokenFrom);
}

Result<void> flushUses(Writer &writer, std::span<const TokenUse> uses)
{
    for (const auto &use : uses) {
        auto query = writer.connection().query("UPDATE access_tokens SET last_used_at=$at WHERE id=$id");
        if (auto ok = query.bind("$at", use.at).bind("$id", use.id).run(); !ok)
            return ok;
    }
    return {};
}

}  // namespace castellan::store::access_tokens
