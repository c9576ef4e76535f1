// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/real_world.h"
#include "ui/screens/overview/server_summary.h"

using namespace castellan;
using namespace castellan::ui;
using namespace castellan::test;
using namespace Qt::StringLiterals;

/// What the overview says of a server, against a real one.
class TestOverview : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsATeamMadeHereAtOnce()
    {
        Theme theme(*qApp);
        ServerProcess process;
        QVERIFY(process.start());
        Console console(theme);
        auto *server = console.connectTo(process.url(), u"Plant A"_s, client::Environment::staging);
        QVERIFY(server);
        ServerSummary summary(*server, console.events, console.clock, nullptr);
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
};

QTEST_MAIN(TestOverview)
#include "test_overview.moc"
