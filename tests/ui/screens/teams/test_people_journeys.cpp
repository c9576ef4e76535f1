// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/platform/feed.h"
#include "tests/ui/people_world.h"
#include "ui/guards/state_view.h"
#include "ui/screens/audit_log/audit_pane.h"
#include "ui/screens/audit_log/audit_table.h"
#include "ui/screens/audit_log/event_inspector.h"

#include <QCheckBox>
#include <QComboBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLoggingCategory>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTabBar>

using namespace castellan;
using namespace castellan::ui;
using namespace castellan::test;
using namespace Qt::StringLiterals;

namespace {

/// Records every request that a transport sends while it lives: "PUT /api/v1/…".
class Trace {
public:
    Trace()
    {
        lines.clear();
        QLoggingCategory::setFilterRules(u"castellan.transport.info=true"_s);
        m_before = qInstallMessageHandler([](QtMsgType, const QMessageLogContext &context, const QString &text) {
            const auto line = QJsonDocument::fromJson(text.toUtf8()).object();
            if (QLatin1String(context.category) == QLatin1String("castellan.transport"))
                lines << QString(line.value(u"method"_s).toString() + u' ' + line.value(u"path"_s).toString());
        });
    }
    ~Trace()
    {
        qInstallMessageHandler(m_before);
        QLoggingCategory::setFilterRules({});
    }
    Q_DISABLE_COPY_MOVE(Trace)

    inline static QStringList lines;

private:
    QtMessageHandler m_before;
};

}  // namespace

/// Every journey through teams, members and users, by mouse and keyboard in the real window, against a
/// real server in another process.
class TestPeopleJourneys : public PeopleWorld {
    Q_OBJECT

    /// The newest entries of the platform's log as text.
    QString pageOfLog()
    {
        auto page = client::await(m_server->platform()->auditLog()->page({}));
        QString all;
        for (const auto &entry : page ? page->log : std::vector<records::AuditEntry>{}) {
            const auto line = json::encodeText(entry);
            all += QString::fromUtf8(line.data(), qsizetype(line.size())) + u'\n';
        }
        return all;
    }

private Q_SLOTS:
    void initTestCase() { start(); }
    void cleanupTestCase() { end(); }
    void cleanup() { closeWhatIsOpen(); }

    void followsTheThemeWhileItIsOpen()
    {
        m_theme->choose(SchemeChoice::dark);
        QCOMPARE(m_theme->scheme(), Scheme::dark);
        m_theme->choose(SchemeChoice::light);
        QCOMPARE(m_theme->scheme(), Scheme::light);
    }

    void createsATeamWithASlugOfItsName()
    {
        QVERIFY(window().go(at(u"teams"_s)));
        auto *open = openDialog(&window(), u"Create team"_s, u"Create a team"_s);
        QVERIFY(open);
        const auto fields = open->findChildren<QLineEdit *>();
        type(fields[0], u"Opérations Süd"_s);
        QCOMPARE(fields[1]->text(), u"operations-sud"_s);
        auto *create = button(open, u"Create team"_s);
        QTRY_VERIFY(create->isEnabled());  // the server says that the slug is free
        picture(open, u"create-team"_s);
        click(create);
        QTRY_VERIFY(!dialog(u"Create a team"_s));
        QTRY_VERIFY(rowWith(table(u"Teams"_s), u"Opérations Süd"_s) >= 0);
        QVERIFY(!teamId(u"Opérations Süd"_s).isEmpty());
    }

    void refusesASlugThatIsTaken()
    {
        QVERIFY(!makeTeam(u"Quality"_s).isEmpty());
        QVERIFY(window().go(at(u"teams"_s)));
        auto *open = openDialog(&window(), u"Create team"_s, u"Create a team"_s);
        QVERIFY(open);
        type(open->findChildren<QLineEdit *>()[0], u"Quality"_s);
        QTRY_VERIFY(find<QLabel>(open, [](QLabel *l) { return l->text() == u"Already used by another team."_s; }));
        QVERIFY(!button(open, u"Create team"_s)->isEnabled());
    }

