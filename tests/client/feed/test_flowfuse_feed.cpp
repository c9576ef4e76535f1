// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/flowfuse/flowfuse_platform.h"
#include "client/events/event_view.h"
#include "client/feed/live_feed.h"
#include "tests/client/await.h"
#include "tests/client/connectors/flowfuse_wire.h"
#include "tests/client/servers/system_world.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace castellan;
using namespace castellan::client;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(castellan::client::FlowFuseWire::Version)

namespace {

/// Lists the teams once, at the start, unless there is a reason to.
FeedTiming quick()
{
    FeedTiming timing;
    timing.pollLeast = 5ms;
    timing.pollFocus = 20ms;
    timing.pollShare = 100;
    timing.pollQuick = 1ms;
    timing.sourcesAgain = 1h;
    return timing;
}

const QString instance = u"1d0be734-3151-44b4-82c1-1b1bf4bbe0b2"_s;

/// A feed of a FlowFuse server, and a store that collects what it brings.
struct Bench {
    explicit Bench(FlowFuseWire::Version version, const FeedTiming &timing = quick())
        : wire(version), transport(endpoint(), clock, random), platform(transport, {u"FlowFuse"_s, {}}),
          feed(makeFeed(platform, clock, random, timing))
    {
        wire.tokens["ffpat_admin"] = {u"alice"_s, false, true};
        (void)await(platform.identity().useToken(Secret(std::string_view("ffpat_admin"))));
        wire.server.seen.clear();
        store.setServer(u"a"_s, u"Plant A"_s);
        QObject::connect(feed.get(), &Feed::arrived, feed.get(),
                         [this](const EventRecords &events) { store.add(u"a"_s, events); });
        QObject::connect(feed.get(), &Feed::named, feed.get(),
                         [this](const QHash<QString, QString> &names) { store.setNames(u"a"_s, names); });
    }
    [[nodiscard]] Endpoint endpoint() const
    {
        Endpoint endpoint;
        endpoint.base = wire.server.url();
        endpoint.userAgent = "test";
        return endpoint;
    }
    [[nodiscard]] bool hasRows(qsizetype count)
    {
        return QTest::qWaitFor([&] { return store.size() == count; });
    }
    /// What the rows hold, oldest first.
    [[nodiscard]] QStringList column(EventColumn column) const
    {
        QStringList out;
        for (qsizetype i = 0; i < view.size(); ++i)
            out << store.text(view.at(i), column);
        return out;
    }
    /// Long enough for several turns.
    void rest() { QTest::qWait(150); }
    int asked(const QByteArray &what) { return wire.asked("GET /api/v1/" + what); }

    FlowFuseWire wire;
    SystemClock clock;
    OpenSslRandom random;
    Transport transport;
    flowfuse::FlowFusePlatform platform;
    std::unique_ptr<Feed> feed;
    EventStore store;
    EventView view{store, clock};
};

QJsonObject teamBody(const QString &id, const QString &name)
{
    return {{u"team"_s, QJsonObject{{u"id"_s, id}, {u"name"_s, name}, {u"slug"_s, name.toLower()}}}};
}

QJsonObject renamed(const QString &id, const QString &from, const QString &to)
{
    auto body = teamBody(id, to);
    body[u"updates"] = QJsonArray{QJsonObject{{u"key"_s, u"name"_s}, {u"old"_s, from}, {u"new"_s, to}}};
    return body;
}

}  // namespace

