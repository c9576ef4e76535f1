// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/client/events/entries.h"
#include "tests/ui/real_world.h"
#include "ui/screens/overview/overview_row.h"
#include "ui/screens/overview/overview_screen.h"
#include "ui/screens/overview/server_summary.h"

#include <QTimer>

#include <algorithm>
#include <array>

using namespace castellan;
using namespace castellan::ui;
using namespace castellan::test;
using namespace Qt::StringLiterals;

namespace {

/// The real clock, put forward by days.
class LaterClock final : public Clock {
public:
    explicit LaterClock(std::chrono::days by) : m_by(by) {}
    [[nodiscard]] Instant now() const override { return m_system.now() + m_by; }
    [[nodiscard]] Tick tick() const override { return m_system.tick(); }

private:
    client::SystemClock m_system;
    std::chrono::days m_by;
};

/// The console with one server.
struct Connected {
    bool start()
    {
        if (!process.start())
            return false;
        server = console.connectTo(process.url(), u"Plant A"_s, client::Environment::staging);
        return server != nullptr;
    }

    Theme theme{*qApp};
    ServerProcess process;
    Console console{theme};
    client::Server *server = nullptr;
};

/// A failed sign-in, just now.
client::EventRecord failedSignIn(Clock &clock, int n)
{
    return client::recordOf(client::testing::entryFrom(
        R"({"id":"late)" + std::to_string(n) + R"(","createdAt":")" + toIso(clock.now()) +
        R"(","event":"account.login.failed","username":"eva","seq":)" + std::to_string(1'000'000 + n) + "}"));
}

}  // namespace

/// The overview of a real server.
class TestOverview : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsATeamMadeHereAtOnce()
    {
        Connected here;
        QVERIFY(here.start());
        auto *server = here.server;
        ServerSummary summary(*server, server->health(), nullptr);
        QTRY_VERIFY(!summary.teamWords().isEmpty());
        const auto before = summary.teamWords();
        QVERIFY(!makeTeam(*server, u"Counted"_s).isEmpty());
        // Long before the next round of a minute.
        QTRY_VERIFY(summary.teamWords() != before);
    }

    /// FlowFuse's limits: test_flowfuse_licence.
    void knowsNoLicenceOfCastellansOwnServer()
    {
        Connected here;
        QVERIFY(here.start());
        QVERIFY(here.server->platform()->licence() == nullptr);
        auto &health = here.server->health();
        health.refresh();
        QTRY_VERIFY(health.users().has_value());
        QVERIFY(health.licensed().empty());
    }

    void theWorstComesFirstWhileEventsKeepComing()
    {
        Connected here;
        QVERIFY(here.start());
        ServerProcess second;
        QVERIFY(second.start());
        auto *b = here.console.connectTo(second.url(), u"Plant B"_s, client::Environment::staging);
        QVERIFY(b);
        auto &console = here.console;
        console.events.setServer(b->profile().id, b->profile().name);
        OverviewScreen screen(
            {here.theme, console.servers, console.events, console.clock, console.views, nullptr, nullptr, nullptr, {}});
        screen.resize(1000, 700);
        screen.show();
        const auto first = [&screen] {
            const auto rows = screen.findChildren<OverviewRow *>();
            const auto top = std::ranges::min_element(rows, {}, [](const OverviewRow *row) { return row->y(); });
            return top == rows.end() ? QString() : (*top)->summary().server().profile().name;
        };
        QTRY_COMPARE(first(), u"Plant A"_s);
        // Faster than the list waits before it sorts itself.
        int n = 0;
        QTimer stream;
        connect(&stream, &QTimer::timeout, this,
                [&] { Q_EMIT b->feed()->arrived({failedSignIn(console.clock, ++n)}); });
        stream.start(50);
        QTRY_COMPARE(first(), u"Plant B"_s);
    }

    void sortsAndPaintsWithoutDecodingAnyEntry()
    {
        Connected here;
        QVERIFY(here.start());
        auto &console = here.console;
        const auto id = here.server->profile().id;
        console.events.setServer(id, here.server->profile().name);
        OverviewScreen screen(
            {here.theme, console.servers, console.events, console.clock, console.views, nullptr, nullptr, nullptr, {}});
        screen.resize(1000, 700);
        screen.show();
        client::EventRecords failures;
        for (int n = 0; n < 10'000; ++n)
            failures.push_back(failedSignIn(console.clock, n));
        console.events.add(id, failures);
        QVERIFY(console.events.size(id) >= 10'000);
        Q_EMIT here.server->feed()->arrived(failures);
        const auto &summary = screen.findChildren<OverviewRow *>().first()->summary();
        QCOMPARE(summary.findings().front().text, u"10000 failed sign-in(s) in the last hour"_s);
        QVERIFY(summary.urgency() >= 100);
        for (int i = 0; i < 20; ++i)
            QVERIFY(!screen.grab().isNull());
        screen.refresh();
        QTest::qWait(400);  // the list sorts itself
        QCOMPARE(console.events.decoded(), 0);
        // Negative control: the inspector does decode, and is counted.
        QVERIFY(console.events.entry(*console.events.find(id, u"late1"_s)) != nullptr);
        QCOMPARE(console.events.decoded(), 1);
    }

    void f64NamesAdministratorsWhoseRightsNobodyUses()
    {
        Connected here;
        QVERIFY(here.start());
        auto *server = here.server;
        // One who signed in, one who never did, and one without the rights.
        for (const auto &[name, admin] : {std::pair{"never", true}, {"ordinary", false}}) {
            records::UserCreate user;
            user.username = name;
            user.email = std::string(name) + "@example.com";
            user.password = Secret("Granite-meadow-42-x");
            user.isAdmin = admin;
            QVERIFY(client::await(server->apply(server->platform()->users()->create(user))));
        }
        const auto found = [](const ServerSummary &summary) {
            QStringList out;
            for (const auto &finding : summary.findings())
                out << finding.text;
            return out.filter(u"not seen for 90 days"_s);
        };
        LaterClock later(std::chrono::days(89));
        client::ServerHealth sooner(*server, later);
        ServerSummary soon(*server, sooner, nullptr);
        QTRY_COMPARE(soon.users(), std::optional<qint64>(3));
        QCOMPARE(found(soon), QStringList());
        LaterClock muchLater(std::chrono::days(91));
        client::ServerHealth longer(*server, muchLater);
        ServerSummary late(*server, longer, nullptr);
        QTRY_COMPARE(found(late), QStringList{u"2 administrator(s) not seen for 90 days"_s});
    }
};

QTEST_MAIN(TestOverview)
#include "test_overview.moc"