    void addsSomebodyWithAnAccountAtOnce()
    {
        const auto team = makeTeam(u"Logistics"_s);
        QVERIFY(goToMembers(team, u"ann"_s));
        auto *open = openDialog(&window(), u"Add people"_s, u"Add people to Logistics"_s);
        QVERIFY(open);
        auto *who = open->findChild<QLineEdit *>();
        type(who, u"nobody-of-this-name"_s);
        QTest::keyClick(who, Qt::Key_Return);
        QTRY_VERIFY(!who->accessibleDescription().isEmpty());  // said why, kept what was typed
        who->clear();
        type(who, u"bob"_s);
        picture(open, u"add-people"_s);
        click(button(open, u"Add member"_s));
        QTRY_VERIFY(shows(u"Members"_s, u"bob"_s));
        QCOMPARE(roleOf(team, u"bob"_s), Role::member);
    }

    void invitesAndWithdraws()
    {
        const auto team = makeTeam(u"Assembly"_s);
        QVERIFY(goToMembers(team, u"ann"_s));
        auto *open = openDialog(&window(), u"Add people"_s, u"Add people to Assembly"_s);
        QVERIFY(open);
        click(button(open, u"Send an invitation"_s));
        type(open->findChild<QLineEdit *>(), u"eva"_s);
        click(button(open, u"Invite"_s));
        QTRY_VERIFY(!dialog(u"Add people to Assembly"_s));
        QVERIFY(window().go(at(u"teams"_s, team, u"invitations"_s)));
        QTRY_VERIFY(table(u"Invitations"_s) && table(u"Invitations"_s)->model()->rowCount() == 1);
        picture(&window(), u"invitations"_s);
        clickCell(table(u"Invitations"_s), 0, 0);
        QTRY_VERIFY(button(&window(), u"Withdraw invitation"_s)->isEnabled());
        click(button(&window(), u"Withdraw invitation"_s));
        QTRY_VERIFY(dialog(u"Withdraw the invitation of Eva Brandt?"_s));
        click(button(dialog(u"Withdraw the invitation of Eva Brandt?"_s), u"Withdraw invitation"_s));
        QTRY_VERIFY(client::await(teams().invitations(team)).value_or(std::vector<records::Invitation>(1)).empty());
    }

    void keepsInTheFieldOnlyThoseWhoWereNotInvited()
    {
        const auto team = makeTeam(u"Packaging"_s);
        QVERIFY(goToMembers(team, u"ann"_s));
        auto *open = openDialog(&window(), u"Add people"_s, u"Add people to Packaging"_s);
        QVERIFY(open);
        click(button(open, u"Send an invitation"_s));
        auto *who = open->findChild<QLineEdit *>();
        type(who, u"nobody-of-this-name, Eva ,unknown-user"_s);
        click(button(open, u"Invite"_s));
        QTRY_COMPARE(who->text(), u"nobody-of-this-name, unknown-user"_s);
        QCOMPARE(client::await(teams().invitations(team)).value_or(std::vector<records::Invitation>()).size(),
                 std::size_t(1));
        auto *why = find<QLabel>(open, [](QLabel *l) { return l->objectName() == u"problem"_s; });
        QVERIFY(why);
        QCOMPARE(why->text().count(u'\n'), 1);
        QVERIFY(!why->text().contains(u"eva"_s, Qt::CaseInsensitive));
        QTRY_VERIFY(why->height() >= why->heightForWidth(why->width()));
        picture(open, u"add-people-refused"_s);
    }

