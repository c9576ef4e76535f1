// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/token.h"
#include "core/random.h"
#include "server/api/pipeline/openapi.h"
#include "server/http/http_server.h"
#include "server/store/connection.h"
#include "tests/server/api/pipeline/asked.h"

#include <QTest>

using namespace castellan;
using namespace castellan::test;

namespace {

constexpr const char *quotes[] = {"'",
                                  "\"",
                                  "\\",
                                  "' OR '1'='1",
                                  "'; DROP TABLE users; --",
                                  "\"); DROP TABLE users; --",
                                  "1; DELETE FROM journal",
                                  "%' UNION SELECT password_hash FROM users --",
                                  "$id",
                                  "?1",
                                  "%",
                                  "_"};

/// One that it may not.
json::value wrongValue(const json::object &schema)
{
    const auto &type = schema.contains("type") ? schema.at("type").as_string() : "object";
    return type == "integer" || type == "number" || type == "boolean" || type == "array" || type == "object"
               ? json::value("a text")
               : json::value(7);
}

/// Words in a response that would disclose the server's internals.
bool tells(const http::Response &response, const std::string &folder, const char *asked = nullptr)
{
    auto body = QByteArray::fromStdString(response.body).toLower();
    if (asked != nullptr)
        body.replace(QByteArray(asked).toLower(), "");
    for (const auto *word : {"sqlite", "select ", "insert ", "syntax error", "no such", "constraint",
                             "castellan::", ".cpp", "exception", "users.", "castellan.db"})
        if (body.contains(word))
            return true;
    return body.contains(QByteArray::fromStdString(folder).toLower());
}

}  // namespace

