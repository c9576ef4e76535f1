// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/servers/connect_flow.h"
#include "client/servers/server_list.h"
#include "tests/client/await.h"
#include "tests/client/secrets/fake_secret_store.h"
#include "tests/client/servers/platformish.h"
#include "tests/client/servers/system_world.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace castellan;
using namespace castellan::client;

/// A sign-in that isn't enough: a password that has expired, and proof that has become too old.
class TestIncompleteSignIn : public QObject {
    Q_OBJECT

    SystemClock m_clock;
    OpenSslRandom m_random;

    struct World {
        FakeSecretStore store;
        QTemporaryDir folder;
        Surroundings surroundings;
        ServerList list;
        World(SystemClock &clock, Random &random)
            : surroundings{clock, random, {store, store, store}, folder.path(), QStringLiteral("test"), {}},
              list(surroundings)
        {
        }
    };

    Server *connectTo(World &world, Platformish &platform)
    {
        auto flow = world.list.connectNew();
        if (!await(flow->probe(platform.server.url().toString())) ||
            !await(flow->signIn(QStringLiteral("alice"), Secret(std::string_view("right")))))
            return nullptr;
        flow->profile().name = QStringLiteral("Factory");
        const auto saved = await(flow->save());
        return saved ? *saved : nullptr;
    }

private Q_SLOTS:
    void asksForProofAndRepeatsTheChangeOnce()
    {
        World world(m_clock, m_random);
        Platformish platform;
        platform.openApi = ourDescription;  // proof is asked for by our server alone
        int tries = 0;
        bool proven = false;
        platform.server.answer = [&](const RawRequest &r) {
            if (r.target == "/api/v1/user/step-up") {
                proven = r.body == "{\"password\":\"right\"}";
                return proven ? RawServer::reply(200, "{\"status\":\"okay\"}")
                              : RawServer::reply(
                                    400, "{\"code\":\"reauth_failed\",\"error\":\"password: is not your password\"}");
            }
            if (r.method == "DELETE") {
                ++tries;
                return proven ? RawServer::reply(200, "{\"status\":\"okay\"}")
                              : RawServer::reply(403, "{\"code\":\"reauth_required\",\"error\":\"again\"}");
            }
            return platform.say(r);
        };
        auto *server = connectTo(world, platform);
        QVERIFY(server);
        auto removal = server->platform()->users()->remove(QStringLiteral("u9"));
        // Without a listener there is no question to ask.
        QCOMPARE(await(server->apply(removal)).error().code, ErrorCode::reauth_required);

        QSignalSpy wanted(server, &Server::proofWanted);
        QSignalSpy applied(server, &Server::applied);
        auto first = server->apply(removal);
        auto second = server->apply(removal);
        QTRY_COMPARE(tries, 3);
        QTRY_COMPARE(wanted.size(), 1);
        QTest::qWait(0);
        QVERIFY(!first.isFinished());
        const auto wrong = await(server->stepUp({Secret(std::string_view("wrong")), {}, false}));
        QVERIFY(!wrong);
        QCOMPARE(server->state(), ConnectionState::connected);  // a wrong answer ends no session
        QVERIFY(!first.isFinished());
        QVERIFY(await(server->stepUp({Secret(std::string_view("right")), {}, false})));
        QVERIFY(await(first));
        QVERIFY(await(second));
        QCOMPARE(tries, 5);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(applied.size(), 2);
    }

    void changesNothingWithoutProof()
    {
        World world(m_clock, m_random);
        Platformish platform;
        int tries = 0;
        platform.server.answer = [&](const RawRequest &r) {
            if (r.method != "DELETE")
                return platform.say(r);
            ++tries;
            return RawServer::reply(403, "{\"code\":\"reauth_required\",\"error\":\"again\"}");
        };
        auto *server = connectTo(world, platform);
        QVERIFY(server);
        connect(server, &Server::proofWanted, server, &Server::giveUpProof, Qt::QueuedConnection);
        const auto given = await(server->apply(server->platform()->users()->remove(QStringLiteral("u9"))));
        QCOMPARE(given.error().code, ErrorCode::cancelled);
        QCOMPARE(tries, 1);
    }

    void waitsForANewPasswordBeforeAnythingElse()
    {
        World world(m_clock, m_random);
        Platformish platform;
        bool expired = false;
        platform.server.answer = [&](const RawRequest &r) {
            if (r.target == "/api/v1/user/change_password") {
                expired = false;
                return RawServer::reply(200, "{\"status\":\"okay\"}");
            }
            if (expired && r.target != "/api/v1/user")
                return RawServer::reply(403, "{\"code\":\"password_expired\",\"error\":\"expired\"}");
            return platform.say(r);
        };
        auto *server = connectTo(world, platform);
        QVERIFY(server);
        QTRY_COMPARE(server->state(), ConnectionState::connected);
        expired = true;
        QVERIFY(!await(server->platform()->teams()->list({})));
        QTRY_COMPARE(server->state(), ConnectionState::needs_sign_in);
        QCOMPARE(server->lastError().code, ErrorCode::password_expired);
        QVERIFY(await(server->renewPassword(Secret(std::string_view("right")), Secret(std::string_view("other")))));
        QCOMPARE(server->state(), ConnectionState::connected);
    }
};

QTEST_GUILESS_MAIN(TestIncompleteSignIn)
#include "test_incomplete_sign_in.moc"
