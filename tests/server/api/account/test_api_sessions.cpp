// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/sessions.h"
#include "tests/fixtures/rows.h"
#include "tests/server/api/pipeline/answers.h"
#include "tests/server/store/faulty_vfs.h"

#include <QTest>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;

namespace {

json::array sessionsIn(const http::Response &response)
{
    return bodyOf(response).at("sessions").as_array();
}

/// Id of the one that asks.
std::string currentOf(const http::Response &list)
{
    for (const auto &session : sessionsIn(list))
        if (session.at("current").as_bool())
            return std::string(session.at("id").as_string());
    return {};
}

http::Response endMine(ApiUnderTest &api, const std::string &scope, const std::string &bearer)
{
    return api.ask(
        {.method = http::Method::del, .path = "/api/v1/user/sessions", .bearer = bearer, .query = {{"scope", scope}}});
}

class TestApiSessions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void f17ActivityAt2359KeepsASessionAndADayWithoutEndsIt()
    {
        ApiUnderTest api;
        const auto token = api.addSignedIn("ann");
        api.clock.move(23h + 59min);
        QCOMPARE(api.statusOf(token), 200U);
        api.clock.move(23h + 59min);
        QCOMPARE(api.statusOf(token), 200U);
        api.clock.move(24h + 1s);
        const auto late = api.get("/api/v1/user", token);
        QCOMPARE(late.status, 401U);
        QCOMPARE(q(codeOf(late)), QByteArray("unauthorized"));
    }

    void f20SevenDaysAreTheEndWhateverTheUse()
    {
        ApiUnderTest api;
        const auto token = api.addSignedIn("ann");
        for (int i = 0; i < 7; ++i) {
            api.clock.move(24h - 1s);
            QCOMPARE(api.statusOf(token), 200U);
        }
        api.clock.move(6s);  // 7 days and a second short
        QCOMPARE(api.statusOf(token), 200U);
        api.clock.move(2s);
        QCOMPARE(api.statusOf(token), 401U);
    }

    void f23ATokenIsDeadAfterSigningOutAndItsRowIsGone()
    {
        ApiUnderTest api;
        const auto ann = api.addUser("ann");
        const auto token = api.signIn("ann");
        QCOMPARE(api.statusOf(token), 200U);
        QCOMPARE(api.post("/account/logout", "", token).status, 200U);
        QCOMPARE(api.statusOf(token), 401U);
        const auto rows =
            api.store().read([&](store::Reader &reader) { return store::sessions::ofUser(reader, ann.id); });
        QVERIFY(rows && rows->empty());
    }

    void f24OthersLeavesExactlyTheCurrentOne_data()
    {
        addBoolRows("byLogout", "F24 by signing out", "F24 by the list");
    }

    void f24OthersLeavesExactlyTheCurrentOne()
    {
        QFETCH(bool, byLogout);
        ApiUnderTest api;
        api.addUser("ann");
        api.addUser("bob");
        const auto here = api.signIn("ann");
        const auto phone = api.signIn("ann");
        const auto tablet = api.signIn("ann");
        const auto bob = api.signIn("bob");
        const auto before = api.head();
        const auto done =
            byLogout ? api.post("/account/logout", text({{"scope", "others"}}), here) : endMine(api, "others", here);
        QCOMPARE(done.status, 200U);
        QVERIFY(cookieOf(done, "sid").empty());
        QCOMPARE(api.head(), before + 1);
        QCOMPARE(q(api.lastEvent()), QByteArray(byLogout ? "account.logout" : "account.session.ended"));
        QCOMPARE(api.statusOf(phone), 401U);
        QCOMPARE(api.statusOf(tablet), 401U);
        QCOMPARE(sessionsIn(api.get("/api/v1/user/sessions", here)).size(), std::size_t(1));
        QCOMPARE(api.statusOf(bob), 200U);
    }

    void f24AllEndsThisOneTooAndThisEndsNoOther()
    {
        ApiUnderTest api;
        const auto here = api.addSignedIn("ann");
        const auto phone = api.signIn("ann");
        const auto tablet = api.signIn("ann");
        QCOMPARE(api.post("/account/logout", text({{"scope", "this"}}), tablet).status, 200U);
        QCOMPARE(api.statusOf(phone), 200U);
        QCOMPARE(api.post("/account/logout", text({{"scope", "all"}}), here).status, 200U);
        QCOMPARE(api.statusOf(here), 401U);
        QCOMPARE(api.statusOf(phone), 401U);
    }