/// The feed on FlowFuse's oldest and newest version.
class TestFlowFuseFeed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bringsWhatHappensBelowATeamWhereTheServerTellsIt_data() { FlowFuseWire::addRows(); }
    void bringsWhatHappensBelowATeamWhereTheServerTellsIt()
    {
        QFETCH(FlowFuseWire::Version, version);
        Bench b(version);
        const auto team = b.wire.addTeam(u"Operations"_s);
        b.wire.associations[team] = {
            {u"applications"_s, QJsonArray{QJsonObject{{u"id"_s, u"xn7zlDzPYr"_s}, {u"name"_s, u"Line One"_s}}}},
            {u"instances"_s, QJsonArray{QJsonObject{{u"id"_s, instance}, {u"name"_s, u"Press 7"_s}}}},
            {u"devices"_s, QJsonArray{QJsonObject{{u"id"_s, u"JGlMq4LgWY"_s}, {u"name"_s, u"edge-1"_s}}}}};
        b.wire.happens(team, u"team.user.added"_s);
        b.wire.happensBelow(team, u"application"_s, u"xn7zlDzPYr"_s, u"application.updated"_s);
        b.wire.happensBelow(team, u"project"_s, instance, u"project.started"_s);
        b.wire.happensBelow(team, u"device"_s, u"JGlMq4LgWY"_s, u"device.started"_s);
        b.feed->start();
        QVERIFY(b.hasRows(b.wire.isNew() ? 4 : 1));
        QTRY_COMPARE(b.column(EventColumn::team), QStringList(b.store.size(), u"Operations"_s));
        if (!b.wire.isNew())
            return;
        QCOMPARE(b.column(EventColumn::scope), QStringList({u"team"_s, u"application"_s, u"project"_s, u"device"_s}));
        QCOMPARE(b.column(EventColumn::asset), QStringList({u""_s, u"Line One"_s, u"Press 7"_s, u"edge-1"_s}));
        for (const auto *filter : {"level:instance", "level:\"project\"", "asset:\"Press 7\"", "asset:1d0be734"}) {
            QVERIFY(b.view.setFilter(QString::fromLatin1(filter)));
            QCOMPARE(b.column(EventColumn::event), QStringList(u"project.started"_s));
        }
    }

    void readsTheLogOfATeamThatAnEventNames_data() { FlowFuseWire::addRows(); }
    void readsTheLogOfATeamThatAnEventNames()
    {
        QFETCH(FlowFuseWire::Version, version);
        Bench b(version);
        QString early;
        b.wire.before = [&](const RawRequest &request) -> std::optional<QByteArray> {
            // Between the listing and the first read.
            if (early.isEmpty() && request.target.contains("/admin/audit-log")) {
                early = b.wire.addTeam(u"Early"_s);
                b.wire.happens({}, u"platform.team.created"_s, teamBody(early, u"Early"_s));
                b.wire.happens(early, u"team.user.added"_s);
            }
            return std::nullopt;
        };
        b.feed->start();
        QVERIFY(b.hasRows(2));
        const auto late = b.wire.addTeam(u"Late"_s);
        b.wire.happens(late, u"team.user.added"_s);
        b.wire.happens({}, u"platform.team.suspended"_s, teamBody(late, u"Late"_s));
        QVERIFY(b.hasRows(4));
        QCOMPARE(b.feed->ages().size(), std::size_t(3));
    }

    void listsOnceForATeamThatStaysUnknown_data() { FlowFuseWire::addRows(); }
    void listsOnceForATeamThatStaysUnknown()
    {
        QFETCH(FlowFuseWire::Version, version);
        Bench b(version);
        b.wire.happens({}, u"platform.team.deleted"_s, teamBody(u"gone"_s, u"Gone"_s));
        b.feed->start();
        QVERIFY(b.hasRows(1));
        b.rest();
        QCOMPARE(b.asked("teams"), 2);
        for (int i = 0; i < 5; ++i) {
            b.wire.happens({}, u"platform.team.suspended"_s, teamBody(u"gone"_s, u"Gone"_s));
            b.rest();
        }
        QVERIFY(b.hasRows(6));
        QCOMPARE(b.asked("teams"), 0);
        QCOMPARE(b.column(EventColumn::team).constLast(), u"Gone"_s);
    }

    void showsANewNameWithTheEventThatTellsIt_data() { FlowFuseWire::addRows(); }
    void showsANewNameWithTheEventThatTellsIt()
    {
        QFETCH(FlowFuseWire::Version, version);
        Bench b(version);
        const auto team = b.wire.addTeam(u"Shift A"_s);
        b.wire.happens(team, u"team.settings.updated"_s, renamed(team, u"Start"_s, u"Shift A"_s));
        b.wire.happens(team, u"team.user.added"_s);
        b.feed->start();
        QVERIFY(b.hasRows(2));
        QTRY_COMPARE(b.column(EventColumn::team), QStringList(2, u"Shift A"_s));
        b.wire.teams.first()[u"name"] = u"Shift B"_s;
        b.wire.happens(team, u"team.settings.updated"_s, renamed(team, u"Shift A"_s, u"Shift B"_s));
        QVERIFY(b.hasRows(3));
        QCOMPARE(b.column(EventColumn::team), QStringList(3, u"Shift B"_s));
    }

    void showsANewNameAfterTheNextListing_data() { FlowFuseWire::addRows(); }
    void showsANewNameAfterTheNextListing()
    {
        QFETCH(FlowFuseWire::Version, version);
        auto timing = quick();
        timing.sourcesAgain = 50ms;
        Bench b(version, timing);
        const auto team = b.wire.addTeam(u"Shift A"_s);
        b.wire.happens(team, u"team.created"_s, teamBody(team, u"Shift A"_s));
        b.feed->start();
        QVERIFY(b.hasRows(1));
        QVERIFY(b.view.setFilter(u"team:\"Shift B\""_s));
        QCOMPARE(b.view.size(), 0);
        b.wire.teams.first()[u"name"] = u"Shift B"_s;
        QTRY_COMPARE(b.view.size(), 1);
        QCOMPARE(b.column(EventColumn::team), QStringList(u"Shift B"_s));
    }

    void showsAnActOfTwoLogsOnce_data() { FlowFuseWire::addRows(); }
    void showsAnActOfTwoLogsOnce()
    {
        QFETCH(FlowFuseWire::Version, version);
        Bench b(version);
        const auto team = b.wire.addTeam(u"Operations"_s);
        b.wire.happens(team, u"team.created"_s, teamBody(team, u"Operations"_s));
        b.wire.happens({}, u"platform.team.created"_s, teamBody(team, u"Operations"_s));
        b.wire.happens({}, u"account.login"_s);
        b.feed->start();
        QVERIFY(b.hasRows(2));
        QTRY_COMPARE(b.column(EventColumn::scope), QStringList({u"platform, team"_s, u"platform"_s}));
        b.rest();
        QCOMPARE(b.store.size(), 2);
    }

    void saysThatNoLogMayBeReadUntilOneMay_data() { FlowFuseWire::addRows(); }
    void saysThatNoLogMayBeReadUntilOneMay()
    {
        QFETCH(FlowFuseWire::Version, version);
        auto timing = quick();
        timing.sourcesAgain = 30ms;
        timing.refusedAgain = 100ms;
        Bench b(version, timing);
        bool refuses = true;
        b.wire.before = [&](const RawRequest &request) -> std::optional<QByteArray> {
            if (refuses && request.target.contains("/audit-log"))
                return FlowFuseWire::failure(403, "unauthorized", "unauthorized");
            return std::nullopt;
        };
        b.wire.addTeam(u"Operations"_s);
        b.wire.happens({}, u"account.login"_s);
        QList<FeedMode> modes;
        connect(b.feed.get(), &Feed::modeChanged, this, [&](FeedMode mode) { modes << mode; });
        b.feed->start();
        QTRY_COMPARE(b.feed->mode(), FeedMode::refused);
        QVERIFY(b.feed->detail().isEmpty() || !b.feed->detail().contains(u"may not"));
        QVERIFY(!modes.contains(FeedMode::polling));
        QVERIFY(!b.feed->checkedAt({}).isValid());
        b.asked("admin/audit-log");
        QTest::qWait(350);  // asked again, but seldom
        const auto again = b.asked("admin/audit-log");
        QVERIFY2(again >= 1 && again <= 4, qPrintable(QString::number(again)));
        QCOMPARE(b.feed->mode(), FeedMode::refused);
        refuses = false;
        QTRY_COMPARE(b.feed->mode(), FeedMode::polling);
        QVERIFY(b.hasRows(1));
        QVERIFY(b.feed->checkedAt({}).isValid());
    }
};

QTEST_GUILESS_MAIN(TestFlowFuseFeed)
#include "test_flowfuse_feed.moc"
