// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/api/pipeline/answers.h"

#include <QTest>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;

namespace {

/// A platform with two administrators, an auditor, a team and its two owners, and keys of every kind.
struct House {
    House()
    {
        api.liftLimits();
        team = api.addTeam("One", admin);
        join("olga", 50);
        join("oscar", 50);
        join("bob", 30);
        // The administrator only made it.
        (void)granted(api.del(member(ann), admin));
        join("root-ada", 10);
        platformKey =
            memberOf(api.post("/api/v1/admin/keys", text({{"name", "ci"}, {"scope", "admin"}}), admin), "token");
        teamKey =
            memberOf(api.post(pathOfTeam() + "/keys", text({{"name", "ci"}, {"scope", "admin"}}), admin), "token");
        annsToken =
            memberOf(api.post("/api/v1/user/tokens", text({{"name", "t"}, {"scope", "admin"}}), admin), "token");
    }

    void join(const std::string &user, int role)
    {
        (void)granted(api.post(pathOfTeam() + "/members", text({{"user", user}, {"role", role}}), admin));
    }
    [[nodiscard]] std::string pathOfTeam() const { return "/api/v1/teams/" + team; }
    [[nodiscard]] std::string member(const store::User &user) const
    {
        return pathOfTeam() + "/members/" + api.idOf(user);
    }
    [[nodiscard]] std::string path(const store::User &user) const { return "/api/v1/users/" + api.idOf(user); }
    void suspend(const store::User &user) { (void)granted(api.put(path(user), text({{"suspended", true}}), admin)); }

    ApiUnderTest api;
    store::User ann = api.addUser("root-ann", true);
    store::User ada = api.addUser("root-ada", true);
    store::User olga = api.addUser("olga");
    store::User oscar = api.addUser("oscar");
    store::User bob = api.addUser("bob");
    std::string admin = api.signIn("root-ann");
    std::string team;
    std::string platformKey;
    std::string teamKey;
    std::string annsToken;
};

}  // namespace

