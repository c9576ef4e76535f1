// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/people_world.h"
#include "ui/screens/audit_log/audit_filter_field.h"
#include "ui/screens/audit_log/audit_pane.h"
#include "ui/screens/audit_log/audit_table.h"
#include "ui/screens/audit_log/event_inspector.h"

#include <QLabel>
#include <QWheelEvent>

using namespace castellan;
using namespace castellan::ui;
using namespace castellan::test;
using namespace Qt::StringLiterals;

/// Every journey through the audit log, by mouse and keyboard in the real window, against a real server in another
/// process.
class TestAuditJourneys : public PeopleWorld {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        start();
        QVERIFY(m_server != nullptr);
        const auto team = teamId(u"Operations"_s);
        QVERIFY(
            client::await(m_server->apply(teams().changeRole(team, userId(team, u"bob"_s), Role::owner))).has_value());
    }
    void cleanupTestCase() { end(); }
    void cleanup() { closeWhatIsOpen(); }

    void showsWhatHappensAsItHappens()
    {
        QVERIFY(window().go(at(u"audit"_s)));
        QTRY_VERIFY(table(u"Events"_s) && table(u"Events"_s)->model()->rowCount() > 10);
        QTest::qWait(0);
        auto *events = table(u"Events"_s);
        const auto before = events->model()->rowCount();
        QVERIFY(!makeTeam(u"Seen at once"_s).isEmpty());
        QTRY_VERIFY(events->model()->rowCount() > before);
        QTRY_VERIFY(events->model()->index(0, AuditModel::WhatColumn).data().toString().contains(u"Seen at once"_s));
        picture(&window(), u"audit-light"_s);
        m_theme->choose(SchemeChoice::dark);
        picture(&window(), u"audit-dark"_s);
        m_theme->choose(SchemeChoice::light);
    }

    void holdsTheViewAndCountsWhatIsNew()
    {
        QVERIFY(window().go(at(u"audit"_s)));
        QTRY_VERIFY(table(u"Events"_s) && table(u"Events"_s)->model()->rowCount() > 10);
        auto *events = table(u"Events"_s);
        QVERIFY(button(&window(), u"Following"_s));
        events->setFocus();
        QTRY_VERIFY(events->hasFocus());
        QTest::keyClick(events, Qt::Key_Space);
        // Acts before may still arrive; then they are held, and counted, as well.
        QTRY_VERIFY(button(&window(), u"Paused"_s) || button(&window(), u"Paused · 1 new"_s) ||
                    button(&window(), u"Paused · 2 new"_s));
        const auto rows = events->model()->rowCount();
        const auto first = events->model()->index(0, AuditModel::TimeColumn).data().toString();
        QVERIFY(!makeTeam(u"Held one"_s).isEmpty());
        QTRY_VERIFY(button(&window(), u"Paused · 1 new"_s) || button(&window(), u"Paused · 2 new"_s) ||
                    button(&window(), u"Paused · 3 new"_s) || button(&window(), u"Paused · 4 new"_s));
        QCOMPARE(events->model()->rowCount(), rows);
        QCOMPARE(events->model()->index(0, AuditModel::TimeColumn).data().toString(), first);
        picture(&window(), u"audit-paused"_s);
        QTest::keyClick(events, Qt::Key_End);
        QVERIFY(button(&window(), u"Following"_s));
        QVERIFY(events->model()->rowCount() > rows);
    }

    void turningTheWheelHoldsTheView()
    {
        QVERIFY(window().go(at(u"audit"_s)));
        QTRY_VERIFY(table(u"Events"_s) && table(u"Events"_s)->model()->rowCount() > 10);
        auto *viewport = table(u"Events"_s)->viewport();
        const QPointF where = viewport->rect().center();
        QWheelEvent wheel(where, viewport->mapToGlobal(where), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(viewport, &wheel);
        QVERIFY(button(&window(), u"Paused"_s));
        click(button(&window(), u"Paused"_s));
        QVERIFY(button(&window(), u"Following"_s));
    }

    void filtersEventsAndExplainsOne()
    {
        QVERIFY(window().go(at(u"audit"_s)));
        QTRY_VERIFY(table(u"Events"_s) && table(u"Events"_s)->model()->rowCount() > 10);
        auto *filter = window().screen()->filterField();
        type(filter, u"event:role-changed"_s);
        auto *events = table(u"Events"_s);
        QTRY_VERIFY(events->model()->rowCount() >= 1 && events->model()->rowCount() < 10);
        clickCell(events, 0, AuditModel::WhatColumn);
        QTest::keyClick(events, Qt::Key_Return);
        auto *inspector = qobject_cast<EventInspector *>(window().screen()->inspector());
        QVERIFY(inspector != nullptr);
        QTRY_VERIFY(inspector->isVisible());
        QTRY_VERIFY(find<QLabel>(inspector, [](QLabel *l) { return l->text() == u"Role changed"_s; }));
        QVERIFY(inspector->json().contains(u"team.user.role-changed"_s));
        picture(&window(), u"audit-inspector"_s);
        QTest::keyClick(filter, Qt::Key_Escape);
        type(filter, u"after:never"_s);
        QTRY_VERIFY(!filter->accessibleDescription().isEmpty());  // says what is wrong; rows stay
        QVERIFY(events->model()->rowCount() > 0);
        filter->clear();
        QTest::keyClick(events, Qt::Key_End);
    }

    void clearsTheViewAndLosesNothing()
    {
        QVERIFY(window().go(at(u"audit"_s)));
        QTRY_VERIFY(table(u"Events"_s) && table(u"Events"_s)->model()->rowCount() > 10);
        auto *events = table(u"Events"_s);
        const auto rows = events->model()->rowCount();
        click(button(&window(), u"Clear"_s));
        QTRY_COMPARE(events->model()->rowCount(), 0);
        QTRY_VERIFY(button(&window(), u"Undo"_s));
        click(button(&window(), u"Undo"_s));
        QTRY_VERIFY(events->model()->rowCount() >= rows);
    }

    void mergesAllServersByTime()
    {
        QVERIFY(window().go({{}, u"audit"_s, {}, {}}));
        QTRY_VERIFY(table(u"Events"_s) && table(u"Events"_s)->model()->rowCount() > 10);
        QVERIFY(!table(u"Events"_s)->isColumnHidden(AuditModel::ServerColumn));
        QCOMPARE(table(u"Events"_s)->model()->index(0, AuditModel::ServerColumn).data().toString(), u"Plant A"_s);
        picture(&window(), u"audit-all"_s);
    }

    void showsTheLogOfOneTeam()
    {
        const auto team = teamId(u"Operations"_s);
        QVERIFY(window().go(at(u"teams"_s, team, u"audit"_s)));
        QTRY_VERIFY(table(u"Events"_s) && table(u"Events"_s)->model()->rowCount() > 3);
        auto *model = table(u"Events"_s)->model();
        for (int row = 0; row < model->rowCount(); ++row)
            QCOMPARE(model->index(row, AuditModel::TeamColumn).data().toString(), u"Operations"_s);
        picture(&window(), u"team-audit"_s);
    }
};

QTEST_MAIN(TestAuditJourneys)
#include "test_audit_journeys.moc"
