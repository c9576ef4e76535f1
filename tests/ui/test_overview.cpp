// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/real_world.h"
#include "ui/screens/overview/server_summary.h"

using namespace castellan;
using namespace castellan::ui;
using namespace castellan::test;
using namespace Qt::StringLiterals;

namespace {

/// The real clock, days later.
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

}  // namespace

/// What the overview says of a server, against a real one.
class TestOverview : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsATeamMadeHereAtOnce()
    {
        Connected here;
        QVERIFY(here.start());
        auto *server = here.server;
        ServerSummary summary(*server, here.console.events, here.console.clock, nullptr);
        QTRY_VERIFY(!summary.teamWords().isEmpty());
        const auto before = summary.teamWords();
        auto types = client::await(server->platform()->teams()->types());
        QVERIFY(types && !types->empty());
        wire::TeamCreate team;
        team.name = "Counted";
        team.slug = "counted";
        team.type = types->front().id;
        QVERIFY(client::await(server->apply(server->platform()->teams()->create(team))));
        // Long before the next round of a minute.
        QTRY_VERIFY(summary.teamWords() != before);
    }

    void f64NamesAdministratorsWhoseRightsNobodyUses()
    {
        Connected here;
        QVERIFY(here.start());
        auto *server = here.server;
        // One who signed in, one who never did, and one without the rights.
        for (const auto &[name, admin] : {std::pair{"never", true}, {"ordinary", false}}) {
            wire::UserCreate user;
            user.username = name;
            user.email = std::string(name) + "@example.com";
            user.password = "Granite-meadow-42-x";
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
        ServerSummary soon(*server, here.console.events, later, nullptr);
        QTRY_COMPARE(soon.users(), std::optional<qint64>(3));
        QCOMPARE(found(soon), QStringList());
        LaterClock muchLater(std::chrono::days(91));
        ServerSummary late(*server, here.console.events, muchLater, nullptr);
        QTRY_COMPARE(found(late), QStringList{u"2 administrator(s) not seen for 90 days"_s});
    }
};

QTEST_MAIN(TestOverview)
#include "test_overview.moc"
