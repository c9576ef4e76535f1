// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "castellan/demo/day.h"
#include "castellan/demo/plan.h"
#include "core/records/audit.h"
#include "core/records/team.h"
#include "server/operations/initialise.h"
#include "server/server.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>
#include <memory>

/// The demo's day without its window: when things happen, and that a real server takes them.
namespace castellan::demo {

using namespace std::chrono_literals;

class TestDemoDay : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plansInOrderAndWithinTheDay();
    void keepsTheLastMinutesOrdinary();
    void plansNothingForNoTime();
    void isNeverAheadOfTheMachine();
    void goesOnWithTheMachine();
    void fillsAServer();
    void goesOnAfterTheDay();
    void stopsWhenAsked();
};

namespace {

constexpr Instant morning{std::chrono::sys_days(std::chrono::year(2026) / 11 / 22) + 9h};

/// A server in its own memory, with a user who signs in by password.
struct Plant {
    explicit Plant(std::stop_token stop = {})
    {
        StoreKeys keys{Secret(std::size_t(32)), Secret(std::size_t(32))};
        random.fill(keys.database.writable());
        random.fill(keys.master.writable());
        const Care care{{.memoryKiB = 64, .passes = 1, .lanes = 1}, false};
        const std::string data = folder.filePath(QStringLiteral("data")).toStdString();
        const FirstUser first{"ann", "ann@plant.example", "Ann Weber", Secret(std::string_view(password))};
        if (!initialise(data, keys, first, clock, random, care))
            return;
        ServerConfig config;
        config.data = data;
        config.keys = keys.clone();
        config.care = care;
        server = std::make_unique<Server>(std::move(config), clock, random, serverLog);
        const auto endpoint = server->start();
        if (!endpoint)
            return;
        line = std::make_unique<Line>(QUrl(QString::fromStdString(endpoint->url)), Secret(), clock, random);
        day = std::make_unique<Day>(*line, clock, Secret(), std::move(stop));
    }

    /// The platform's log and every team's, read by the administrator.
    std::vector<records::AuditEntry> log()
    {
        std::vector<records::AuditEntry> all;
        if (reader.empty())
            if (auto session = line->signIn("ann", password))
                reader = std::move(*session);
        line->speakAs(reader, password);
        read(QStringLiteral("/api/v1/admin/audit-log"), all);
        const auto teams = line->get<records::TeamPage>(QStringLiteral("/api/v1/teams"));
        if (!teams)
            return {};
        for (const records::Team &team : teams->teams)
            read(QStringLiteral("/api/v1/teams/%1/audit-log").arg(QString::fromStdString(team.id)), all);
        std::ranges::sort(all, std::ranges::greater(),
                          [](const records::AuditEntry &one) { return one.seq.value_or(0); });
        return all;
    }
    void read(const QString &path, std::vector<records::AuditEntry> &into)
    {
        QUrlQuery query({{QStringLiteral("limit"), QStringLiteral("100")}});
        for (;;) {
            auto page = line->get<records::AuditPage>(path, query);
            if (!page)
                return;
            std::ranges::move(page->log, std::back_inserter(into));
            if (!page->meta.next_cursor)
                return;
            query = QUrlQuery({{QStringLiteral("limit"), QStringLiteral("100")},
                               {QStringLiteral("cursor"), QString::fromStdString(*page->meta.next_cursor)}});
        }
    }

    QTemporaryDir folder;
    StagedClock clock{std::chrono::hours(25)};
    OpenSslRandom random;
    NoLog serverLog;
    std::unique_ptr<Server> server;
    std::unique_ptr<Line> line;
    std::unique_ptr<Day> day;
    Secret reader;
};

QDateTime timeOf(const records::AuditEntry &entry)
{
    return QDateTime::fromString(QString::fromStdString(entry.createdAt), Qt::ISODateWithMs);
}

}  // namespace

void TestDemoDay::plansInOrderAndWithinTheDay()
{
    for (quint32 seed = 0; seed < 20; ++seed) {
        QRandomGenerator random(seed);
        const Instant end = morning + 24h;
        const auto plan = planDay(morning, end, 500, random);
        QVERIFY(std::ranges::is_sorted(plan, {}, &Moment::at));
        QVERIFY(plan.front().at >= morning);
        QVERIFY(plan.back().at <= end);
        QCOMPARE(std::ranges::count(plan, false, &Moment::attack), 500);
    }
}

void TestDemoDay::keepsTheLastMinutesOrdinary()
{
    for (quint32 seed = 0; seed < 20; ++seed) {
        QRandomGenerator random(seed);
        const Instant end = morning + 24h;
        const auto plan = planDay(morning, end, 500, random);
        QVERIFY(std::ranges::count(plan, true, &Moment::attack) > 10);
        int late = 0;
        for (const Moment &moment : plan) {
            late += moment.at > end - 20min;
            QVERIFY(!moment.attack || (moment.at > end - 1h && moment.at < end - 20min));
        }
        QVERIFY(late >= 16);
    }
}

