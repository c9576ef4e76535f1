// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/events/event_view.h"
#include "tests/client/events/entries.h"

#include <QAbstractItemModelTester>
#include <QAbstractListModel>
#include <QSignalSpy>
#include <QTest>

#include <boost/json/serialize.hpp>

using namespace castellan;
using namespace castellan::client;
using namespace castellan::client::testing;
using namespace Qt::StringLiterals;

namespace {

/// A model as screens put it before a view: the model tester checks the view's signals.
class ViewModel : public QAbstractListModel {
    Q_OBJECT
public:
    explicit ViewModel(EventView &view) : m_view(view)
    {
        connect(&view, &EventView::aboutToInsert, this,
                [this](qsizetype first, qsizetype last) { beginInsertRows({}, int(first), int(last)); });
        connect(&view, &EventView::inserted, this, [this] { endInsertRows(); });
        connect(&view, &EventView::aboutToRemove, this,
                [this](qsizetype first, qsizetype last) { beginRemoveRows({}, int(first), int(last)); });
        connect(&view, &EventView::removed, this, [this] { endRemoveRows(); });
        connect(&view, &EventView::aboutToReset, this, [this] { beginResetModel(); });
        connect(&view, &EventView::wasReset, this, [this] { endResetModel(); });
    }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_view.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        return role == Qt::DisplayRole ? m_view.store().text(m_view.at(index.row()), EventColumn::event) : QVariant();
    }

private:
    EventView &m_view;
};

struct Bench {
    explicit Bench(qsizetype capacity = EventStore::defaultCapacity) : store(capacity, nullptr)
    {
        store.setServer(u"a"_s, u"Plant A"_s);
        store.setServer(u"b"_s, u"Plant B"_s);
    }
    void add(const QString &server, const EventRecords &events) { store.add(server, events); }
    [[nodiscard]] QStringList shown() const
    {
        QStringList out;
        for (qsizetype i = 0; i < view.size(); ++i)
            out.append(QString(store.serverId(view.at(i)) % QString::number(store.sequence(view.at(i)))));
        return out;
    }

    StillClock clock;
    EventStore store;
    EventView view{store, clock};
    ViewModel model{view};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

}  // namespace

class TestEventStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatTheServerSent()
    {
        Bench bench;
        const auto entry = entryNumber(
            7, "team.user.added", "ann",
            R"(,"scope":{"id":"t1","type":"team"},"body":{"user":{"name":"Bob"},"extra":[1,{"deep":true}]},"outcome":"success","address":"10.1.2.3","odd":"ü")");
        bench.add(u"a"_s, {recordOf(entry)});
        const auto row = bench.view.at(0);
        QCOMPARE(bench.store.text(row, EventColumn::event), u"team.user.added"_s);
        QCOMPARE(bench.store.text(row, EventColumn::actor), u"ann"_s);
        QCOMPARE(bench.store.text(row, EventColumn::target), u"Bob"_s);
        QCOMPARE(bench.store.text(row, EventColumn::team), u"t1"_s);
        QCOMPARE(bench.store.text(row, EventColumn::address), u"10.1.2.3"_s);
        QCOMPARE(bench.store.text(row, EventColumn::server), u"Plant A"_s);
        QCOMPARE(bench.store.outcome(row), RowOutcome::success);
        QVERIFY(bench.store.isSevere(row));
        QVERIFY(bench.store.entry(row) != nullptr);
        QCOMPARE(boost::json::serialize(bench.store.entry(row)->raw), boost::json::serialize(entry.raw));
        bench.store.setTeamName(u"a"_s, u"t1"_s, u"Bottling"_s);
        QCOMPARE(bench.store.text(row, EventColumn::team), u"Bottling"_s);
        QCOMPARE(bench.store.teamId(row), u"t1"_s);
    }

    void unpacksEveryRowOfManyBlocks()
    {
        Bench bench;
        bench.add(u"a"_s, entriesFrom(1, 1500));
        for (qsizetype i = 0; i < bench.view.size(); ++i) {
            const auto entry = bench.store.entry(bench.view.at(i));
            QVERIFY(entry != nullptr);
            QCOMPARE(entry->seq.value_or(-1), i + 1);
        }
    }

    /// An act as FlowFuse writes it into a log: at so many milliseconds, with what else the body has.
    static EventRecord act(const std::string &id, const std::string &event, const std::string &scope, int millis,
                           const std::string &actor = "ann", const std::string &more = {})
    {
        const bool platform = scope == "platform";
        return recordOf(entryFrom(
            R"({"id":")" + id + R"(","createdAt":")" + toIso(someTime + std::chrono::milliseconds(millis)) +
            R"(","event":")" + event + R"(","username":")" + actor + R"(","scope":{"id":)" +
            (platform ? "null" : R"("t1")") + R"(,"type":")" + scope +
            R"("},"body":{"team":{"id":"t1","name":"Ops"},"project":{"id":"t1","name":"Press 7"})" + more + "}}"));
    }

    void showsWhatTwoLogsSayOfOneActAsOneRow_data()
    {
        QTest::addColumn<bool>("platformFirst");
        QTest::newRow("platform first") << true;
        QTest::newRow("team first") << false;
    }
    void showsWhatTwoLogsSayOfOneActAsOneRow()
    {
        QFETCH(bool, platformFirst);
        Bench bench;
        auto one = act("p1", "platform.team.created", "platform", 0);
        auto other = act("x1", "team.created", "team", 900);
        if (!platformFirst)
            std::swap(one, other);
        QVERIFY(bench.view.setFilter(u"level:team"_s));
        QSignalSpy relabelled(&bench.store, &EventStore::relabelled);
        bench.add(u"a"_s, {one});
        QCOMPARE(bench.view.size(), platformFirst ? 0 : 1);
        bench.add(u"a"_s, {other});
        QCOMPARE(bench.store.size(), 1);
        QCOMPARE(bench.view.size(), 1);
        QVERIFY(!relabelled.isEmpty());
        const auto row = bench.view.at(0);
        QCOMPARE(bench.store.text(row, EventColumn::scope), u"platform, team"_s);
        QCOMPARE(bench.store.text(row, EventColumn::event), u"platform.team.created, team.created"_s);
        QCOMPARE(bench.store.find(u"a"_s, u"p1"_s), std::optional(row));
        QCOMPARE(bench.store.find(u"a"_s, u"x1"_s), std::optional(row));
        QCOMPARE(bench.store.entries(row).size(), 2U);
        for (const auto *filter : {"level:platform", "level:\"team\"", "event:\"team.created\"",
                                   "event:\"platform.team.created\"", "id:p1", "id:x1", "/^team.created$/"}) {
            QVERIFY(bench.view.setFilter(QString::fromLatin1(filter)));
            QVERIFY2(bench.view.size() == 1, filter);
        }
        QVERIFY(bench.view.setFilter(u"-level:team"_s));
        QCOMPARE(bench.view.size(), 0);
        // Neither entry is new when it comes again.
        QCOMPARE(bench.store.add(u"a"_s, std::array{one, other}), 0);
        QCOMPARE(bench.store.size(), 1);
    }

    void keepsActsApartThatAreTwo()
    {
        const auto rows = [](const EventRecords &records) {
            Bench bench;
            for (const auto &record : records)
                bench.add(u"a"_s, {record});
            return bench.store.size();
        };
        const auto platform = act("p1", "platform.team.suspended", "platform", 0);
        QCOMPARE(rows({platform, act("x1", "team.suspended", "team", 50)}), 1);
        // The same log twice, another act, actor or outcome, and too late.
        QCOMPARE(rows({platform, act("p2", "platform.team.suspended", "platform", 50)}), 2);
        QCOMPARE(rows({platform, act("x1", "team.unsuspended", "team", 50)}), 2);
        QCOMPARE(rows({platform, act("x1", "team.suspended", "team", 50, "bob")}), 2);
        QCOMPARE(rows({platform, act("x1", "team.suspended", "team", 50, "ann", R"(,"error":{"code":"x"})")}), 2);
        QCOMPARE(rows({platform, act("x1", "team.suspended", "team", 2500)}), 2);
        // Events that are written once.
        QCOMPARE(rows({act("a1", "team.user.added", "platform", 0), act("a2", "team.user.added", "team", 1)}), 2);
        // Done twice within a second, and each is in both logs.
        QCOMPARE(rows({platform, act("p2", "platform.team.suspended", "platform", 300),
                       act("x1", "team.suspended", "team", 5), act("x2", "team.suspended", "team", 305)}),
                 2);
        // The person's log doesn't say which invitation it was.
        const auto accepted = act("u1", "user.invitation.accepted", "user", 0);
        QCOMPARE(rows({accepted, act("x1", "team.user.invite.accepted", "team", 2)}), 1);
        QCOMPARE(rows({accepted, act("x1", "team.user.invite.accepted", "team", 2, "bob")}), 2);
        QCOMPARE(rows({accepted, act("x1", "team.user.invite.rejected", "team", 2)}), 2);
        QCOMPARE(rows({accepted, act("x1", "team.user.invite.accepted", "team", 2),
                       act("u2", "user.invitation.accepted", "user", 900),
                       act("x2", "team.user.invite.accepted", "team", 902)}),
                 2);
        // A third log joins.
        QCOMPARE(rows({act("a1", "team.device.assigned", "team", 0, "ann", R"(,"device":{"id":"d1"})"),
                       act("a2", "project.device.assigned", "project", 3, "ann", R"(,"device":{"id":"d1"})"),
                       act("a3", "device.assigned", "device", 6, "ann", R"(,"device":{"id":"d1"})"),
                       act("a4", "device.assigned", "device", 7, "ann", R"(,"device":{"id":"d2"})")}),
                 2);
    }

    void joinsActsInFullChunksAndForgetsThemWithTheirRow()
    {
        Bench bench(4096);
        bench.add(u"a"_s, {act("p1", "platform.team.created", "platform", 0)});
        bench.add(u"a"_s, entriesFrom(1, 3000));
        bench.view.setWorkerThreshold(1);
        QVERIFY(bench.view.setFilter(u"level:team"_s));
        bench.add(u"a"_s, {act("x1", "team.created", "team", 10)});
        QTRY_VERIFY(!bench.view.isFiltering());
        QCOMPARE(bench.view.size(), 1);
        QCOMPARE(bench.store.size(), 3001);
        bench.add(u"a"_s, entriesFrom(3001, 5000));
        QVERIFY(!bench.store.find(u"a"_s, u"p1"_s));
        QVERIFY(!bench.store.find(u"a"_s, u"x1"_s));
        // Comes again, as the server still has it.
        bench.add(u"a"_s, {act("x1", "team.created", "team", 10)});
        QVERIFY(bench.store.find(u"a"_s, u"x1"_s));
    }

    void takesTheNewestNameOfATeam()
    {
        Bench bench;
        const auto named = [](int n, const std::string &name, const std::string &updates = {}) {
            return recordNumber(n, updates.empty() ? "team.user.added" : "team.settings.updated", "ann",
                                R"(,"scope":{"id":"t1","type":"team"},"body":{"team":{"id":"t1","name":")" + name +
                                    R"("})" + updates + "}");
        };
        const auto rename = [&](int n, const std::string &name) {
            return named(n, name, R"(,"updates":[{"key":"name","old":"?","new":")" + name + R"("}])");
        };
        const auto shown = [&] { return bench.store.text(bench.view.at(0), EventColumn::team); };
        bench.add(u"a"_s, {named(1, "One")});
        QCOMPARE(shown(), u"One"_s);
        bench.add(u"a"_s, {rename(5, "Five")});
        QCOMPARE(shown(), u"Five"_s);
        bench.add(u"a"_s, {rename(3, "Three"), named(6, "One")});  // history
        QCOMPARE(shown(), u"Five"_s);
        bench.store.setTeamName(u"a"_s, u"t1"_s, u"Seven"_s);
        bench.add(u"a"_s, {named(8, "Five")});
        QCOMPARE(shown(), u"Seven"_s);
    }

    void refusesEventsOfUnknownServers()
    {
        Bench bench;
        QCOMPARE(bench.store.add(u"nobody"_s, entriesFrom(1, 3)), 0);
        QCOMPARE(bench.store.size(), 0);
    }

    void takesAnEntryOnce()
    {
        Bench bench;
        QCOMPARE(bench.store.add(u"a"_s, entriesFrom(1, 10)), 10);
        QCOMPARE(bench.store.add(u"a"_s, entriesFrom(5, 12)), 2);
        QCOMPARE(bench.store.add(u"b"_s, entriesFrom(5, 6)), 2);  // ids are each server's own
        QCOMPARE(bench.store.size(), 14);
        QVERIFY(bench.store.find(u"a"_s, u"row12"_s).has_value());
        QVERIFY(!bench.store.find(u"a"_s, u"row13"_s).has_value());
    }

    void mergesServersByTime()
    {
        Bench bench;
        bench.add(u"a"_s, {recordNumber(1), recordNumber(4)});
        bench.add(u"b"_s, {recordNumber(3), recordNumber(2), recordNumber(5)});
        bench.add(u"a"_s, {recordNumber(0), recordNumber(3)});
        QCOMPARE(bench.shown(), QStringList({u"a0"_s, u"a1"_s, u"b2"_s, u"a3"_s, u"b3"_s, u"a4"_s, u"b5"_s}));
        bench.view.setServer(u"b"_s);
        QCOMPARE(bench.shown(), QStringList({u"b2"_s, u"b3"_s, u"b5"_s}));
        for (qsizetype i = 0; i < bench.view.size(); ++i)
            QCOMPARE(bench.view.positionOf(bench.view.at(i)), i);
        bench.view.setServer({});
        QCOMPARE(bench.view.size(), 7);
    }

    void dropsTheOldestOfAFullServerOnly()
    {
        Bench bench(128);
        bench.add(u"b"_s, {recordNumber(0), recordNumber(60)});
        for (int n = 1; n <= 1000; ++n)
            bench.add(u"a"_s, {recordNumber(n)});
        QVERIFY(bench.store.size(u"a"_s) <= 128);
        QVERIFY(bench.store.size(u"a"_s) >= 126);
        QCOMPARE(bench.store.size(u"b"_s), 2);
        QVERIFY(bench.store.hasEvicted(u"a"_s));
        QVERIFY(!bench.store.hasEvicted(u"b"_s));
        QCOMPARE(bench.shown().first(), u"b0"_s);
        QCOMPARE(bench.shown().last(), u"a1000"_s);
        QCOMPARE(bench.view.size(), bench.store.size());
    }

    void keepsGapsThroughEveryFilter()
    {
        Bench bench;
        bench.add(u"a"_s, entriesFrom(1, 3));
        const auto at = QDateTime::fromMSecsSinceEpoch(toMicros(someTime) / 1000 + 2500, QTimeZone::utc());
        bench.store.addGap(u"a"_s, at, at.addSecs(10), u"older than the server keeps"_s);
        QVERIFY(bench.view.setFilter(u"actor:nobody"_s));
        QCOMPARE(bench.view.size(), 1);
        QCOMPARE(bench.store.kind(bench.view.at(0)), RowKind::gap);
        QVERIFY(bench.store.entry(bench.view.at(0)) == nullptr);
        QCOMPARE(bench.store.text(bench.view.at(0), EventColumn::detail), u"older than the server keeps"_s);
    }

    void marksTheHistoryThatIsNoMore()
    {
        Bench bench;
        bench.add(u"a"_s, entriesFrom(1, 3));
        bench.store.markOldHistory(u"a"_s);
        bench.add(u"a"_s, {recordNumber(3, "account.logout")});
        QCOMPARE(bench.view.size(), 4);
        QVERIFY(bench.store.isOldHistory(bench.view.at(0)));
        QVERIFY(!bench.store.isOldHistory(bench.view.at(3)));
    }

    void forgetsAServer()
    {
        Bench bench;
        bench.add(u"a"_s, entriesFrom(1, 3));
        bench.add(u"b"_s, entriesFrom(1, 3));
        const auto row = bench.view.at(0);
        bench.store.removeServer(u"a"_s);
        QCOMPARE(bench.view.size(), 3);
        QVERIFY(!bench.store.contains(row));
        QVERIFY(bench.store.text(row, EventColumn::actor).isEmpty());
        QCOMPARE(bench.store.add(u"a"_s, entriesFrom(4, 4)), 0);
    }

    void filters_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("actor") << u"actor:bo"_s << QStringList{u"a2"_s};
        QTest::newRow("exact actor") << u"actor:\"bo\""_s << QStringList{};
        QTest::newRow("event") << u"event:login"_s << QStringList{u"a1"_s, u"a3"_s};
        QTest::newRow("not event") << u"-event:login"_s << QStringList{u"a2"_s, u"b4"_s};
        QTest::newRow("either") << u"event:(logout OR created)"_s << QStringList{u"a2"_s, u"b4"_s};
        QTest::newRow("regex") << u"event:/^team/"_s << QStringList{u"b4"_s};
        QTest::newRow("outcome") << u"outcome:refused"_s << QStringList{u"a3"_s};
        QTest::newRow("failure in the body") << u"outcome:failed"_s << QStringList{u"a2"_s};
        QTest::newRow("text in any column") << u"BOTTL"_s << QStringList{u"b4"_s};
        QTest::newRow("text of the server") << u"\"plant b\""_s << QStringList{u"b4"_s};
        QTest::newRow("server") << u"server:a -actor:bob"_s << QStringList{u"a1"_s, u"a3"_s, u"b4"_s};
        QTest::newRow("team by name") << u"team:bottling"_s << QStringList{u"b4"_s};
        QTest::newRow("team by id") << u"team:t1"_s << QStringList{u"b4"_s};
        QTest::newRow("network") << u"ip:10.0.0.0/8"_s << QStringList{u"a3"_s};
        QTest::newRow("address") << u"ip:168.1"_s << QStringList{u"a1"_s};
        QTest::newRow("id") << u"id:row2"_s << QStringList{u"a2"_s};
        QTest::newRow("request") << u"request:r9"_s << QStringList{u"a1"_s, u"a3"_s};
        QTest::newRow("window") << u"after:2026-11-22T03:00:02Z before:2026-11-22T03:00:04Z"_s
                                << QStringList{u"a2"_s, u"a3"_s};
        QTest::newRow("not in the window") << u"-after:2026-11-22T03:00:02Z"_s << QStringList{u"a1"_s};
    }
    void filters()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        Bench bench;
        const auto fill = [&bench] {
            bench.add(u"a"_s, {recordNumber(1, "account.login", "ann", R"(,"address":"192.168.1.4","requestId":"r9")"),
                               recordNumber(2, "account.logout", "bob", R"(,"body":{"error":{"code":"c"}})"),
                               recordNumber(3, "account.login", "eve",
                                            R"(,"outcome":"refused","address":"10.9.9.9","requestId":"r9")")});
            bench.add(u"b"_s, {recordNumber(4, "team.created", "ann", R"(,"scope":{"id":"t1","type":"team"})")});
        };
        bench.store.setTeamName(u"b"_s, u"t1"_s, u"Bottling"_s);
        fill();
        QVERIFY(bench.view.setFilter(text));
        QCOMPARE(bench.shown(), expected);

        Bench growing;  // rows that come later are judged alike
        growing.store.setTeamName(u"b"_s, u"t1"_s, u"Bottling"_s);
        QVERIFY(growing.view.setFilter(text));
        growing.add(u"a"_s, {});
        const auto again = [&bench](const QString &server, const QString &id) {
            return recordOf(*bench.store.entry(*bench.store.find(server, id)));
        };
        growing.add(u"a"_s, {again(u"a"_s, u"row1"_s), again(u"a"_s, u"row2"_s), again(u"a"_s, u"row3"_s)});
        growing.add(u"b"_s, {again(u"b"_s, u"row4"_s)});
        QCOMPARE(growing.shown(), expected);
    }

    void keepsTheLastGoodResult()
    {
        Bench bench;
        bench.add(u"a"_s, {recordNumber(1, "account.login", "ann"), recordNumber(2, "account.login", "bob")});
        QVERIFY(bench.view.setFilter(u"actor:bob"_s));
        QVERIFY(!bench.view.setFilter(u"actor:bob outcome:"_s));
        QVERIFY(bench.view.error().has_value());
        QCOMPARE(bench.shown(), QStringList{u"a2"_s});
        bench.add(u"a"_s, {recordNumber(3, "account.login", "bob"), recordNumber(4, "account.login", "ann")});
        QCOMPARE(bench.shown(), QStringList({u"a2"_s, u"a3"_s}));
        QVERIFY(bench.view.setFilter({}));
        QVERIFY(!bench.view.error().has_value());
        QCOMPARE(bench.view.size(), 4);
    }

    void holdsBackWhileFrozen()
    {
        Bench bench;
        bench.add(u"a"_s, entriesFrom(1, 3));
        bench.view.setFrozen(true);
        bench.add(u"a"_s, entriesFrom(4, 8));
        QCOMPARE(bench.view.size(), 3);
        QCOMPARE(bench.view.heldBack(), 5);
        QVERIFY(bench.view.setFilter(u"actor:ann"_s));
        QCOMPARE(bench.view.size(), 3);
        bench.view.setFrozen(false);
        QCOMPARE(bench.view.size(), 8);
        QCOMPARE(bench.view.heldBack(), 0);
    }

    void showsNothingNewByANewFilterWhileFrozen()
    {
        Bench bench;
        bench.add(u"a"_s, {recordNumber(1, "account.login", "ann"), recordNumber(2, "account.login", "bob")});
        QVERIFY(bench.view.setFilter(u"actor:ann"_s));
        bench.view.setFrozen(true);
        bench.add(u"a"_s, {recordNumber(3, "account.login", "bob"), recordNumber(4, "account.login", "ann")});
        QCOMPARE(bench.view.heldBack(), 1);
        QVERIFY(bench.view.setFilter({}));
        QCOMPARE(bench.shown(), QStringList({u"a1"_s, u"a2"_s}));
        QCOMPARE(bench.view.heldBack(), 2);
        QVERIFY(bench.view.setFilter(u"actor:bob"_s));
        QCOMPARE(bench.shown(), QStringList{u"a2"_s});
        QCOMPARE(bench.view.heldBack(), 1);
        bench.view.clear();
        QCOMPARE(bench.view.heldBack(), 0);
        bench.view.showAgain();
        QCOMPARE(bench.shown(), QStringList{u"a2"_s});
        bench.view.setFrozen(false);
        QCOMPARE(bench.shown(), QStringList({u"a2"_s, u"a3"_s}));
    }

    void holdsBackWhileAWorkerFilters()
    {
        Bench bench;
        bench.add(u"a"_s, entriesFrom(1, 3));
        bench.view.setWorkerThreshold(1);
        QVERIFY(bench.view.setFilter(u"actor:ann"_s));
        QVERIFY(bench.view.isFiltering());
        bench.view.setFrozen(true);
        bench.add(u"a"_s, entriesFrom(4, 8));
        QTRY_VERIFY(!bench.view.isFiltering());
        QCOMPARE(bench.view.size(), 3);
        QCOMPARE(bench.view.heldBack(), 5);
        // Thawed before the worker is done.
        QVERIFY(bench.view.setFilter(u"actor:ann event:account"_s));
        QVERIFY(bench.view.isFiltering());
        bench.view.setFrozen(false);
        QTRY_VERIFY(!bench.view.isFiltering());
        QCOMPARE(bench.view.size(), 8);
    }

    void clearsTheViewAndNothingElse()
    {
        Bench bench;
        bench.add(u"a"_s, entriesFrom(1, 3));
        bench.view.clear();
        QCOMPARE(bench.view.size(), 0);
        QCOMPARE(bench.store.size(), 3);
        bench.add(u"a"_s, entriesFrom(4, 4));
        QCOMPARE(bench.shown(), QStringList{u"a4"_s});
        bench.view.showAgain();
        QCOMPARE(bench.view.size(), 4);
    }

    void filtersALargeStoreOnAWorkerWhileItGrows()
    {
        Bench bench;
        bench.view.setWorkerThreshold(1000);
        EventRecords entries;
        for (int n = 0; n < 100'000; ++n)
            entries.push_back(
                recordNumber(n, n % 10 ? "account.login" : "account.logout", "user" + std::to_string(n % 500)));
        bench.add(u"a"_s, entries);
        QCOMPARE(bench.store.size(), 100'000);
        // "all in": columns, strings, packed records, index by id, order here and in the view.
        const auto perRow = (bench.store.memory() + bench.view.size() * qsizetype(sizeof(EventRow))) / 100'000;
        QVERIFY2(perRow <= 300, qPrintable(QString::number(perRow)));

        QSignalSpy changed(&bench.view, &EventView::filterChanged);
        QVERIFY(bench.view.setFilter(u"event:login"_s));  // superseded before it is done
        QVERIFY(bench.view.setFilter(u"event:logout"_s));
        QVERIFY(bench.view.isFiltering());
        QCOMPARE(bench.view.size(), 100'000);  // the last result stays meanwhile
        for (int n = 100'000; n < 103'000; ++n)
            bench.add(u"a"_s, {recordNumber(n, n % 10 ? "account.login" : "account.logout")});
        bench.add(u"b"_s, {recordNumber(5, "account.logout")});
        QTRY_VERIFY(!bench.view.isFiltering());
        qsizetype expected = 1;
        for (int n = 103'000 - int(bench.store.size(u"a"_s)); n < 103'000; ++n)
            expected += n % 10 == 0;
        QCOMPARE(bench.view.size(), expected);
        for (qsizetype i = 1; i < bench.view.size(); ++i)
            QVERIFY(bench.store.before(bench.view.at(i - 1), bench.view.at(i)));
        bench.add(u"a"_s, {recordNumber(200'000, "account.logout"), recordNumber(200'001)});
        QCOMPARE(bench.view.size(), expected + 1);
    }

    void outlivesAViewThatGoesWhileFiltering()
    {
        Bench bench;
        bench.add(u"a"_s, entriesFrom(1, 5000));
        auto other = std::make_unique<EventView>(bench.store, bench.clock);
        other->setWorkerThreshold(10);
        QVERIFY(other->setFilter(u"ann"_s));
        other.reset();
        QCOMPARE(bench.view.size(), 5000);
    }
};

QTEST_GUILESS_MAIN(TestEventStore)
#include "test_event_store.moc"
