// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/pipeline/router.h"
#include "tests/server/api/pipeline/prober.h"
#include "tests/server/api/pipeline/seed.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace castellan;
using namespace castellan::test;

/// Tenants on one server, and people within a tenant, are kept apart.
class TestApiSeparation : public QObject {
    Q_OBJECT

    static std::string nameOf(const api::Route &route)
    {
        std::string out = "F66 ";
        return out.append(http::methodName(route.what.method)).append(" ").append(route.what.path);
    }
    static Asker &sessionOf(SeparatedWorld &world, std::size_t user)
    {
        return *std::ranges::find_if(world.askers, [&](const Asker &a) { return a.session && a.user == user; });
    }
    /// One of a user's, or of a team's.
    static std::string idOf(SeparatedWorld &world, const char *kind, Mark::Of of, std::size_t whose)
    {
        for (const auto &id : world.ids[kind])
            for (const auto &mark : world.marks)
                if (mark.text == id && mark.of == of && (of == Mark::Of::own ? mark.user : mark.team) == whose)
                    return id;
        qFatal("none of %s", kind);
    }

    static void run(Prober &prober, const std::vector<Asker *> &askers, int requests)
    {
        std::size_t n = 0;
        for (int i = 0; i < requests; ++i) {
            const auto wrong = prober.probe(*askers.at(n++ % askers.size()));
            QVERIFY2(wrong.empty(), wrong.c_str());
        }
    }

private Q_SLOTS:
    void f71NoAnswerTellsOneTenantOfAnother_data()
    {
        QTest::addColumn<quint32>("by");
        const auto first = seed();
        qInfo("CASTELLAN_SEED=%u", first);
        for (quint32 i = 0; i < 4; ++i)
            QTest::addRow("F71 %u", first + i) << first + i;
    }
    void f71NoAnswerTellsOneTenantOfAnother()
    {
        QFETCH(quint32, by);
        SeparatedWorld world;
        Prober prober(world, by);
        std::vector<Asker *> ofOneSide;
        std::vector<Asker *> all;
        for (auto &asker : world.askers) {
            const auto &sides =
                asker.user ? world.people.at(*asker.user).sides : std::set{SeparatedWorld::sideOf(asker.keyTeam)};
            if (sides == std::set<std::size_t>{0})
                ofOneSide.push_back(&asker);
            all.push_back(&asker);
        }
        const auto before = world.snapshot(1);
        run(prober, ofOneSide, 1000);
        if (QTest::currentTestFailed())
            return;
        const auto after = world.snapshot(1);
        QVERIFY2(after == before, "Somebody changed what is another tenant's.");
        run(prober, all, 2000);
        if (QTest::currentTestFailed())
            return;
        // It would be no evidence if everything were refused, or nothing asked about others.
        const auto said = prober.said();
        QVERIFY2(prober.counts.granted > prober.counts.asked / 10, said.c_str());
        QVERIFY2(prober.counts.aboutForeign > prober.counts.asked / 10, said.c_str());
        QVERIFY2(prober.grantedRoutes.size() > 15 && prober.told.size() > 80, said.c_str());
    }

    void f66AForeignTeamIsAsOneThatIsNotThere_data()
    {
        QTest::addColumn<int>("route");
        const auto table = api::routes();
        for (std::size_t i = 0; i < table.size(); ++i)
            if (table[i].what.path.starts_with("/api/v1/teams/:") ||
                table[i].what.path.starts_with("/api/v1/teams/slug/"))
                QTest::newRow(nameOf(table[i]).c_str()) << int(i);
    }
    void f66AForeignTeamIsAsOneThatIsNotThere()
    {
        QFETCH(int, route);
        static SeparatedWorld world;
        const auto &asked = api::routes()[std::size_t(route)];
        // All other ids in the path are the foreign team's, so that the team alone is the reason.
        const auto ask = [&](const std::string &team, const std::string &slug) {
            ApiUnderTest::Sent sent;
            sent.method = asked.what.method;
            sent.bearer = sessionOf(world, 0).bearer;
            sent.body = asked.what.request.empty() ? "" : "{}";
            sent.path = asked.what.path;
            for (const auto &[name, value] : {std::pair(":teamId", team), std::pair(":teamSlug", slug),
                                              std::pair(":userId", world.api.idOf(world.people.at(3).row)),
                                              std::pair(":keyId", idOf(world, "keyId", Mark::Of::inside, 2)),
                                              std::pair(":invitationId", world.ids["invitationId"].at(1))})
                if (const auto at = sent.path.find(name); at != std::string::npos)
                    sent.path.replace(at, std::string_view(name).size(), value);
            const auto answer = world.api.ask(sent);
            return std::to_string(answer.status) + ' ' + answer.body.substr(0, answer.body.find(",\"requestId\""));
        };
        const auto foreign = ask(world.ids["teamId"].at(2), world.ids["teamSlug"].at(2));
        QVERIFY2(foreign.starts_with("404 "), foreign.c_str());
        QCOMPARE(q(foreign), q(ask("zzz", "zzz")));
    }

