// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/clock.h"
#include "core/event.h"
#include "core/random.h"
#include "core/role.h"
#include "core/secret.h"

#include <QSet>
#include <QTest>

using namespace castellan;

class TestValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesAndReadsTimes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("micros");
        QTest::newRow("epoch") << QByteArray("1970-01-01T00:00:00.000Z") << qint64(0);
        QTest::newRow("milliseconds") << QByteArray("2026-11-22T03:31:24.820Z") << qint64(1795318284820000);
        QTest::newRow("leap day") << QByteArray("2024-02-29T23:59:59.999Z") << qint64(1709251199999000);
        QTest::newRow("before 1970") << QByteArray("1969-12-31T23:59:59.000Z") << qint64(-1000000);
    }
    void writesAndReadsTimes()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, micros);
        const auto read = fromIso(text.toStdString());
        QVERIFY(read);
        QCOMPARE(toMicros(*read), std::int64_t(micros));
        QCOMPARE(toIso(fromMicros(micros)), text.toStdString());
    }

    void refusesWhatIsNoTime()
    {
        for (const auto *text :
             {"", "yesterday", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-11-22T25:00:00Z",
              "2026-11-22T03:31:24", "2026-11-22T03:31:24+02:00", "2026-11-22T03:31:24.82Zx"})
            QVERIFY2(!fromIso(text), text);
    }

    void everyEventHasItsOwnWord()
    {
        QSet<QByteArray> words;
        for (const auto &kind : eventCatalogue()) {
            words.insert(QByteArray(kind.word.data(), qsizetype(kind.word.size())));
            QCOMPARE(int(*eventFromWord(kind.word)), int(kind.event));
            QCOMPARE(int(kindOf(kind.event).event), int(kind.event));
        }
        QCOMPARE(std::size_t(words.size()), eventCatalogue().size());
        QVERIFY(!eventFromWord("no.such.event"));
    }

    void rolesAreOrderedAndNumbered()
    {
        for (const int number : {0, 5, 10, 30, 50, 99})
            QCOMPARE(int(*roleFromNumber(number)), number);
        QVERIFY(!roleFromNumber(7));
        QVERIFY(!isTeamRole(Role::none) && !isTeamRole(Role::admin) && isTeamRole(Role::dashboard));
    }

    void permissionsFollowTheCaller()
    {
        const auto *audit = findPermission("team:audit-log");
        QVERIFY(audit);
        QVERIFY(!allows(*audit, {}));
        QVERIFY(!allows(*audit, {.signedIn = true, .role = Role::member}));
        QVERIFY(allows(*audit, {.signedIn = true, .role = Role::owner}));
        QVERIFY(allows(*audit, {.signedIn = true, .admin = true}));
        QVERIFY(allows(*audit, {.signedIn = true, .auditor = true}));
        const auto *change = findPermission("team:user:change-role");
        QVERIFY(change);
        QVERIFY(!allows(*change, {.signedIn = true, .auditor = true}));
        const auto *remove = findPermission("team:user:remove");
        QVERIFY(remove);
        QVERIFY(allows(*remove, {.signedIn = true, .self = true, .role = Role::viewer}));
        QVERIFY(!findPermission("no:such:permission"));
    }

    void anAuditorNeverWrites()
    {
        for (const auto &permission : permissions())
            if (permission.write && permission.floor != Floor::user)
                QVERIFY2(!allows(permission, {.signedIn = true, .auditor = true}), permission.name.data());
    }

    void secretsCompareMoveAndWipe()
    {
        std::string text = "hunter2";
        auto secret = Secret::take(text);
        QVERIFY(text.empty());
        QVERIFY(secret == Secret(std::string_view("hunter2")));
        QVERIFY(!(secret == Secret(std::string_view("hunter3"))));
        const auto other = std::move(secret);
        QCOMPARE(other.view(), std::string_view("hunter2"));
        QVERIFY(secret.empty());  // NOLINT(bugprone-use-after-move): emptied by contract
    }

    void randomWordsAreEvenlySpread()
    {
        OpenSslRandom random;
        std::array<int, 256> counts{};
        const auto word = random.word(62'000);
        QCOMPARE(word.size(), std::size_t(62'000));
        for (const char c : word)
            ++counts[std::size_t(c)];
        for (const char c : std::string_view("09AZaz"))
            QVERIFY(counts[std::size_t(c)] > 800 && counts[std::size_t(c)] < 1200);
        QCOMPARE(counts[std::size_t('-')], 0);
    }
};

QTEST_APPLESS_MAIN(TestValues)
#include "test_values.moc"
