// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/detect.h"
#include "client/servers/connect_flow.h"
#include "tests/client/await.h"
#include "tests/client/connectors/flowfuse_wire.h"
#include "tests/client/servers/list_world.h"

#include <QTest>

using namespace castellan;
using namespace castellan::client;
using namespace Qt::StringLiterals;

/// The connector against the answers of FlowFuse's oldest and newest version.
class TestFlowFuseWire : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isRecognised_data() { FlowFuseWire::addRows(); }
    void isRecognised()
    {
        QFETCH(FlowFuseWire::Version, version);
        FlowFuseWire wire(version);
        ListWorld world;
        auto *server = world.connectTo(wire.server.url());
        QVERIFY(server);
        QCOMPARE(server->platform()->info().version, QString::fromLatin1(QTest::currentDataTag()));
    }

    void isReadWhole_data() { FlowFuseWire::addRows(); }
    void isReadWhole()
    {
        QFETCH(FlowFuseWire::Version, version);
        FlowFuseWire wire(version);
        const auto bob = wire.addUser(u"bob"_s, u"Bob Builder"_s);
        const auto team = wire.addTeam(u"Operations"_s);
        wire.addMember(team, wire.users.first()[u"id"].toString(), 50);
        wire.addMember(team, bob, 10);
        wire.happens({}, u"account.login"_s);
        wire.happens(team, u"team.user.added"_s);
        ListWorld world;
        auto *server = world.connectTo(wire.server.url());
        QVERIFY(server);
        auto &platform = *server->platform();
        const auto users = await(platform.users()->list({}));
        OK(users);
        QCOMPARE(users->users.size(), 2U);
        const auto teams = await(platform.teams()->list({}));
        OK(teams);
        QCOMPARE(teams->teams.size(), 1U);
        QCOMPARE(teams->teams.front().memberCount, 2);
        const auto members = await(platform.teams()->members(team));
        OK(members);
        QCOMPARE(members->members.size(), 2U);
        for (const auto &source : {QString(), team}) {
            const auto page = await(platform.auditLog()->page(
                {.source = {source}, .cursor = {}, .query = {}, .events = {}, .usernames = {}}));
            OK(page);
            QCOMPARE(page->log.size(), 1U);
        }
    }

    void takesTokensAsTheVersionDoes_data() { FlowFuseWire::addRows(); }
    void takesTokensAsTheVersionDoes()
    {
        QFETCH(FlowFuseWire::Version, version);
        FlowFuseWire wire(version);
        wire.tokens["ffpat_plain"] = {u"alice"_s};
        wire.tokens["ffpat_admin"] = {u"alice"_s, false, true};
        for (const auto &[token, admin] : {std::pair("ffpat_plain", !wire.isNew()), std::pair("ffpat_admin", true)}) {
            ListWorld world;
            auto flow = world.list.connectNew();
            const auto found = await(flow->probe(wire.server.url().toString()));
            OK(found);
            const auto user = await(signInTo(flow->signIn(), TokenAnswer{Secret(std::string_view(token))}));
            OK(user);
            QCOMPARE(user->admin.value_or(false), admin);
        }
    }
};

QTEST_MAIN(TestFlowFuseWire)
#include "test_flowfuse_wire.moc"