    void changesARoleOnlyAfterReview()
    {
        const auto team = teamId(u"Operations"_s);
        QVERIFY(goToMembers(team, u"bob"_s));
        auto *members = table(u"Members"_s);
        clickCell(members, rowWith(members, u"bob"_s), MembersModel::RoleColumn);
        QTRY_VERIFY(menu());
        QVERIFY(choose(menu(), u"Owner"_s));
        QTRY_VERIFY(review());
        const auto words = find<QLabel>(review(), [](QLabel *l) { return l->text().contains(u"Gains 6"_s); });
        QVERIFY(words);
        picture(&window(), u"members-light"_s);
        m_theme->choose(SchemeChoice::dark);
        picture(&window(), u"members-dark"_s);
        m_theme->choose(SchemeChoice::light);
        QCOMPARE(roleOf(team, u"bob"_s), Role::member);  // a draft changes nothing

        click(button(review(), u"Change role"_s));
        QTRY_VERIFY(!review());
        QCOMPARE(roleOf(team, u"bob"_s), Role::owner);
        QTRY_COMPARE(members->model()->index(rowWith(members, u"bob"_s), MembersModel::RoleColumn).data().toString(),
                     u"Owner"_s);
    }

    void changesARoleByOneRequest()
    {
        const auto team = makeTeam(u"Night shift"_s);
        QVERIFY(addMember(team, u"bob"_s, Role::member));
        QVERIFY(goToMembers(team, u"bob"_s));
        QTest::qWait(1500);  // the events so far are read, and lists come to rest
        auto *members = table(u"Members"_s);
        QSignalSpy arrived(m_server->feed(), &client::Feed::arrived);
        const Trace trace;
        clickCell(members, rowWith(members, u"bob"_s), MembersModel::RoleColumn);
        QTRY_VERIFY(menu());
        QVERIFY(choose(menu(), u"Viewer"_s));
        QTRY_VERIFY(review());
        click(button(review(), u"Change role"_s));
        QTRY_VERIFY(!review());
        QTRY_VERIFY(!arrived.empty());
        QTest::qWait(1500);  // the event is here too, and would have set off what it sets off
        QCOMPARE(Trace::lines.size(), 1);
        QVERIFY2(Trace::lines.front().startsWith(QString(u"PUT /api/v1/teams/"_s + team + u"/members/"_s)),
                 qPrintable(Trace::lines.front()));
        QCOMPARE(members->model()->index(rowWith(members, u"bob"_s), MembersModel::RoleColumn).data().toString(),
                 u"Viewer"_s);
        QCOMPARE(roleOf(team, u"bob"_s), Role::viewer);
    }

    void discardsADraft()
    {
        const auto team = teamId(u"Operations"_s);
        QVERIFY(goToMembers(team, u"eva"_s));
        auto *members = table(u"Members"_s);
        clickCell(members, rowWith(members, u"eva"_s), MembersModel::PersonColumn);
        QTest::keyClick(members, Qt::Key_Down, Qt::AltModifier);  // the choice, by keyboard
        QTRY_VERIFY(menu());
        QVERIFY(choose(menu(), u"Member"_s));
        QTRY_VERIFY(review());
        click(button(review(), u"Discard"_s));
        QTRY_VERIFY(!review());
        QCOMPARE(roleOf(team, u"eva"_s), Role::viewer);
    }

    void guardsTheLastOwnerBeforeAskingTheServer()
    {
        const auto team = makeTeam(u"Solo"_s);
        QVERIFY(addMember(team, u"bob"_s, Role::member));
        QVERIFY(goToMembers(team, u"bob"_s));
        auto *members = table(u"Members"_s);
        clickCell(members, rowWith(members, u"ann"_s), MembersModel::RoleColumn);
        QTRY_VERIFY(menu());
        QVERIFY(choose(menu(), u"Viewer"_s));
        QTRY_VERIFY(review());
        QVERIFY(!button(review(), u"Change role"_s)->isEnabled());
        QVERIFY(find<QLabel>(review(), [](QLabel *l) { return l->text().contains(u"would have no owner"_s); }));
        click(button(review(), u"Discard"_s));
        // Removing goes no further than the menu.
        clickCell(members, rowWith(members, u"ann"_s), MembersModel::MoreColumn);
        QTRY_VERIFY(menu());
        QVERIFY(!choose(menu(), u"Remove from team…"_s));
    }

