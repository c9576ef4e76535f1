// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/flowfuse/flowfuse_world.h"
#include "ui/lists/choice_filter.h"
#include "ui/screens/members/members_model.h"
#include "ui/screens/users/users_model.h"

#include <QMenu>

using namespace castellan;
using namespace castellan::test;

/// Lists show the columns that FlowFuse fills.
class TestFlowFuseColumns : public FlowFuseWorld {
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { end(); }

    void showsWhatFlowFuseTells_data() { FlowFuseWire::addRows(); }
    void showsWhatFlowFuseTells()
    {
        QFETCH(FlowFuseWire::Version, version);
        auto &wire = make(version);
        const auto team = wire.addTeam(u"Operations"_s);
        wire.addMember(team, wire.users.first()[u"id"].toString(), 50);
        wire.addMember(team, wire.addUser(u"bob"_s, u"Bob"_s), 30);
        QVERIFY(signIn());
        QVERIFY(go(u"teams"_s, team, u"members"_s));
        QTRY_VERIFY(shows(u"Members"_s, u"Bob"_s));
        const auto *members = table(u"Members"_s);
        QTRY_VERIFY(members->isColumnHidden(MembersModel::LastSeenColumn));
        QVERIFY(members->isColumnHidden(MembersModel::SecondFactorColumn));
        QVERIFY(!filter(u"Second factor"_s));
        picture(&window(), u"members-without-empty-columns"_s);

        auto *role = filter(u"Role"_s);
        QVERIFY(role);
        for (auto *action : role->menu()->actions())
            if (action->text() == u"Viewer"_s)
                action->trigger();
        QTRY_VERIFY(says(u"Nothing matches"_s));
        QVERIFY(says(u"Role: Viewer"_s));
        QVERIFY(!says(u"Nothing matches “"_s));
        picture(&window(), u"members-hidden-by-a-choice"_s);

        QVERIFY(go(u"users"_s));
        QTRY_VERIFY(shows(u"Users"_s, u"Bob"_s));
        QTRY_VERIFY(table(u"Users"_s)->isColumnHidden(UsersModel::LastSeenColumn));
        QVERIFY(!table(u"Users"_s)->isColumnHidden(UsersModel::EmailColumn));
        picture(&window(), u"users-without-empty-columns"_s);
    }

private:
    ChoiceFilter *filter(const QString &name)
    {
        return find<ChoiceFilter>(&window(), [&](ChoiceFilter *f) { return f->text().startsWith(name); });
    }
};

QTEST_MAIN(TestFlowFuseColumns)
#include "test_flowfuse_columns.moc"
