// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/people_world.h"
#include "ui/screens/invitations/own_invitations_model.h"

#include <QLabel>

using namespace castellan;
using namespace castellan::ui;
using namespace castellan::test;
using namespace Qt::StringLiterals;

/// The invitations of Bob in the real window, while Ann sends them.
class TestOwnInvitations : public PeopleWorld {
    Q_OBJECT

    client::Server *m_bobs = nullptr;

    Place mine() const { return {m_bobs->profile().id, u"invitations"_s, {}, {}}; }
    bool invite(const QString &team, Role role)
    {
        auto sent = client::await(m_server->apply(teams().invite(team, u"bob"_s, role)));
        if (!sent || !sent->empty())
            qWarning("%s", sent ? qPrintable(sent->front().reason) : client::why(sent).constData());
        return sent && sent->empty();
    }
    bool says(const QString &words)
    {
        return find<QLabel>(&window(), [&](QLabel *l) { return l->text() == words; }) != nullptr;
    }
    bool lists(const QString &team) { return shows(u"Invitations"_s, team); }
    TableView *invitations() { return table(u"Invitations"_s); }
    /// Bob's list, with an invitation to each of these teams.
    bool opens(const QStringList &names)
    {
        for (const auto &name : names) {
            const auto team = makeTeam(name);
            if (team.isEmpty() || !invite(team, Role::member))
                return false;
        }
        if (!window().go(mine()))
            return false;
        window().screen()->refresh();
        return QTest::qWaitFor(
            [&] { return std::ranges::all_of(names, [&](const QString &name) { return lists(name); }); }, 10'000);
    }
    void select(const QString &team)
    {
        invitations()->setFocus();
        clickCell(invitations(), rowWith(invitations(), team), OwnInvitationsModel::TeamColumn);
    }

private Q_SLOTS:
    void initTestCase()
    {
        start();
        QVERIFY(m_server != nullptr);
        auto users = client::await(m_server->platform()->users()->list({}));
        QVERIFY(users);
        for (const auto &user : users->users)
            if (user.username == "bob") {
                records::UserUpdate update;
                update.password_expired = false;
                QVERIFY(client::await(
                    m_server->apply(m_server->platform()->users()->update(QString::fromStdString(user.id), update))));
            }
        m_bobs = m_console->connectTo(m_process->url(), u"Bob's Plant"_s, client::Environment::development, u"bob"_s,
                                      QString::fromLatin1(firstPassword));
        QVERIFY(m_bobs != nullptr);
        QTRY_COMPARE(m_bobs->state(), client::ConnectionState::connected);
    }
    void cleanupTestCase() { end(); }
    void init()
    {
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        m_bobs->setReadOnly(false);
    }
    void cleanup() { closeWhatIsOpen(); }

    void saysThatThereAreNone()
    {
        QVERIFY(window().go({m_server->profile().id, u"invitations"_s, {}, {}}));
        QTRY_VERIFY(says(u"No open invitations"_s));
    }

    void acceptsAnInvitation()
    {
        QVERIFY(opens({u"Paint Shop"_s}));
        QVERIFY(!button(&window(), u"Accept"_s)->isEnabled());
        QCOMPARE(button(&window(), u"Accept"_s)->toolTip(), u"Select an invitation first."_s);
        select(u"Paint Shop"_s);
        picture(&window(), u"own-invitations"_s);
        QTRY_VERIFY(button(&window(), u"Accept"_s)->isEnabled());
        click(button(&window(), u"Accept"_s));
        QTRY_VERIFY(!lists(u"Paint Shop"_s));
        QCOMPARE(roleOf(teamId(u"Paint Shop"_s), u"bob"_s), std::optional(Role::member));
    }

    void declinesAnInvitationOnlyWhenItIsConfirmed()
    {
        QVERIFY(opens({u"Foundry"_s}));
        select(u"Foundry"_s);
        click(button(&window(), u"Decline"_s));
        QTRY_VERIFY(dialog(u"Decline the invitation to Foundry?"_s));
        dialog(u"Decline the invitation to Foundry?"_s)->reject();
        QVERIFY(lists(u"Foundry"_s));
        // By the keyboard alone, too.
        invitations()->setFocus();
        QTest::keyClick(invitations(), Qt::Key_Delete);
        QTRY_VERIFY(dialog(u"Decline the invitation to Foundry?"_s));
        click(button(dialog(u"Decline the invitation to Foundry?"_s), u"Decline"_s));
        QTRY_VERIFY(!lists(u"Foundry"_s));
        const auto open = client::await(teams().invitations(teamId(u"Foundry"_s)));
        QVERIFY(open && open->empty());
        QCOMPARE(roleOf(teamId(u"Foundry"_s), u"bob"_s), std::nullopt);
    }

    void readsAgainWhatArrivedMeanwhile()
    {
        QVERIFY(opens({u"Press Line"_s}));
        const auto team = makeTeam(u"Night Shift"_s);
        QVERIFY(invite(team, Role::viewer));
        QTest::keyClick(&window(), Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(lists(u"Night Shift"_s), 10'000);
        // And one that was withdrawn goes.
        const auto sent = client::await(teams().invitations(team));
        QVERIFY(sent && sent->size() == 1);
        QVERIFY(client::await(m_server->apply(teams().withdraw(team, QString::fromStdString(sent->front().id)))));
        QTest::keyClick(&window(), Qt::Key_F5);
        QTRY_VERIFY_WITH_TIMEOUT(!lists(u"Night Shift"_s), 10'000);
    }

    void changesNothingWhereTheServerIsReadOnly()
    {
        QVERIFY(opens({u"Warehouse"_s}));
        select(u"Warehouse"_s);
        QTRY_VERIFY(button(&window(), u"Accept"_s)->isEnabled());
        m_bobs->setReadOnly(true);
        QTRY_VERIFY(!button(&window(), u"Accept"_s)->isEnabled());
        QVERIFY(!button(&window(), u"Decline"_s)->isEnabled());
        QVERIFY(button(&window(), u"Accept"_s)->toolTip().contains(u"read-only"_s));
    }
};

QTEST_MAIN(TestOwnInvitations)
#include "test_own_invitations.moc"
