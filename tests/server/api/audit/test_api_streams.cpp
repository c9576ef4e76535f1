// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// Rights and limits of the live stream: opening, rate, and expiry.
#include "core/crypto/token.h"
#include "tests/server/api/pipeline/answers.h"
#include "tests/server/api/pipeline/heard.h"

#include <QTest>

#include <future>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;

namespace {

/// An upgrade at the stream's address; 101, or the status that refuses. The door asks who it is, as the hub does.
http::Response upgrade(ApiUnderTest &api, const std::string &bearer = {}, const std::string &address = "192.0.2.1")
{
    api.application().openStream([&api](const http::Request &request, const auto &decide) {
        api.application().viewers().of(request, [decide](const Result<stream::Viewer> &viewer) {
            http::Upgrade out;
            out.refusal.status = viewer ? 101 : httpStatus(viewer.error().code);
            decide(std::move(out));
        });
    });
    http::Request request;
    request.path = "/api/v1/audit/stream";
    request.peer.address = address;
    if (!bearer.empty())
        request.headers.emplace_back("Authorization", "Bearer " + bearer);
    std::promise<http::Response> decided;
    auto waiting = decided.get_future();
    api.application().upgrade(std::move(request),
                              [&decided](http::Upgrade out) { decided.set_value(std::move(out.refusal)); });
    return waiting.get();
}

bool isRateLimited(const http::Response &response)
{
    return response.status == 429 && std::ranges::any_of(response.headers, [](const auto &header) {
               return header.first == "Retry-After" && !header.second.empty();
           });
}

class TestApiStreams : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void f133UpgradesByStrangersTakeFromTheBucketOfTheirAddress()
    {
        ApiUnderTest api;
        QVERIFY(api.change([](auto &settings) { settings.limits.address = {5, 60s}; }));
        for (int i = 0; i < 3; ++i)
            QCOMPARE(upgrade(api).status, 401U);
        QCOMPARE(api.get("/api/v1/settings").status, 200U);
        QCOMPARE(upgrade(api).status, 401U);
        QVERIFY(isRateLimited(upgrade(api)));
        QCOMPARE(api.get("/api/v1/settings").status, 429U);
        QCOMPARE(upgrade(api, {}, "192.0.2.2").status, 401U);
        api.clock.move(12s);
        QCOMPARE(upgrade(api).status, 401U);
    }

    void f133UpgradesWithCredentialsThatDoNotCountAreCountedByAddress_data()
    {
        QTest::addColumn<QString>("token");
        QTest::newRow("F133 of the right form") << QStringLiteral("made");
        QTest::newRow("F133 of no form at all") << QStringLiteral("nonsense");
    }

    void f133UpgradesWithCredentialsThatDoNotCountAreCountedByAddress()
    {
        QFETCH(QString, token);
        ApiUnderTest api;
        const auto session = api.addSignedIn("ann");
        QCOMPARE(api.statusOf(session), 200U);
        QVERIFY(api.change([](auto &settings) { settings.limits.address = {3, 60s}; }));
        const auto made = newToken(TokenKind::personal, api.folder.random);
        const auto wrong = token == QStringLiteral("made") ? std::string(made.view()) : "nonsense";
        for (int i = 0; i < 3; ++i)
            QCOMPARE(upgrade(api, wrong).status, 401U);
        QVERIFY(isRateLimited(upgrade(api, wrong)));
        // Identified callers are not affected.
        QCOMPARE(api.statusOf(session), 200U);
        QCOMPARE(upgrade(api, session).status, 101U);
    }

    void f134UpgradesTakeFromTheBucketOfTheirUser()
    {
        ApiUnderTest api;
        api.addUser("ann");
        api.addUser("bob");
        const auto ann = api.signIn("ann");
        const auto bob = api.signIn("bob");
        QVERIFY(api.change([](auto &settings) { settings.limits.user = {5, 60s}; }));
        // The first is counted though memory doesn't know the session yet.
        for (int i = 0; i < 3; ++i)
            QCOMPARE(upgrade(api, ann).status, 101U);
        for (int i = 0; i < 2; ++i)
            QCOMPARE(api.statusOf(ann), 200U);
        QVERIFY(isRateLimited(upgrade(api, ann)));
        QCOMPARE(api.statusOf(ann), 429U);
        QCOMPARE(upgrade(api, bob).status, 101U);
    }

