// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// What the API decides for the live stream: who may open one, how often, and until when.
#include "core/crypto/token.h"
#include "tests/server/api/pipeline/answers.h"

#include <QTest>

#include <future>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;

namespace {

/// Keeps what streams are told.
struct Heard final : stream::RightsObserver {
    explicit Heard(ApiUnderTest &under) : api(under) { api.application().viewers().observe(this); }
    ~Heard() override { api.application().viewers().observe(nullptr); }
    Heard(const Heard &) = delete;
    Heard &operator=(const Heard &) = delete;
    void credentialEnded(const Digest &credential) override { ended.push_back(credential); }
    void rightsChanged(const stream::Subscriber &) override {}
    void credentialRenewed(const Digest &, const Digest &) override {}
    void policyChanged() override { ++policies; }

    ApiUnderTest &api;
    std::vector<Digest> ended;
    int policies = 0;
};

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

Result<stream::Viewer> again(ApiUnderTest &api, const std::string &token, const std::string &address = "192.0.2.1")
{
    std::promise<Result<stream::Viewer>> answered;
    auto waiting = answered.get_future();
    api.application().viewers().recheck(tokenDigest(token), address,
                                        [&answered](auto result) { answered.set_value(std::move(result)); });
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
        auto settings = *api.policy().current();
        settings.limits.address = {5, 60s};
        QVERIFY(api.set(settings));
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
        api.addUser("ann");
        const auto session = api.signIn("ann");
        QCOMPARE(api.get("/api/v1/user", session).status, 200U);
        auto settings = *api.policy().current();
        settings.limits.address = {3, 60s};
        QVERIFY(api.set(settings));
        const auto made = newToken(TokenKind::personal, api.folder.random);
        const auto wrong = token == QStringLiteral("made") ? std::string(made.view()) : "nonsense";
        for (int i = 0; i < 3; ++i)
            QCOMPARE(upgrade(api, wrong).status, 401U);
        QVERIFY(isRateLimited(upgrade(api, wrong)));
        // Identified callers are not affected.
        QCOMPARE(api.get("/api/v1/user", session).status, 200U);
        QCOMPARE(upgrade(api, session).status, 101U);
    }

    void f134UpgradesTakeFromTheBucketOfTheirUser()
    {
        ApiUnderTest api;
        api.addUser("ann");
        api.addUser("bob");
        const auto ann = api.signIn("ann");
        const auto bob = api.signIn("bob");
        auto settings = *api.policy().current();
        settings.limits.user = {5, 60s};
        QVERIFY(api.set(settings));
        // The first is counted though memory doesn't know the session yet.
        for (int i = 0; i < 3; ++i)
            QCOMPARE(upgrade(api, ann).status, 101U);
        for (int i = 0; i < 2; ++i)
            QCOMPARE(api.get("/api/v1/user", ann).status, 200U);
        QVERIFY(isRateLimited(upgrade(api, ann)));
        QCOMPARE(api.get("/api/v1/user", ann).status, 429U);
        QCOMPARE(upgrade(api, bob).status, 101U);
    }

    void f134UpgradesByKeyTakeFromItsBucket()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const auto ann = api.signIn("ann");
        const auto key = memberOf(api.post("/api/v1/user/tokens", text({{"name", "k"}, {"scope", ""}}), ann), "token");
        auto settings = *api.policy().current();
        settings.limits.key = {2, 60s};
        QVERIFY(api.set(settings));
        QCOMPARE(upgrade(api, key).status, 101U);
        QCOMPARE(upgrade(api, key).status, 101U);
        QVERIFY(isRateLimited(upgrade(api, key)));
        QCOMPARE(upgrade(api, ann).status, 101U);
    }

    void aStreamIsJudgedByWhereItCameFrom()
    {
        ApiUnderTest api;
        api.addUser("root-ann", true);
        const auto admin = api.signIn("root-ann");
        const auto made = api.post("/api/v1/admin/keys", text({{"name", "reader"}}), admin);
        const auto key = memberOf(made, "token");
        QVERIFY(again(api, key).has_value());
        QCOMPARE(api.put("/api/v1/admin/keys/" + memberOf(made, "id"), "{\"addresses\":[\"198.51.100.0/24\"]}", admin)
                     .status,
                 200U);
        QVERIFY(again(api, key).error().code == ErrorCode::address_refused);
        QVERIFY(again(api, key, "198.51.100.3").has_value());
        auto settings = *api.policy().current();
        settings.network.allowedAddresses = {"192.0.2.0/24"};
        QVERIFY(api.set(settings));
        QVERIFY(again(api, key, "198.51.100.3").error().code == ErrorCode::address_refused);
        QVERIFY(again(api, admin).has_value());
    }

    void aStreamKnowsWhenItsCredentialEnds()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const auto ann = api.signIn("ann");
        const auto begun = api.clock.now();
        QVERIFY(again(api, ann)->endsAt == begun + 7 * 24h);
        auto settings = *api.policy().current();
        settings.session.idle = settings.session.absolute = 10h;
        QVERIFY(api.set(settings));
        QVERIFY(again(api, ann)->endsAt == begun + 10h);
    }

    void f20ALowerAbsoluteLimitEndsSessionsThatLive()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const auto old = api.signIn("ann");
        api.clock.move(8h);
        const auto young = api.signIn("ann");
        QCOMPARE(api.get("/api/v1/user", old).status, 200U);
        Heard heard(api);
        auto settings = *api.policy().current();
        settings.session.idle = settings.session.absolute = 8h;
        QVERIFY(api.set(settings));
        QCOMPARE(api.get("/api/v1/user", old).status, 401U);
        QVERIFY(heard.ended == std::vector{tokenDigest(old)});
        const auto list = bodyOf(api.get("/api/v1/user/sessions", young)).at("sessions").as_array();
        QCOMPARE(list.size(), std::size_t(1));
        QCOMPARE(q(std::string(list[0].at("expiresAt").as_string())), q(toIso(api.clock.now() + 8h)));
        api.clock.move(8h - 1s);
        QCOMPARE(api.get("/api/v1/user", young).status, 200U);
        api.clock.move(1s);
        QCOMPARE(api.get("/api/v1/user", young).status, 401U);
    }

    void f20AHigherAbsoluteLimitLengthensNoSession()
    {
        ApiUnderTest api;
        api.addUser("ann");
        auto settings = *api.policy().current();
        settings.session.idle = settings.session.absolute = 10h;
        QVERIFY(api.set(settings));
        const auto ann = api.signIn("ann");
        settings.session.absolute = 100h;
        QVERIFY(api.set(settings));
        api.clock.move(10h - 1s);
        QCOMPARE(api.get("/api/v1/user", ann).status, 200U);
        api.clock.move(1s);
        QCOMPARE(api.get("/api/v1/user", ann).status, 401U);
    }

    void f17ALowerIdleLimitEndsWhatIsIdleAlready()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const auto ann = api.signIn("ann");
        QCOMPARE(api.get("/api/v1/user", ann).status, 200U);
        api.clock.move(20min);
        Heard heard(api);
        auto settings = *api.policy().current();
        settings.session.idle = 20min;
        QVERIFY(api.set(settings));
        QVERIFY(heard.ended == std::vector{tokenDigest(ann)});
        QCOMPARE(heard.policies, 1);
        QCOMPARE(api.get("/api/v1/user", ann).status, 401U);
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestApiStreams)
#include "test_api_streams.moc"
