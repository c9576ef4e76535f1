// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/token.h"
#include "server/identity/client_address.h"
#include "tests/server/api/pipeline/answers.h"

#include <QTest>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;
using boost::json::array;
using boost::json::object;

namespace {

const std::string path = "/api/v1/admin/security";

object objectOf(const http::Response &response)
{
    auto parsed = json::parse(response.body);
    return parsed && parsed->is_object() ? parsed->get_object() : object();
}

std::string headerOf(const http::Response &response, const std::string &name)
{
    for (const auto &[known, value] : response.headers)
        if (known == name)
            return value;
    return {};
}

/// An administrator with a session at a server whose policies are to be changed.
struct Platform {
    ApiUnderTest api;
    std::string admin;

    Platform()
    {
        api.addUser("root", true);
        admin = api.signIn("root", "198.51.100.200");
    }
    std::int64_t revision() { return objectOf(api.get(path, admin)).at("revision").as_int64(); }
    http::Response set(object values, bool confirmLockout = false)
    {
        object body{{"revision", revision()}, {"values", std::move(values)}};
        if (confirmLockout)
            body["confirmLockout"] = true;
        return api.put(path, json::serialize(body), admin);
    }
};

}  // namespace

class TestApiPolicy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theDocumentExplainsItself()
    {
        Platform p;
        const auto document = objectOf(p.api.get(path, p.admin));
        QCOMPARE(document.at("revision").as_int64(), 0);
        QVERIFY(document.at("values") == document.at("defaults"));
        QCOMPARE(document.at("values").at("lockout.failures").as_int64(), 10);
        QCOMPARE(document.at("presets").as_array().size(), std::size_t(5));
        QCOMPARE(document.at("settings").as_array().size(), securitySettingsTable().size());
        const auto &first = document.at("settings").as_array().at(0).as_object();
        QVERIFY(first.at("key") == "password.minimumLength");
        QVERIFY(first.at("kind") == "integer");
        QVERIFY(first.at("unit") == "characters");
        QCOMPARE(first.at("minimum").as_int64(), 8);
        QCOMPARE(first.at("maximum").as_int64(), 128);
    }

    void aChangeIsInForceAtOnceAndInTheJournal()
    {
        Platform p;
        const auto before = p.api.head();
        const auto held = p.api.policy().current();
        const auto answer = p.set({{"lockout.failures", 4}, {"session.idleMinutes", 60}});
        QCOMPARE(answer.status, 200U);
        const auto document = objectOf(answer);
        QCOMPARE(document.at("revision").as_int64(), 1);
        QCOMPARE(document.at("values").at("lockout.failures").as_int64(), 4);
        QCOMPARE(p.api.policy().current()->lockout.perAddress, 4);
        QVERIFY(p.api.policy().current()->session.idle == 60min);
        QCOMPARE(held->lockout.perAddress, 10);  // a holder of the old one may still read it
        QCOMPARE(p.api.head(), before + 1);
        const auto entry = objectOf(p.api.get("/api/v1/admin/audit-log", p.admin)).at("log").as_array().at(0);
        QVERIFY(entry.at("event") == "platform.settings.updated");
        const auto &updates = entry.at("body").at("updates").as_array();
        QCOMPARE(updates.size(), std::size_t(2));
        QVERIFY(updates.at(0).at("key") == "lockout.failures");
        QCOMPARE(updates.at(0).at("old").as_int64(), 10);
        QCOMPARE(updates.at(0).at("new").as_int64(), 4);
    }

    void aServerStartsWithWhatWasSet()
    {
        Platform p;
        QCOMPARE(p.set({{"audit.retentionDays", 30}, {"network.allowedOrigins", array{"https://a.example"}}}).status,
                 200U);
        identity::SecurityPolicy again;
        QVERIFY(p.api.store().read([&](store::Reader &reader) { return again.load(reader); }));
        QVERIFY(again.current()->audit.retention == std::chrono::days(30));
        QCOMPARE(again.current()->network.allowedOrigins.size(), std::size_t(1));
        QCOMPARE(again.current()->lockout.perAddress, 10);
    }

    void whatDoesNotChangeLeavesNoEntry()
    {
        Platform p;
        const auto before = p.api.head();
        const auto answer = p.set({{"lockout.failures", 10}});
        QCOMPARE(answer.status, 200U);
        QCOMPARE(objectOf(answer).at("revision").as_int64(), 0);
        QCOMPARE(p.api.head(), before);
    }

    void aChangeToAnOldRevisionIsRefused()
    {
        Platform p;
        QCOMPARE(p.set({{"lockout.failures", 4}}).status, 200U);
        const auto late =
            p.api.put(path, text({{"revision", 0}, {"values", object{{"lockout.failures", 5}}}}), p.admin);
        QCOMPARE(late.status, 409U);
        QCOMPARE(q(codeOf(late)), QByteArray("conflict"));
        QCOMPARE(p.api.policy().current()->lockout.perAddress, 4);
    }

    void oneWrongValueChangesNothing()
    {
        Platform p;
        const auto before = p.api.head();
        const auto answer = p.set({{"lockout.minutes", 5}, {"lockout.failures", 0}});
        QCOMPARE(answer.status, 400U);
        QVERIFY(objectOf(answer).at("path") == "values.lockout.failures");
        QVERIFY(p.api.policy().current()->lockout.span == 30min);
        QCOMPARE(p.api.head(), before);
        const auto extra = p.api.put(path, text({{"revision", 0}, {"values", object()}, {"force", true}}), p.admin);
        QCOMPARE(extra.status, 400U);
        QVERIFY(objectOf(extra).at("path") == "force");
    }

    void f132OfABurstOfTwoHundredExactlyTheBucketPasses()
    {
        ApiUnderTest api;
        int passed = 0;
        http::Response last;
        for (int i = 0; i < 200; ++i) {
            last = api.get("/api/v1/settings");
            passed += last.status == 200 ? 1 : 0;
        }
        QCOMPARE(passed, 100);  // F136: a hundred a minute without credentials
        QCOMPARE(last.status, 429U);
        QCOMPARE(q(codeOf(last)), QByteArray("too_many_requests"));
        QCOMPARE(q(headerOf(last, "Retry-After")), QByteArray("1"));
        api.clock.move(60s);
        passed = 0;
        for (int i = 0; i < 200; ++i)
            passed += api.get("/api/v1/settings").status == 200 ? 1 : 0;
        QCOMPARE(passed, 100);
        QCOMPARE(api.get("/healthz").status, 200U);  // who watches over the server is not held up
        const auto sum = api.refusals().take();
        QVERIFY(sum);
        QCOMPARE(sum->body().at("tooManyRequests").as_int64(), 200);
    }

    void f132WhatIsNotThereCountsToo()
    {
        ApiUnderTest api;
        for (int i = 0; i < 100; ++i)
            QCOMPARE(api.get("/nothing/here").status, 404U);
        QCOMPARE(api.get("/nothing/here").status, 429U);
    }

    void f133TwoAddressesHaveBudgetsOfTheirOwn()
    {
        ApiUnderTest api;
        for (int i = 0; i < 101; ++i)
            (void)api.ask({.path = "/api/v1/settings", .address = "127.0.0.2"});
        QCOMPARE(api.ask({.path = "/api/v1/settings", .address = "127.0.0.2"}).status, 429U);
        QCOMPARE(api.ask({.path = "/api/v1/settings", .address = "127.0.0.3"}).status, 200U);
    }

    void f133WhoIsSignedInDoesNotSufferFromStrangersAtTheSameAddress()
    {
        ApiUnderTest api;
        const auto ann = api.addSignedIn("ann");
        for (int i = 0; i < 101; ++i)
            (void)api.get("/api/v1/settings");
        QCOMPARE(api.get("/api/v1/settings").status, 429U);
        QCOMPARE(api.get("/api/v1/settings", ann).status, 200U);
    }

    void f133CredentialsThatDoNotCountAreCountedByAddress()
    {
        ApiUnderTest api;
        const auto stranger = newToken(TokenKind::session, api.folder.random);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(api.get("/api/v1/user", std::string(stranger.view())).status, 401U);
        QCOMPARE(api.get("/api/v1/user", std::string(stranger.view())).status, 429U);
        QCOMPARE(api.get("/api/v1/user", "garbage").status, 429U);
        // A cookie that counts for nothing any more asks the store too.
        QCOMPARE(api.ask({.path = "/api/v1/settings", .cookie = std::string(stranger.view())}).status, 429U);
        QCOMPARE(api.get("/api/v1/settings").status, 200U);
    }

    void f60EachKeyHasABudgetOfItsOwn()
    {
        Platform p;
        const auto key = [&](const char *name) {
            const auto made =
                p.api.post("/api/v1/user/tokens", text({{"name", name}, {"scope", ""}, {"adminOptIn", true}}), p.admin);
            return std::string(objectOf(made).at("token").as_string());
        };
        const auto one = key("one");
        const auto two = key("two");
        QCOMPARE(p.set({{"limits.key.burst", 10}}).status, 200U);
        for (int i = 0; i < 10; ++i)
            QCOMPARE(p.api.statusOf(one), 200U);
        const auto limited = p.api.get("/api/v1/user", one);
        QCOMPARE(limited.status, 429U);
        QCOMPARE(q(headerOf(limited, "Retry-After")), QByteArray("6"));
        // Another key of the same user, at the same address.
        QCOMPARE(p.api.statusOf(two), 200U);
        QCOMPARE(p.api.statusOf(p.admin), 200U);
    }

    void f134TwoUsersAtOneAddressHaveBudgetsOfTheirOwn()
    {
        Platform p;
        p.api.addUser("ann");
        p.api.addUser("bob");
        const auto ann = p.api.signIn("ann");
        const auto bob = p.api.signIn("bob");
        const auto second = p.api.signIn("ann");
        QCOMPARE(p.set({{"limits.user.burst", 10}}).status, 200U);
        for (int i = 0; i < 10; ++i)
            QCOMPARE(p.api.get("/api/v1/user", i % 2 == 0 ? ann : second).status, 200U);
        const auto limited = p.api.get("/api/v1/user", ann);
        QCOMPARE(limited.status, 429U);
        QCOMPARE(q(headerOf(limited, "Retry-After")), QByteArray("6"));
        QCOMPARE(p.api.statusOf(bob), 200U);
        p.api.clock.move(6s);
        QCOMPARE(p.api.statusOf(ann), 200U);
        QCOMPARE(p.api.statusOf(ann), 429U);
    }

    void f134ChangesHaveALimitBesideThatOfRequests()
    {
        Platform p;
        p.api.addUser("ann");
        const auto ann = p.api.signIn("ann");
        QCOMPARE(p.set({{"limits.write.burst", 3}}).status, 200U);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(p.api.put("/api/v1/user", text({{"name", "Ann " + std::to_string(i)}}), ann).status, 200U);
        const auto head = p.api.head();
        QCOMPARE(p.api.put("/api/v1/user", text({{"name", "Anna"}}), ann).status, 429U);
        QCOMPARE(p.api.head(), head);
        QCOMPARE(p.api.statusOf(ann), 200U);
    }

    void oneAccountAddsOnlySoMuchToTheJournalInADay()
    {
        Platform p;
        p.api.addUser("ann");
        const auto ann = p.api.signIn("ann");
        QCOMPARE(p.set({{"limits.dailyWrite.burst", 3}}).status, 200U);
        const auto rename = [&](int i) {
            return p.api.put("/api/v1/user", text({{"name", "Ann " + std::to_string(i)}}), ann);
        };
        for (int i = 0; i < 3; ++i)
            QCOMPARE(rename(i).status, 200U);
        const auto head = p.api.head();
        const auto refused = rename(3);
        QCOMPARE(refused.status, 429U);
        QCOMPARE(q(headerOf(refused, "Retry-After")), QByteArray("28800"));
        QCOMPARE(p.api.head(), head);
        // Reads and the changes of other users are still accepted.
        QCOMPARE(p.api.statusOf(ann), 200U);
        QCOMPARE(p.api.put("/api/v1/user", text({{"name", "Root"}}), p.admin).status, 200U);
        p.api.clock.move(std::chrono::hours(8));
        QCOMPARE(rename(4).status, 200U);
        QCOMPARE(rename(5).status, 429U);
    }

    void f135ANewLimitCountsWithoutARestart()
    {
        Platform p;
        p.api.addUser("ann");
        for (int i = 0; i < 5; ++i)
            QCOMPARE(p.api.login("ann", "wrong").status, 401U);
        QCOMPARE(p.api.login("ann", "wrong").status, 429U);
        QCOMPARE(p.set({{"limits.login.burst", 7}}).status, 200U);
        QCOMPARE(p.api.login("ann", "wrong").status, 401U);
        QCOMPARE(p.api.login("ann", "wrong").status, 401U);
        QCOMPARE(p.api.login("ann", "wrong").status, 429U);
        QCOMPARE(p.set({{"limits.login.burst", 1}, {"limits.login.perSeconds", 300}}).status, 200U);
        const auto limited = p.api.login("ann", "wrong");
        QCOMPARE(q(headerOf(limited, "Retry-After")), QByteArray("300"));
    }

    void f136TheHundredAndFirstRequestOfAStrangerWaits()
    {
        ApiUnderTest api;
        for (int i = 0; i < 100; ++i)
            QCOMPARE(api.get("/api/v1/settings").status, 200U);
        QCOMPARE(api.get("/api/v1/settings").status, 429U);
    }

    void f136NoLimitWithABurstOfZero()
    {
        Platform p;
        QCOMPARE(p.set({{"limits.address.burst", 0}}).status, 200U);
        for (int i = 0; i < 200; ++i)
            QCOMPARE(p.api.get("/api/v1/settings").status, 200U);
    }

    void f17ANewIdleTimeEndsSessionsWithoutARestart()
    {
        Platform p;
        p.api.addUser("ann");
        const auto ann = p.api.signIn("ann");
        p.api.clock.move(23h + 59min);
        QCOMPARE(p.api.statusOf(ann), 200U);
        p.api.clock.move(30min);
        QCOMPARE(p.api.statusOf(ann), 200U);
        const auto fresh = p.api.signIn("root", "198.51.100.200");
        p.admin = fresh;
        QCOMPARE(p.set({{"session.idleMinutes", 10}}).status, 200U);
        p.api.clock.move(10min - 1s);
        QCOMPARE(p.api.statusOf(ann), 200U);
        p.api.clock.move(10min + 1s);
        QCOMPARE(p.api.statusOf(ann), 401U);
    }

    void f92OnlyATrustedProxySaysWhoseRequestItIs_data()
    {
        QTest::addColumn<QByteArray>("socket");
        QTest::addColumn<QByteArray>("forwarded");
        QTest::addColumn<QByteArray>("client");
        const auto row = [](const char *name, const char *socket, const char *forwarded, const char *client) {
            QTest::newRow(name) << QByteArray(socket) << QByteArray(forwarded) << QByteArray(client);
        };
        row("nobody's proxy", "203.0.113.5", "198.51.100.7", "203.0.113.5");
        row("a proxy", "10.0.0.1", "198.51.100.7", "198.51.100.7");
        row("a proxy without the header", "10.0.0.1", "", "10.0.0.1");
        row("what the client made up before", "10.0.0.1", "192.0.2.99, 198.51.100.7", "198.51.100.7");
        row("a chain of proxies", "10.0.0.1", "192.0.2.99, 198.51.100.7, 10.0.0.2", "198.51.100.7");
        row("proxies alone", "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3");
        row("with a port", "10.0.0.1", "198.51.100.7:4711", "198.51.100.7");
        row("IPv6 with a port", "10.0.0.1", "[2001:db8::7]:4711", "2001:db8::7");
        row("IPv6", "10.0.0.1", "2001:db8::7", "2001:db8::7");
        row("nonsense", "10.0.0.1", "198.51.100.7, unknown", "10.0.0.1");
        row("mapped socket", "::ffff:10.0.0.1", "198.51.100.7", "198.51.100.7");
    }
    void f92OnlyATrustedProxySaysWhoseRequestItIs()
    {
        QFETCH(QByteArray, socket);
        QFETCH(QByteArray, forwarded);
        QFETCH(QByteArray, client);
        NetworkPolicy policy;
        policy.trustedProxies = {"10.0.0.0/8"};
        policy.readRanges();
        http::Request request;
        request.peer.address = socket.toStdString();
        if (!forwarded.isEmpty())
            request.headers.emplace_back("x-forwarded-for", forwarded.toStdString());
        identity::seeThroughProxies(policy, request);
        QCOMPARE(q(request.peer.address), client);
        if (client != socket)
            QCOMPARE(q(request.peer.proxy), socket);
    }

    void f92LimitsAndTheJournalSeeThroughTrustedProxies()
    {
        Platform p;
        p.api.addUser("ann");
        QCOMPARE(p.set({{"network.trustedProxies", array{"10.0.0.1"}}}).status, 200U);
        const auto from = [&](const char *client) {
            return p.api.ask({.method = http::Method::post,
                              .path = "/account/login",
                              .body = text({{"username", "ann"}, {"password", goodPassword}}),
                              .address = "10.0.0.1",
                              .headers = {{"X-Forwarded-For", client}}});
        };
        for (int i = 0; i < 5; ++i)
            QCOMPARE(from("198.51.100.7").status, 200U);
        QCOMPARE(from("198.51.100.7").status, 429U);
        QCOMPARE(from("198.51.100.8").status, 200U);
        const auto entry = objectOf(p.api.get("/api/v1/admin/audit-log", p.admin)).at("log").as_array().at(0);
        QVERIFY(entry.at("event") == "account.login");
        QVERIFY(json::serialize(entry).find("198.51.100.8") != std::string::npos);
    }

    void f92OnlyAddressesCountAsHops_data()
    {
        QTest::addColumn<QByteArray>("list");
        QTest::addColumn<QByteArray>("client");
        const auto row = [](const char *list, const char *client) {
            QTest::newRow(list) << QByteArray(list) << QByteArray(client);
        };
        row("198.51.100.7", "198.51.100.7");
        row("198.51.100.7, , ", "198.51.100.7");
        row(",198.51.100.7,,10.0.0.1", "198.51.100.7");
        row("198.51.100.7:8080", "198.51.100.7");
        row("[2001:db8::7]:8080", "2001:db8::7");
        row("[2001:db8::7]", "2001:db8::7");
        for (const char *malformed : {"198.51.100.7:x", "198.51.100.7:99999", "198.51.100.7:", "198.51.100.7:1:2",
                                      "[198.51.100.7]", "[2001:db8::7", "[2001:db8::7]x", "198.51.100.7%eth0",
                                      "unknown", "_hidden", "2001:db8::7]", "198.51.100.7."})
            row(malformed, "10.0.0.1");
    }
    void f92OnlyAddressesCountAsHops()
    {
        QFETCH(QByteArray, list);
        QFETCH(QByteArray, client);
        http::Request request;
        request.headers.emplace_back("X-Forwarded-For", list.toStdString());
        NetworkPolicy policy;
        policy.proxyRanges.push_back(*addressRangeFrom("10.0.0.0/8"));
        QCOMPARE(q(identity::clientAddress(policy, "10.0.0.1", request)), client);
    }

    void moreThanOneSpaceMayFollowBearer()
    {
        Platform p;
        for (const char *spaces : {" ", "  ", "     "})
            QCOMPARE(p.api
                         .ask({.path = "/api/v1/user",
                               .headers = {{"Authorization", std::string("bearer") + spaces + p.admin}}})
                         .status,
                     200U);
        for (const auto &wrong : {"Bearer" + p.admin, "Bearer\t" + p.admin, "Bearer " + p.admin + " x"})
            QCOMPARE(p.api.ask({.path = "/api/v1/user", .headers = {{"Authorization", wrong}}}).status, 401U);
    }

    void f138AnAddressOutsideIsRefusedBeforeWhoItIsIsAsked()
    {
        Platform p;
        QCOMPARE(p.set({{"network.allowedAddresses", array{"10.0.0.0/8", "192.0.2.1"}}}).status, 200U);
        (void)p.api.refusals().take();
        for (const auto *asked : {"/api/v1/user", "/api/v1/settings", "/nothing/here", "/healthz"}) {
            const auto refused = p.api.ask({.path = asked, .bearer = p.admin, .address = "203.0.113.9"});
            QCOMPARE(refused.status, 403U);
            QCOMPARE(q(codeOf(refused)), QByteArray("address_refused"));
        }
        QCOMPARE(p.api.ask({.path = "/api/v1/user", .bearer = p.admin, .address = "10.200.0.1"}).status, 200U);
        QCOMPARE(p.api.login("root", goodPassword, "203.0.113.9").status, 403U);
        const auto sum = p.api.refusals().take();
        QVERIFY(sum);
        QCOMPARE(sum->body().at("addressNotAllowed").as_int64(), 5);
        QVERIFY(sum->body().at("addresses").as_array().at(0).at("address") == "203.0.113.9");
    }

    void f138ALockoutIsPossibleForWhoConfirmsIt()
    {
        Platform p;
        QCOMPARE(p.set({{"network.allowedAddresses", array{"10.0.0.0/8"}}}, true).status, 200U);
        QCOMPARE(p.api.get(path, p.admin).status, 403U);
        QCOMPARE(p.api.ask({.path = path, .bearer = p.admin, .address = "10.0.0.1"}).status, 200U);
    }

    void f138ProxiesThatChangeWhoTheCallerSeemsToBeAreLookedAtToo()
    {
        Platform p;
        const auto through = [&](object values) {
            const auto revision = p.revision();
            return p.api.ask({.method = http::Method::put,
                              .path = path,
                              .body = text({{"revision", revision}, {"values", std::move(values)}}),
                              .bearer = p.admin,
                              .address = "192.0.2.1",
                              .headers = {{"X-Forwarded-For", "198.51.100.7"}}});
        };
        QCOMPARE(p.set({{"network.allowedAddresses", array{"192.0.2.0/24"}}}).status, 200U);
        // Once that machine is a proxy, the caller is outside of the list.
        QCOMPARE(through({{"network.trustedProxies", array{"192.0.2.1"}}}).status, 400U);
        QCOMPARE(through({{"network.trustedProxies", array{"192.0.2.1"}},
                          {"network.allowedAddresses", array{"192.0.2.0/24", "198.51.100.7"}}})
                     .status,
                 200U);
        // The client's own address counts from then on, not the proxy's.
        QCOMPARE(through({{"network.allowedAddresses", array{"198.51.100.7"}}}).status, 200U);
    }

    void f138AListWithoutTheCallersAddressNeedsTheirConfirmation()
    {
        Platform p;
        const auto refused = p.set({{"network.allowedAddresses", array{"10.0.0.0/8"}}});
        QCOMPARE(refused.status, 400U);
        QVERIFY(objectOf(refused).at("path") == "values.network.allowedAddresses");
        QVERIFY(p.api.policy().current()->network.allowedAddresses.empty());
        QCOMPARE(p.set({{"network.allowedAddresses", array{"10.0.0.0/8", "192.0.2.0/24"}}}).status, 200U);
        QCOMPARE(p.api.policy().current()->network.allowedAddresses.size(), std::size_t(2));
    }
};

QTEST_GUILESS_MAIN(TestApiPolicy)
#include "test_api_policy.moc"
