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
