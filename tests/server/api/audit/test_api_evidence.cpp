// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/operations/rescue.h"
#include "tests/server/api/pipeline/answers.h"

#include <QTest>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;

namespace {

struct House {
    http::Response set(std::initializer_list<boost::json::value_ref> values)
    {
        const auto revision = bodyOf(api.get("/api/v1/admin/security", admin)).at("revision");
        return api.put("/api/v1/admin/security", text({{"revision", revision}, {"values", values}}), admin);
    }
    void stepUp() { (void)granted(api.post("/api/v1/user/step-up", text({{"password", goodPassword}}), admin)); }
    /// Retention in force, in days.
    [[nodiscard]] long days() const { return long(api.policy().retention(api.clock.now()).retention.count()); }

    mutable ApiUnderTest api;
    store::User ann = api.addUser("root-ann", true);
    std::string admin = api.signIn("root-ann");
};

}  // namespace

/// Evidence of what happened outlives an attempt to remove it (NIST SP 800-92, 4.2; OWASP ASVS 5.0, 16.4.2).
class TestApiEvidence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void retentionIsThirtyDaysAtLeast_data()
    {
        QTest::addColumn<QString>("key");
        for (const auto &[key, member] : retentionSettings())
            QTest::newRow(std::string(key).c_str()) << QString::fromUtf8(key.data(), qsizetype(key.size()));
    }
    void retentionIsThirtyDaysAtLeast()
    {
        QFETCH(QString, key);
        House house;
        const auto name = key.toStdString();
        for (const int days : {1, 29}) {
            const auto refused = house.set({{name, days}});
            QCOMPARE(refused.status, 400U);
            QCOMPARE(q(memberOf(refused, "path")), q("values." + name));
        }
        QCOMPARE(house.set({{name, 30}}).status, 200U);
        QCOMPARE(house.set({{name, 0}}).status, 200U);
    }

    void aShorterRetentionTakesEffectAfterSevenDaysAndIsAnnounced()
    {
        House house;
        const auto head = house.api.head();
        const auto changed = house.set({{"audit.retentionDays", 30}});
        QVERIFY2(changed.status == 200, changed.body.c_str());
        const auto rows = house.api.rowsAfter(head);
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(q(rows.at(1).event), QByteArray("platform.retention-shortened"));
        const auto effective = toIso(house.api.clock.now() + 7 * 24h);
        QVERIFY2(q(rows.at(1).body).contains(q(effective)), rows.at(1).body.c_str());
        const auto pending = bodyOf(changed).at("pending").at(0);
        QCOMPARE(q(pending.at("key").as_string()), QByteArray("audit.retentionDays"));
        QCOMPARE(pending.at("days").to_number<int>(), 365);
        QCOMPARE(q(pending.at("until").as_string()), q(effective));
        QCOMPARE(house.days(), 365L);
        house.api.clock.move(7 * 24h - 1s);
        QCOMPARE(house.days(), 365L);
        house.api.clock.move(1s);
        QCOMPARE(house.days(), 30L);
        const auto admin = house.api.signIn("root-ann");
        QVERIFY(!bodyOf(house.api.get("/api/v1/admin/security", admin)).as_object().contains("pending"));
    }

    void theNoticeOutlivesARestart()
    {
        House house;
        (void)granted(house.set({{"audit.signInDays", 30}}));
        identity::SecurityPolicy again;
        QVERIFY(house.api.store().read([&](store::Reader &r) { return again.load(r); }).has_value());
        QCOMPARE(long(again.retention(house.api.clock.now()).signIn.count()), 0L);
        QCOMPARE(long(again.retention(house.api.clock.now() + 8 * 24h).signIn.count()), 30L);
    }

    void aSecondShorteningBeginsTheNoticeAnewAndALongerOneEndsIt()
    {
        House house;
        (void)granted(house.set({{"audit.retentionDays", 100}}));
        house.api.clock.move(5 * 24h);
        house.admin = house.api.signIn("root-ann");
        (void)granted(house.set({{"audit.retentionDays", 30}}));
        house.api.clock.move(6 * 24h);
        QCOMPARE(house.days(), 365L);
        house.admin = house.api.signIn("root-ann");
        (void)granted(house.set({{"audit.retentionDays", 0}}));
        QCOMPARE(house.days(), 0L);
        house.api.clock.move(2 * 24h);
        QCOMPARE(house.days(), 0L);
    }

    void theHostsCommandTakesEffectAtOnce()
    {
        House house;
        (void)granted(house.set({{"audit.retentionDays", 0}}));
        const std::vector<std::string> keys{"audit.retentionDays"};
        QVERIFY(rescue::resetSettings(house.api.store(), house.api.journal(), keys, "operator").has_value());
        identity::SecurityPolicy again;
        QVERIFY(house.api.store().read([&](store::Reader &r) { return again.load(r); }).has_value());
        QCOMPARE(long(again.retention(house.api.clock.now()).retention.count()), 365L);
    }

    void aDeletedTeamsLogStaysReadable()
    {
        House house;
        const auto auditor = house.api.addUser("audrey");
        (void)granted(
            house.api.put("/api/v1/users/" + house.api.idOf(auditor), text({{"auditor", true}}), house.admin));
        house.api.addUser("olga");
        const auto team = house.api.addTeam("One", house.admin);
        const auto path = "/api/v1/teams/" + team;
        (void)granted(house.api.post(path + "/members", text({{"user", "olga"}, {"role", 50}}), house.admin));
        const auto olga = house.api.signIn("olga");
        QCOMPARE(house.api.get(path + "/audit-log", olga).status, 200U);
        (void)granted(house.api.del(path, house.admin));
        QCOMPARE(q(house.api.lastEvent()), QByteArray("platform.team.deleted"));
        QCOMPARE(house.api.get(path, house.admin).status, 404U);
        QCOMPARE(house.api.get(path + "/audit-log", olga).status, 404U);
        for (const auto &by : {house.admin, house.api.signIn("audrey")}) {
            const auto page = house.api.get(path + "/audit-log", by);
            QVERIFY2(page.status == 200, page.body.c_str());
            const auto log = bodyOf(page).at("log");
            QCOMPARE(q(log.at(0).at("event").as_string()), QByteArray("team.user.added"));
            QCOMPARE(log.as_array().size(), std::size_t(2));
        }
        // A team that never was has no log.
        const auto never = house.api.store().ids().encode(TeamId(4711));
        QCOMPARE(house.api.get("/api/v1/teams/" + never + "/audit-log", house.admin).status, 404U);
    }

    void anAuditorReadsATeamsInvitations()
    {
        House house;
        const auto auditor = house.api.addUser("audrey");
        (void)granted(
            house.api.put("/api/v1/users/" + house.api.idOf(auditor), text({{"auditor", true}}), house.admin));
        house.api.addUser("bob");
        const auto path = "/api/v1/teams/" + house.api.addTeam("One", house.admin) + "/invitations";
        (void)granted(house.api.post(path, text({{"user", "bob"}}), house.admin));
        const auto list = house.api.get(path, house.api.signIn("audrey"));
        QCOMPARE(list.status, 200U);
        QCOMPARE(bodyOf(list).at("count").to_number<int>(), 1);
    }
};

QTEST_GUILESS_MAIN(TestApiEvidence)
#include "test_api_evidence.moc"
