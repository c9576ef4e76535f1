// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/client/servers/list_world.h"
#include "tests/client/servers/platformish.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace castellan;
using namespace castellan::client;

/// A sign-in that isn't enough: a password that has expired, and proof that has become too old.
class TestIncompleteSignIn : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksForProofAndRepeatsTheChangeOnce()
    {
        ListWorld world;
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
        auto *server = world.connectTo(platform.server.url());
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
        ListWorld world;
        Platformish platform;
        int tries = 0;
        platform.server.answer = [&](const RawRequest &r) {
            if (r.method != "DELETE")
                return platform.say(r);
            ++tries;
            return RawServer::reply(403, "{\"code\":\"reauth_required\",\"error\":\"again\"}");
        };
        auto *server = world.connectTo(platform.server.url());
        QVERIFY(server);
        connect(server, &Server::proofWanted, server, &Server::giveUpProof, Qt::QueuedConnection);
        const auto given = await(server->apply(server->platform()->users()->remove(QStringLiteral("u9"))));
        QCOMPARE(given.error().code, ErrorCode::cancelled);
        QCOMPARE(tries, 1);
    }

    void waitsForANewPasswordBeforeAnythingElse()
    {
        ListWorld world;
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
        auto *server = world.connectTo(platform.server.url());
        QVERIFY(server);
        QTRY_COMPARE(server->state(), ConnectionState::connected);
        expired = true;
        QVERIFY(!await(server->platform()->teams()->list({})));
        QTRY_COMPARE(server->state(), ConnectionState::needs_sign_in);
        QCOMPARE(server->lastError().code, ErrorCode::password_expired);
        QVERIFY(await(signInTo(server->signIn(), NewPasswordAnswer{Secret(std::string_view("right")),
                                                                   Secret(std::string_view("other"))})));
        QCOMPARE(server->state(), ConnectionState::connected);
    }

    void leadsFromStepToStep()
    {
        ListWorld world;
        Platformish platform;
        platform.openApi = ourDescription;
        bool expired = true;
        platform.server.answer = [&](const RawRequest &r) {
            if (r.target == "/account/login" && r.body.contains("right"))
                return RawServer::reply(403, "{\"code\":\"mfa_required\",\"error\":\"code\"}");
            if (r.target == "/account/login/token")
                return RawServer::reply(200, {}, {}, {"Set-Cookie: sid=S1; Path=/; HttpOnly"});
            if (r.target == "/api/v1/user/change_password") {
                expired = false;
                return RawServer::reply(200, "{\"status\":\"okay\"}");
            }
            if (r.target == "/api/v1/user" && expired)
                return RawServer::reply(200, "{\"id\":\"u1\",\"username\":\"alice\",\"password_expired\":true}");
            if (r.target == "/api/v1/user/mfa")
                return RawServer::reply(200, "{\"url\":\"otpauth://totp/x?secret=ABC\",\"secret\":\"ABC\"}");
            if (r.target == "/api/v1/user/mfa/verify")
                return r.body.contains("123456") ? RawServer::reply(200, "{\"codes\":[\"AAAA\",\"BBBB\"]}")
                                                 : RawServer::reply(400, "{\"code\":\"mfa_failed\",\"error\":\"no\"}");
            return platform.say(r);
        };
        const auto secret = [](const char *text) { return Secret(std::string_view(text)); };
        auto flow = world.list.connectNew();
        auto &signIn = flow->signIn();
        FAILS(await(signIn.submit(PasswordAnswer{QStringLiteral("alice"), secret("right")})), ErrorCode::offline);
        OK(await(flow->probe(platform.server.url().toString())));
        FAILS(await(signIn.submit(PasswordAnswer{QStringLiteral("alice"), secret("wrong")})),
              ErrorCode::unauthenticated);
        QVERIFY(std::holds_alternative<PasswordStep>(signIn.step()));
        QSignalSpy accepted(&signIn, &SignIn::accepted);
        auto next = await(signIn.submit(PasswordAnswer{QStringLiteral("alice"), secret("right")}));
        OK(next);
        QVERIFY(std::holds_alternative<CodeStep>(*next));
        QCOMPARE(accepted.size(), 0);
        next = await(signIn.submit(CodeAnswer{QStringLiteral("123456")}));
        OK(next);
        QVERIFY(std::holds_alternative<NewPasswordStep>(*next));
        QCOMPARE(accepted.size(), 1);
        next = await(signIn.submit(NewPasswordAnswer{secret("right"), secret("other")}));
        OK(next);
        QVERIFY(std::holds_alternative<DoneStep>(*next));
        QVERIFY(flow->user());

        signIn.require(EnrolStep{});
        next = await(signIn.submit(EnrolAnswer{}));
        OK(next);
        QCOMPARE(std::get<EnrolStep>(*next).enrolment.key, QStringLiteral("ABC"));
        FAILS(await(signIn.submit(CodeAnswer{QStringLiteral("000000")})), ErrorCode::mfa_failed);
        QVERIFY(std::holds_alternative<EnrolStep>(signIn.step()));  // a wrong code ends nothing
        next = await(signIn.submit(CodeAnswer{QStringLiteral("123456")}));
        OK(next);
        QCOMPARE(std::get<KeepCodesStep>(*next).codes, QStringList({QStringLiteral("AAAA"), QStringLiteral("BBBB")}));
        next = await(signIn.submit(CodesKeptAnswer{}));
        OK(next);
        QVERIFY(std::holds_alternative<DoneStep>(*next));
    }
};

QTEST_GUILESS_MAIN(TestIncompleteSignIn)
#include "test_incomplete_sign_in.moc"