    void removesAMemberAfterAsking()
    {
        const auto team = teamId(u"Operations"_s);
        QVERIFY(goToMembers(team, u"marta"_s));
        auto *members = table(u"Members"_s);
        clickCell(members, rowWith(members, u"marta"_s), MembersModel::PersonColumn);
        QTest::keyClick(members, Qt::Key_Delete);
        QTRY_VERIFY(dialog(u"Remove Marta Ionescu from Operations?"_s));
        auto *ask = dialog(u"Remove Marta Ionescu from Operations?"_s);
        QTest::keyClick(ask, Qt::Key_Escape);
        QVERIFY(roleOf(team, u"marta"_s).has_value());
        clickCell(members, rowWith(members, u"marta"_s), MembersModel::PersonColumn);
        QTest::keyClick(members, Qt::Key_Delete);
        QTRY_VERIFY(dialog(u"Remove Marta Ionescu from Operations?"_s));
        click(button(dialog(u"Remove Marta Ionescu from Operations?"_s), u"Remove member"_s));
        QTRY_COMPARE(rowWith(members, u"marta"_s), -1);
        QVERIFY(!roleOf(team, u"marta"_s).has_value());
    }

    void renamesATeamAndTakesItBack()
    {
        const auto team = makeTeam(u"Packing"_s);
        QVERIFY(window().go(at(u"teams"_s, team, u"settings"_s)));
        QTRY_VERIFY(button(&window(), u"Save"_s));
        const auto nameField = [this] {
            return find<QLineEdit>(&window(), [](QLineEdit *l) { return l->text() == u"Packing"_s; });
        };
        QTRY_VERIFY(nameField());
        auto *name = nameField();
        QVERIFY(!button(&window(), u"Save"_s)->isEnabled());
        type(name, u" and Shipping"_s);
        QTRY_VERIFY(button(&window(), u"Save"_s)->isEnabled());
        picture(&window(), u"team-settings"_s);
        click(button(&window(), u"Save"_s));
        QTRY_VERIFY(!teamId(u"Packing and Shipping"_s).isEmpty());
        QTRY_VERIFY(button(&window(), u"Undo"_s));
        click(button(&window(), u"Undo"_s));
        QTRY_VERIFY(!teamId(u"Packing"_s).isEmpty());
    }

