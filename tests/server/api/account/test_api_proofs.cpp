// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/old_password.h"
#include "server/operations/rescue.h"
#include "server/store/tables/password_resets.h"
#include "tests/server/api/pipeline/answers.h"
#include "tests/server/api/pipeline/holder.h"

#include <QTest>

#include <functional>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;

namespace {

constexpr const char *newPassword = "violet-Anchor-granite-31";

/// An administrator and bob, who has a second factor.
struct House {
    House()
    {
        const bool lifted = api.change([](SecuritySettings &settings) {
            auto &limits = settings.limits;
            for (auto *limit : {&limits.login, &limits.password, &limits.reset, &limits.secondFactor})
                limit->burst = 1000;
        });
        if (!lifted)
            qFatal("the limits stay");
    }

    [[nodiscard]] std::string pathOfBob() const { return "/api/v1/users/" + api.idOf(bob); }
    [[nodiscard]] std::string resetCode()
    {
        return memberOf(api.post(pathOfBob() + "/reset-password", "", admin), "code");
    }
    [[nodiscard]] unsigned statusOfReset(const std::string &code)
    {
        return api
            .post("/account/reset-password", text({{"username", "bob"}, {"code", code}, {"password", newPassword}}))
            .status;
    }
    /// A reset code of bob's, stored behind the API's back: the API gives one only together with a new one's end.
    void plantCode()
    {
        (void)need(api.store().write([&](store::Writer &w) -> Result<bool> {
            TRY(store::password_resets::save(w, {bob.id, Digest{}, w.now() + 24h}));
            return true;
        }));
    }
    [[nodiscard]] bool hasCode()
    {
        return need(api.store().read([&](store::Reader &r) { return store::password_resets::find(r, bob.id); }))
            .has_value();
    }

    ApiUnderTest api;
    store::User ann = api.addUser("root-ann", true);
    store::User bob = api.addUser("bob");
    std::string admin = api.signIn("root-ann");
};

/// An act that ends a password.
struct Ending {
    const char *name;
    void (*act)(House &, const std::string &bobsSession);
};
const auto endings = std::to_array<Ending>({
    {"the user changes it",
     [](House &house, const std::string &session) {
         (void)granted(house.api.put("/api/v1/user/change_password",
                                     text({{"old_password", goodPassword}, {"password", newPassword}}), session));
     }},
    {"an administrator resets it", [](House &house, const std::string &) { (void)house.resetCode(); }},
    {"an administrator makes it expire",
     [](House &house, const std::string &) {
         (void)granted(house.api.put(house.pathOfBob(), text({{"password_expired", true}}), house.admin));
     }},
    {"the host resets it",
     [](House &house, const std::string &) {
         (void)need(rescue::resetPassword(house.api.store(), house.api.journal(), "bob",
                                          Secret{std::string_view(newPassword)}, rescue::AccessTokens::keep,
                                          "operator"));
     }},
});

}  // namespace

/// Passwords and codes that confirm an identity: wrong ones are counted, and what was begun with an old one ends with
/// it.
class TestApiProofs : public QObject {
    Q_OBJECT

