// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/flowfuse/flowfuse_world.h"
#include "ui/screens/teams/teams_model.h"

using namespace castellan;
using namespace castellan::test;

/// Teams of FlowFuse in states that Castellan's own server does not have.
class TestFlowFuseTeams : public FlowFuseWorld {
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { end(); }

    void suspendedTeamsLookSuspended()
    {
        auto &wire = make(FlowFuseWire::Version::v2_33);
        const auto active = wire.addTeam(u"Operations"_s);
        const auto suspended = wire.addTeam(u"Retired line"_s);
        wire.teams.last()[u"suspended"] = true;
        QVERIFY(signIn());
        QVERIFY(go(u"teams"_s));
        QTRY_VERIFY(shows(u"Teams"_s, u"Retired line"_s));
        const auto *teams = table(u"Teams"_s);
        const auto cell = [teams](const QString &name, int column) {
            return teams->model()->index(rowWith(teams, name), column);
        };
        QCOMPARE(cell(u"Retired line"_s, TeamsModel::NoteColumn).data().toString(), u"suspended"_s);
        QCOMPARE(cell(u"Retired line"_s, TeamsModel::NameColumn).data(ToneRole).toInt(), int(Tone::muted));
        QVERIFY(cell(u"Retired line"_s, TeamsModel::NameColumn)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .contains(u"suspended"_s));
        QCOMPARE(cell(u"Operations"_s, TeamsModel::NoteColumn).data().toString(), QString());
        QCOMPARE(cell(u"Operations"_s, TeamsModel::NameColumn).data(ToneRole).toInt(), int(Tone::normal));
        picture(&window(), u"suspended-team"_s);

        QVERIFY(go(u"teams"_s, suspended));
        QTRY_VERIFY(says(u"suspended · 0 member(s)"_s));
        picture(&window(), u"suspended-team-page"_s);
        QVERIFY(go(u"teams"_s, active));
        QTRY_VERIFY(says(u"Operations"_s));
        QTRY_VERIFY(says(u"0 member(s)"_s));
        QVERIFY(!says(u"suspended"_s));
    }
};

QTEST_MAIN(TestFlowFuseTeams)
#include "test_flowfuse_teams.moc"
