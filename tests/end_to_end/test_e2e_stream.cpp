// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/end_to_end/live_server.h"
#include "tests/end_to_end/people.h"
#include "tests/server/stream/subscriber.h"

#include <QTest>

using namespace castellan::test;
using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<Subscriber> subscribe(const LiveServer &server, const QString &token, const QStringList &more = {})
{
    return std::make_unique<Subscriber>(server.streamUrl(), QStringList{u"--token"_s, token} + more);
}

QStringList from(const QString &cursor)
{
    return {u"--cursor"_s, cursor};
}

/// Rounds of killing: a few in every run, a hundred when asked for.
int rounds()
{
    const auto asked = qEnvironmentVariableIntValue("CASTELLAN_KILL_ROUNDS");
    return asked > 0 ? asked : 5;
}

}  // namespace

class TestStream : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void losesAndDoublesNoRowWhenTheServerIsKilled()
    {
        LiveServer server;
        QVERIFY(server.init());
        QString cursor = u"tail:1000"_s;
        QList<qint64> union_;
        for (int round = 0; round < rounds(); ++round) {
            const auto s = subscribe(server, server.adminToken(), from(cursor));
            QTRY_VERIFY(s->has("welcome"));
            const auto before = server.acknowledged();
            server.act(100'000);
            QTRY_VERIFY_WITH_TIMEOUT(server.acknowledged() >= before + 20 + round % 7, 20'000);
            server.kill();
            server.endActs();
            QTRY_VERIFY(s->has("close"));
            QVERIFY2(s->broken.isEmpty(), qPrintable(s->broken));
            union_ += s->rows();
            cursor = s->cursor;
            QVERIFY(server.start());
        }
        const auto s = subscribe(server, server.adminToken(), from(cursor));
        const auto table = server.table();
        QVERIFY(!table.isEmpty());
        QTRY_VERIFY(s->to() >= table.last());
        union_ += s->rows();
        QVERIFY(table.size() >= server.acknowledged());
        QCOMPARE(union_, table);
    }

    void endsStreamsWithWhatLetThemIn()
    {
        LiveServer server;
        QVERIFY(server.init());
        auto &admin = server.admin();
        QCOMPARE(admin
                     .send("POST", u"/api/v1/users"_s,
                           {{u"username"_s, u"bob"_s},
                            {u"email"_s, u"bob@example.com"_s},
                            {u"name"_s, u"Bob"_s},
                            {u"password"_s, u"Granite-meadow-42-x"_s}})
                     .status,
                 200);
        // A password that an administrator set has to be changed first: such a session is no way in.
        Curl bob(server.url());
        QCOMPARE(bob.login(u"bob"_s, u"Granite-meadow-42-x"_s).status, 200);
        const auto expired =
            std::make_unique<Subscriber>(server.streamUrl(), QStringList{u"--cookie"_s, u"sid="_s + bob.cookie("sid")});
        QTRY_COMPARE(expired->closeCode(), 4401);
        QCOMPARE(bob.send("PUT", u"/api/v1/user/change_password"_s,
                          {{u"old_password"_s, u"Granite-meadow-42-x"_s}, {u"password"_s, u"Harbour-violin-63-y"_s}})
                     .status,
                 200);
        Curl again(server.url());
        QCOMPARE(again.login(u"bob"_s, u"Harbour-violin-63-y"_s).status, 200);
        const auto bySession = std::make_unique<Subscriber>(
            server.streamUrl(), QStringList{u"--cookie"_s, u"sid="_s + again.cookie("sid")});
        QTRY_VERIFY(bySession->has("welcome"));
        QCOMPARE(again.send("POST", u"/account/logout"_s, {}).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(bySession->closeCode(), 4401, 1500);

        const auto token = admin.send("POST", u"/api/v1/user/tokens"_s, {{u"name"_s, u"short"_s}, {u"scope"_s, u""_s}});
        const auto byToken = subscribe(server, token["token"]);
        QTRY_VERIFY(byToken->has("welcome"));
        const auto removed = admin.send("DELETE", u"/api/v1/user/tokens/"_s + token["id"]);
        QVERIFY(removed.status < 300);
        QTRY_COMPARE_WITH_TIMEOUT(byToken->closeCode(), 4401, 1500);
        const auto gone = subscribe(server, token["token"]);
        QTRY_COMPARE(gone->closeCode(), 4401);
        const auto stranger = subscribe(server, u"ffpat_0000000000000000000000000000000000000000000000"_s);
        QTRY_COMPARE(stranger->closeCode(), 4401);
        const auto nobody = std::make_unique<Subscriber>(server.streamUrl(), QStringList());
        QTRY_COMPARE(nobody->closeCode(), 4401);
    }

    void narrowsWithTheRole()
    {
        LiveServer server;
        QVERIFY(server.init());
        auto &admin = server.admin();
        const auto types = admin.get(u"/api/v1/team-types"_s).json()[u"types"_s].toArray();
        const auto team = admin.send("POST", u"/api/v1/teams"_s,
                                     {{u"name"_s, u"Line One"_s}, {u"type"_s, types.at(0).toObject()[u"id"_s]}});
        QCOMPARE(team.status, 200);
        Person bob(admin, server.url(), u"bob"_s);
        QVERIFY(admin
                    .send("POST", u"/api/v1/teams/"_s + team["id"] + u"/members"_s,
                          {{u"user"_s, u"bob"_s}, {u"role"_s, 50}})
                    .status < 300);
        const auto token = LiveServer::tokenOf(bob.session);
        const auto members = admin.get(u"/api/v1/teams/"_s + team["id"] + u"/members"_s).json()[u"members"_s].toArray();
        QString bobId;
        for (const auto &member : members)
            if (member.toObject()[u"username"_s] == u"bob"_s)
                bobId = member.toObject()[u"id"_s].toString();
        const auto s = subscribe(server, token, {u"--scope"_s, u"team:"_s + team["id"]});
        QTRY_VERIFY2(s->has("welcome"), QJsonDocument(s->last("close")).toJson().constData());
        QVERIFY(admin.send("PUT", u"/api/v1/teams/"_s + team["id"], {{u"name"_s, u"Line Two"_s}}).status < 300);
        QTRY_COMPARE(s->rows().size(), 1);
        QVERIFY(admin.send("PUT", u"/api/v1/teams/"_s + team["id"] + u"/members/"_s + bobId, {{u"role"_s, 30}}).status <
                300);
        QTRY_COMPARE_WITH_TIMEOUT(s->closeCode(), 4403, 1500);
        const auto back = subscribe(server, token, {u"--scope"_s, u"team:"_s + team["id"]});
        QTRY_COMPARE(back->closeCode(), 4403);
    }

    void givesAUserTenStreams()
    {
        LiveServer server;
        QVERIFY(server.init());
        std::vector<std::unique_ptr<Subscriber>> ten;
        for (int i = 0; i < 10; ++i)
            ten.push_back(subscribe(server, server.adminToken()));
        for (const auto &s : ten)
            QTRY_VERIFY_WITH_TIMEOUT(s->has("welcome"), 20'000);
        const auto eleventh = subscribe(server, server.adminToken());
        QTRY_COMPARE(eleventh->closeCode(), 4429);
    }

    void saysThatItRestarts()
    {
        LiveServer server;
        QVERIFY(server.init());
        const auto s = subscribe(server, server.adminToken());
        QTRY_VERIFY(s->has("welcome"));
        QCOMPARE(server.stop(), 0);
        QTRY_COMPARE(s->closeCode(), 1012);
    }
};

QTEST_GUILESS_MAIN(TestStream)
#include "test_e2e_stream.moc"
