// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// Whether a signed-in user may continue, or has to complete a step first.
#include "tests/server/api/pipeline/answers.h"
#include "tests/server/api/pipeline/holder.h"

#include <QTest>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;

namespace {

constexpr auto day = 24h;

/// `ok`, or the error code of the response to a session's request.
QByteArray answerTo(ApiUnderTest &api, const std::string &session, const std::string &path = "/api/v1/user/teams")
{
    const auto response = api.get(path, session);
    return response.status == 200 ? QByteArray("ok") : q(codeOf(response));
}

bool require(ApiUnderTest &api, SecondFactorEnforcement enforcement, int graceDays)
{
    auto settings = *api.policy().current();
    settings.secondFactor.enforcement = enforcement;
    settings.secondFactor.grace = std::chrono::days(graceDays);
    return api.set(settings);
}

bool expirePasswordsAfter(ApiUnderTest &api, int days)
{
    auto settings = *api.policy().current();
    settings.password.expiresAfter = std::chrono::days(days);
    return api.set(settings);
}

http::Response changePassword(ApiUnderTest &api, const std::string &session, const std::string &from,
                              const std::string &to)
{
    return api.put("/api/v1/user/change_password", text({{"old_password", from}, {"password", to}}), session);
}

class TestApiCompleteness : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void f35OffAsksNobody()
    {
        ApiUnderTest api;
        api.addUser("root-ann", true);
        QVERIFY(require(api, SecondFactorEnforcement::off, 0));
        const auto early = api.signIn("root-ann");
        QCOMPARE(answerTo(api, early, "/api/v1/users"), QByteArray("ok"));
        QVERIFY(q(api.get("/api/v1/user/mfa", early).body).contains("\"required\":false"));
        api.clock.move(400 * day);
        QCOMPARE(answerTo(api, api.signIn("root-ann"), "/api/v1/users"), QByteArray("ok"));
    }

    void f35SwitchingItOffLetsInAgain()
    {
        ApiUnderTest api;
        const auto admin = api.addSignedIn("root-ann", true);
        QVERIFY(require(api, SecondFactorEnforcement::administrators, 0));
        QCOMPARE(answerTo(api, admin, "/api/v1/users"), QByteArray("mfa_enrolment_required"));
        QVERIFY(require(api, SecondFactorEnforcement::off, 0));
        QCOMPARE(answerTo(api, admin, "/api/v1/users"), QByteArray("ok"));
    }

    void f35EverybodyHasTheGraceFromTheirFirstSignIn()
    {
        ApiUnderTest api;
        api.addUser("bob");
        api.addUser("carl");
        QVERIFY(require(api, SecondFactorEnforcement::everyone, 7));
        (void)api.signIn("bob");
        api.clock.move(7 * day - 1s);
        const auto bob = api.signIn("bob");
        const auto carl = api.signIn("carl");
        QCOMPARE(answerTo(api, bob), QByteArray("ok"));
        api.clock.move(1s);
        QCOMPARE(answerTo(api, bob), QByteArray("mfa_enrolment_required"));
        QCOMPARE(answerTo(api, carl), QByteArray("ok"));
        // Signing in again is no way around.
        const auto again = api.signIn("bob");
        QCOMPARE(answerTo(api, again), QByteArray("mfa_enrolment_required"));
        QCOMPARE(q(codeOf(api.post("/api/v1/user/tokens", text({{"name", "k"}, {"scope", ""}}), again))),
                 QByteArray("mfa_enrolment_required"));
        const Holder holder(api, "bob");
        QCOMPARE(answerTo(api, holder.session), QByteArray("ok"));
    }

    void f35EverybodyAtOnceCountsForSessionsThatLive()
    {
        ApiUnderTest api;
        api.addUser("bob");
        api.addUser("carl");
        const auto bob = api.signIn("bob");
        const Holder carl(api, "carl");
        QCOMPARE(answerTo(api, bob), QByteArray("ok"));
        QVERIFY(require(api, SecondFactorEnforcement::everyone, 0));
        QCOMPARE(answerTo(api, bob), QByteArray("mfa_enrolment_required"));
        QCOMPARE(answerTo(api, carl.session), QByteArray("ok"));
        // Enrolment and signing out stay permitted.
        QCOMPARE(api.statusOf(bob), 200U);
        QCOMPARE(api.get("/api/v1/user/mfa", bob).status, 200U);
        QCOMPARE(api.put("/api/v1/user/mfa", "{}", bob).status, 200U);
        QCOMPARE(api.post("/account/logout", "", bob).status, 200U);
    }

    void f35NoneIsAskedOfTheLocalPerson()
    {
        ApiUnderTest api;
        auto local = person("me");
        local.local = local.admin = true;
        const auto made = api.store().write([&](store::Writer &writer) { return store::users::insert(writer, local); });
        QVERIFY(made.has_value());
        const auto session = api.credentials().openLocal(made->id);
        QVERIFY(require(api, SecondFactorEnforcement::everyone, 0));
        QCOMPARE(answerTo(api, std::string(session.view()), "/api/v1/users"), QByteArray("ok"));
    }

    void aPasswordExpiresByItsAge()
    {
        ApiUnderTest api;
        api.addUser("bob");
        QVERIFY(expirePasswordsAfter(api, 30));
        api.clock.move(30 * day - 1s);
        const auto bob = api.signIn("bob");
        QCOMPARE(answerTo(api, bob), QByteArray("ok"));
        QVERIFY(!q(api.get("/api/v1/user", bob).body).contains("\"password_expired\":true"));
        api.clock.move(1s);
        QCOMPARE(answerTo(api, bob), QByteArray("password_expired"));
        const auto again = api.signIn("bob");
        QCOMPARE(answerTo(api, again), QByteArray("password_expired"));
        QVERIFY(q(api.get("/api/v1/user", again).body).contains("\"password_expired\":true"));
        QCOMPARE(changePassword(api, again, goodPassword, "Harbour-violin-63-y").status, 200U);
        QCOMPARE(answerTo(api, again), QByteArray("ok"));
        // Its age is the new password's.
        api.clock.move(30 * day - 1s);
        const auto later = cookieOf(api.login("bob", "Harbour-violin-63-y"), "sid");
        QCOMPARE(answerTo(api, later), QByteArray("ok"));
        api.clock.move(1s);
        QCOMPARE(answerTo(api, later), QByteArray("password_expired"));
    }

    void anAgeThatIsSetCountsForSessionsThatLiveAndZeroIsNever()
    {
        ApiUnderTest api;
        api.addUser("bob");
        api.clock.move(400 * day);
        const auto bob = api.signIn("bob");
        QCOMPARE(answerTo(api, bob), QByteArray("ok"));
        QVERIFY(expirePasswordsAfter(api, 90));
        QCOMPARE(answerTo(api, bob), QByteArray("password_expired"));
        QVERIFY(expirePasswordsAfter(api, 0));
        QCOMPARE(answerTo(api, bob), QByteArray("ok"));
    }

    void anExpiredPasswordIsAskedForBeforeAFactor()
    {
        ApiUnderTest api;
        const auto bob = api.addSignedIn("bob");
        QVERIFY(require(api, SecondFactorEnforcement::everyone, 0));
        QVERIFY(expirePasswordsAfter(api, 1));
        api.clock.move(day - 1s);
        QCOMPARE(answerTo(api, bob), QByteArray("mfa_enrolment_required"));
        const auto fresh = api.signIn("bob");
        api.clock.move(1s);
        QCOMPARE(answerTo(api, fresh), QByteArray("password_expired"));
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestApiCompleteness)
#include "test_api_completeness.moc"
