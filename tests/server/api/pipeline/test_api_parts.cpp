// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/address.h"
#include "core/records/audit.h"
#include "server/api/pipeline/openapi.h"
#include "server/api/pipeline/router.h"
#include "server/api/pipeline/rules.h"
#include "server/identity/hash_pool.h"
#include "server/identity/rate_limiter.h"
#include "server/journal/entry_text.h"
#include "tests/server/api/pipeline/api_under_test.h"

#include <QTest>

#include <boost/json/object.hpp>

#include <map>
#include <semaphore>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;

namespace {

QByteArray q(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

Result<http::Response> answers(api::Context &, const http::Request &)
{
    return http::Response{};
}
Result<http::Response> acts(api::WriteContext &act, const http::Request &)
{
    act.nothingChanged();
    return http::Response{};
}
Result<http::Response> actsInSecret(api::WriteContext &, const http::Request &)
{
    return http::Response{};
}

class TestApiParts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRouteWithoutARuleDoesNotStart_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QByteArray>("why");
        QTest::newRow("no permission") << 0 << QByteArray("permission");
        QTest::newRow("unknown permission") << 1 << QByteArray("permission");
        QTest::newRow("no handler") << 2 << QByteArray("handler");
        QTest::newRow("writes without an event") << 3 << QByteArray("event");
        QTest::newRow("writes by GET") << 4 << QByteArray("safe");
        QTest::newRow("a team's in memory") << 5 << QByteArray("memory");
        QTest::newRow("twice") << 6 << QByteArray("twice");
    }
    void aRouteWithoutARuleDoesNotStart()
    {
        QFETCH(int, which);
        QFETCH(QByteArray, why);
        const api::Route good{.what = {.path = "/a/:x"}, .who = {.permission = "public"}, .how = {.read = &answers}};
        auto bad = good;
        std::vector<api::Route> table;
        switch (which) {
        case 0:
            bad.who.permission = "";
            break;
        case 1:
            bad.who.permission = "team:dance";
            break;
        case 2:
            bad.how.read = nullptr;
            break;
        case 3:
            bad = {.what = {.method = http::Method::post, .path = "/a"},
                   .who = {.permission = "public"},
                   .how = {.runs = api::Runs::write, .write = &acts}};
            break;
        case 4:
            bad = {.what = {.path = "/a"},
                   .who = {.permission = "public"},
                   .how = {.runs = api::Runs::write, .write = &acts},
                   .accounting = {.events = {Event::account_login}}};
            break;
        case 5:
            bad = {.what = {.path = "/a/:teamId"},
                   .who = {.permission = "team:read"},
                   .how = {.runs = api::Runs::memory, .read = &answers}};
            break;
        default:
            bad.what.path = "/a/:y";
            table.push_back(good);
        }
        table.push_back(bad);
        const auto router = api::Router::make(table);
        QVERIFY(!router);
        QVERIFY2(q(router.error().message).contains(why), router.error().message.c_str());
    }

    void theTableStarts() { QVERIFY(api::Router::make(api::routes()).has_value()); }

    void wordsWinOverNames()
    {
        const auto router = api::Router::make(api::routes());
        const auto slug = router->find(http::Method::get, "/api/v1/teams/slug/ops");
        QVERIFY(slug.has_value());
        QCOMPARE(q(slug->params["teamSlug"]), QByteArray("ops"));
        const auto check = router->find(http::Method::post, "/api/v1/teams/check-slug");
        QVERIFY(check.has_value());
        QCOMPARE(q(check->route->what.path), QByteArray("/api/v1/teams/check-slug"));
        QVERIFY(router->find(http::Method::head, "/healthz").has_value());
        QVERIFY(router->find(http::Method::put, "/healthz").error().code == ErrorCode::method_not_allowed);
        QVERIFY(router->find(http::Method::get, "/api/v1").error().code == ErrorCode::not_found);
    }

    void everyRecordThatARouteNamesHasASchema()
    {
        std::map<std::string_view, json::object> schemas;  // two types of one name would be one in the document
        for (const auto &route : api::routes()) {
            for (const auto &type : {route.what.request, route.what.response})
                if (!type.empty()) {
                    QVERIFY2(type.schema() == schemas.emplace(type.name, type.schema()).first->second,
                             std::string(type.name).c_str());
                    QVERIFY2(type.name.find_first_of(":<> ") == std::string_view::npos, std::string(type.name).c_str());
                }
        }
    }

    void anActWithoutAnEntryIsUndone()
    {
        ApiUnderTest api;
        auto hidden = api::Route{.what = {.method = http::Method::post, .path = "/x"},
                                 .who = {.permission = "public"},
                                 .how = {.runs = api::Runs::write, .write = &actsInSecret},
                                 .accounting = {.events = {Event::team_created}}};
        api::Application application(api.application().services(), *api::Router::make({&hidden, 1}));
        std::promise<http::Response> answered;
        http::Request request;
        request.method = http::Method::post;
        request.path = "/x";
        application.handle(std::move(request),
                           [&](http::Response response) { answered.set_value(std::move(response)); });
        QCOMPARE(answered.get_future().get().status, 500U);
    }