    using Ask = std::function<http::Response(House &, const std::string &)>;
    static Ask askOf(int kind)
    {
        switch (kind) {
        case 0:
            return [](House &house, const std::string &session) {
                return house.api.post("/api/v1/user/step-up", text({{"password", "wrong"}}), session);
            };
        case 1:
            return [](House &house, const std::string &session) {
                return house.api.post("/api/v1/user/step-up", text({{"code", "000000"}}), session);
            };
        case 2:
            return [](House &house, const std::string &session) {
                return house.api.put("/api/v1/user/change_password",
                                     text({{"old_password", "wrong"}, {"password", newPassword}}), session);
            };
        default:
            return [](House &house, const std::string &session) {
                return house.api.ask({.method = http::Method::del,
                                      .path = "/api/v1/user/mfa",
                                      .body = text({{"password", "wrong"}, {"token", "000000"}}),
                                      .bearer = session});
            };
        }
    }

private Q_SLOTS:
    void tenWrongProofsEndTheSession_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("password of a step-up") << 0;
        QTest::newRow("code of a step-up") << 1;
        QTest::newRow("old password") << 2;
        QTest::newRow("password and code that turn the factor off") << 3;
    }
    void tenWrongProofsEndTheSession()
    {
        QFETCH(int, kind);
        House house;
        const Holder bob(house.api, "bob");
        const auto ask = askOf(kind);
        for (int i = 0; i < 9; ++i) {
            const auto refused = ask(house, bob.session);
            QVERIFY2(refused.status >= 400 && refused.status != 401, refused.body.c_str());
        }
        QCOMPARE(house.api.statusOf(bob.session), 200U);
        const auto head = house.api.head();
        QCOMPARE(ask(house, bob.session).status, 401U);
        QCOMPARE(house.api.statusOf(bob.session), 401U);
        const auto rows = house.api.rowsAfter(head);
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(q(rows.back().event), QByteArray("account.session.proofs-failed"));
        QVERIFY(rows.back().subject == house.bob.id);
    }

    void wrongProofsOfAllKindsCountTogether()
    {
        House house;
        const Holder bob(house.api, "bob");
        for (int i = 0; i < 9; ++i)
            QCOMPARE(askOf(i % 4)(house, bob.session).status != 401U, true);
        QCOMPARE(askOf(0)(house, bob.session).status, 401U);
    }

    void aRightProofBeginsTheCountAnew()
    {
        House house;
        const auto session = house.api.signIn("bob");
        for (int round = 0; round < 3; ++round) {
            for (int i = 0; i < 9; ++i)
                QCOMPARE(askOf(0)(house, session).status, 403U);
            QCOMPARE(house.api.post("/api/v1/user/step-up", text({{"password", goodPassword}}), session).status, 200U);
        }
        QCOMPARE(house.api.statusOf(session), 200U);
    }

    void otherSessionsGoOn()
    {
        House house;
        const auto session = house.api.signIn("bob");
        const auto other = house.api.signIn("bob", "192.0.2.7");
        for (int i = 0; i < 10; ++i)
            (void)askOf(0)(house, session);
        QCOMPARE(house.api.statusOf(session), 401U);
        QCOMPARE(house.api.statusOf(other), 200U);
    }

    /// OWASP ASVS 5.0, 6.4.1 and 6.4.4: nothing that was begun with a former password outlives it.
    void whatWasBegunWithAPasswordEndsWithIt_data()
    {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < endings.size(); ++i)
            QTest::newRow(endings.at(i).name) << int(i);
    }
    void whatWasBegunWithAPasswordEndsWithIt()
    {
        QFETCH(int, row);
        House house;
        const Holder bob(house.api, "bob");
        const auto ticket = bob.ticket();
        QVERIFY(!ticket.empty());
        house.plantCode();
        endings.at(std::size_t(row)).act(house, bob.session);
        QCOMPARE(bob.show(ticket, bob.freshCode()).status, 401U);
        const auto planted = need(
            house.api.store().read([&](store::Reader &r) { return store::password_resets::find(r, house.bob.id); }));
        QVERIFY(!planted || planted->codeHash != Digest{});
    }

    void aCodeThatWasUsedEndsTickets()
    {
        House house;
        const Holder bob(house.api, "bob");
        const auto code = house.resetCode();
        QCOMPARE(house.statusOfReset(code), 200U);
        QVERIFY(!house.hasCode());
    }

    void tokensEndWhereThePersonAsksForIt_data()
    {
        QTest::addColumn<bool>("asked");
        QTest::newRow("asked") << true;
        QTest::newRow("not asked") << false;
    }
    void tokensEndWhereThePersonAsksForIt()
    {
        QFETCH(bool, asked);
        House house;
        const auto session = house.api.signIn("bob");
        const auto token =
            memberOf(house.api.post("/api/v1/user/tokens", text({{"name", "t"}, {"scope", "read"}}), session), "token");
        auto body = json::object{{"old_password", goodPassword}, {"password", newPassword}};
        if (asked)
            body["endTokens"] = true;
        const auto head = house.api.head();
        const auto changed =
            granted(house.api.put("/api/v1/user/change_password", json::serialize(json::value(body)), session));
        QCOMPARE(house.api.get("/api/v1/user", token).status, asked ? 401U : 200U);
        const auto said = bodyOf(changed).as_object();
        QCOMPARE(said.contains("tokensEnded"), asked);
        const auto row = house.api.rowsAfter(head).at(0);
        QCOMPARE(row.body.find("\"tokensEnded\":1") != std::string::npos, asked);
    }

    void tokensEndWithAResetToo()
    {
        House house;
        const auto session = house.api.signIn("bob");
        const auto make = [&](const std::string &by) {
            return memberOf(house.api.post("/api/v1/user/tokens", text({{"name", "t"}, {"scope", "read"}}), by),
                            "token");
        };
        const auto token = make(session);
        const auto reset =
            house.api.post(house.pathOfBob() + "/reset-password", text({{"endTokens", true}}), house.admin);
        QCOMPARE(bodyOf(reset).at("tokensEnded").to_number<int>(), 1);
        QCOMPARE(house.api.get("/api/v1/user", token).status, 401U);
        const auto body = text(
            {{"username", "bob"}, {"code", memberOf(reset, "code")}, {"password", newPassword}, {"endTokens", true}});
        const auto chosen = granted(house.api.post("/account/reset-password", body));
        QCOMPARE(bodyOf(chosen).at("tokensEnded").to_number<int>(), 0);
    }
};

QTEST_GUILESS_MAIN(TestApiProofs)
#include "test_api_proofs.moc"