    void f134UpgradesByKeyTakeFromItsBucket()
    {
        ApiUnderTest api;
        const auto ann = api.addSignedIn("ann");
        const auto key = memberOf(api.post("/api/v1/user/tokens", text({{"name", "k"}, {"scope", ""}}), ann), "token");
        QVERIFY(api.change([](auto &settings) { settings.limits.key = {2, 60s}; }));
        QCOMPARE(upgrade(api, key).status, 101U);
        QCOMPARE(upgrade(api, key).status, 101U);
        QVERIFY(isRateLimited(upgrade(api, key)));
        QCOMPARE(upgrade(api, ann).status, 101U);
    }

    void aStreamIsJudgedByWhereItCameFrom()
    {
        ApiUnderTest api;
        const auto admin = api.addSignedIn("root-ann", true);
        const auto made = api.post("/api/v1/admin/keys", text({{"name", "reader"}}), admin);
        const auto key = memberOf(made, "token");
        QVERIFY(recheck(api, key).has_value());
        QCOMPARE(api.put("/api/v1/admin/keys/" + memberOf(made, "id"), "{\"addresses\":[\"198.51.100.0/24\"]}", admin)
                     .status,
                 200U);
        QVERIFY(recheck(api, key).error().code == ErrorCode::address_refused);
        QVERIFY(recheck(api, key, "198.51.100.3").has_value());
        QVERIFY(api.change([](auto &settings) { settings.network.allowedAddresses = {"192.0.2.0/24"}; }));
        QVERIFY(recheck(api, key, "198.51.100.3").error().code == ErrorCode::address_refused);
        QVERIFY(recheck(api, admin).has_value());
    }

    void aStreamKnowsWhenItsCredentialEnds()
    {
        ApiUnderTest api;
        const auto ann = api.addSignedIn("ann");
        const auto begun = api.clock.now();
        QVERIFY(recheck(api, ann)->endsAt == begun + 7 * 24h);
        QVERIFY(api.change([](auto &settings) { settings.session.idle = settings.session.absolute = 10h; }));
        QVERIFY(recheck(api, ann)->endsAt == begun + 10h);
    }

    void f20ALowerAbsoluteLimitEndsSessionsThatLive()
    {
        ApiUnderTest api;
        const auto old = api.addSignedIn("ann");
        api.clock.move(8h);
        const auto young = api.signIn("ann");
        QCOMPARE(api.statusOf(old), 200U);
        const Heard heard(api);
        QVERIFY(api.change([](auto &settings) { settings.session.idle = settings.session.absolute = 8h; }));
        QCOMPARE(api.statusOf(old), 401U);
        QVERIFY(heard.ended == std::vector{tokenDigest(old)});
        const auto list = bodyOf(api.get("/api/v1/user/sessions", young)).at("sessions").as_array();
        QCOMPARE(list.size(), std::size_t(1));
        QCOMPARE(q(std::string(list[0].at("expiresAt").as_string())), q(toIso(api.clock.now() + 8h)));
        api.clock.move(8h - 1s);
        QCOMPARE(api.statusOf(young), 200U);
        api.clock.move(1s);
        QCOMPARE(api.statusOf(young), 401U);
    }

    void f20AHigherAbsoluteLimitLengthensNoSession()
    {
        ApiUnderTest api;
        api.addUser("ann");
        QVERIFY(api.change([](auto &settings) { settings.session.idle = settings.session.absolute = 10h; }));
        const auto ann = api.signIn("ann");
        QVERIFY(api.change([](auto &settings) { settings.session.absolute = 100h; }));
        api.clock.move(10h - 1s);
        QCOMPARE(api.statusOf(ann), 200U);
        api.clock.move(1s);
        QCOMPARE(api.statusOf(ann), 401U);
    }

    void f17ALowerIdleLimitEndsWhatIsIdleAlready()
    {
        ApiUnderTest api;
        const auto ann = api.addSignedIn("ann");
        QCOMPARE(api.statusOf(ann), 200U);
        api.clock.move(20min);
        const Heard heard(api);
        QVERIFY(api.change([](auto &settings) { settings.session.idle = 20min; }));
        QVERIFY(heard.ended == std::vector{tokenDigest(ann)});
        QCOMPARE(heard.policies.load(), 1);
        QCOMPARE(api.statusOf(ann), 401U);
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestApiStreams)
#include "test_api_streams.moc"