/// Input validation, and how input is echoed.
class TestApiInput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void f123QuotesAreTextEverywhere()
    {
        Asked asked;
        const auto before = asked.schema();
        QVERIFY(before.find("CREATE TABLE users") != std::string::npos);
        int tried = 0;
        const auto check = [&](const api::Route &route, const http::Response &answer, const char *quote) {
            ++tried;
            const bool refused = answer.status >= 400;  // what is done may name what it was asked for
            if (answer.status < 500 && !(refused && tells(answer, asked.api.folder.path(), quote)))
                return true;
            qWarning("%s %s: %u %s", quote, std::string(route.what.path).c_str(), answer.status, answer.body.c_str());
            return false;
        };
        for (const auto &route : api::routes()) {
            if (route.how.runs == api::Runs::stream)
                continue;
            for (const auto *quote : quotes) {
                // Ten wrong proofs end a session.
                if (asked.api.statusOf(asked.admin) == 401)
                    asked.admin = asked.api.signIn("root-ann");
                for (const auto &part :
                     QByteArray(route.what.path.data(), qsizetype(route.what.path.size())).split('/'))
                    if (part.startsWith(':'))
                        QVERIFY(check(route,
                                      asked.ask(route, asked.pathOf(route, part.mid(1).toStdString(), quote), "{}"),
                                      quote));
                for (const auto name : route.what.query)
                    QVERIFY(check(route,
                                  asked.ask(route, asked.pathOf(route), "", {{std::string(name), std::string(quote)}}),
                                  quote));
                if (route.what.request.empty())
                    continue;
                const auto properties = propertiesOf(route);
                json::object body;
                for (const auto &[name, schema] : properties)
                    if (goodValue(schema.as_object()).is_string())
                        body[name] = quote;
                if (!body.empty())
                    QVERIFY(check(route, asked.ask(route, asked.pathOf(route), json::serialize(body)), quote));
            }
        }
        QVERIFY2(tried > 500, QByteArray::number(tried).constData());
        QCOMPARE(q(asked.schema()), q(before));
        QCOMPARE(asked.api.get("/api/v1/users", asked.admin).status, 200U);
    }

    void f123QuotesFindNothingAndComeBackAsTheyWere()
    {
        Asked asked;
        const auto found = [&](const std::string &query) {
            const auto page =
                asked.api.ask({.path = "/api/v1/users", .bearer = asked.admin, .query = {{"query", query}}});
            return bodyOf(page).at("users").as_array().size();
        };
        QCOMPARE(found("bob"), std::size_t(1));
        for (const auto *quote : quotes)
            QCOMPARE(found(quote), std::size_t(0));
        for (const auto *quote : quotes) {
            const std::string name = std::string("Bob ") + quote;
            const auto path = "/api/v1/users/" + asked.ids["userId"];
            QCOMPARE(asked.api.put(path, text({{"name", name}}), asked.admin).status, 200U);
            QCOMPARE(q(memberOf(asked.api.get(path, asked.admin), "name")), q(name));
        }
    }

    void f124MarkupInNamesIsData()
    {
        Asked asked;
        const std::string name = "<img src=x onerror=alert(1)>";
        const auto path = "/api/v1/users/" + asked.ids["userId"];
        QCOMPARE(asked.api.put(path, text({{"name", name}}), asked.admin).status, 200U);
        const auto answer = asked.api.get(path, asked.admin);
        QCOMPARE(q(memberOf(answer, "name")), q(name));
        // No browser reads it as a page: the engine adds nosniff and a policy that allows nothing.
        QCOMPARE(q(answer.contentType), QByteArray("application/json; charset=utf-8"));
        for (const auto *asked_ : {"/<img src=x onerror=alert(1)>", "/api/v1/users/<script>"}) {
            const auto missing = asked.api.get(asked_, asked.admin);
            QCOMPARE(missing.status, 404U);
            QCOMPARE(q(missing.contentType), QByteArray("application/json; charset=utf-8"));
        }
    }

    void f128EveryMemberOfEveryRequestIsChecked()
    {
        Asked asked;
        int tried = 0;
        QStringList wrong;
        const auto mustRefuse = [&](const api::Route &route, const char *how, std::string_view member,
                                    const std::string &body) {
            ++tried;
            const auto answer = asked.ask(route, asked.pathOf(route), body);
            if (answer.status != 400 && answer.status != 422)
                wrong +=
                    QStringLiteral("%1 %2 %3: %4 %5 -> %6 %7")
                        .arg(QString::fromStdString(std::string(http::methodName(route.what.method))),
                             QString::fromStdString(std::string(route.what.path)), QString::fromUtf8(how),
                             QString::fromStdString(std::string(member)), QString::fromStdString(body.substr(0, 200)))
                        .arg(answer.status)
                        .arg(QString::fromStdString(answer.body));
        };
        for (const auto &route : api::routes()) {
            if (route.what.request.empty())
                continue;
            const auto schema = json::value(route.what.request.schema());
            const auto &properties = schema.at("properties").as_object();
            json::object good;
            for (const auto &[name, each] : properties)
                good[name] = goodValue(each.as_object());
            const auto with = [&](std::string_view name, json::value value) {
                auto body = good;
                body[name] = std::move(value);
                return json::serialize(body);
            };
            mustRefuse(route, "extra", "", with("somethingElse", 1));
            mustRefuse(route, "no object", "", "[]");
            mustRefuse(route, "no JSON", "", "{\"a\":");
            for (const auto &[name, each] : properties) {
                mustRefuse(route, "wrong type", name, with(name, wrongValue(each.as_object())));
                if (const auto *limit = each.as_object().if_contains("maxLength"))
                    mustRefuse(route, "too long", name,
                               with(name, boost::json::string(std::size_t(limit->to_number<int>()) + 1, 'x')));
            }
            if (const auto *required = schema.as_object().if_contains("required"))
                for (const auto &name : required->as_array()) {
                    auto body = good;
                    body.erase(name.as_string());
                    mustRefuse(route, "missing", name.as_string(), json::serialize(body));
                }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
        QVERIFY2(tried > 150, QByteArray::number(tried).constData());
    }

    void f128ControlCharactersAreNoNames()
    {
        Asked asked;
        const auto &ids = asked.ids;
        for (const auto *name : {"a\\u0000b", "a\\nb", "\\u001b[31m", "\\u007f", " "}) {
            const std::string start = std::string("{\"name\":\"") + name + "\"";
            QCOMPARE(asked.api.put("/api/v1/user", start + "}", asked.admin).status, 400U);
            QCOMPARE(asked.api.put("/api/v1/users/" + ids.at("userId"), start + "}", asked.admin).status, 400U);
            QCOMPARE(asked.api.put("/api/v1/teams/" + ids.at("teamId"), start + "}", asked.admin).status, 400U);
            QCOMPARE(asked.api.put("/api/v1/user/tokens/" + ids.at("tokenId"), start + "}", asked.admin).status, 400U);
            QCOMPARE(asked.api.put("/api/v1/admin/keys/" + ids.at("keyId"), start + "}", asked.admin).status, 400U);
            QCOMPARE(asked.api
                         .post("/api/v1/teams", start + ",\"slug\":\"two\",\"type\":\"" + ids.at("teamTypeId") + "\"}",
                               asked.admin)
                         .status,
                     400U);
            QCOMPARE(asked.api
                         .post("/api/v1/users", start + ",\"username\":\"eve\",\"password\":\"" + goodPassword + "\"}",
                               asked.admin)
                         .status,
                     400U);
        }
    }

    void f129AFaultOfTheDatabaseSaysNothingOfItself()
    {
        Asked asked;
        REQUIRE(asked.api.store().write([](store::Writer &writer) -> Result<bool> {
            if (auto ok = writer.connection().execute("ALTER TABLE teams RENAME TO elsewhere"); !ok)
                return fail(std::move(ok).error());
            return true;
        }));
        for (const auto &answer :
             {asked.api.get("/api/v1/teams", asked.admin), asked.api.get("/api/v1/teams/slug/one", asked.admin),
              asked.api.post("/api/v1/teams",
                             text({{"name", "Two"}, {"slug", "two"}, {"type", asked.ids["teamTypeId"]}}),
                             asked.admin)}) {
            QVERIFY2(answer.status >= 500, answer.body.c_str());
            QVERIFY2(!tells(answer, asked.api.folder.path()), answer.body.c_str());
            // The operator finds it under the request's id.
            QVERIFY(asked.api.folder.log.has("api error request " + memberOf(answer, "requestId") + ": "));
        }
        QVERIFY(asked.api.folder.log.has("no such table"));
    }

    void aParameterIsThereOnce()
    {
        Asked asked;
        using Query = std::vector<std::pair<std::string, std::string>>;
        const auto status = [&](const std::string &path, Query query) {
            const auto answer = asked.api.ask({.path = path, .bearer = asked.admin, .query = std::move(query)});
            return std::pair(answer.status, answer.status == 400 ? memberOf(answer, "path") : std::string());
        };
        const std::pair<unsigned, std::string> fine{200U, ""};
        QVERIFY(status("/api/v1/users", {{"limit", "1"}, {"query", "a"}}) == fine);
        QVERIFY(status("/api/v1/users", {{"limit", "1"}, {"limit", "1"}}) == std::pair(400U, std::string("limit")));
        QVERIFY(status("/api/v1/users", {{"x", "1"}, {"y", ""}, {"x", ""}}) == std::pair(400U, std::string("x")));
        QVERIFY(status("/api/v1/admin/audit-log", {{"event", "account.login"}, {"event", "user.created"}}) == fine);
        QVERIFY(status("/api/v1/admin/audit-log", {{"username", "a"}, {"username", "b"}}) == fine);
        QVERIFY(status("/api/v1/admin/audit-log", {{"query", "a"}, {"query", "b"}}) ==
                std::pair(400U, std::string("query")));
    }

    void f130OnlyKnownCallersMaySendLargeBodies()
    {
        Asked asked;
        const auto &application = asked.api.application();
        const auto sizeOf = [&](http::Method method, const char *path) {
            http::Request request;
            request.method = method;
            request.path = path;
            return asked.api.application().bodySize(request);
        };
        for (const auto *path : {"/account/login", "/account/login/token", "/account/reset-password", "/account/setup"})
            QVERIFY(sizeOf(http::Method::post, path) == http::BodySize::anonymous);
        QVERIFY(sizeOf(http::Method::put, "/api/v1/user") == http::BodySize::authenticated);
        QVERIFY(sizeOf(http::Method::put, "/nothing/here") == http::BodySize::anonymous);
        const auto known = [&](const std::string &bearer) {
            http::Request request;
            if (!bearer.empty())
                request.headers.emplace_back("Authorization", "Bearer " + bearer);
            return application.knowsCaller(request);
        };
        QCOMPARE(asked.api.statusOf(asked.admin), 200U);
        QVERIFY(known(asked.admin));
        OpenSslRandom random;
        const std::string invented(newToken(TokenKind::session, random).view());
        for (const auto &bearer : {std::string(), std::string("x"), invented})
            QVERIFY(!known(bearer));
        QCOMPARE(http::Limits().anonymousBody, std::size_t(64 * 1024));
        QCOMPARE(http::Limits().body, std::size_t(1024 * 1024));
    }

    void f130SixtyFiveLevelsAreTooDeep()
    {
        Asked asked;
        const auto nested = [&](std::size_t depth) {
            // The object around it is a level, too.
            return asked.api.put("/api/v1/user",
                                 "{\"name\":" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}",
                                 asked.admin);
        };
        const auto deepest = nested(64);
        QCOMPARE(deepest.status, 400U);
        QVERIFY2(deepest.body.find("name: expected") != std::string::npos, deepest.body.c_str());
        const auto deeper = nested(65);
        QCOMPARE(deeper.status, 400U);
        QVERIFY2(deeper.body.find("name: expected") == std::string::npos, deeper.body.c_str());
    }
};

QTEST_GUILESS_MAIN(TestApiInput)
#include "test_api_input.moc"
