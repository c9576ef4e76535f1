// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/utf8.h"
#include "server/api/pipeline/credentials.h"
#include "server/api/pipeline/idempotency.h"
#include "server/api/pipeline/openapi.h"
#include "server/store/rows.h"
#include "tests/server/api/pipeline/answers.h"

#include <QTest>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;

namespace {

/// A user who repeats requests with idempotency keys.
struct Ann {
    ApiUnderTest api;
    std::string token = api.addSignedIn("ann", true);

    http::Response send(http::Method method, const std::string &path, const std::string &body, const std::string &key)
    {
        return api.ask(
            {.method = method, .path = path, .body = body, .bearer = token, .headers = {{"Idempotency-Key", key}}});
    }
    http::Response makeToken(const std::string &name, const std::string &key)
    {
        return send(http::Method::post, "/api/v1/user/tokens", text({{"name", name}, {"scope", ""}}), key);
    }
    std::size_t tokens()
    {
        const auto list = json::parse(api.get("/api/v1/user/tokens", token).body);
        return list->at("tokens").as_array().size();
    }
};

bool isReplay(const http::Response &response)
{
    return std::ranges::find(response.headers, http::Headers::value_type("Idempotency-Replayed", "true")) !=
           response.headers.end();
}

}  // namespace

class TestApiIdempotency : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anOlderAnswerMakesRoomForANewer()
    {
        Ann ann;
        ann.api.liftLimits();
        const auto rename = [&](std::int64_t i) {
            ann.api.clock.move(1ms);
            return ann.send(http::Method::put, "/api/v1/user", text({{"name", "Ann " + std::to_string(i)}}),
                            "key-" + std::to_string(i));
        };
        for (std::int64_t i = 0; i <= api::idempotency::mostPerCredential; ++i)
            QCOMPARE(rename(i).status, 200U);
        const auto kept = ann.api.store().read([](store::Reader &reader) {
            return store::rows::number(reader.connection().query("SELECT count(*) FROM kept_answers"));
        });
        QCOMPARE(kept.value(), api::idempotency::mostPerCredential);
        // All but the first are still answered from memory.
        QVERIFY(isReplay(rename(api::idempotency::mostPerCredential)));
        QVERIFY(isReplay(rename(1)));
        QVERIFY(!isReplay(rename(0)));
    }

    void f131TheSameKeyGetsTheSameAnswerAndOneObject()
    {
        Ann ann;
        const auto first = ann.makeToken("build", "7d3c");
        QCOMPARE(first.status, 200U);
        QVERIFY(!isReplay(first));
        const auto head = ann.api.head();
        const auto again = ann.makeToken("build", "7d3c");
        QCOMPARE(again.status, 200U);
        QCOMPARE(q(again.body), q(first.body));  // with the token that is shown once
        QVERIFY(isReplay(again));
        QCOMPARE(ann.tokens(), std::size_t(1));
        QCOMPARE(ann.api.head(), head);
        QCOMPARE(ann.makeToken("build", "another").status, 200U);
        QCOMPARE(ann.tokens(), std::size_t(2));
    }

    void f131AnotherRequestWithTheSameKeyIsRefused()
    {
        Ann ann;
        QCOMPARE(ann.makeToken("build", "7d3c").status, 200U);
        const auto other = ann.makeToken("deploy", "7d3c");
        QCOMPARE(other.status, 422U);
        QCOMPARE(q(codeOf(other)), QByteArray("idempotency_mismatch"));
        QCOMPARE(ann.send(http::Method::put, "/api/v1/user", text({{"name", "build"}}), "7d3c").status, 422U);
        QCOMPARE(ann.tokens(), std::size_t(1));
    }

    void f131WhatIsGoneIsNotMissedWhenItsRemovalIsSentAgain()
    {
        Ann ann;
        const auto made = ann.makeToken("build", "make");
        const std::string id(json::parse(made.body)->at("id").as_string());
        QCOMPARE(ann.send(http::Method::del, "/api/v1/user/tokens/" + id, "", "end").status, 204U);
        QCOMPARE(ann.send(http::Method::del, "/api/v1/user/tokens/" + id, "", "end").status, 204U);
        QCOMPARE(ann.send(http::Method::del, "/api/v1/user/tokens/" + id, "", "other").status, 404U);
        const auto bob = ann.api.addUser("bob");
        const auto path = "/api/v1/users/" + ann.api.idOf(bob);
        QCOMPARE(ann.send(http::Method::del, path, "", "bob").status, 200U);
        ann.api.credentials().userChanged(UserId(1));  // even when nothing is known in memory
        QCOMPARE(ann.send(http::Method::del, path, "", "bob").status, 200U);
        QCOMPARE(ann.send(http::Method::del, path, "", "bob-again").status, 404U);
    }

    void f131ARefusalIsNotKept()
    {
        Ann ann;
        const auto body = text({{"name", ""}, {"scope", ""}});
        QCOMPARE(ann.send(http::Method::post, "/api/v1/user/tokens", body, "7d3c").status, 400U);
        QCOMPARE(ann.makeToken("build", "7d3c").status, 200U);
    }

    /// RFC 8259, 8.1: earlier versions kept answers that quoted headers and names as they came.
    void anAnswerThatWasKeptBrokenIsGivenBackInUtf8()
    {
        Ann ann;
        http::Request request;
        request.method = http::Method::post;
        request.path = "/api/v1/user/tokens";
        request.body = text({{"name", "build"}, {"scope", ""}});
        request.headers = {{"Authorization", "Bearer " + ann.token}, {"Idempotency-Key", "old"}};
        const auto presented = api::presentedBy(request, false);
        REQUIRE(presented);
        const auto asked = api::idempotency::askedBy(request, **presented, false);
        REQUIRE(asked);
        http::Response broken;
        broken.body = "{\"id\":\"x\",\"name\":\"\xff\xc3 \xed\xa0\x80 \xc0\xaf gr\u00fcn \xe2\x82\"}";
        REQUIRE(ann.api.store().write(
            [&](store::Writer &writer) { return api::idempotency::keep(writer, **asked, broken); }));
        const auto replayed = ann.makeToken("build", "old");
        QCOMPARE(replayed.status, 200U);
        QVERIFY(isReplay(replayed));
        QVERIFY(isUtf8(replayed.body));
        QCOMPARE(q(memberOf(replayed, "name")),
                 QByteArray("\uFFFD\uFFFD \uFFFD\uFFFD\uFFFD \uFFFD\uFFFD gr\u00fcn \uFFFD"));
        QCOMPARE(ann.tokens(), std::size_t(0));
    }

    void f131KeysCountForADay()
    {
        Ann ann;
        QCOMPARE(ann.makeToken("build", "7d3c").status, 200U);
        ann.api.clock.move(24h - 1s);
        QCOMPARE(ann.makeToken("build", "7d3c").status, 200U);
        QCOMPARE(ann.tokens(), std::size_t(1));
        ann.api.clock.move(1s);
        ann.token = ann.api.signIn("ann");
        QCOMPARE(ann.makeToken("build", "7d3c").status, 200U);
        QCOMPARE(ann.tokens(), std::size_t(2));
    }

    void f131KeysBelongToWhoSentThem()
    {
        Ann ann;
        ann.api.addUser("bob");
        QCOMPARE(ann.makeToken("build", "7d3c").status, 200U);
        ann.token = ann.api.signIn("bob");
        const auto bobs = ann.makeToken("deploy", "7d3c");
        QCOMPARE(bobs.status, 200U);
        QVERIFY(!isReplay(bobs));
    }

    void f131TheDocumentHasTheKeyWhereItCounts()
    {
        const auto document = api::openApi(api::routes(), "");
        int with = 0;
        for (const auto &[path, methods] : document.at("paths").as_object())
            for (const auto &[method, operation] : methods.as_object()) {
                const auto *parameters = operation.as_object().if_contains("parameters");
                const bool named = parameters != nullptr && std::ranges::any_of(parameters->as_array(), [](auto &each) {
                                       return each.at("in") == "header" && each.at("name") == "Idempotency-Key";
                                   });
                const bool mismatch = operation.at("responses").as_object().contains("422");
                // Every change except signing in.
                const std::string_view at(path.data(), path.size());
                const bool changes = method != "get" && at != "/api/v1/teams/check-slug";
                const bool signsIn = at.starts_with("/account/") && at != "/account/logout";
                QVERIFY2(named == (changes && !signsIn) && mismatch == named, std::string(at).c_str());
                with += named ? 1 : 0;
            }
        QVERIFY(with > 40);
    }

    void f131SigningInTwiceIsTwoSessions()
    {
        ApiUnderTest api;
        const auto own = api.addSignedIn("ann");
        const auto in = [&] {
            return cookieOf(api.ask({.method = http::Method::post,
                                     .path = "/account/login",
                                     .body = text({{"username", "ann"}, {"password", goodPassword}}),
                                     .bearer = own,
                                     .headers = {{"Idempotency-Key", "no key at all"}}}),
                            "sid");
        };
        const auto first = in();
        const auto second = in();
        QVERIFY(!first.empty() && !second.empty() && first != second);
    }

    void f131WhatIsNoKeyIsRefused()
    {
        Ann ann;
        for (const auto &key : {std::string(), std::string("a b"), std::string("\xC3\xA4"), std::string(256, 'x')}) {
            const auto refused = ann.makeToken("build", key);
            QCOMPARE(refused.status, 400U);
            QVERIFY(refused.body.find("Idempotency-Key") != std::string::npos);
        }
        QCOMPARE(ann.makeToken("build", std::string(255, 'x')).status, 200U);
    }
};

QTEST_GUILESS_MAIN(TestApiIdempotency)
#include "test_api_idempotency.moc"
