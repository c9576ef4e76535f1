// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/api/pipeline/answers.h"

#include <QTest>

#include <set>

using namespace castellan;
using namespace castellan::test;

namespace {

constexpr const char *users = "/api/v1/users";
using Names = std::set<std::string>;

/// A server with an administrator, who manages users.
struct Office {
    ApiUnderTest api;
    std::string admin = api.addSignedIn("root-ann", true);

    http::Response make(const std::string &username, const std::string &email)
    {
        return api.post(users, text({{"username", username}, {"email", email}, {"password", goodPassword}}), admin);
    }
    [[nodiscard]] Names listed()
    {
        Names out;
        const auto page = bodyOf(api.get(users, admin));
        for (const auto &each : page.at("users").as_array())
            out.emplace(each.at("username").as_string());
        return out;
    }
};

}  // namespace

class TestApiPeople : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void f2PeopleAreMadeListedSuspendedAndDeletedOneByOne()
    {
        Office office;
        const auto made = office.make("bob", "bob@example.com");
        QCOMPARE(made.status, 200U);
        const std::string path = std::string(users) + "/" + memberOf(made, "id");
        QCOMPARE(office.listed(), (Names{"bob", "root-ann"}));
        QCOMPARE(office.api.login("bob", goodPassword).status, 200U);

        QCOMPARE(office.api.put(path, text({{"suspended", true}}), office.admin).status, 200U);
        QCOMPARE(q(codeOf(office.api.login("bob", goodPassword))), QByteArray("user_suspended"));
        QCOMPARE(office.api.put(path, text({{"suspended", false}}), office.admin).status, 200U);
        QCOMPARE(office.api.login("bob", goodPassword).status, 200U);

        QCOMPARE(office.api.del(path, office.admin).status, 200U);
        QCOMPARE(office.listed(), (Names{"root-ann"}));
        QCOMPARE(office.api.get(path, office.admin).status, 404U);
        office.api.clock.move(std::chrono::minutes(1));
        QCOMPARE(q(codeOf(office.api.login("bob", goodPassword))), QByteArray("unauthorized"));
    }

    void f2NoTwoPeopleShareAnAccount()
    {
        Office office;
        QCOMPARE(office.make("bob", "bob@example.com").status, 200U);
        QCOMPARE(q(codeOf(office.make("BOB", "other@example.com"))), QByteArray("invalid_username"));
        QCOMPARE(q(codeOf(office.make("rob", "Bob@Example.com"))), QByteArray("invalid_email"));
        QCOMPARE(office.listed(), (Names{"bob", "root-ann"}));
    }

    /// RFC 6531 and IDNA: one address has many spellings.
    void oneAddressInAnotherSpellingIsNotAnotherAccount()
    {
        Office office;
        const auto made = office.make("jurgen", "Ju\u0308rgen@XN--MNCHEN-3YA.example");
        QCOMPARE(made.status, 200U);
        QCOMPARE(q(memberOf(made, "email")), QByteArray("Jürgen@münchen.example"));
        const std::string path = std::string(users) + "/" + memberOf(made, "id");
        for (const auto *spelling : {"JÜRGEN@MÜNCHEN.example", "jürgen@mu\u0308nchen。example"}) {
            QCOMPARE(q(codeOf(office.make("other", spelling))), QByteArray("invalid_email"));
            QCOMPARE(office.api.login(spelling, goodPassword).status, 200U);
        }
        QCOMPARE(office.make("other", "other@example.com").status, 200U);
        const auto other =
            bodyOf(office.api.ask({.path = users, .bearer = office.admin, .query = {{"query", "OTHER"}}}));
        const auto otherPath = std::string(users) + "/" + std::string(other.at("users").at(0).at("id").as_string());
        QCOMPARE(q(codeOf(office.api.put(otherPath, text({{"email", "JÜRGEN@münchen.example"}}), office.admin))),
                 QByteArray("invalid_email"));
        // What is changed is answered as it is stored.
        const auto changed = office.api.put(path, text({{"email", "J@MÜNCHEN.example"}}), office.admin);
        QCOMPARE(q(memberOf(changed, "email")), QByteArray("J@münchen.example"));
        QCOMPARE(q(memberOf(office.api.get(path, office.admin), "email")), QByteArray("J@münchen.example"));
    }

    /// RFC 5321, 4.1.2.
    void whatIsNoAddressIsRefused()
    {
        Office office;
        for (const auto *email : {"a@b..com", "a..b@c.com", "a\u0085@b.com", "a\u202e@b.com", "a\u00a0b@c.com",
                                  "a@b_c.com", "a@[127.0.0.1]", "a@b.com\n"})
            QCOMPARE(q(codeOf(office.make("bob", email))), QByteArray("invalid_email"));
    }

    void searchesFoldCaseBeyondAscii()
    {
        Office office;
        const auto made = office.make("jurgen", "jürgen@example.com");
        const std::string path = std::string(users) + "/" + memberOf(made, "id");
        QCOMPARE(office.api.put(path, text({{"name", "Jürgen Groß"}}), office.admin).status, 200U);
        (void)office.api.addTeam("ÄRZTE-Nord", office.admin);
        const auto found = [&](const char *where, const char *what, const char *query) {
            const auto page =
                bodyOf(office.api.ask({.path = where, .bearer = office.admin, .query = {{"query", query}}}));
            return page.at(what).as_array().size();
        };
        for (const auto *query : {"JÜRGEN", "gROSS", "ju\u0308rgen@", "JÜRGEN@EXAMPLE"})
            QCOMPARE(found(users, "users", query), std::size_t(1));
        for (const auto *query : {"jurgén", "%", "_"})
            QCOMPARE(found(users, "users", query), std::size_t(0));
        QCOMPARE(found("/api/v1/teams", "teams", "ärzte-NORD"), std::size_t(1));
    }

    void f2NobodyMakesAnAccountForThemselves()
    {
        Office office;
        const auto body = text({{"username", "eve"}, {"email", "eve@example.com"}, {"password", goodPassword}});
        QCOMPARE(office.api.post(users, body).status, 401U);
        for (const auto *elsewhere : {"/account/register", "/account/verify"})
            QCOMPARE(office.api.post(elsewhere, body).status, 404U);
        office.api.addUser("bob");
        QCOMPARE(office.api.post(users, body, office.api.signIn("bob")).status, 403U);
        QCOMPARE(office.listed(), (Names{"bob", "root-ann"}));
    }
};

QTEST_GUILESS_MAIN(TestApiPeople)
#include "test_api_people.moc"
