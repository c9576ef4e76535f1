// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/api/pipeline/answers.h"

#include <QTest>

using namespace castellan;
using namespace castellan::test;

namespace {

/// A team that olga owns, and carol, who is in no team.
struct House {
    House()
    {
        api.addUser("root-ann", true);
        const auto olga = api.addUser("olga");
        api.addUser("carol");
        owner = api.signIn("olga", "198.51.100.1");
        carol = api.signIn("carol", "198.51.100.2");
        const auto made = api.store().write([&](store::Writer &w) -> Result<store::Team> {
            auto inserted = store::teams::insert(w, {"one", "one", TeamTypeId(1)});
            if (inserted)
                if (auto ok = store::members::insert(w, inserted->id, olga.id, Role::owner); !ok)
                    return fail(ok.error());
            return inserted;
        });
        if (!made)
            qFatal("%s", made.error().message.c_str());
        team = "/api/v1/teams/" + api.store().ids().encode(made->id);
    }

    /// The only invitation to carol.
    [[nodiscard]] json::object invitation()
    {
        const auto list = bodyOf(api.get("/api/v1/user/invitations", carol));
        if (list.at("count").to_number<int>() != 1)
            qFatal("not one invitation");
        return list.at("invitations").at(0).as_object();
    }
    [[nodiscard]] http::Response accept(const std::string &id)
    {
        return api.ask({.method = http::Method::patch, .path = "/api/v1/user/invitations/" + id, .bearer = carol});
    }

    ApiUnderTest api;
    std::string owner;
    std::string carol;
    std::string team;
};

}  // namespace

class TestApiInvitations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void f64AnInvitationWithoutARoleMakesAViewer()
    {
        House house;
        QCOMPARE(house.api.post(house.team + "/invitations", text({{"user", "carol"}}), house.owner).status, 200U);
        const auto invitation = house.invitation();
        QCOMPARE(invitation.at("role").to_number<int>(), int(Role::viewer));
        QCOMPARE(house.accept(std::string(invitation.at("id").as_string())).status, 200U);
        const auto membership = bodyOf(house.api.get(house.team + "/user", house.carol));
        QCOMPARE(membership.at("role").to_number<int>(), int(Role::viewer));
    }

    void f65TheRoleOfTheInvitationArrives_data()
    {
        QTest::addColumn<int>("role");
        for (const auto role : {Role::dashboard, Role::viewer, Role::member, Role::owner})
            QTest::newRow(("F65 " + std::string(roleName(role))).c_str()) << int(role);
    }
    void f65TheRoleOfTheInvitationArrives()
    {
        QFETCH(int, role);
        House house;
        const auto body = text({{"user", "carol"}, {"role", role}});
        QCOMPARE(house.api.post(house.team + "/invitations", body, house.owner).status, 200U);
        const auto invitation = house.invitation();
        QCOMPARE(invitation.at("role").to_number<int>(), role);
        QCOMPARE(house.api.get(house.team + "/user", house.carol).status, 404U);  // not before it is accepted
        QCOMPARE(house.accept(std::string(invitation.at("id").as_string())).status, 200U);
        const auto membership = bodyOf(house.api.get(house.team + "/user", house.carol));
        QCOMPARE(membership.at("role").to_number<int>(), role);
    }

    void f65AnInvitationToAnotherRoleIsRefused_data()
    {
        QTest::addColumn<int>("role");
        for (const int role : {0, 7, 99, -1})
            QTest::addRow("F65 %d", role) << role;
    }
    void f65AnInvitationToAnotherRoleIsRefused()
    {
        QFETCH(int, role);
        House house;
        const auto body = text({{"user", "carol"}, {"role", role}});
        const auto answer = house.api.post(house.team + "/invitations", body, house.owner);
        QCOMPARE(answer.status, 400U);
        QCOMPARE(q(codeOf(answer)), QByteArray("invalid_team_role"));
        const auto list = bodyOf(house.api.get("/api/v1/user/invitations", house.carol));
        QCOMPARE(list.at("count").to_number<int>(), 0);
    }

    /// OWASP ASVS 5.0, 8.3.2: a right that was lost is lost at once, in what was begun with it, too.
    void anInvitationAsksItsSendersRightAgain_data()
    {
        QTest::addColumn<int>("loss");
        QTest::newRow("suspended") << 0;
        QTest::newRow("demoted") << 1;
        QTest::newRow("removed") << 2;
        QTest::newRow("deleted") << 3;
    }
    void anInvitationAsksItsSendersRightAgain()
    {
        QFETCH(int, loss);
        House house;
        const auto admin = house.api.signIn("root-ann", "198.51.100.3");
        house.api.addUser("oscar");
        const auto other = text({{"user", "oscar"}, {"role", 50}});
        QCOMPARE(house.api.post(house.team + "/members", other, admin).status, 200U);
        QCOMPARE(house.api.post(house.team + "/invitations", text({{"user", "carol"}}), house.owner).status, 200U);
        const auto id = std::string(house.invitation().at("id").as_string());
        const auto olga = memberOf(house.api.get("/api/v1/user", house.owner), "id");
        const auto lost = [&] {
            switch (loss) {
            case 0:
                return house.api.put("/api/v1/users/" + olga, text({{"suspended", true}}), admin);
            case 1:
                return house.api.put(house.team + "/members/" + olga, text({{"role", 30}}), admin);
            case 2:
                return house.api.del(house.team + "/members/" + olga, admin);
            default:
                return house.api.del("/api/v1/users/" + olga, admin);
            }
        }();
        QVERIFY2(lost.status == 200, lost.body.c_str());
        QCOMPARE(q(codeOf(house.accept(id))), QByteArray("conflict"));
        QCOMPARE(house.api.get(house.team + "/user", house.carol).status, 404U);
    }

    void anInvitationByAKeyHoldsAsLongAsTheKey()
    {
        for (const bool revoked : {false, true}) {
            House house;
            const auto key =
                house.api.post(house.team + "/keys", text({{"name", "ci"}, {"scope", "admin"}}), house.owner);
            QCOMPARE(
                house.api.post(house.team + "/invitations", text({{"user", "carol"}}), memberOf(key, "token")).status,
                200U);
            if (revoked)
                QCOMPARE(house.api.del(house.team + "/keys/" + memberOf(key, "id"), house.owner).status, 204U);
            const auto id = std::string(house.invitation().at("id").as_string());
            QCOMPARE(house.accept(id).status, revoked ? 409U : 200U);
        }
    }
};

QTEST_GUILESS_MAIN(TestApiInvitations)
#include "test_api_invitations.moc"
