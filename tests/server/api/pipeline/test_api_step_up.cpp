// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/router.h"
#include "server/store/tables/users.h"
#include "tests/server/api/pipeline/answers.h"
#include "tests/server/api/pipeline/holder.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;

namespace {

/// One request by which an effect is reached: a route of the table, and the body that does it.
struct Way {
    const char *effect;
    std::string_view method;
    std::string_view path;
    const char *body = "";
};

/// OWASP ASVS 5.0, 7.5.1 and 7.5.3: changes of sensitive attributes and of rights need a recent authentication. Every
/// route by which one can be reached is here.
constexpr auto ways = std::to_array<Way>({
    {"role in a team", "POST", "/api/v1/teams/:teamId/members", R"({"user":"carol","role":50})"},
    {"role in a team", "PUT", "/api/v1/teams/:teamId/members/:userId", R"({"role":50})"},
    {"role in a team", "DELETE", "/api/v1/teams/:teamId/members/:userId"},
    {"role in a team", "POST", "/api/v1/teams/:teamId/invitations", R"({"user":"carol","role":50})"},
    {"rights over the platform", "POST", "/api/v1/users",
     R"({"username":"eve","password":"tidal-Orbit-lantern-88","isAdmin":true})"},
    {"rights over the platform", "POST", "/api/v1/users",
     R"({"username":"eve","password":"tidal-Orbit-lantern-88","auditor":true})"},
    {"rights over the platform", "PUT", "/api/v1/users/:userId", R"({"admin":true})"},
    {"rights over the platform", "PUT", "/api/v1/users/:userId", R"({"auditor":true})"},
    {"login and address", "PUT", "/api/v1/user", R"({"email":"other@example.com"})"},
    {"login and address", "PUT", "/api/v1/user", R"({"username":"another"})"},
    {"login and address", "PUT", "/api/v1/users/:userId", R"({"email":"other@example.com"})"},
    {"login and address", "PUT", "/api/v1/users/:userId", R"({"username":"another"})"},
    {"login and address", "PUT", "/api/v1/users/:userId", R"({"email_verified":true})"},
    {"access given back", "PUT", "/api/v1/users/:userId", R"({"suspended":false})"},
    {"access given back", "PUT", "/api/v1/users/:userId", R"({"password_expired":false})"},
    {"second factor", "PUT", "/api/v1/user/mfa"},
    {"second factor", "POST", "/api/v1/user/mfa/backup-codes"},
    {"second factor", "PUT", "/api/v1/users/:userId", R"({"mfa_enabled":false})"},
    {"password", "POST", "/api/v1/users/:userId/reset-password"},
    {"keys", "POST", "/api/v1/user/tokens", R"({"name":"t","scope":"read"})"},
    {"keys", "PUT", "/api/v1/user/tokens/:tokenId", R"({"scope":"write"})"},
    {"keys", "POST", "/api/v1/user/tokens/:tokenId/rotate"},
    {"keys", "POST", "/api/v1/user/tokens/:tokenId/enable"},
    {"keys", "POST", "/api/v1/admin/keys", R"({"name":"k"})"},
    {"keys", "PUT", "/api/v1/admin/keys/:keyId", R"({"name":"l"})"},
    {"keys", "POST", "/api/v1/admin/keys/:keyId/rotate"},
    {"keys", "POST", "/api/v1/admin/keys/:keyId/enable"},
    {"keys", "POST", "/api/v1/teams/:teamId/keys", R"({"name":"k"})"},
    {"keys", "PUT", "/api/v1/teams/:teamId/keys/:keyId", R"({"name":"l"})"},
    {"keys", "POST", "/api/v1/teams/:teamId/keys/:keyId/rotate"},
    {"keys", "POST", "/api/v1/teams/:teamId/keys/:keyId/enable"},
    {"deletion", "DELETE", "/api/v1/teams/:teamId"},
    {"deletion", "DELETE", "/api/v1/users/:userId"},
    {"deletion", "POST", "/api/v1/admin/erasures", R"({"user":"{userId}"})"},
    {"security settings", "PUT", "/api/v1/admin/security", R"({"revision":0,"values":{"session.idleMinutes":60}})"},
});

/// Routes that change something and reach none of these effects.
struct Harmless {
    std::string_view method;
    std::string_view path;
    const char *because;
};
constexpr auto harmless = std::to_array<Harmless>({
    {"POST", "/account/login", "is a proof of identity itself"},
    {"POST", "/account/login/token", "is a proof of identity itself"},
    {"POST", "/account/reset-password", "asks for the code"},
    {"POST", "/account/setup", "asks for the token"},
    {"POST", "/account/logout", "takes away"},
    {"PUT", "/api/v1/user/change_password", "asks for the old password"},
    {"POST", "/api/v1/user/step-up", "is a proof of identity itself"},
    {"PUT", "/api/v1/user/mfa/verify", "ends an enrolment that was begun with a proof"},
    {"DELETE", "/api/v1/user/mfa", "asks for the password and a code"},
    {"DELETE", "/api/v1/user/sessions", "takes away"},
    {"DELETE", "/api/v1/user/sessions/:sessionId", "takes away"},
    {"DELETE", "/api/v1/users/:userId/sessions", "takes away"},
    {"DELETE", "/api/v1/users/:userId/sessions/:sessionId", "takes away"},
    {"DELETE", "/api/v1/user/tokens/:tokenId", "takes away"},
    {"POST", "/api/v1/user/tokens/:tokenId/disable", "takes away"},
    {"DELETE", "/api/v1/admin/keys/:keyId", "takes away"},
    {"POST", "/api/v1/admin/keys/:keyId/disable", "takes away"},
    {"DELETE", "/api/v1/teams/:teamId/keys/:keyId", "takes away"},
    {"POST", "/api/v1/teams/:teamId/keys/:keyId/disable", "takes away"},
    {"DELETE", "/api/v1/teams/:teamId/invitations/:invitationId", "takes away"},
    {"POST", "/api/v1/users/:userId/unlock", "lets a user try the password again"},
    {"POST", "/api/v1/teams", "makes a team with nothing in it"},
    {"PUT", "/api/v1/teams/:teamId", "names"},
    {"PATCH", "/api/v1/user/invitations/:invitationId", "takes up what the inviter's proof gave"},
    {"DELETE", "/api/v1/user/invitations/:invitationId", "takes away"},
});

http::Method methodFrom(std::string_view word)
{
    for (const auto method : {http::Method::post, http::Method::put, http::Method::patch})
        if (http::methodName(method) == word)
            return method;
    return http::Method::del;
}

/// An administrator, and something for each way to change.
struct World {
    explicit World(const Way &way)
    {
        bob.emailVerified = false;
        // In the state that the way changes.
        bob.suspended = std::string_view(way.body).find("suspended") != std::string_view::npos;
        bob.passwordExpired = std::string_view(way.body).find("expired") != std::string_view::npos;
        if (std::string_view(way.body).find("mfa_enabled") != std::string_view::npos)
            (void)Holder(api, "bob");
        if (way.path == "/api/v1/user/mfa/backup-codes")
            holder.emplace(api, "root-ann");
        admin = holder ? holder->session : api.signIn("root-ann");
        const auto team = api.addTeam("One", admin);
        (void)granted(api.post("/api/v1/teams/" + team + "/members", text({{"user", "bob"}, {"role", 10}}), admin));
        auto stored = need(api.store().read([&](store::Reader &r) { return store::users::find(r, bob.id); }));
        bob.secondFactor = stored->secondFactor;
        (void)need(api.store().write([&](store::Writer &w) -> Result<bool> {
            TRY(store::users::update(w, bob));
            return true;
        }));
        const bool ofTeam = way.path.find(":teamId/keys") != std::string_view::npos;
        const auto keys = ofTeam ? "/api/v1/teams/" + team + "/keys" : std::string("/api/v1/admin/keys");
        ids["teamId"] = team;
        ids["userId"] = api.idOf(bob);
        ids["keyId"] = memberOf(api.post(keys, text({{"name", "ci"}}), admin), "id");
        ids["tokenId"] =
            memberOf(api.post("/api/v1/user/tokens", text({{"name", "t"}, {"scope", "read"}}), admin), "id");
        if (way.path.ends_with("/enable"))
            (void)granted(ask({way.effect, "POST", std::string_view(disabling = disablingOf(way.path)), ""}));
    }