    void deletesATeamOnlyByItsExactName()
    {
        const auto team = makeTeam(u"Obsolete"_s);
        QVERIFY(window().go(at(u"teams"_s, team, u"settings"_s)));
        QTRY_VERIFY(button(&window(), u"Delete team…"_s) && button(&window(), u"Delete team…"_s)->isEnabled());
        click(button(&window(), u"Delete team…"_s));
        QTRY_VERIFY(dialog(u"Delete the team Obsolete?"_s));
        auto *ask = dialog(u"Delete the team Obsolete?"_s);
        auto *name = ask->findChild<QLineEdit *>();
        type(name, u"obsolete"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(ask->isVisible());
        QVERIFY(!button(ask, u"Delete team"_s)->isEnabled());
        name->clear();
        type(name, u"Obsolete"_s);
        picture(ask, u"delete-team"_s);
        click(button(ask, u"Delete team"_s));
        QTRY_VERIFY(teamId(u"Obsolete"_s).isEmpty());
        QTRY_VERIFY(table(u"Teams"_s));  // back at the list
        QTRY_COMPARE(rowWith(table(u"Teams"_s), u"Obsolete"_s), -1);
    }

    void createsAUserAndShowsThePasswordOnce()
    {
        QVERIFY(window().go(at(u"users"_s)));
        QTRY_VERIFY(table(u"Users"_s) && rowWith(table(u"Users"_s), u"bob"_s) >= 0);
        auto *open = openDialog(&window(), u"Create user"_s, u"Create a user"_s);
        QVERIFY(open);
        const auto field = [&](const QString &name) {
            return find<QLineEdit>(open,
                                   [&](QLineEdit *l) { return QString(l->accessibleName()).remove(u'&') == name; });
        };
        type(field(u"Name"_s), u"Tom Reiss"_s);
        type(field(u"User name"_s), u"tom"_s);
        QVERIFY(!button(open, u"Create user"_s)->isEnabled());
        type(field(u"E-mail address"_s), u"tom@plant.example"_s);
        click(button(open, u"Create user"_s));
        QTRY_VERIFY(find<QLabel>(open, [](QLabel *l) { return l->accessibleName() == u"Initial password"_s; }));
        picture(open, u"initial-password"_s);
        const auto password =
            find<QLabel>(open, [](QLabel *l) { return l->accessibleName() == u"Initial password"_s; })->text();
        QCOMPARE(password.size(), 23);
        QTest::keyClick(open, Qt::Key_Escape);
        QVERIFY(open->isVisible());  // not lost by a slip
        click(button(open, u"I have shared it"_s));
        QTRY_VERIFY(rowWith(table(u"Users"_s), u"tom"_s) >= 0);
        picture(&window(), u"users-light"_s);
    }

    void suspendsAndLifts()
    {
        QVERIFY(window().go(at(u"users"_s)));
        QTRY_VERIFY(table(u"Users"_s) && rowWith(table(u"Users"_s), u"jonas"_s) >= 0);
        auto *users = table(u"Users"_s);
        const auto state = [&] { return users->model()->index(rowWith(users, u"jonas"_s), 4).data().toString(); };
        const auto open = [&] { clickCell(users, rowWith(users, u"jonas"_s), users->model()->columnCount() - 1); };
        open();
        QTRY_VERIFY(menu());
        QVERIFY(choose(menu(), u"Suspend…"_s));
        QTRY_VERIFY(dialog(u"Suspend Jonas Falk?"_s));
        click(button(dialog(u"Suspend Jonas Falk?"_s), u"Suspend"_s));
        QTRY_COMPARE(state(), u"suspended"_s);
        open();
        QTRY_VERIFY(menu());
        QVERIFY(choose(menu(), u"Lift suspension"_s));
        QTRY_VERIFY(state() != u"suspended"_s);
    }

    void makesAnAdministratorAndTakesItBack()
    {
        QVERIFY(window().go(at(u"users"_s)));
        QTRY_VERIFY(table(u"Users"_s) && rowWith(table(u"Users"_s), u"lina"_s) >= 0);
        auto *users = table(u"Users"_s);
        const auto role = [&] { return users->model()->index(rowWith(users, u"lina"_s), 3).data().toString(); };
        clickCell(users, rowWith(users, u"lina"_s), users->model()->columnCount() - 1);
        QTRY_VERIFY(menu());
        QVERIFY(choose(menu(), u"Make administrator…"_s));
        QTRY_VERIFY(dialog(u"Make Li Na an administrator?"_s));
        click(button(dialog(u"Make Li Na an administrator?"_s), u"Make administrator"_s));
        QTRY_COMPARE(role(), u"Administrator"_s);
        clickCell(users, rowWith(users, u"lina"_s), users->model()->columnCount() - 1);
        QTRY_VERIFY(menu());
        QVERIFY(choose(menu(), u"Revoke administrator rights…"_s));
        QTRY_VERIFY(dialog(u"Revoke the administrator rights of Li Na?"_s));
        click(button(dialog(u"Revoke the administrator rights of Li Na?"_s), u"Revoke"_s));
        QTRY_COMPARE(role(), u"User"_s);
    }

    void doesNotLetOneselfOut()
    {
        QVERIFY(window().go(at(u"users"_s)));
        QTRY_VERIFY(table(u"Users"_s) && rowWith(table(u"Users"_s), u"ann"_s) >= 0);
        auto *users = table(u"Users"_s);
        for (const auto &act : {u"Suspend…"_s, u"Revoke administrator rights…"_s, u"Delete…"_s}) {
            clickCell(users, rowWith(users, u"ann"_s), users->model()->columnCount() - 1);
            QTRY_VERIFY(menu());
            QVERIFY2(!choose(menu(), act), qPrintable(act));
            menu()->close();
        }
    }

    void deletesAUserByUserName()
    {
        QVERIFY(makeUser(u"temp"_s, u"Temporary Hand"_s));
        QVERIFY(window().go(at(u"users"_s)));
        window().screen()->refresh();
        QTRY_VERIFY(table(u"Users"_s) && rowWith(table(u"Users"_s), u"temp"_s) >= 0);
        auto *users = table(u"Users"_s);
        clickCell(users, rowWith(users, u"temp"_s), 0);
        QTest::keyClick(users, Qt::Key_Delete);
        QTRY_VERIFY(dialog(u"Delete the account of Temporary Hand?"_s));
        auto *ask = dialog(u"Delete the account of Temporary Hand?"_s);
        type(ask->findChild<QLineEdit *>(), u"temp"_s);
        click(button(ask, u"Delete user"_s));
        QTRY_COMPARE(rowWith(users, u"temp"_s), -1);
    }

    void erasesAPersonByUserName()
    {
        QVERIFY(makeUser(u"gone"_s, u"Robin Vanishing"_s));
        QVERIFY(pageOfLog().contains(u"Robin Vanishing"_s));
        QVERIFY(window().go(at(u"users"_s)));
        window().screen()->refresh();
        QTRY_VERIFY(table(u"Users"_s) && rowWith(table(u"Users"_s), u"gone"_s) >= 0);
        auto *users = table(u"Users"_s);
        clickCell(users, rowWith(users, u"gone"_s), 0);
        QTest::keyClick(users, Qt::Key_Delete, Qt::ShiftModifier);
        const auto title = u"Erase %1?"_s.arg(client::isolated(u"Robin Vanishing"_s));
        QTRY_VERIFY(dialog(title));
        auto *ask = dialog(title);
        QVERIFY(find<QLabel>(ask, [](QLabel *l) { return l->text().contains(u"backups made before"_s); }));
        auto *name = ask->findChild<QLineEdit *>();
        QVERIFY(!name->accessibleName().isEmpty());
        type(name, u"Gone"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(ask->isVisible());
        QVERIFY(!button(ask, u"Erase person"_s)->isEnabled());
        name->clear();
        type(name, u"gone"_s);
        picture(ask, u"erase-person"_s);
        click(button(ask, u"Erase person"_s));
        QTRY_COMPARE(rowWith(users, u"gone"_s), -1);
        QTRY_VERIFY(find<QLabel>(&window(), [](QLabel *l) {
            return l->text().contains(u"Erased"_s) && l->text().contains(u"Backups made before"_s);
        }));
        QVERIFY(!pageOfLog().contains(u"Vanishing"_s));
    }

    void erasesByMenuWhatTheServerOffersAndTheUserMay()
    {
        QVERIFY(window().go(at(u"users"_s)));
        QTRY_VERIFY(table(u"Users"_s) && rowWith(table(u"Users"_s), u"ann"_s) >= 0);
        auto *users = table(u"Users"_s);
        const auto entry = [&](const QString &whose) -> QAction * {
            clickCell(users, rowWith(users, whose), users->model()->columnCount() - 1);
            if (!QTest::qWaitFor([] { return menu() != nullptr; }))
                return nullptr;
            const auto all = menu()->actions();
            const auto found = std::ranges::find_if(
                all, [](const QAction *a) { return QString(a->text()).remove(u'&') == u"Erase person…"_s; });
            return found == all.end() ? nullptr : *found;
        };
        auto *bobs = entry(u"bob"_s);
        QVERIFY(bobs && bobs->isEnabled());
        QCOMPARE(bobs->shortcut(), QKeySequence(u"Shift+Del"_s));
        picture(menu(), u"user-menu"_s);
        menu()->close();
        // The entry about an erasure names its actor, so it takes another administrator.
        auto *own = entry(u"ann"_s);
        QVERIFY(own && !own->isEnabled());
        QVERIFY(own->toolTip().contains(u"Ask another administrator"_s));
        menu()->close();
        QTRY_VERIFY(!menu());
        clickCell(users, rowWith(users, u"ann"_s), 0);
        QTest::keyClick(users, Qt::Key_Delete, Qt::ShiftModifier);
        QVERIFY(!QApplication::activeModalWidget());
        m_server->setReadOnly(true);
        bobs = entry(u"bob"_s);
        QVERIFY(bobs && !bobs->isEnabled());
        QVERIFY(bobs->toolTip().contains(u"read-only"_s));
        m_server->setReadOnly(false);
    }

    void filtersWhatIsShownAndSaysWhatIsHidden()
    {
        QVERIFY(window().go(at(u"users"_s)));
        QTRY_VERIFY(table(u"Users"_s) && rowWith(table(u"Users"_s), u"bob"_s) >= 0);
        auto *filter = window().screen()->filterField();
        type(filter, u"lindt"_s);
        QTRY_COMPARE(table(u"Users"_s)->model()->rowCount(), 1);
        type(filter, u"zzz"_s);
        QTRY_VERIFY(button(&window(), u"Clear filter"_s));
        picture(&window(), u"users-filtered-empty"_s);
        QTest::keyClick(filter, Qt::Key_Escape);
        QTRY_VERIFY(table(u"Users"_s) && table(u"Users"_s)->model()->rowCount() > 3);
    }

    void readOnlySwitchesEveryChangeOffWithItsReason()
    {
        m_server->setReadOnly(true);
        QVERIFY(window().go(at(u"users"_s)));
        QTRY_VERIFY(button(&window(), u"Create user"_s));
        QTRY_VERIFY(!button(&window(), u"Create user"_s)->isEnabled());
        QVERIFY(button(&window(), u"Create user"_s)->toolTip().contains(u"read-only"_s));
        QVERIFY(window().go(at(u"teams"_s)));
        QTRY_VERIFY(!button(&window(), u"Create team"_s)->isEnabled());
        const auto team = teamId(u"Operations"_s);
        QVERIFY(goToMembers(team, u"eva"_s));
        auto *members = table(u"Members"_s);
        clickCell(members, rowWith(members, u"eva"_s), MembersModel::RoleColumn);
        QTRY_VERIFY(menu());
        QVERIFY(!choose(menu(), u"Owner"_s));
        menu()->close();
        const auto refused = client::await(m_server->apply(teams().changeRole(team, u"eva"_s, Role::owner)));
        QVERIFY(!refused && refused.error().code == ErrorCode::read_only);
        m_server->setReadOnly(false);
        QTRY_VERIFY(button(&window(), u"Add people"_s)->isEnabled());
    }

    void namesEverythingThatCanBeFocused_data()
    {
        QTest::addColumn<QString>("view");
        for (const char *view : {"teams", "users", "audit"})
            QTest::newRow(view) << QString::fromLatin1(view);
    }
    void namesEverythingThatCanBeFocused()
    {
        QFETCH(QString, view);
        QVERIFY(window().go(at(view)));
        QTRY_VERIFY(window().screen() != nullptr);
        const auto all = window().screen()->findChildren<QWidget *>();
        for (const auto *widget : all) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
                continue;
            const auto *press = qobject_cast<const QAbstractButton *>(widget);
            const bool named = !widget->accessibleName().isEmpty() || (press != nullptr && !press->text().isEmpty());
            QVERIFY2(named || widget->objectName().startsWith(u"qt_"_s) || widget->inherits("QScrollArea"),
                     qPrintable(u"%1 %2 has no name"_s.arg(QString::fromLatin1(widget->metaObject()->className()),
                                                           widget->objectName())));
        }
    }
};

QTEST_MAIN(TestPeopleJourneys)
#include "test_people_journeys.moc"
