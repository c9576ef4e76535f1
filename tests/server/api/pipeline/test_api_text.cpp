// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/audit.h"
#include "core/records/session.h"
#include "core/records/team.h"
#include "core/text/utf8.h"
#include "server/api/account/setup.h"
#include "server/journal/entry_text.h"
#include "server/journal/verification.h"
#include "tests/server/api/pipeline/asked.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <random>

using namespace castellan;
using namespace castellan::test;

namespace {

/// Sign-in and password reset look their `username` up: any text is the name of a user who does not exist.
bool looksUp(const api::Route &route)
{
    return route.what.path == "/account/login" || route.what.path == "/account/reset-password";
}

bool isName(std::string_view member)
{
    return member.ends_with("name") || member.ends_with("Name");
}

/// What the members that a request must have may be.
std::string good(std::string_view member, Asked &asked)
{
    const std::map<std::string_view, std::string> values{{"username", "plain-" + std::to_string(++asked.n)},
                                                         {"email", "plain@example.com"},
                                                         {"password", goodPassword},
                                                         {"code", "ABCDE-FGHIJ-KLMNO-PQRST-UVWXY"},
                                                         {"token", "the-setup-token"},
                                                         {"type", asked.ids["teamTypeId"]},
                                                         {"scope", ""}};
    const auto found = values.find(member);
    return found == values.end() ? "plain" : found->second;
}

struct Naming {
    const api::Route *route;
    std::string member;

    [[nodiscard]] std::string label() const
    {
        return std::string(http::methodName(route->what.method)) + ' ' + std::string(route->what.path) + ' ' + member;
    }
};

/// Every member of a request by which a person names something: read from the route table, so that a new one is tried
/// too.
std::vector<Naming> namings()
{
    std::vector<Naming> out;
    for (const auto &route : api::routes()) {
        if (route.what.request.empty())
            continue;
        for (const auto &[member, schema] : propertiesOf(route))
            if (isName(member))
                out.push_back({&route, std::string(member)});
    }
    return out;
}

/// The required members, and `name` for this one.
std::string bodyWith(const Naming &naming, const std::string &name, Asked &asked)
{
    const auto schema = json::value(naming.route->what.request.schema());
    json::object body;
    if (const auto *required = schema.as_object().if_contains("required"))
        for (const auto &each : required->as_array())
            body[each.as_string()] = good(each.as_string(), asked);
    if (looksUp(*naming.route))
        body["password"] = good("password", asked);
    body[naming.member] = name;
    return json::serialize(body);
}

/// Valid UTF-8 of any characters: what JSON and a path may hold.
std::string anyText(std::mt19937 &random, std::size_t length)
{
    std::string out;
    while (out.size() < length) {
        constexpr std::array<char32_t, 6> below{0x80, 0x100, 0x800, 0x3000, 0x10000, 0x110000};
        const char32_t c = random() % below.at(random() % below.size());
        if (c >= 0x20 && c != '/' && c != '\\' && c != 0x7f && (c < 0xd800 || c > 0xdfff))
            appendUtf8(out, c);
    }
    return out;
}

std::string anyBytes(std::mt19937 &random, std::size_t length)
{
    std::string out;
    while (out.size() < length)
        out += char(random());
    return out;
}

}  // namespace