/// Rules that guard administrators, auditors and the last owner of a team.
class TestApiGuarded : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLastActiveOwnerStays_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("removal") << 0;
        QTest::newRow("leaving") << 1;
        QTest::newRow("demotion") << 2;
        QTest::newRow("deletion") << 3;
        QTest::newRow("suspension") << 4;
        QTest::newRow("erasure") << 5;
    }
    void theLastActiveOwnerStays()
    {
        QFETCH(int, way);
        House house;
        const auto olga = house.api.signIn("olga");
        const auto ask = [&] {
            switch (way) {
            case 0:
                return house.api.del(house.member(house.olga), house.admin);
            case 1:
                return house.api.del(house.member(house.olga), olga);
            case 2:
                return house.api.put(house.member(house.olga), text({{"role", 30}}), house.admin);
            case 3:
                return house.api.del(house.path(house.olga), house.admin);
            case 4:
                return house.api.put(house.path(house.olga), text({{"suspended", true}}), house.admin);
            default:
                return house.api.post("/api/v1/admin/erasures", text({{"user", house.api.idOf(house.olga)}}),
                                      house.admin);
            }
        };
        house.suspend(house.oscar);
        const auto refused = ask();
        QVERIFY2(refused.status >= 400, refused.body.c_str());
        QVERIFY2(q(refused.body).contains("owner"), refused.body.c_str());
        QCOMPARE(house.api.get(house.pathOfTeam() + "/members", olga).status, 200U);
        // With another active owner it works.
        (void)granted(house.api.put(house.path(house.oscar), text({{"suspended", false}}), house.admin));
        const auto done = ask();
        QVERIFY2(done.status == 200, done.body.c_str());
    }

    void anOwnerAloneInATeamIsSuspended()
    {
        House house;
        (void)house.api.addTeam("Two", house.admin);
        const auto own = house.api.post(
            "/api/v1/users", text({{"username", "solo"}, {"password", goodPassword}, {"createDefaultTeam", true}}),
            house.admin);
        const auto path = "/api/v1/users/" + memberOf(own, "id");
        QCOMPARE(house.api.put(path, text({{"suspended", true}}), house.admin).status, 200U);
    }

    /// NIST SP 800-53 AC-6(5): privileged accounts are managed by people; a leaked key must not reach them.
    void keysChangeNoAdministratorOrAuditor_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("auditor");
        for (const char *key : {"service key", "personal token"})
            for (const bool auditor : {false, true})
                QTest::addRow("%s, %s", key, auditor ? "auditor" : "administrator")
                    << QString::fromLatin1(key) << auditor;
    }
    void keysChangeNoAdministratorOrAuditor()
    {
        QFETCH(QString, key);
        QFETCH(bool, auditor);
        House house;
        if (auditor)
            (void)granted(
                house.api.put(house.path(house.ada), text({{"admin", false}, {"auditor", true}}), house.admin));
        const auto token = key == QLatin1String("service key") ? house.platformKey : house.annsToken;
        const auto path = house.path(house.ada);
        const auto changes = std::to_array<std::string>({
            text({{"suspended", true}}),
            text({{"admin", false}, {"auditor", false}}),
            text({{"name", "Eve"}}),
            text({{"username", "eve"}}),
            text({{"email", "eve@example.com"}}),
            text({{"password_expired", true}}),
            text({{"mfa_enabled", false}}),
        });
        const auto refused = [](const http::Response &answer) { return codeOf(answer) == "interactive_only"; };
        for (const auto &body : changes)
            QVERIFY2(refused(house.api.put(path, body, token)), body.c_str());
        QVERIFY(refused(house.api.del(path, token)));
        QVERIFY(refused(house.api.post(path + "/unlock", "", token)));
        QVERIFY(refused(house.api.post(path + "/reset-password", "", token)));
        QVERIFY(refused(house.api.del(path + "/sessions", token)));
        QVERIFY(refused(house.api.put(house.member(house.ada), text({{"role", 50}}), token)));
        QVERIFY(refused(house.api.del(house.member(house.ada), token)));
        (void)granted(house.api.del(house.member(house.ada), house.admin));
        QVERIFY(refused(
            house.api.post(house.pathOfTeam() + "/members", text({{"user", "root-ada"}, {"role", 50}}), token)));
    }

    void keysMakeNoAdministratorOrAuditor()
    {
        House house;
        for (const auto &token : {house.platformKey, house.annsToken})
            for (const char *right : {"admin", "auditor"}) {
                QCOMPARE(q(codeOf(house.api.put(house.path(house.bob), text({{right, true}}), token))),
                         QByteArray("interactive_only"));
                const bool admin = std::string_view(right) == "admin";
                const auto made =
                    text({{"username", "eve"}, {"password", goodPassword}, {admin ? "isAdmin" : "auditor", true}});
                QCOMPARE(q(codeOf(house.api.post("/api/v1/users", made, token))), QByteArray("interactive_only"));
            }
        QCOMPARE(house.api.put(house.path(house.bob), text({{"name", "Robert"}}), house.platformKey).status, 200U);
    }

    void anAdministratorsTokenDoesNotChangeItsOwnUser()
    {
        House house;
        QCOMPARE(q(codeOf(house.api.put("/api/v1/user", text({{"name", "Eve"}}), house.annsToken))),
                 QByteArray("interactive_only"));
        QCOMPARE(q(codeOf(house.api.put(house.path(house.ann), text({{"name", "Eve"}}), house.annsToken))),
                 QByteArray("interactive_only"));
        QCOMPARE(house.api.put("/api/v1/user", text({{"name", "Ann"}}), house.admin).status, 200U);
    }

    void aKeyWithoutTheRightLearnsNothingOfAdministrators()
    {
        House house;
        QCOMPARE(q(codeOf(house.api.del(house.path(house.ada), house.teamKey))), QByteArray("unauthorized"));
        QCOMPARE(q(codeOf(house.api.del(house.path(house.bob), house.teamKey))), QByteArray("unauthorized"));
    }

    void aTokenThatIsLimitedToATeamDoesNotChangeItsUser()
    {
        House house;
        const auto olga = house.api.signIn("olga");
        const auto made = house.api.post(
            "/api/v1/user/tokens",
            text({{"name", "t"}, {"scope", "write"}, {"teamIds", boost::json::array{boost::json::value(house.team)}}}),
            olga);
        const auto token = memberOf(made, "token");
        const auto &api = house.api;
        const auto refused = [&](const http::Response &answer) {
            return codeOf(answer) == "insufficient_scope" || codeOf(answer) == "unauthorized";
        };
        QVERIFY(refused(house.api.put("/api/v1/user", text({{"name", "Eve"}}), token)));
        QVERIFY(refused(house.api.put(house.path(house.olga), text({{"name", "Eve"}}), token)));
        QVERIFY(refused(house.api.del(house.path(house.olga), token)));
        QVERIFY(refused(house.api.del("/api/v1/user/sessions", token)));
        QVERIFY(refused(house.api.del(house.path(house.olga) + "/sessions", token)));
        QVERIFY(refused(house.api.del("/api/v1/user/tokens/" + memberOf(made, "id"), token)));
        QCOMPARE(house.api.get("/api/v1/user", token).status, 200U);
        QCOMPARE(house.api.put(house.pathOfTeam(), text({{"name", "Uno"}}), token).status, 200U);
        Q_UNUSED(api);
    }

    void anOwnChangeOfTheAddressIsAClaim()
    {
        House house;
        const auto bob = house.api.signIn("bob");
        auto user = house.bob;
        QCOMPARE(house.api.put(house.path(user), text({{"email_verified", true}}), house.admin).status, 200U);
        const auto changed = house.api.put("/api/v1/user", text({{"email", "ceo@example.com"}}), bob);
        QCOMPARE(bodyOf(changed).at("email_verified").as_bool(), false);
        // An administrator answers for the address that he gives to another user.
        (void)granted(house.api.put(house.path(user), text({{"email_verified", true}}), house.admin));
        const auto given = house.api.put(house.path(user), text({{"email", "bob@example.net"}}), house.admin);
        QCOMPARE(bodyOf(given).at("email_verified").as_bool(), true);
    }

    void onlyVerifiedAddressesAreFound()
    {
        House house;
        const auto carol = house.api.addUser("carol");
        const auto hers = house.api.signIn("carol");
        QCOMPARE(house.api.put("/api/v1/user", text({{"email", "ceo@example.com"}}), hers).status, 200U);
        const auto add = text({{"user", "ceo@example.com"}, {"role", 30}});
        QCOMPARE(house.api.post(house.pathOfTeam() + "/members", add, house.admin).status, 404U);
        const auto invite = house.api.post(house.pathOfTeam() + "/invitations", text({{"user", "ceo@example.com"}}),
                                           house.api.signIn("olga"));
        QVERIFY(bodyOf(invite).at("error").as_object().contains("ceo@example.com"));
        (void)granted(house.api.put(house.path(carol), text({{"email_verified", true}}), house.admin));
        QCOMPARE(house.api.post(house.pathOfTeam() + "/members", add, house.admin).status, 200U);
    }

    void reservedNamesAreReservedInAnyCase_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"admin", "Admin", "ADMIN", "root", "ROOT", "Root"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void reservedNamesAreReservedInAnyCase()
    {
        QFETCH(QString, name);
        House house;
        const auto made = house.api.post(
            "/api/v1/users", text({{"username", name.toStdString()}, {"password", goodPassword}}), house.admin);
        QCOMPARE(q(codeOf(made)), QByteArray("invalid_username"));
        const auto renamed =
            house.api.put(house.path(house.bob), text({{"username", name.toStdString()}}), house.admin);
        QCOMPARE(q(codeOf(renamed)), QByteArray("invalid_username"));
    }

    void aNameIsNoIdOfAUser()
    {
        House house;
        for (const auto *user : {&house.olga, &house.bob}) {
            const auto id = house.api.idOf(*user);
            const auto made =
                house.api.post("/api/v1/users", text({{"username", id}, {"password", goodPassword}}), house.admin);
            QCOMPARE(q(codeOf(made)), QByteArray("invalid_username"));
            const auto renamed = house.api.put(house.path(house.bob), text({{"username", id}}), house.admin);
            QCOMPARE(q(codeOf(renamed)), QByteArray("invalid_username"));
        }
    }

    void lookAlikesAreRefusedAsNamesAndFlaggedAsAddresses()
    {
        House house;
        const auto *cyrillic = "\u0430dam";  // а is Cyrillic
        const auto made =
            house.api.post("/api/v1/users", text({{"username", cyrillic}, {"password", goodPassword}}), house.admin);
        QCOMPARE(q(codeOf(made)), QByteArray("invalid_username"));
        const auto given =
            house.api.put(house.path(house.bob), text({{"email", "\u0430dam@example.com"}}), house.admin);
        QVERIFY2(given.status == 200, given.body.c_str());
        QCOMPARE(bodyOf(given).at("email_mixed_script").as_bool(), true);
        const auto plain = bodyOf(house.api.get(house.path(house.olga), house.admin)).as_object();
        QVERIFY(!plain.contains("email_mixed_script"));
    }
};

QTEST_GUILESS_MAIN(TestApiGuarded)
#include "test_api_guarded.moc"
