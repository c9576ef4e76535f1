// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/journal/verification.h"
#include "server/operations/erase_person.h"
#include "tests/server/api/pipeline/answers.h"

#include <QTest>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;

namespace {

/// Two administrators, and bob, who has left traces.
struct House {
    House()
    {
        api.liftLimits();
        bobs = api.signIn("bob", "203.0.113.9");
        (void)granted(api.put("/api/v1/user", text({{"name", "Robert Canary"}}), bobs));
    }
    http::Response erase(const std::string &id, const std::string &by)
    {
        return api.post("/api/v1/admin/erasures", text({{"user", id}}), by);
    }
    /// Every row as text, with what it says of its actor and subject.
    [[nodiscard]] std::string log()
    {
        std::string out;
        for (const auto &row : api.rowsAfter(0))
            out += row.actorName + ' ' + row.address + ' ' + row.client + ' ' + row.body + '\n';
        return out;
    }

    ApiUnderTest api;
    store::User ann = api.addUser("root-ann", true);
    store::User ada = api.addUser("root-ada", true);
    store::User bob = api.addUser("bob");
    std::string admin = api.signIn("root-ann");
    std::string bobs;
};

}  // namespace

/// Erasing a person (GDPR, article 17).
class TestApiErasure : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anErasedPersonLeavesNoNameAndTheChainVerifies()
    {
        House house;
        QVERIFY(q(house.log()).contains("Canary"));
        const auto erased = house.erase(house.api.idOf(house.bob), house.admin);
        QVERIFY2(erased.status == 200, erased.body.c_str());
        QCOMPARE(bodyOf(erased).at("accountDeleted").as_bool(), true);
        QVERIFY(bodyOf(erased).at("rows").to_number<int>() >= 2);
        QCOMPARE(house.api.statusOf(house.bobs), 401U);
        QCOMPARE(house.api.get("/api/v1/users/" + house.api.idOf(house.bob), house.admin).status, 404U);
        const auto log = q(house.log());
        for (const char *trace : {"Canary", "bob", "203.0.113.9"})
            QVERIFY2(!log.contains(trace), trace);
        QCOMPARE(q(house.api.lastEvent()), QByteArray("platform.person-erased"));
        const auto row = house.api.rowsAfter(house.api.head() - 1).at(0);
        QVERIFY(row.actor == house.ann.id);
        QVERIFY(row.subject == house.bob.id);
        QVERIFY(q(row.body).contains("\"accountDeleted\":true"));
    }

    void aUserWhoWasDeletedBeforeIsErased()
    {
        House house;
        (void)granted(house.api.del("/api/v1/users/" + house.api.idOf(house.bob), house.admin));
        QVERIFY(q(house.log()).contains("Canary"));
        const auto erased = house.erase(house.api.idOf(house.bob), house.admin);
        QCOMPARE(erased.status, 200U);
        QCOMPARE(bodyOf(erased).at("accountDeleted").as_bool(), false);
        QVERIFY(!q(house.log()).contains("Canary"));
        QCOMPARE(house.erase(house.api.idOf(house.bob), house.admin).status, 200U);  // its own entry is about bob
    }

    void anErasureIsByAnotherAdministratorInASessionThatIsFresh()
    {
        House house;
        const auto id = house.api.idOf(house.bob);
        QCOMPARE(house.erase(id, house.bobs).status, 403U);
        QCOMPARE(house.erase(house.api.idOf(house.ann), house.admin).status, 400U);
        const auto key = memberOf(
            house.api.post("/api/v1/admin/keys", text({{"name", "ci"}, {"scope", "admin"}}), house.admin), "token");
        QCOMPARE(q(codeOf(house.erase(id, key))), QByteArray("interactive_only"));
        QCOMPARE(house.erase("zzz", house.admin).status, 404U);
        house.api.clock.move(6min);
        QCOMPARE(q(codeOf(house.erase(id, house.admin))), QByteArray("reauth_required"));
    }

    void theHostErasesToo()
    {
        House house;
        const auto erased = rescue::erasePerson(house.api.store(), house.api.journal(), "bob", "operator");
        QVERIFY(erased.has_value());
        QVERIFY(erased->accountDeleted);
        QVERIFY(!q(house.log()).contains("Canary"));
        QCOMPARE(q(house.api.lastEvent()), QByteArray("platform.person-erased"));
        QVERIFY(rescue::erasePerson(house.api.store(), house.api.journal(), "nn", "operator").error().code ==
                ErrorCode::not_found);
        QVERIFY(rescue::erasePerson(house.api.store(), house.api.journal(), "root-ada", "operator").has_value());
        QVERIFY(rescue::erasePerson(house.api.store(), house.api.journal(), "root-ann", "operator").error().code ==
                ErrorCode::last_admin);
    }
};

QTEST_GUILESS_MAIN(TestApiErasure)
#include "test_api_erasure.moc"