/// Foreign text on its way through the API: what is taken comes back valid, and names are visible.
class TestApiText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// RFC 8259, 8.1: JSON is UTF-8. One byte of a stranger must not make a page unreadable.
    void aStrangersHeaderLeavesEveryPageReadable()
    {
        ApiUnderTest api;
        api.liftLimits();
        api.addUser("ann", true);
        const auto login = [&](const std::string &password) {
            return api.ask({.method = http::Method::post,
                            .path = "/account/login",
                            .body = text({{"username", "ann"}, {"password", password}}),
                            .client = "\xff\xc3 \xed\xa0\x80"});
        };
        QCOMPARE(login("wrong").status, 401U);
        const auto session = granted(login(goodPassword));
        const auto token = api.signIn("ann");
        for (const auto *const path : {"/api/v1/admin/audit-log", "/api/v1/user/sessions"}) {
            const auto page = api.get(path, token);
            QCOMPARE(page.status, 200U);
            QVERIFY(isUtf8(page.body));
            QVERIFY2(page.body.find("\uFFFD\uFFFD \uFFFD\uFFFD\uFFFD") != std::string::npos, page.body.c_str());
        }
    }

    /// JSON's syntax is no text of the log's.
    void aSearchOfTheLogLooksAtValuesAsTheyRead()
    {
        ApiUnderTest api;
        api.liftLimits();
        const auto admin = api.addSignedIn("ann", true);
        const auto me = std::string("/api/v1/user");
        for (const auto *name : {"Ann \"7\" C:\\bin", "Ann GROẞ", "Ann \":\" 30"})
            QCOMPARE(api.put(me, text({{"name", name}}), admin).status, 200U);
        const auto found = [&](const std::string &query) {
            const auto page =
                bodyOf(api.ask({.path = "/api/v1/admin/audit-log", .bearer = admin, .query = {{"query", query}}}));
            return page.at("log").as_array().size();
        };
        QCOMPARE(found("\"7\""), std::size_t(2));  // as the new value, then as the old one
        QCOMPARE(found("c:\\BIN"), std::size_t(2));
        QCOMPARE(found("groß"), std::size_t(2));
        QCOMPARE(found("ann gross"), std::size_t(2));
        QCOMPARE(found("\":\" 30"), std::size_t(1));
        for (const auto *query : {"\":\"", "{\"", "\",\"", "}]", "updates", "\\\""})
            QCOMPARE(found(query), std::size_t(query == std::string("\":\"") ? 1 : 0));
    }

    /// Unicode's categories Cc, Cf, Zl and Zp, and names that leave no ink: the console would display a second line, or
    /// none.
    void noRouteTakesANameThatHides_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const auto *name : {"a\u2028b", "a\u2029b", "a\u202eb", "a\u2066b", "a\u061cb", "a\u200bb", "a\u0085b",
                                 "a\u009bb", "a\nb", "\u00a0", "\u200b", "\u2800", "\u3164", "\u200da"})
            QTest::addRow("%s", QByteArray(name).toHex().constData()) << QByteArray(name);
    }

    void noRouteTakesANameThatHides()
    {
        QFETCH(QByteArray, name);
        Asked asked;
        REQUIRE(asked.api.store().write([](store::Writer &writer) {
            return api::setup::wait(writer, Secret(std::string_view("the-setup-token")));
        }));
        const auto all = namings();
        QVERIFY(all.size() >= 12);
        QCOMPARE(std::ranges::count_if(all, [](const Naming &each) { return looksUp(*each.route); }), 2);
        for (const auto &naming : all) {
            if (looksUp(*naming.route))
                continue;  // aNameThatHidesSignsInAsAnUnknownOne
            const auto answer =
                asked.ask(*naming.route, asked.pathOf(*naming.route), bodyWith(naming, name.toStdString(), asked));
            QVERIFY2(answer.status == 400, (naming.label() + ": " + std::string(answer.body)).c_str());
            QVERIFY2(memberOf(answer, "path") == naming.member, (naming.label() + ": " + answer.body).c_str());
            QVERIFY2(isUtf8(answer.body), naming.label().c_str());
        }
    }

    /// OWASP's Authentication Cheat Sheet: no answer tells which accounts exist. A name that hides is the name
    /// of no user, not even together with that of one; it may be a password that was typed into the wrong field, so
    /// that the log keeps nothing of it.
    void aNameThatHidesSignsInAsAnUnknownOne_data()
    {
        noRouteTakesANameThatHides_data();
        for (const auto *name : {"\xff", "\xc3", "\xed\xa0\x80", "\xc0\xaf", "\x1b[2J", "a\tb"})
            QTest::addRow("%s", QByteArray(name).toHex().constData()) << QByteArray(name);
    }

    void aNameThatHidesSignsInAsAnUnknownOne()
    {
        QFETCH(QByteArray, name);
        Asked asked;
        auto &api = asked.api;
        int routes = 0;
        for (const auto &naming : namings()) {
            if (!looksUp(*naming.route))
                continue;
            ++routes;
            const auto unknown =
                asked.ask(*naming.route, naming.route->what.path.data(), bodyWith(naming, "unknown-user", asked));
            QCOMPARE(unknown.status, 401U);
            const auto hidden = name.toStdString();
            for (const auto &typed :
                 {hidden, "root-ann" + hidden, hidden + "root-ann", "root-ann@example.com" + hidden}) {
                const auto head = api.head();
                const auto answer = api.ask({.method = naming.route->what.method,
                                             .path = std::string(naming.route->what.path),
                                             .body = bodyWith(naming, typed, asked),
                                             .address = "203.0.113." + std::to_string(++asked.n),
                                             .client = typed});
                const auto label = naming.label() + ": " + answer.body;
                QVERIFY2(isUtf8(answer.body), label.c_str());
                const auto rows = api.rowsAfter(head);
                if (!isUtf8(typed)) {
                    // RFC 8259, 8.1: what is not UTF-8 is no JSON.
                    QVERIFY2(answer.status == 400, label.c_str());
                } else {
                    QVERIFY2(answer.status == unknown.status && codeOf(answer) == codeOf(unknown) &&
                                 memberOf(answer, "error") == memberOf(unknown, "error"),
                             label.c_str());
                    QVERIFY2(rows.size() == 1, (label + " " + typed).c_str());
                }
                for (const auto &row : rows) {
                    std::string entry;
                    journal::appendEntryText(entry, row, api.store().ids());
                    QVERIFY2(isUtf8(entry) && json::parse(entry), entry.c_str());
                    QCOMPARE(row.client, repairedUtf8(typed));
                    QVERIFY2(!row.actor && !row.subject && row.actorName.empty() && row.body == "{}", entry.c_str());
                }
            }
        }
        QCOMPARE(routes, 2);
        QVERIFY(api.store().read([](store::Reader &r) { return journal::verifyJournal(r, std::nullopt); })->good());
    }

    /// RFC 8259, 8.1, for every position that takes text of a stranger.
    void acceptedTextComesBackAsTheClientReadsIt()
    {
        Asked asked;
        auto &api = asked.api;
        std::mt19937 random{1};  // NOLINT(cert-msc51-cpp): every run tries the same
        const auto reads = [&]<class Page>(const std::string &path, const Page &) {
            const auto page = api.ask({.path = path, .bearer = asked.admin, .query = {{"limit", "200"}}});
            const auto parsed = json::parse(page.body);
            return page.status == 200 && isUtf8(page.body) && parsed &&
                   json::decode<Page>(*parsed, json::UnknownMembers::ignore).has_value();
        };
        const auto bob = api.signIn("bob");
        for (int i = 0; i < 60; ++i) {
            const auto header = anyBytes(random, random() % 700);
            const auto word = anyText(random, 1 + random() % 90);
            const auto send = [&](http::Method method, const std::string &path, const std::string &body,
                                  const std::string &bearer) {
                return api.ask({.method = method,
                                .path = path,
                                .body = body,
                                .bearer = bearer,
                                .client = header,
                                .query = {{"query", word}, {"event", word}, {"username", word}}});
            };
            QVERIFY(
                send(http::Method::post, "/account/login", text({{"username", word}, {"password", word}}), {}).status <
                500);
            QVERIFY(send(http::Method::del, "/api/v1/users/" + word, {}, bob).status < 500);
            QVERIFY(send(http::Method::put, "/api/v1/user", text({{"name", word}}), asked.admin).status < 500);
            QVERIFY(send(http::Method::put, "/api/v1/teams/" + asked.ids["teamId"], text({{"name", word}}), asked.admin)
                        .status < 500);
            QVERIFY(isUtf8(send(http::Method::get, "/api/v1/admin/audit-log", {}, asked.admin).body));
        }
        (void)granted(api.ask({.method = http::Method::post,
                               .path = "/account/login",
                               .body = text({{"username", "root-ann"}, {"password", goodPassword}}),
                               .client = anyBytes(random, 600)}));
        QVERIFY(reads("/api/v1/admin/audit-log", records::AuditPage()));
        QVERIFY(reads("/api/v1/teams/" + asked.ids["teamId"] + "/audit-log", records::AuditPage()));
        QVERIFY(reads("/api/v1/user/sessions", records::SessionList()));
        QVERIFY(reads("/api/v1/users", records::UserPage()));
        QVERIFY(reads("/api/v1/teams", records::TeamPage()));
        for (const auto &row : api.rowsAfter(0)) {
            std::string entry;
            journal::appendEntryText(entry, row, api.store().ids());
            QVERIFY(isUtf8(entry));
            const auto parsed = json::parse(entry);
            REQUIRE(parsed);
            const auto read = json::decode<records::AuditEntry>(*parsed, json::UnknownMembers::ignore);
            REQUIRE(read);
            QVERIFY(read->body.value_or(json::object()) ==
                    (row.body.empty() ? json::object() : json::parse(row.body)->as_object()));
            QCOMPARE(read->client.value_or(""), row.client);
        }
        QVERIFY(api.store().read([](store::Reader &r) { return journal::verifyJournal(r, std::nullopt); })->good());
    }

    void aLongParameterOfAPathIsCutAtTheBoundaryOfACharacter()
    {
        ApiUnderTest api;
        const auto bob = api.addSignedIn("bob");
        const auto before = api.head();
        const std::string name = std::string(63, 'a') + "ä";
        QVERIFY(api.ask({.method = http::Method::del, .path = "/api/v1/users/" + name, .bearer = bob}).status >= 400);
        const auto rows = api.rowsAfter(before);
        QCOMPARE(rows.size(), std::size_t(1));
        const auto body = json::parse(rows.front().body);
        REQUIRE(body);
        QCOMPARE(std::string(body->at("target").at("userId").as_string()), std::string(63, 'a'));
    }
};

QTEST_GUILESS_MAIN(TestApiText)
#include "test_api_text.moc"
