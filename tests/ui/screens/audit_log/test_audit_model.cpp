// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/events/texts.h"
#include "ui/screens/audit_log/audit_model.h"
#include "ui/screens/audit_log/event_facets.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <array>

using namespace castellan;
using namespace castellan::ui;
using namespace Qt::StringLiterals;

namespace {

class StoppedClock : public Clock {
public:
    Instant now() const override { return Instant(std::chrono::seconds(1'795'000'000)); }
    Tick tick() const override { return {}; }
};

client::EntryPtr entry(int n, const std::string &event = "account.login", const std::string &who = "ann")
{
    auto out = std::make_shared<records::AuditEntry>();
    json::object object;
    object["id"] = "entry" + std::to_string(n);
    object["createdAt"] =
        QDateTime::fromSecsSinceEpoch(1'795'000'000 + n, Qt::UTC).toString(Qt::ISODateWithMs).toStdString();
    object["event"] = event;
    object["username"] = who;
    json::object trigger;
    trigger["type"] = "user";
    trigger["name"] = who;
    object["trigger"] = trigger;
    object["outcome"] = event == "account.login.failed" ? "refused" : "success";
    object["seq"] = n;
    auto read = json::decode<records::AuditEntry>(json::value(object), json::UnknownMembers::ignore);
    *out = *read;
    return out;
}

struct Log {
    StoppedClock clock;
    client::EventStore store;
    client::EventView view{store, clock};
    AuditModel model{view};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    Log()
    {
        store.setServer(u"a"_s, u"Plant A"_s);
        store.setServer(u"b"_s, u"Plant B"_s);
    }
    void add(const QString &server, std::initializer_list<client::EntryPtr> entries)
    {
        client::EventRecords records;
        for (const auto &one : entries)
            records.push_back(client::recordOf(*one));
        store.add(server, records);
    }
    QString cell(int row, AuditModel::Column column) const { return model.index(row, column).data().toString(); }
};

}  // namespace

class TestAuditModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void callsNoTwoEventsTheSame()
    {
        QSet<QString> seen;
        for (const auto table : {client::eventTexts(), client::flowFuseTexts()})
            for (const auto &row : table) {
                const auto title = client::eventTitle(QString::fromUtf8(row.event.data(), qsizetype(row.event.size())));
                QVERIFY2(!seen.contains(title), qPrintable(title));
                seen.insert(title);
            }
    }

    void leavesTheActorOutButKeepsANameThatBeginsLikeIt()
    {
        QCOMPARE(AuditModel::whatHappened(*entry(1, "account.login", "luca")), u"signed in"_s);
        auto accepted = *entry(2, "team.user.invite.accepted", "luca");
        accepted.body = json::object{{"team", json::object{{"id", "t7"}, {"name", "Night shift"}}},
                                     {"user", json::object{{"id", "u1"}, {"name", "Luca Moretti"}}}};
        QCOMPARE(AuditModel::whatHappened(accepted), u"Luca Moretti accepted the invitation to the team Night shift"_s);
    }

    void namesTeamsThatAreInNoList()
    {
        Log log;
        auto bare = std::make_shared<records::AuditEntry>(*entry(1, "team.user.added"));
        bare->scope = records::AuditScope{"t7", "team"};
        auto telling = std::make_shared<records::AuditEntry>(*entry(2, "team.deleted"));
        telling->scope = records::AuditScope{"t7", "team"};
        telling->body = json::object{{"team", json::object{{"id", "t7"}, {"name", "Night shift"}}}};
        log.add(u"a"_s, {bare});
        QCOMPARE(log.cell(0, AuditModel::TeamColumn), u"t7"_s);
        log.add(u"a"_s, {telling});
        QCOMPARE(log.cell(0, AuditModel::TeamColumn), u"Night shift"_s);
        QCOMPARE(log.cell(1, AuditModel::TeamColumn), u"Night shift"_s);
        // The team's present name takes precedence over that of an old entry.
        log.store.setTeamName(u"a"_s, u"t7"_s, u"Day shift"_s);
        QCOMPARE(log.cell(1, AuditModel::TeamColumn), u"Day shift"_s);
    }

    void showsWhoseLogAnEntryIsIn()
    {
        Log log;
        auto below = std::make_shared<records::AuditEntry>(*entry(1, "project.started"));
        below->scope = records::AuditScope{"p1", "project"};
        auto ofTeam = std::make_shared<records::AuditEntry>(*entry(2, "team.user.added"));
        ofTeam->scope = records::AuditScope{"t7", "team"};
        log.store.add(u"a"_s, std::array{client::recordOf(*below, u"t7"_s), client::recordOf(*ofTeam, u"t7"_s)});
        log.store.setNames(u"a"_s, {{u"t7"_s, u"Night shift"_s}, {u"p1"_s, u"Press 7"_s}});
        QCOMPARE(log.cell(1, AuditModel::LevelColumn), u"Instance"_s);
        QCOMPARE(log.cell(1, AuditModel::TeamColumn), u"Night shift › Press 7"_s);
        QCOMPARE(log.cell(0, AuditModel::LevelColumn), u"Team"_s);
        QCOMPARE(log.cell(0, AuditModel::TeamColumn), u"Night shift"_s);
    }

    void countsAnActOfTwoLogsForTheWordOfEach()
    {
        Log log;
        client::EventView all(log.store, log.clock);
        EventFacets facets(all);
        const auto written = [](const std::string &id, const std::string &event, const char *scope) {
            json::object object{{"id", id},
                                {"createdAt", "2026-11-22T03:31:24.820Z"},
                                {"event", event},
                                {"username", "alice"},
                                {"scope", json::object{{"id", "t7"}, {"type", scope}}},
                                {"body", json::object{{"team", json::object{{"id", "t7"}, {"name", "Ops"}}}}}};
            return std::make_shared<const records::AuditEntry>(
                *json::decode<records::AuditEntry>(json::value(object), json::UnknownMembers::ignore));
        };
        log.add(u"a"_s, {written("e1", "platform.team.created", "platform")});
        QTRY_COMPARE(facets.distinct(EventFacets::Event), 1);
        log.add(u"a"_s, {written("e2", "team.created", "team")});
        QTRY_COMPARE(facets.distinct(EventFacets::Event), 2);
        for (const auto &count : facets.top(EventFacets::Event, 5)) {
            QCOMPARE(count.count, 1);
            QVERIFY(log.view.setFilter(client::filterClause(client::FilterKey::event, count.value)));
            QCOMPARE(log.model.rowCount(), 1);
            QCOMPARE(log.cell(0, AuditModel::LevelColumn), u"Platform, Team"_s);
        }
        QCOMPARE(facets.top(EventFacets::Actor, 1)[0].count, 1);
    }

    void showsTheNewestFirst()
    {
        Log log;
        log.add(u"a"_s, {entry(1), entry(2, "account.logout"), entry(3)});
        QCOMPARE(log.model.rowCount(), 3);
        QCOMPARE(log.cell(1, AuditModel::EventColumn), u"account.logout"_s);
        QCOMPARE(log.model.rowOf(log.model.eventAt(2)), 2);
        QVERIFY(log.cell(0, AuditModel::TimeColumn) > log.cell(2, AuditModel::TimeColumn));
    }

    void insertsABatchAtTheTopAndMovesNothingElse()
    {
        Log log;
        log.add(u"a"_s, {entry(1), entry(2)});
        QPersistentModelIndex second = log.model.index(0, 0);
        QSignalSpy inserted(&log.model, &QAbstractItemModel::rowsInserted);
        QSignalSpy reset(&log.model, &QAbstractItemModel::modelReset);
        log.add(u"a"_s, {entry(3), entry(4), entry(5)});
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(inserted[0][1].toInt(), 0);
        QCOMPARE(inserted[0][2].toInt(), 2);
        QCOMPARE(second.row(), 3);
        QCOMPARE(reset.count(), 0);
    }

    void mergesServersByTime()
    {
        Log log;
        log.add(u"a"_s, {entry(1), entry(5)});
        log.add(u"b"_s, {entry(3)});
        QCOMPARE(log.cell(1, AuditModel::ServerColumn), u"Plant B"_s);
        log.view.setServer(u"a"_s);
        QCOMPARE(log.model.rowCount(), 2);
    }

    void takesBackWhatFallsOffTheRing()
    {
        StoppedClock clock;
        client::EventStore store(128, nullptr);
        store.setServer(u"a"_s, u"Plant A"_s);
        client::EventView view(store, clock);
        AuditModel model(view);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int n = 0; n < 400; ++n) {
            const std::array one{client::recordOf(*entry(n))};
            store.add(u"a"_s, one);
        }
        QVERIFY(model.rowCount() <= 128);
        QCOMPARE(store.sequence(model.eventAt(0)), 399);
    }

    void drawsGapsAcrossTheTable()
    {
        Log log;
        log.add(u"a"_s, {entry(1)});
        log.store.addGap(u"a"_s, QDateTime::fromSecsSinceEpoch(1'795'000'002, Qt::UTC),
                         QDateTime::fromSecsSinceEpoch(1'795'000'009, Qt::UTC), u"the server restarted"_s);
        QCOMPARE(log.model.rowCount(), 2);
        QVERIFY(log.model.index(0, 0).data(GapRole).toBool());
        QVERIFY(log.model.index(0, AuditModel::WhatColumn).data().toString().contains(u"the server restarted"_s));
    }

    void saysWhatHappenedWithoutRepeatingTheActor()
    {
        Log log;
        log.add(u"a"_s, {entry(1)});
        QCOMPARE(log.cell(0, AuditModel::ActorColumn), u"ann"_s);
        const auto what = log.cell(0, AuditModel::WhatColumn);
        QVERIFY2(!what.isEmpty() && !what.contains(u"ann"_s), qPrintable(what));
        const auto spoken = log.model.index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.contains(u"ann"_s) && spoken.contains(u"Plant A"_s), qPrintable(spoken));
    }

    void marksOutcomesByShape()
    {
        Log log;
        log.add(u"a"_s, {entry(1), entry(2, "account.login.failed")});
        QCOMPARE(Shape(log.model.index(1, 0).data(ShapeRole).toInt()), Shape::dot);
        QCOMPARE(Shape(log.model.index(0, 0).data(ShapeRole).toInt()), Shape::triangle);
    }

    void countsFacetsAsEventsComeAndGo()
    {
        Log log;
        client::EventView all(log.store, log.clock);
        EventFacets facets(all);
        log.add(u"a"_s, {entry(1), entry(2), entry(3, "account.logout", "bob")});
        QTRY_COMPARE(facets.distinct(EventFacets::Event), 2);
        const auto actors = facets.top(EventFacets::Actor, 5);
        QCOMPARE(actors.size(), std::size_t(2));
        QCOMPARE(actors[0].value, u"ann"_s);
        QCOMPARE(actors[0].count, 2);
        log.add(u"b"_s, {entry(4, "account.logout", "bob"), entry(5, "account.logout", "bob")});
        QTRY_COMPARE(facets.top(EventFacets::Actor, 5)[0].value, u"bob"_s);
        log.store.removeServer(u"b"_s);
        QTRY_COMPARE(facets.top(EventFacets::Actor, 5)[0].value, u"ann"_s);
        QCOMPARE(facets.distinct(EventFacets::Server), 1);
    }

    void countsALargeStoreInSlices()
    {
        Log log;
        client::EventRecords many;
        for (int n = 0; n < 20'000; ++n)
            many.push_back(client::recordOf(*entry(n)));
        log.store.add(u"a"_s, many);
        client::EventView all(log.store, log.clock);
        EventFacets facets(all);
        QCOMPARE(facets.distinct(EventFacets::Event), 0);  // the window comes first
        QTRY_COMPARE(facets.top(EventFacets::Actor, 1).size(), std::size_t(1));
        QTRY_COMPARE(facets.top(EventFacets::Actor, 1)[0].count, 20'000);
    }
};

QTEST_GUILESS_MAIN(TestAuditModel)
#include "test_audit_model.moc"
