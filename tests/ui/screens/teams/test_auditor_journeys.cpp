// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/people_world.h"

#include <QLabel>

using namespace castellan;
using namespace castellan::ui;
using namespace castellan::test;
using namespace Qt::StringLiterals;

/// What an auditor, who is no member of any team, sees of a team in the real window against a real server.
class TestAuditorJourneys : public PeopleWorld {
    Q_OBJECT

    client::Server *m_auditors = nullptr;
    QString m_team;

    bool opens(const QString &part) { return window().go({m_auditors->profile().id, u"teams"_s, m_team, part}); }
    [[nodiscard]] std::size_t openInvitations()
    {
        const auto open = client::await(teams().invitations(m_team));
        return open ? open->size() : 0;
    }

private Q_SLOTS:
    void initTestCase()
    {
        start();
        QVERIFY(m_server != nullptr);
        records::UserCreate user;
        user.username = "audra";
        user.name = "Audra Klein";
        user.email = "audra@plant.example";
        user.password = Secret(firstPassword);
        user.auditor = true;
        auto &users = *m_server->platform()->users();
        const auto made = client::await(m_server->apply(users.create(user)));
        QVERIFY2(made, client::why(made).constData());
        records::UserUpdate update;
        update.password_expired = false;
        QVERIFY(client::await(m_server->apply(users.update(QString::fromStdString(made->id), update))));
        m_team = makeTeam(u"Calibration"_s);
        const auto sent = client::await(m_server->apply(teams().invite(m_team, u"eva"_s, Role::member)));
        QVERIFY(sent && sent->empty());
        m_auditors = m_console->connectTo(m_process->url(), u"Audit"_s, client::Environment::staging, u"audra"_s,
                                          QString::fromLatin1(firstPassword));
        QVERIFY(m_auditors != nullptr);
        QTRY_COMPARE(m_auditors->state(), client::ConnectionState::connected);
    }
    void cleanupTestCase() { end(); }
    void init()
    {
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
    }
    void cleanup() { closeWhatIsOpen(); }

    void readsATeamsInvitationsAndWithdrawsNone()
    {
        QVERIFY(opens(u"invitations"_s));
        QTRY_VERIFY(shows(u"Invitations"_s, u"Eva Brandt"_s));
        auto *invitations = table(u"Invitations"_s);
        QCOMPARE(invitations->model()->rowCount(), 1);
        clickCell(invitations, 0, 0);
        picture(&window(), u"auditor-invitations"_s);
        auto *withdraw = button(&window(), u"Withdraw invitation"_s);
        QVERIFY(!withdraw || !withdraw->isEnabled());
        if (withdraw)
            QCOMPARE(withdraw->toolTip(), u"Only team owners and administrators can withdraw invitations."_s);
        // Neither by menu nor by key.
        QTest::keyClick(invitations, Qt::Key_Menu);
        QTRY_VERIFY(menu());
        QVERIFY(!choose(menu(), u"Withdraw invitation…"_s));
        menu()->close();
        QTRY_VERIFY(!menu());
        QTest::keyClick(invitations, Qt::Key_Delete);
        QVERIFY(!QApplication::activeModalWidget());
        QCOMPARE(openInvitations(), std::size_t(1));
    }

    void sendsNone()
    {
        QVERIFY(opens(u"members"_s));
        QTRY_VERIFY(shows(u"Members"_s, u"ann"_s));
        auto *add = button(&window(), u"Add people"_s);
        QVERIFY(!add || !add->isEnabled());
        if (add)
            QCOMPARE(add->toolTip(), u"Only team owners and administrators can add people."_s);
        // The server refuses, too, for a console that asks all the same.
        const auto sent =
            client::await(m_auditors->apply(m_auditors->platform()->teams()->invite(m_team, u"bob"_s, Role::member)));
        QVERIFY(!sent);
        QCOMPARE(sent.error().code, ErrorCode::forbidden);
        QCOMPARE(openInvitations(), std::size_t(1));
    }

    void erasesNoPerson()
    {
        QVERIFY(window().go({m_auditors->profile().id, u"users"_s, {}, {}}));
        QTRY_VERIFY(shows(u"Users"_s, u"bob"_s));
        auto *users = table(u"Users"_s);
        clickCell(users, rowWith(users, u"bob"_s), users->model()->columnCount() - 1);
        QTRY_VERIFY(menu());
        const auto all = menu()->actions();
        const auto erase = std::ranges::find_if(
            all, [](const QAction *a) { return QString(a->text()).remove(u'&') == u"Erase person…"_s; });
        QVERIFY(erase != all.end());
        QVERIFY(!(*erase)->isEnabled());
        QVERIFY((*erase)->toolTip().contains(u"Only administrators can erase persons."_s));
    }
};

QTEST_MAIN(TestAuditorJourneys)
#include "test_auditor_journeys.moc"