    void f67WhatIsSomebodyElsesIsNotThere_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *method, const char *path, const char *body = "") {
            QTest::addRow("F67 %s %s", method, path) << QByteArray(method) << QByteArray(path) << QByteArray(body);
        };
        row("PUT", "/api/v1/user/tokens/{token}", "{\"scope\":\"\"}");
        row("DELETE", "/api/v1/user/tokens/{token}");
        row("POST", "/api/v1/user/tokens/{token}/rotate");
        row("POST", "/api/v1/user/tokens/{token}/enable");
        row("POST", "/api/v1/user/tokens/{token}/disable");
        row("DELETE", "/api/v1/user/sessions/{session}");
        row("PATCH", "/api/v1/user/invitations/{invitation}");
        row("DELETE", "/api/v1/user/invitations/{invitation}");
        // Another team's, by way of one's own; and a personal token isn't a team's key.
        row("DELETE", "/api/v1/teams/{mine}/invitations/{invitation}");
        for (const auto *what : {"key", "token"}) {
            const std::string key = std::string("/api/v1/teams/{mine}/keys/{") + what + '}';
            row("PUT", key.c_str(), "{}");
            row("DELETE", key.c_str());
            for (const auto *act : {"/rotate", "/enable", "/disable"})
                row("POST", (key + act).c_str());
        }
    }
    void f67WhatIsSomebodyElsesIsNotThere()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        static SeparatedWorld world;
        path.replace("{token}", QByteArray::fromStdString(idOf(world, "tokenId", Mark::Of::own, 1)))
            .replace("{session}", QByteArray::fromStdString(idOf(world, "sessionId", Mark::Of::own, 1)))
            .replace("{invitation}", QByteArray::fromStdString(world.ids["invitationId"].at(0)))
            .replace("{key}", QByteArray::fromStdString(idOf(world, "keyId", Mark::Of::inside, 1)))
            .replace("{mine}", QByteArray::fromStdString(world.ids["teamId"].at(0)));
        const auto before = world.snapshot(0);
        ApiUnderTest::Sent sent;
        for (const auto each :
             {http::Method::get, http::Method::post, http::Method::put, http::Method::patch, http::Method::del})
            if (http::methodName(each) == method.toStdString())
                sent.method = each;
        sent.path = path.toStdString();
        sent.body = body.toStdString();
        sent.bearer = sessionOf(world, 0).bearer;
        // A route that isn't there would say the same.
        static const auto table = api::routes();
        static const auto router = api::Router::make(table);
        QVERIFY2(router->find(sent.method, sent.path), sent.path.c_str());
        const auto answer = world.api.ask(sent);
        QVERIFY2(answer.status == 404, answer.body.c_str());
        QCOMPARE(q(world.snapshot(0)), q(before));
    }

    void f67WhoMayNotReadUsersDoesNotLearnWhoIsThere()
    {
        SeparatedWorld world;
        const auto &asker = sessionOf(world, 0);
        for (const auto *what : {"", "/teams", "/sessions"}) {
            const auto ask = [&](const std::string &id) {
                const auto answer = world.api.get("/api/v1/users/" + id + what, asker.bearer);
                return std::to_string(answer.status) + ' ' + answer.body.substr(0, answer.body.find(",\"requestId\""));
            };
            const auto there = ask(world.api.idOf(world.people.at(1).row));
            QVERIFY2(there.starts_with("403 "), there.c_str());
            QCOMPARE(q(there), q(ask("zzz")));
        }
    }

    void f67AnInvitationTellsTheTeamNoEmailAddress()
    {
        SeparatedWorld world;
        const auto &asker = sessionOf(world, 0);
        const auto &stranger = world.people.at(7);
        const auto path = "/api/v1/teams/" + world.ids["teamId"].at(0);
        const auto invite = text({{"user", stranger.username}});
        QCOMPARE(world.api.post(path + "/invitations", invite, asker.bearer).status, 200U);
        const auto list = world.api.get(path + "/invitations", asker.bearer);
        const std::string id(bodyOf(list).at("invitations").at(0).at("id").as_string());
        QCOMPARE(world.api.del(path + "/invitations/" + id, asker.bearer).status, 200U);
        QCOMPARE(world.api.post(path + "/invitations", invite, asker.bearer).status, 200U);
        const auto mine = bodyOf(world.api.get("/api/v1/user/invitations", sessionOf(world, 7).bearer));
        for (const auto &item : mine.at("invitations").as_array())
            if (item.at("team").at("id").as_string() == world.ids["teamId"].at(0))
                QCOMPARE(world.api
                             .del("/api/v1/user/invitations/" + std::string(item.at("id").as_string()),
                                  sessionOf(world, 7).bearer)
                             .status,
                         200U);
        const auto log = world.api.get(path + "/audit-log", asker.bearer).body;
        for (const auto *event : {"team.user.invited", "team.user.uninvited", "team.user.invite.rejected"})
            QVERIFY2(log.find(event) != std::string::npos, event);
        QVERIFY(log.find(stranger.username) != std::string::npos);
        QVERIFY2(log.find(stranger.row.email) == std::string::npos, log.c_str());
        QVERIFY(list.body.find(stranger.row.email) == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestApiSeparation)
#include "test_api_separation.moc"