    void anUnknownScopeIsRefusedAndEndsNothing()
    {
        ApiUnderTest api;
        const auto here = api.addSignedIn("ann");
        const auto answer = api.post("/account/logout", text({{"scope", "local"}}), here);
        QCOMPARE(answer.status, 400U);
        QVERIFY(q(answer.body).contains("expected this, others or all"));
        QCOMPARE(endMine(api, "this", here).status, 400U);
        QCOMPARE(api.del("/api/v1/user/sessions", here).status, 400U);
        QCOMPARE(api.statusOf(here), 200U);
    }

    void f25TheListSaysWhereFromAndSinceWhen()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const auto old = api.signIn("ann", "192.0.2.7");
        const auto opened = toIso(api.clock.now());
        api.clock.move(2h);
        const auto here = api.signIn("ann", "2001:db8::1");
        const auto list = sessionsIn(api.get("/api/v1/user/sessions", here));
        QCOMPARE(list.size(), std::size_t(2));
        QVERIFY(list[0].at("current").as_bool());  // the newest first
        const auto &other = list[1];
        QVERIFY(!other.at("current").as_bool());
        QCOMPARE(q(std::string(other.at("address").as_string())), QByteArray("192.0.2.7"));
        QCOMPARE(q(std::string(other.at("client").as_string())), QByteArray("test"));
        QCOMPARE(q(std::string(other.at("createdAt").as_string())), q(opened));
        // Uses that are still in memory count.
        QCOMPARE(api.statusOf(old), 200U);
        const auto now = sessionsIn(api.get("/api/v1/user/sessions", here));
        QCOMPARE(q(std::string(now[1].at("lastUsedAt").as_string())), q(toIso(api.clock.now())));
        QCOMPARE(q(std::string(now[1].at("expiresAt").as_string())), q(toIso(api.clock.now() + 24h)));
    }

    void f25WhatWasUnusedForADayIsNotListed()
    {
        ApiUnderTest api;
        api.addUser("ann");
        (void)api.signIn("ann");
        const auto used = api.signIn("ann");
        api.clock.move(23h);
        QCOMPARE(api.statusOf(used), 200U);
        api.clock.move(2h);
        QCOMPARE(sessionsIn(api.get("/api/v1/user/sessions", used)).size(), std::size_t(1));
    }

    void f25RevokingAnotherSessionEndsItsNextCall()
    {
        ApiUnderTest api;
        api.addUser("ann");
        api.addUser("eve");
        const auto a = api.signIn("ann");
        const auto b = api.signIn("ann");
        const auto eve = api.signIn("eve");
        const auto id = currentOf(api.get("/api/v1/user/sessions", b));
        QCOMPARE(api.statusOf(b), 200U);
        // Sessions of other users stay.
        QCOMPARE(api.del("/api/v1/user/sessions/" + id, eve).status, 404U);
        QCOMPARE(api.statusOf(b), 200U);
        QCOMPARE(api.del("/api/v1/user/sessions/" + id, a).status, 200U);
        QCOMPARE(api.statusOf(b), 401U);
        QCOMPARE(q(api.lastEvent()), QByteArray("account.session.ended"));
        QCOMPARE(api.del("/api/v1/user/sessions/" + id, a).status, 404U);
    }

    void f25AdministratorsEndWhatOthersHave()
    {
        ApiUnderTest api;
        api.addUser("root-ann", true);
        const auto bob = api.addUser("bob");
        const auto admin = api.signIn("root-ann");
        const auto one = api.signIn("bob");
        const auto two = api.signIn("bob");
        const auto three = api.signIn("bob");
        const auto path = "/api/v1/users/" + api.idOf(bob) + "/sessions";
        const auto list = api.get(path, admin);
        QCOMPARE(sessionsIn(list).size(), std::size_t(3));
        QVERIFY(currentOf(list).empty());
        const auto id = currentOf(api.get("/api/v1/user/sessions", two));
        QCOMPARE(api.del(path + "/" + id, admin).status, 200U);
        QCOMPARE(q(api.lastEvent()), QByteArray("users.ended-sessions"));
        QCOMPARE(api.statusOf(two), 401U);
        QCOMPARE(api.statusOf(one), 200U);
        // The administrator's own session isn't one of his.
        const auto mine = currentOf(api.get("/api/v1/user/sessions", admin));
        QCOMPARE(api.del(path + "/" + mine, admin).status, 404U);
        const auto before = std::int64_t(api.rowsAfter(0).size());
        const auto all = api.del(path, admin);
        QCOMPARE(bodyOf(all).at("sessionsEnded").as_int64(), 2);
        QCOMPARE(api.head(), before + 1);
        QCOMPARE(api.statusOf(one), 401U);
        QCOMPARE(api.statusOf(three), 401U);
        QCOMPARE(bodyOf(api.del(path, admin)).at("sessionsEnded").as_int64(), 0);
        QCOMPARE(api.head(), before + 1);  // what is so already leaves no entry
    }

    void theLocalPersonSeesTheSessionOfThisComputer()
    {
        ApiUnderTest api;
        auto local = person("me");
        local.local = true;
        const auto made = api.store().write([&](store::Writer &writer) { return store::users::insert(writer, local); });
        QVERIFY(made.has_value());
        const auto session = api.credentials().openLocal(made->id);
        const std::string token(session.view());
        const auto list = sessionsIn(api.get("/api/v1/user/sessions", token));
        QCOMPARE(list.size(), std::size_t(1));
        QVERIFY(list[0].at("local").as_bool());
        QVERIFY(list[0].at("current").as_bool());
        QCOMPARE(api.del("/api/v1/user/sessions/local", token).status, 404U);
        QCOMPARE(endMine(api, "all", token).status, 200U);
        QCOMPARE(api.statusOf(token), 200U);  // it lives as long as its program
    }

    void f10AnAdministratorUnlocks()
    {
        ApiUnderTest api;
        api.addUser("root-ann", true);
        const auto bob = api.addUser("bob");
        const auto admin = api.signIn("root-ann", "198.51.100.1");
        const auto path = "/api/v1/users/" + api.idOf(bob);
        QVERIFY(api.failSignIns("bob", 10));
        QCOMPARE(api.login("bob", goodPassword).status, 401U);
        QVERIFY(bodyOf(api.get(path, admin)).as_object().contains("lockedUntil"));
        const auto before = api.head();
        const auto unlocked = api.post(path + "/unlock", "", admin);
        QCOMPARE(unlocked.status, 200U);
        QVERIFY(!bodyOf(unlocked).as_object().contains("lockedUntil"));
        QCOMPARE(api.head(), before + 1);
        QCOMPARE(q(api.lastEvent()), QByteArray("account.unlocked"));
        api.clock.move(12s);
        QCOMPARE(api.login("bob", goodPassword).status, 200U);
        const auto quiet = api.head();
        QCOMPARE(api.post(path + "/unlock", "", admin).status, 200U);
        QCOMPARE(api.head(), quiet);
    }

    void sessionsEndWhileNothingCanBeWritten_data()
    {
        QTest::addColumn<QString>("how");
        for (const auto *how : {"logout others", "logout all", "list others", "list one", "admin one", "admin all"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }

    void sessionsEndWhileNothingCanBeWritten()
    {
        QFETCH(QString, how);
        FaultyVfs disk;
        ApiUnderTest api(disk.name());
        api.addUser("root-ann", true);
        const auto bob = api.addUser("bob");
        const auto admin = api.signIn("root-ann", "198.51.100.1");
        const auto here = api.signIn("bob");
        const auto there = api.signIn("bob");
        const auto id = currentOf(api.get("/api/v1/user/sessions", there));
        const auto path = "/api/v1/users/" + api.idOf(bob) + "/sessions";
        disk.failFrom(1, FaultyVfs::Fault::error, true);

        const auto act = [&]() -> http::Response {
            if (how == u"logout others")
                return api.post("/account/logout", text({{"scope", "others"}}), here);
            if (how == u"logout all")
                return api.post("/account/logout", text({{"scope", "all"}}), here);
            if (how == u"list others")
                return endMine(api, "others", here);
            if (how == u"list one")
                return api.del("/api/v1/user/sessions/" + id, here);
            if (how == u"admin one")
                return api.del(path + "/" + id, admin);
            return api.del(path, admin);
        };
        QCOMPARE(act().status, 202U);
        const bool all = how.endsWith(u"all");
        const auto holds = [&] { return api.statusOf(there) == 401U && api.statusOf(here) == (all ? 401U : 200U); };
        QVERIFY(holds());
        QCOMPARE(sessionsIn(api.get(path, admin)).size(), std::size_t(all ? 0 : 1));
        disk.failNothing();
        const QByteArray event = how.startsWith(u"admin")    ? "users.ended-sessions"
                                 : how.startsWith(u"logout") ? "account.logout"
                                                             : "account.session.ended";
        QTRY_COMPARE(q(api.lastEvent()), event);
        QVERIFY(holds());
        // Nothing stays denied in memory.
        const auto again = api.signIn("bob");
        QVERIFY(!again.empty());
        QCOMPARE(api.statusOf(again), 200U);
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestApiSessions)
#include "test_api_sessions.moc"