    http::Response ask(const Way &way)
    {
        std::string path;
        auto rest = way.path;
        while (!rest.empty()) {
            const auto end = std::min(rest.find('/', 1), rest.size());
            const auto segment = rest.substr(1, end - 1);
            path += '/';
            path += segment.starts_with(':') ? ids.at(std::string(segment.substr(1))) : std::string(segment);
            rest.remove_prefix(end);
        }
        std::string body = way.body;
        if (const auto at = body.find("{userId}"); at != std::string::npos)
            body.replace(at, std::string_view("{userId}").size(), ids.at("userId"));
        return api.ask({.method = methodFrom(way.method), .path = path, .body = body, .bearer = admin});
    }

    static std::string disablingOf(std::string_view path)
    {
        return std::string(path.substr(0, path.rfind('/'))) + "/disable";
    }

    ApiUnderTest api;
    store::User ann = api.addUser("root-ann", true);
    store::User bob = api.addUser("bob");
    store::User carol = api.addUser("carol");
    std::optional<Holder> holder;
    std::string admin;
    std::string disabling;
    std::map<std::string, std::string> ids;
};

}  // namespace

class TestApiStepUp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void f13EveryWayToAnEffectAsksForAProof_data()
    {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < ways.size(); ++i)
            QTest::addRow("F13 %s: %s %s %s", ways.at(i).effect, std::string(ways.at(i).method).c_str(),
                          std::string(ways.at(i).path).c_str(), ways.at(i).body)
                << int(i);
    }
    void f13EveryWayToAnEffectAsksForAProof()
    {
        QFETCH(int, row);
        const auto &way = ways.at(std::size_t(row));
        World world(way);
        world.api.clock.move(6min);
        const auto head = world.api.head();
        const auto stale = world.ask(way);
        QCOMPARE(q(codeOf(stale)), QByteArray("reauth_required"));
        for (const auto &entry : world.api.rowsAfter(head))
            QCOMPARE(q(entry.event), QByteArray("act.refused"));
        const auto proof =
            world.holder ? text({{"code", world.holder->freshCode()}}) : text({{"password", goodPassword}});
        QCOMPARE(world.api.post("/api/v1/user/step-up", proof, world.admin).status, 200U);
        const auto fresh = world.ask(way);
        QVERIFY2(fresh.status < 300, fresh.body.c_str());
    }

    void f13EveryRouteThatChangesSomethingIsAWayOrHarmless()
    {
        std::set<std::string> known;
        const auto nameOf = [](std::string_view method, std::string_view path) {
            return std::string(method) + ' ' + std::string(path);
        };
        for (const auto &way : ways)
            known.insert(nameOf(way.method, way.path));
        for (const auto &route : harmless)
            QVERIFY2(known.insert(nameOf(route.method, route.path)).second, std::string(route.path).c_str());
        std::set<std::string> routes;
        for (const auto &route : api::routes())
            if (route.how.runs == api::Runs::write)
                routes.insert(nameOf(http::methodName(route.what.method), route.what.path));
        for (const auto &name : routes)
            QVERIFY2(known.contains(name), name.c_str());
        for (const auto &name : known)
            QVERIFY2(routes.contains(name), name.c_str());
    }

    void f13ANewNameOrTeamNeedsNoProof()
    {
        World world(ways.front());
        world.api.clock.move(6min);
        QCOMPARE(world.api.put("/api/v1/user", text({{"name", "Ann"}}), world.admin).status, 200U);
        const auto own = world.api.put("/api/v1/user", text({{"defaultTeam", nullptr}}), world.admin);
        QCOMPARE(own.status, 200U);
    }

    void aContainmentNeedsNoProof()
    {
        World world(ways.front());
        world.api.clock.move(6min);
        const auto path = "/api/v1/users/" + world.ids.at("userId");
        QCOMPARE(world.api.put(path, text({{"suspended", true}}), world.admin).status, 200U);
        QCOMPARE(world.api.put(path, text({{"password_expired", true}}), world.admin).status, 200U);
        QCOMPARE(world.api.del(path + "/sessions", world.admin).status, 200U);
    }
};

QTEST_GUILESS_MAIN(TestApiStepUp)
#include "test_api_step_up.moc"