    void limitsRefillAndForgetWhoIsQuiet()
    {
        StillClock clock;
        identity::RateLimiter limiter([] { return RatePolicy{.burst = 5, .per = 60s}; }, clock);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(limiter.take("a"), 0);
        QCOMPARE(limiter.take("a"), 12);
        QCOMPARE(limiter.take("b"), 0);
        clock.move(11s);
        QCOMPARE(limiter.take("a"), 1);
        clock.move(1s);
        QCOMPARE(limiter.take("a"), 0);
        QCOMPARE(limiter.take("a"), 12);
        for (int i = 0; i < 5'000; ++i) {
            QCOMPARE(limiter.take("n" + std::to_string(i)), 0);
            clock.move(1s);
        }
        QVERIFY2(limiter.size() < 1'100, QByteArray::number(qulonglong(limiter.size())).constData());
    }

    void addressesCountAsTheirPrefix()
    {
        using castellan::addressPrefix;
        QCOMPARE(q(addressPrefix("192.0.2.7")), QByteArray("192.0.2.7"));
        QCOMPARE(q(addressPrefix("2001:db8:1:2:3:4:5:6")), QByteArray("2001:db8:1:2::/64"));
        QCOMPARE(q(addressPrefix("::ffff:192.0.2.7")), QByteArray("192.0.2.7"));
        QCOMPARE(q(addressPrefix("fe80::1%eth0")), q(addressPrefix("fe80::2")));
        QVERIFY(addressPrefix("2001:db8:1:3::1") != addressPrefix("2001:db8:1:2::1"));
    }

    void theHashPoolTakesThirtyTwoAndNoMore()
    {
        std::binary_semaphore running{0};
        std::binary_semaphore go{0};
        std::atomic<int> done{0};
        identity::HashPool pool;
        QVERIFY(pool.submit([&] {
            running.release();
            go.acquire();
            ++done;
        }));
        running.acquire();
        for (int i = 0; i < 32; ++i)
            QVERIFY(pool.submit([&] { ++done; }));
        QVERIFY(!pool.submit([&] { ++done; }));
        go.release();
        pool.stop();
        QCOMPARE(done.load(), 33);
        QVERIFY(!pool.submit([] {}));
    }

    void slugsNamesAndAddressesFollowRules()
    {
        QCOMPARE(q(api::slugOf("Line One & More!")), QByteArray("line-one-more"));
        QCOMPARE(q(api::slugOf("Übung")), QByteArray("bung"));
        QVERIFY(!api::checkSlug("create"));
        QVERIFY(!api::checkSlug("Upper"));
        QVERIFY(api::checkSlug("ops_1-a"));
        for (const auto *bad : {"", "a b", "admin", "root", "ann/", "ä"})
            QVERIFY2(!api::checkUsername(bad), bad);
        QVERIFY(api::checkUsername("Ann_1-x"));
        for (const auto *bad : {"", "ann", "@x", "a@", "a@b@c", "a b@c.d", "a@.d", "a@d.", "a\n@d.e"})
            QVERIFY2(!api::checkEmail(bad), bad);
        QVERIFY(api::checkEmail("ann@localhost"));
        QVERIFY(!api::checkName("name", "  "));
        QVERIFY(!api::checkName("name", "a\tb"));
        QVERIFY(api::checkName("name", "Ann Müller"));
    }

    void journalRowsReadBackAsTheRecordOfTheApi_data()
    {
        QTest::addColumn<int>("actor");
        QTest::addColumn<bool>("erased");
        QTest::newRow("user") << int(journal::ActorKind::user) << false;
        QTest::newRow("erased") << int(journal::ActorKind::user) << true;
        QTest::newRow("system") << int(journal::ActorKind::system) << false;
        QTest::newRow("host") << int(journal::ActorKind::host) << false;
        QTest::newRow("anonymous") << int(journal::ActorKind::anonymous) << false;
    }
    void journalRowsReadBackAsTheRecordOfTheApi()
    {
        QFETCH(int, actor);
        QFETCH(bool, erased);
        const store::PublicIds ids{Secret(32)};
        journal::JournalRow row;
        row.seq = 42;
        row.id = ids.encode(store::JournalPlace{7, 42});
        row.at = fromMicros(1'795'321'902'099'123);
        row.event = "team.user.added";
        row.scope = EventScope::team;
        row.scopeTeam = TeamId(3);
        row.actorKind = journal::ActorKind(actor);
        if (row.actorKind == journal::ActorKind::user)
            row.actor = UserId(5);
        row.auth = Auth::token;
        row.count = 9;
        row.requestId = "r1";
        row.erased = erased;
        if (!erased) {
            row.actorName = row.actor ? "ann" : "";
            row.address = "192.0.2.1";
            row.client = "a \"quoted\"\n\\ client \x01 \xc3\xa9";
            row.body = "{\"user\":{\"name\":\"x\"}}";
        }
        std::string text;
        journal::appendEntryText(text, row, ids);
        const auto entry = json::decodeText<records::AuditEntry>(text, json::UnknownMembers::refuse);
        QVERIFY2(entry, said(entry).c_str());
        QCOMPARE(q(entry->id), q(row.id));
        QCOMPARE(q(entry->event), q(row.event));
        QCOMPARE(*entry->seq, row.seq);
        QCOMPARE(*entry->count, row.count);
        QCOMPARE(q(*entry->scope->id), q(ids.encode(TeamId(3))));
        QCOMPARE(q(*entry->source), QByteArray("api"));
        QCOMPARE(entry->username.has_value(), row.actor && !erased);
        QCOMPARE(entry->client.has_value(), !erased);
        if (!erased) {
            QCOMPARE(q(*entry->client), q(row.client));
            QCOMPARE(q(json::serialize(json::value(*entry->body))), q(row.body));
        }
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestApiParts)
#include "test_api_parts.moc"
