// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/api/audit/mutation_world.h"

#include "core/crypto/base32.h"
#include "core/crypto/totp.h"
#include "server/api/account/setup.h"
#include "server/store/connection.h"
#include "tests/server/api/pipeline/answers.h"

#include <QtGlobal>

namespace castellan::test {
namespace {

Result<std::string> contentOf(store::Reader &reader)
{
    auto &connection = reader.connection();
    std::vector<std::pair<std::string, std::string>> tables;  // with what to select
    auto names = connection.query("SELECT m.name, group_concat('quote(' || i.name || ')', ' || char(10) || ') "
                                  "FROM sqlite_schema m JOIN pragma_table_info(m.name) i "
                                  "WHERE m.type = 'table' AND m.name NOT LIKE 'journal%' GROUP BY m.name ORDER BY 1");
    for (;;) {
        auto more = names.next();
        if (!more)
            return fail(std::move(more).error());
        if (!*more)
            break;
        tables.emplace_back(names.text(0), names.text(1));
    }
    std::string out;
    for (const auto &[table, columns] : tables) {
        // The writer's own mark, with which it tries whether the disk is back.
        const std::string except = table == "meta" ? " WHERE key <> 'probe'" : "";
        std::string sql = "SELECT ";
        sql.append(columns).append(" FROM ").append(table).append(except).append(" ORDER BY 1");
        auto rows = connection.query(sql);
        for (;;) {
            auto more = rows.next();
            if (!more)
                return fail(std::move(more).error());
            if (!*more)
                break;
            out.append(table).append("\n").append(rows.text(0)).append("\n");
        }
    }
    return out;
}

}  // namespace

World::World()
{
    auto settings = *api.policy().current();
    for (auto *limit : {&settings.limits.login, &settings.limits.secondFactor, &settings.limits.reset,
                        &settings.limits.password, &settings.limits.address})
        limit->burst = 1'000;  // the limits have tests of their own
    if (!api.set(settings))
        qFatal("settings");
    (void)secret(goodPassword);
    admin = session("root-ann").token;
    mine = session("bob").token;
    hers = session("carol").token;
}

World::Sent World::asks(http::Method method, std::string path, std::string body, std::string bearer)
{
    Sent sent;
    sent.method = method;
    sent.path = std::move(path);
    sent.body = std::move(body);
    sent.bearer = std::move(bearer);
    sent.address = address;
    sent.client = client;
    return sent;
}

std::string World::secret(std::string value)
{
    return *m_secrets.insert(std::move(value)).first;
}

World::Made World::make(const std::string &path, Members body, const std::string &by)
{
    const auto response = api.post(path, text(body), by);
    (void)granted(response);
    const auto made = test::bodyOf(response);
    Made out{memberOf(response, "id"), {}};
    if (const auto *token = made.get_object().if_contains("token"))
        out.token = secret(std::string(token->as_string()));
    return out;
}

World::Made World::token(const std::string &by, bool asAdmin)
{
    return make("/api/v1/user/tokens", {{"name", "laptop"}, {"scope", ""}, {"adminOptIn", asAdmin}}, by);
}

std::string World::teamType()
{
    return api.teamType(admin);
}

std::string World::team(const std::string &name, const std::string &owner)
{
    auto id = api.addTeam(name, admin);
    if (owner != "root-ann") {
        join(id, owner, 50);
        (void)granted(api.del("/api/v1/teams/" + id + "/members/" + api.idOf(ann), admin));
    }
    return id;
}

void World::join(const std::string &team, const std::string &user, int role)
{
    (void)granted(api.post("/api/v1/teams/" + team + "/members", text({{"user", user}, {"role", role}}), admin));
}

std::string World::invite(const std::string &team, const std::string &user)
{
    const auto path = "/api/v1/teams/" + team + "/invitations";
    (void)granted(api.post(path, text({{"user", user}, {"role", 30}}), admin));
    const auto list = test::bodyOf(api.get(path, admin));
    return std::string(list.at("invitations").at(0).at("id").as_string());
}

World::Made World::session(const std::string &user)
{
    Made out;
    out.token = secret(api.signIn(user, "198.51.100.1"));
    if (out.token.empty())
        qFatal("%s can't sign in", user.c_str());
    const auto list = test::bodyOf(api.get("/api/v1/user/sessions", out.token));
    for (const auto &one : list.at("sessions").as_array())
        if (one.at("current").as_bool())
            out.id = std::string(one.at("id").as_string());
    return out;
}

std::int64_t World::revision()
{
    return test::bodyOf(api.get("/api/v1/admin/security", admin)).at("revision").as_int64();
}

void World::beginFactor()
{
    const auto begun = api.put("/api/v1/user/mfa", "", mine);
    (void)granted(begun);
    m_factor = std::move(*fromBase32(secret(memberOf(begun, "secret"))));
    (void)secret(memberOf(begun, "url"));
}

std::string World::code()
{
    api.clock.move(totp::period);
    return totp::codeAt(m_factor, std::uint64_t(totp::stepOf(api.clock.now())));
}

void World::enrol()
{
    beginFactor();
    const auto on = api.put("/api/v1/user/mfa/verify", text({{"token", code()}}), mine);
    (void)granted(on);
    const auto body = test::bodyOf(on);
    for (const auto &backup : body.at("codes").as_array())
        (void)secret(std::string(backup.as_string()));
}

std::string World::setupToken()
{
    const Secret token(std::string_view("a-setup-token-of-some-length"));
    if (!api.store().write([&](store::Writer &writer) { return api::setup::wait(writer, token); }))
        qFatal("no setup token");
    return secret(std::string(token.view()));
}

std::string World::resetCode()
{
    const auto begun = api.post("/api/v1/users/" + api.idOf(bob) + "/reset-password", "", admin);
    (void)granted(begun);
    return secret(memberOf(begun, "code"));
}

void World::lock()
{
    for (int i = 0; i < 10; ++i)
        if (api.login("bob", "wrong").status != 401)
            qFatal("not refused");
}

std::string World::content()
{
    return need(api.store().read([](store::Reader &reader) { return contentOf(reader); }));
}

}  // namespace castellan::test