void TestDemoDay::plansNothingForNoTime()
{
    QRandomGenerator random(1);
    QVERIFY(planDay(morning, morning, 500, random).empty());
    QVERIFY(planDay(morning, morning - 1h, 500, random).empty());
    QVERIFY(planDay(morning, morning + 1h, 0, random).empty());
    // Too short for an attack that is over before the end.
    const auto brief = planDay(morning, morning + 1h, 5, random);
    QCOMPARE(std::ssize(brief), 5);
    QVERIFY(std::ranges::none_of(brief, &Moment::attack));
}

void TestDemoDay::isNeverAheadOfTheMachine()
{
    StagedClock clock(1h);
    const Instant begin = clock.now();
    clock.pass(10min);
    QCOMPARE((clock.now() - begin).count(), std::chrono::microseconds(10min).count());
    clock.advanceTo(begin + 5min);
    QCOMPARE((clock.now() - begin).count(), std::chrono::microseconds(10min).count());
    clock.pass(24h);
    QVERIFY(clock.left() >= 0us);
    clock.advanceTo(begin + 48h);
    QVERIFY(clock.left() >= 0us);
    QVERIFY(clock.left() < 10s);
}

void TestDemoDay::goesOnWithTheMachine()
{
    StagedClock clock(1h);
    const Instant wall = clock.now();
    const Tick tick = clock.tick();
    clock.pass(30min);
    clock.run();
    // Both have gone on by the same, or a server would take it for a clock that was moved.
    const auto apart = std::chrono::abs((clock.now() - wall) - (clock.tick() - tick));
    QVERIFY2(apart < 5s, qPrintable(QString::number(std::chrono::duration<double>(apart).count())));
    QVERIFY(clock.now() - wall >= 1h);
    const Instant before = clock.now();
    QTRY_VERIFY(clock.now() > before);
}

void TestDemoDay::fillsAServer()
{
    Plant plant;
    QVERIFY(plant.day);
    auto ok = plant.day->settle();
    QVERIFY2(ok, ok ? "" : ok.error().message.c_str());
    ok = plant.day->play(400);
    QVERIFY2(ok, ok ? "" : ok.error().message.c_str());
    QVERIFY2(plant.day->refused() == 0,
             qPrintable(QString::number(plant.day->refused()) + QString::fromStdString(plant.day->lastRefusal())));

    const auto log = plant.log();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    std::map<std::string, int> kinds;
    int late = 0;
    for (const auto &entry : log) {
        QVERIFY2(timeOf(entry) <= now, entry.createdAt.c_str());
        QVERIFY2(timeOf(entry).secsTo(now) < 26 * 3600, entry.createdAt.c_str());
        ++kinds[entry.event];
        late += timeOf(entry).secsTo(now) < 20 * 60 && entry.event != "account.login.failed";
    }
    QVERIFY2(log.size() > 450, qPrintable(QString::number(log.size())));
    QVERIFY2(late > 5, qPrintable(QString::number(late)));
    for (const char *kind :
         {"account.login", "account.login.failed", "account.logout", "account.locked", "account.unlocked",
          "user.pat.created", "user.pat.deleted", "user.updated-user", "users.created-user", "team.created",
          "team.user.added", "team.user.removed", "team.user.role-changed", "team.user.invited",
          "team.user.invite.accepted", "access.refused"})
        QVERIFY2(kinds[kind] > 0, kind);
    QCOMPARE(kinds["platform.clock-changed"], 0);
    const auto users = plant.line->get<records::UserPage>(QStringLiteral("/api/v1/users"));
    QVERIFY(users);
    QCOMPARE(users->count, std::int64_t(people().size()));
}

void TestDemoDay::goesOnAfterTheDay()
{
    Plant plant;
    QVERIFY(plant.day);
    QVERIFY(plant.day->settle());
    QVERIFY(plant.day->play(100));
    plant.clock.run();
    const auto before = plant.log().size();
    for (int i = 0; i < 20; ++i)
        QVERIFY(plant.day->actNow());
    const auto log = plant.log();
    QVERIFY2(log.size() > before + 5, qPrintable(QStringLiteral("%1 %2").arg(before).arg(log.size())));
    // The visitor is ann, so the plan has no other act in her name.
    QVERIFY(std::ranges::none_of(log.begin(), log.end() - std::ptrdiff_t(before),
                                 [](const records::AuditEntry &one) { return one.username.value_or("") == "ann"; }));
    const auto age = timeOf(log.front()).secsTo(QDateTime::currentDateTimeUtc());
    QVERIFY2(age >= 0 && age < 60, log.front().createdAt.c_str());
}

void TestDemoDay::stopsWhenAsked()
{
    std::stop_source stop;
    stop.request_stop();
    Plant plant(stop.get_token());
    QVERIFY(plant.day);
    const auto settled = plant.day->settle();
    QVERIFY(!settled);
    QCOMPARE(settled.error().code, ErrorCode::cancelled);
}

}  // namespace castellan::demo

QTEST_GUILESS_MAIN(castellan::demo::TestDemoDay)
#include "test_demo_day.moc"
