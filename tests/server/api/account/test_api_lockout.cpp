// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// Account lockout after failed sign-ins: its scope, its duration and its end.
#include "server/identity/lockout.h"
#include "server/store/tables/login_failures.h"
#include "tests/server/api/pipeline/answers.h"

#include <QTest>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;

namespace {

class TestApiLockout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tenFailuresLockOneAddressForHalfAnHour()
    {
        ApiUnderTest api;
        api.addUser("root-ann", true);
        api.addUser("bob");
        const auto live = api.signIn("bob", "203.0.113.5");
        QVERIFY(api.failSignIns("bob", 10));
        QCOMPARE(q(api.lastEvent()), QByteArray("account.locked"));
        const auto locked = api.login("bob", goodPassword);
        QCOMPARE(locked.status, 401U);
        api.clock.move(12s);
        QCOMPARE(api.login("bob", goodPassword, "203.0.113.5").status, 200U);
        QCOMPARE(api.statusOf(live), 200U);  // live sessions don't suffer
        api.clock.move(30min);
        QCOMPARE(api.login("bob", goodPassword).status, 200U);
    }

    void f10FlowstackLocksTheWholeAccountForThirtyMinutes()
    {
        ApiUnderTest api;
        for (const auto &preset : securityPresets())
            if (preset.name == "flowstack")
                QVERIFY(api.set(*fromValues(preset.values)));
        api.addUser("root-ann", true);
        api.addUser("bob");
        api.addUser("eve");
        const auto wrong = api.login("bob", "wrong", "198.51.100.99");  // the first of ten
        for (int i = 0; i < 8; ++i)
            QCOMPARE(api.login("bob", "wrong", "198.51.100." + std::to_string(i + 1)).status, 401U);
        QCOMPARE(q(api.lastEvent()), QByteArray("account.login.failed"));
        QCOMPARE(api.login("bob", "wrong", "198.51.100.10").status, 401U);  // the tenth
        QCOMPARE(q(api.lastEvent()), QByteArray("account.locked"));

        const auto unlike = [](const std::string &body) { return body.substr(0, body.find("requestId")); };
        const auto eleventh = api.login("bob", goodPassword, "203.0.113.1");
        QCOMPARE(eleventh.status, 401U);
        QCOMPARE(q(unlike(eleventh.body)), q(unlike(wrong.body)));
        QCOMPARE(api.login("eve", goodPassword, "198.51.100.10").status, 200U);  // others are unaffected
        api.clock.move(30min - 1s);
        QCOMPARE(api.login("bob", goodPassword, "203.0.113.2").status, 401U);
        api.clock.move(1s);
        QCOMPARE(api.login("bob", goodPassword, "203.0.113.3").status, 200U);
        const auto events = api.lastEvents(2);
        QCOMPARE(q(events.at(0)), QByteArray("account.login"));
        QCOMPARE(q(events.at(1)), QByteArray("account.unlocked"));
    }

    void f10AfterALockTenMoreFailuresAreNeeded()
    {
        ApiUnderTest api;
        api.addUser("root-ann", true);
        api.addUser("bob");
        QVERIFY(api.failSignIns("bob", 10, "198.51.100.1"));
        QCOMPARE(q(api.lastEvent()), QByteArray("account.locked"));
        api.clock.move(30min);
        QCOMPARE(api.login("bob", "wrong", "198.51.100.1").status, 401U);
        QCOMPARE(q(api.lastEvents(2).at(0)), QByteArray("account.login.failed"));
        QCOMPARE(q(api.lastEvents(2).at(1)), QByteArray("account.unlocked"));
        QCOMPARE(api.login("bob", goodPassword, "198.51.100.1").status, 200U);
    }

    void f10ALockEndsInTheJournalEvenIfNobodySignsIn()
    {
        ApiUnderTest api;
        api.addUser("root-ann", true);
        api.addUser("bob");
        QVERIFY(api.failSignIns("bob", 10, "198.51.100.1"));
        const auto end = [&] {
            return api.store().write([&](store::Writer &writer) -> Result<bool> {
                const auto ok = identity::lockout::endAllOver(writer, api.journal());
                return ok.has_value();
            });
        };
        const auto before = api.head();
        QVERIFY(*end());
        QCOMPARE(api.head(), before);
        api.clock.move(30min);
        QVERIFY(*end());
        QVERIFY(*end());
        QCOMPARE(api.head(), before + 1);
        QCOMPARE(q(api.lastEvent()), QByteArray("account.unlocked"));
    }

    void f10ByDefaultHundredFailuresFromManyAddressesLockTheAccount()
    {
        ApiUnderTest api;
        api.addUser("root-ann", true);
        api.addUser("bob");
        for (int i = 0; i < 100; ++i) {
            const auto newest = api.lastEvents(1);
            QVERIFY(newest.empty() || newest.front() != "account.locked");
            QCOMPARE(api.login("bob", "wrong", "198.51.100." + std::to_string(i + 1)).status, 401U);
        }
        QCOMPARE(q(api.lastEvent()), QByteArray("account.locked"));
        QCOMPARE(api.login("bob", goodPassword, "203.0.113.1").status, 401U);
    }

    void f10ANewLimitCountsWithoutARestart()
    {
        ApiUnderTest api;
        api.addUser("root-ann", true);
        api.addUser("bob");
        SecuritySettings settings;
        settings.lockout.perAddress = 3;
        settings.lockout.span = 5min;
        QVERIFY(api.set(settings));
        for (int i = 0; i < 3; ++i)
            QCOMPARE(api.login("bob", "wrong").status, 401U);
        QCOMPARE(q(api.lastEvent()), QByteArray("account.locked"));
        api.clock.move(5min - 1s);
        QCOMPARE(api.login("bob", goodPassword).status, 401U);
        api.clock.move(1s);
        QCOMPARE(api.login("bob", goodPassword).status, 200U);
    }

    void anIpv6SubscriberIsOneAddress()
    {
        ApiUnderTest api;
        api.addUser("bob");
        for (int i = 0; i < 5; ++i)
            QCOMPARE(api.login("bob", "wrong", "2001:db8:1:2::" + std::to_string(i)).status, 401U);
        QCOMPARE(api.login("bob", goodPassword, "2001:db8:1:2:ffff::9").status, 429U);
        QCOMPARE(api.login("bob", goodPassword, "2001:db8:1:3::9").status, 200U);
    }

    void theLastAdministratorIsDelayedButNotLockedOut()
    {
        ApiUnderTest api;
        api.addUser("ann", true);
        QVERIFY(api.failSignIns("ann", 10));
        // one second after the tenth failure was enough
        QCOMPARE(api.login("ann", goodPassword).status, 200U);
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestApiLockout)
#include "test_api_lockout.moc"
