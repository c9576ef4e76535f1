// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/events/filter.h"

#include <QTest>

using namespace castellan::client;
using namespace Qt::StringLiterals;

class TestFilter : public QObject {
    Q_OBJECT

    static FilterTime time()
    {
        return {QDateTime(QDate(2026, 11, 22), QTime(12, 0), QTimeZone::utc()), QTimeZone("Europe/Berlin")};
    }
    static FilterClause only(const QString &text)
    {
        const auto filter = parseFilter(text, time());
        if (!filter || filter->clauses.size() != 1)
            qFatal("expected one clause in %s", qPrintable(text));
        return filter->clauses.front();
    }

private Q_SLOTS:
    void letsEverythingThroughWhenEmpty()
    {
        QVERIFY(parseFilter(u""_s, time())->isEmpty());
        QVERIFY(parseFilter(u"   "_s, time())->isEmpty());
    }

    void readsKeysValuesAndNegation()
    {
        const auto filter = parseFilter(u"actor:ann -event:login \"Line One\" OUTCOME:failure"_s, time());
        QVERIFY(filter.has_value());
        QCOMPARE(filter->clauses.size(), std::size_t(4));
        QCOMPARE(filter->clauses[0].key, FilterKey::actor);
        QCOMPARE(filter->clauses[0].anyOf.front().text, u"ann"_s);
        QVERIFY(!filter->clauses[0].anyOf.front().exact);
        QVERIFY(filter->clauses[1].negated);
        QCOMPARE(filter->clauses[1].position, 10);
        QCOMPARE(filter->clauses[1].length, 12);
        QCOMPARE(filter->clauses[2].key, FilterKey::text);
        QCOMPARE(filter->clauses[2].anyOf.front().text, u"Line One"_s);
        QCOMPARE(filter->clauses[3].anyOf.front().text, u"failed"_s);
    }

    void takesQuotedValuesExactly()
    {
        QVERIFY(only(u"actor:\"ann\""_s).anyOf.front().exact);
        QVERIFY(!only(u"\"ann\""_s).anyOf.front().exact);
    }

    void readsAlternatives()
    {
        const auto clause = only(u"-event:(login OR \"account.logout\" OR /pat/)"_s);
        QVERIFY(clause.negated);
        QCOMPARE(clause.anyOf.size(), std::size_t(3));
        QCOMPARE(clause.anyOf[1].text, u"account.logout"_s);
        QVERIFY(clause.anyOf[2].regex.has_value());
    }

    void readsTimes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QDateTime>("expected");
        const auto utc = [](int d, int h, int m) {
            return QDateTime(QDate(2026, 11, d), QTime(h, m), QTimeZone::utc());
        };
        QTest::newRow("date in the zone") << u"after:2026-11-22"_s << utc(21, 23, 0);
        QTest::newRow("time in the zone") << u"after:2026-11-22T14:05"_s << utc(22, 13, 5);
        QTest::newRow("time in UTC") << u"after:2026-11-22T14:05:00Z"_s << utc(22, 14, 5);
        QTest::newRow("span") << u"after:30m"_s << utc(22, 11, 30);
        QTest::newRow("days") << u"after:2d"_s << utc(20, 12, 0);
        QTest::newRow("today") << u"after:today"_s << utc(21, 23, 0);
        QTest::newRow("yesterday") << u"after:Yesterday"_s << utc(20, 23, 0);
    }
    void readsTimes()
    {
        QFETCH(QString, text);
        QFETCH(QDateTime, expected);
        QCOMPARE(only(text).micros, expected.toMSecsSinceEpoch() * 1000);
    }

    void saysWhereItIsWrong_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qsizetype>("position");
        QTest::newRow("unknown key") << u"ann colour:red"_s << qsizetype(4);
        QTest::newRow("missing value") << u"actor:"_s << qsizetype(6);
        QTest::newRow("lonely minus") << u"ann -"_s << qsizetype(5);
        QTest::newRow("open quote") << u"a \"b c"_s << qsizetype(2);
        QTest::newRow("open bracket") << u"event:(a OR b"_s << qsizetype(6);
        QTest::newRow("empty bracket") << u"event:( )"_s << qsizetype(6);
        QTest::newRow("open regex") << u"/abc"_s << qsizetype(0);
        QTest::newRow("bad regex") << u"event:/a(b/"_s << qsizetype(10);
        QTest::newRow("glued to a quote") << u"\"a\"b"_s << qsizetype(3);
        QTest::newRow("no time") << u"before:soon"_s << qsizetype(7);
        QTest::newRow("no outcome") << u"outcome:maybe"_s << qsizetype(8);
        QTest::newRow("no network") << u"ip:10.0.0.0/99"_s << qsizetype(3);
    }
    void saysWhereItIsWrong()
    {
        QFETCH(QString, text);
        QFETCH(qsizetype, position);
        const auto filter = parseFilter(text, time());
        QVERIFY(!filter.has_value());
        QCOMPARE(filter.error().position, position);
        QVERIFY(filter.error().length > 0);
        QVERIFY(!filter.error().message.isEmpty());
    }

    void takesAddressesWithColonsAsText()
    {
        QCOMPARE(only(u"fd00:1::2"_s).key, FilterKey::text);
        QCOMPARE(only(u"ip:fd00::/8"_s).anyOf.front().text, u"fd00::/8"_s);
    }

    void quotesWhatItMakes()
    {
        const auto text = filterClause(FilterKey::actor, u"An \"A\" n\\"_s, true);
        const auto clause = only(text);
        QVERIFY(clause.negated);
        QCOMPARE(clause.key, FilterKey::actor);
        QCOMPARE(clause.anyOf.front().text, u"An \"A\" n\\"_s);
    }
};

QTEST_GUILESS_MAIN(TestFilter)
#include "test_filter.moc"
