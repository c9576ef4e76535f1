// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/platform/security.h"
#include "core/crypto/base32.h"
#include "core/crypto/totp.h"
#include "tests/client/servers/sign_in_steps.h"
#include "tests/ui/people_world.h"
#include "ui/screens/security/review_dialog.h"
#include "ui/screens/sessions/sessions_model.h"
#include "ui/screens/users/users_model.h"
#include "ui/sign_in/session_overlay.h"
#include "ui/widgets/table_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>

using namespace castellan;
using namespace castellan::ui;
using namespace castellan::test;
using namespace Qt::StringLiterals;

/// Identity and access in the real window against a real server: passwords that have expired, security settings,
/// locked accounts, sessions.
class TestAccessJourneys : public PeopleWorld {
    Q_OBJECT

    QString m_key;     ///< of ann's authenticator
    QString m_backup;  ///< one of ann's backup codes
    QString m_bobsPassword;

    /// Bob's own connection to the same server: the journey that makes it runs first when it hasn't run yet.
    client::Server *bobs()
    {
        if (m_console->servers.rowCount() < 2)
            choosesANewPasswordWhileConnecting();
        return m_console->servers.rowCount() < 2 ? nullptr : m_console->servers.at(1);
    }

    /// The code of ann's authenticator so many steps from now.
    QString codeOf(int later) const
    {
        auto typed = m_key.simplified().remove(u' ').toStdString();
        const auto secret = fromBase32(typed);
        const auto step = totp::stepOf(m_console->clock.now()) + later;
        return secret ? QString::fromStdString(totp::codeAt(*secret, std::uint64_t(step))) : QString();
    }

    client::Security &security() { return *m_server->platform()->security(); }
    template <class W> W *named(const QString &name, QWidget *in = nullptr)
    {
        return find<W>(in ? in : &window(), [&](W *w) { return w->objectName() == name; });
    }
    std::optional<records::User> userNamed(const QString &username)
    {
        auto page = client::await(m_server->platform()->users()->list({}));
        for (const auto &user : page ? page->users : std::vector<records::User>{})
            if (QString::fromStdString(user.username) == username)
                return user;
        return std::nullopt;
    }
    /// Changes settings as another administrator would, without this console.
    bool set(const char *key, const json::value &value)
    {
        auto document = client::await(security().read());
        if (!document)
            return false;
        records::SecurityUpdate update;
        update.revision = document->revision;
        update.values[key] = value;
        auto done = client::await(m_server->apply(security().update(update)));
        if (!done)
            qWarning("%s", client::why(done).constData());
        return done.has_value();
    }
    json::value onServer(const char *key)
    {
        auto document = client::await(security().read());
        return document ? document->values.at(key) : json::value();
    }
    QLineEdit *number(const QString &key) { return named<QLineEdit>(key); }
    bool openSecurity(int group)
    {
        if (!window().go(at(u"security"_s)))
            return false;
        auto *tabs = find<QTabBar>(&window(), [](QTabBar *t) { return t->accessibleName() == u"Setting groups"_s; });
        if (!QTest::qWaitFor([&] {
                tabs = find<QTabBar>(&window(), [](QTabBar *t) { return t->accessibleName() == u"Setting groups"_s; });
                return tabs != nullptr;
            }))
            return false;
        tabs->setCurrentIndex(group);
        return true;
    }
    /// A menu of a button keeps its caller waiting while it is open, so it is chosen from without opening it.
    void pick(const QString &words, const QString &entry)
    {
        auto *owner = qobject_cast<QPushButton *>(button(&window(), words));
        QVERIFY2(owner && owner->isEnabled() && owner->menu(), qPrintable(words));
        for (auto *action : owner->menu()->actions())
            if (QString(action->text()).remove(u'&') == entry && action->isEnabled())
                return action->trigger();
        QFAIL(qPrintable(entry));
    }
    void retype(QLineEdit *field, const QString &text)
    {
        field->selectAll();
        type(field, text);
    }
    ReviewDialog *reviewDialog()
    {
        for (auto *widget : QApplication::topLevelWidgets())
            if (auto *open = qobject_cast<ReviewDialog *>(widget); open && open->isVisible())
                return open;
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase()
    {
        start();
        QVERIFY(m_server != nullptr);
        // The tests sign in more often than people do.
        QVERIFY(set("limits.login.burst", 1000));
    }
    void cleanupTestCase() { end(); }

    void init()
    {
        // Without a window manager only the program itself returns the focus to the window.
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
    }

    void cleanup() { closeWhatIsOpen(); }

    void beginsInTheAddress()
    {
        QTest::keyClick(&window(), Qt::Key_N, Qt::ControlModifier);
        QTRY_COMPARE(window().place().view, u"connect"_s);
        QTRY_VERIFY(QApplication::focusWidget());
        QCOMPARE(QApplication::focusWidget()->objectName(), u"address"_s);
    }

    void choosesANewPasswordWhileConnecting()
    {
        QTest::keyClick(&window(), Qt::Key_N, Qt::ControlModifier);
        type(named<QLineEdit>(u"address"_s), m_process->url());
        click(named<QAbstractButton>(u"continue"_s));
        QTRY_VERIFY_WITH_TIMEOUT(named<QLineEdit>(u"username"_s), 10'000);
        type(named<QLineEdit>(u"username"_s), u"bob"_s);
        type(named<QLineEdit>(u"password"_s), QString::fromLatin1(firstPassword));
        click(named<QAbstractButton>(u"signIn"_s));
        // Chosen by an administrator: another one first, and the one just typed is not asked for again.
        QTRY_VERIFY_WITH_TIMEOUT(named<QLineEdit>(u"newPassword"_s), 10'000);
        QVERIFY(!named<QLineEdit>(u"currentPassword"_s));
        QTRY_COMPARE(QApplication::focusWidget(), named<QLineEdit>(u"newPassword"_s));
        picture(&window(), u"new-password-connect"_s);
        type(named<QLineEdit>(u"newPassword"_s), u"copper-meadow-Window-17"_s);
        type(named<QLineEdit>(u"newPasswordAgain"_s), u"copper-meadow-Window-18"_s);
        click(named<QAbstractButton>(u"signIn"_s));
        QVERIFY(named<QLabel>(u"problem"_s)->text().contains(u"do not match"_s));
        // Too weak is said by the server, and the step stays.
        named<QLineEdit>(u"newPassword"_s)->clear();
        type(named<QLineEdit>(u"newPassword"_s), u"aB1"_s);
        type(named<QLineEdit>(u"newPasswordAgain"_s), u"aB1"_s);
        click(named<QAbstractButton>(u"signIn"_s));
        QTRY_VERIFY_WITH_TIMEOUT(
            named<QAbstractButton>(u"signIn"_s)->isEnabled() && named<QLabel>(u"problem"_s) != nullptr, 10'000);
        QVERIFY(named<QLineEdit>(u"newPassword"_s));
        type(named<QLineEdit>(u"newPassword"_s), u"copper-meadow-Window-17"_s);
        type(named<QLineEdit>(u"newPasswordAgain"_s), u"copper-meadow-Window-17"_s);
        click(named<QAbstractButton>(u"signIn"_s));
        QTRY_VERIFY_WITH_TIMEOUT(named<QAbstractButton>(u"save"_s), 15'000);
        named<QLineEdit>(u"name"_s)->clear();
        type(named<QLineEdit>(u"name"_s), u"Bob's Plant"_s);
        auto *place = named<QComboBox>(u"place"_s);
        place->setCurrentIndex(place->findData(int(client::SecretPlace::session)));
        click(named<QAbstractButton>(u"save"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_console->servers.rowCount(), 2, 10'000);
        QTRY_COMPARE(m_console->servers.at(1)->state(), client::ConnectionState::connected);
        QVERIFY(!userNamed(u"bob"_s)->password_expired.value_or(false));
        m_bobsPassword = u"copper-meadow-Window-17"_s;
    }

    void choosesANewPasswordWhenItExpiresMeanwhile()
    {
        auto *bobs = this->bobs();
        QVERIFY(bobs);
        QVERIFY(window().go({bobs->profile().id, u"teams"_s, {}, {}}));
        records::UserUpdate update;
        update.password_expired = true;
        QVERIFY(client::await(m_server->apply(
            m_server->platform()->users()->update(QString::fromStdString(userNamed(u"bob"_s)->id), update))));
        window().screen()->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(bobs->state(), client::ConnectionState::needs_sign_in, 10'000);
        auto *overlay = window().findChild<SessionOverlay *>();
        QTRY_VERIFY(overlay->isVisible());
        if (named<QLineEdit>(u"username"_s, overlay)) {
            // The session was ended with it: sign in first.
            type(named<QLineEdit>(u"password"_s, overlay), m_bobsPassword);
            click(named<QAbstractButton>(u"signIn"_s, overlay));
        }
        QTRY_VERIFY_WITH_TIMEOUT(named<QLineEdit>(u"newPassword"_s, overlay), 10'000);
        picture(&window(), u"new-password-overlay"_s);
        if (auto *current = named<QLineEdit>(u"currentPassword"_s, overlay))
            type(current, m_bobsPassword);
        type(named<QLineEdit>(u"newPassword"_s, overlay), u"linen-orbit-Harvest-52"_s);
        type(named<QLineEdit>(u"newPasswordAgain"_s, overlay), u"linen-orbit-Harvest-52"_s);
        click(named<QAbstractButton>(u"signIn"_s, overlay));
        QTRY_COMPARE_WITH_TIMEOUT(bobs->state(), client::ConnectionState::connected, 15'000);
        QTRY_VERIFY(!overlay->isVisible());
        m_bobsPassword = u"linen-orbit-Harvest-52"_s;
    }

    void showsTheWholeSignInAtOnce()
    {
        auto *bobs = this->bobs();
        QVERIFY(bobs);
        QVERIFY(window().go({bobs->profile().id, u"teams"_s, {}, {}}));
        (void)client::await(bobs->signOut());
        auto *overlay = window().findChild<SessionOverlay *>();
        QTRY_VERIFY(overlay->isVisible());
        auto *password = named<QLineEdit>(u"password"_s, overlay);
        QVERIFY(password);
        QCOMPARE(password->height(), password->sizeHint().height());
        for (const QWidget *around = password->parentWidget(); around != overlay; around = around->parentWidget())
            QVERIFY2(around->rect().contains(QRect(password->mapTo(around, QPoint()), password->size())),
                     around->metaObject()->className());
        picture(&window(), u"sign-in-overlay"_s);
        type(password, m_bobsPassword);
        click(named<QAbstractButton>(u"signIn"_s, overlay));
        QTRY_COMPARE_WITH_TIMEOUT(bobs->state(), client::ConnectionState::connected, 15'000);
    }

    void changesSecuritySettingsOnlyAfterReview()
    {
        QVERIFY(openSecurity(1));
        QTRY_VERIFY(number(u"lockout.failures"_s));
        QCOMPARE(number(u"lockout.failures"_s)->text(), u"10"_s);
        retype(number(u"lockout.failures"_s), u"25"_s);
        QTRY_VERIFY(named<QAbstractButton>(u"review"_s));
        QVERIFY(named<QAbstractButton>(u"reset lockout.failures"_s));
        picture(&window(), u"security-draft-light"_s);
        m_theme->choose(SchemeChoice::dark);
        picture(&window(), u"security-draft-dark"_s);
        m_theme->choose(SchemeChoice::light);
        QCOMPARE(onServer("lockout.failures"), json::value(10));
        click(named<QAbstractButton>(u"review"_s));
        QTRY_VERIFY(reviewDialog());
        auto *changes = reviewDialog()->findChild<TableView *>();
        QCOMPARE(changes->model()->rowCount(), 1);
        QCOMPARE(changes->model()->index(0, ReviewModel::NowColumn).data().toString().simplified(),
                 u"10 failed sign-ins"_s);
        QVERIFY(changes->model()->index(0, ReviewModel::EffectColumn).data().toString().startsWith(u"Weaker"_s));
        picture(reviewDialog(), u"security-review-light"_s);
        click(named<QAbstractButton>(u"apply"_s, reviewDialog()));
        QTRY_VERIFY(!reviewDialog());
        QTRY_COMPARE(onServer("lockout.failures"), json::value(25));
        QVERIFY(!named<QAbstractButton>(u"review"_s));
    }

    void saysWhatIsWrongAtTheField()
    {
        QVERIFY(openSecurity(1));
        QTRY_VERIFY(number(u"lockout.minutes"_s));
        retype(number(u"lockout.minutes"_s), u"0"_s);
        QTRY_VERIFY(named<QLabel>(u"problem lockout.minutes"_s));
        QVERIFY(!number(u"lockout.minutes"_s)->accessibleDescription().isEmpty());
        // Nothing can be reviewed until it is right, and the button leads there.
        QCOMPARE(named<QAbstractButton>(u"review"_s)->text(), u"Show"_s);
        click(named<QAbstractButton>(u"reset lockout.minutes"_s));
        QTRY_VERIFY(!named<QAbstractButton>(u"review"_s));
        QCOMPARE(number(u"lockout.minutes"_s)->text(), u"30"_s);
        // An error that only the server detects is shown at the field.
        QVERIFY(openSecurity(4));
        QTRY_VERIFY(number(u"keys.defaultDays"_s));
        retype(number(u"keys.defaultDays"_s), u"400"_s);
        click(named<QAbstractButton>(u"review"_s));
        QTRY_VERIFY(reviewDialog());
        click(named<QAbstractButton>(u"apply"_s, reviewDialog()));
        QTRY_VERIFY(!reviewDialog());
        QTRY_VERIFY(find<QLabel>(&window(), [](QLabel *l) { return l->objectName().startsWith(u"problem keys."_s); }));
        picture(&window(), u"security-problem-light"_s);
        click(button(&window(), u"Discard"_s));
        QCOMPARE(onServer("keys.defaultDays"), json::value(90));
    }

    void keepsTheDraftWhenSomebodyElseWasFaster()
    {
        QVERIFY(openSecurity(1));
        QTRY_VERIFY(number(u"lockout.minutes"_s));
        retype(number(u"lockout.minutes"_s), u"60"_s);
        QVERIFY(set("lockout.minutes", 45));
        click(named<QAbstractButton>(u"review"_s));
        QTRY_VERIFY(reviewDialog());
        click(named<QAbstractButton>(u"apply"_s, reviewDialog()));
        QTRY_VERIFY(!reviewDialog());
        QTRY_VERIFY(button(&window(), u"Keep mine"_s));
        picture(&window(), u"security-conflict-light"_s);
        QCOMPARE(number(u"lockout.minutes"_s)->text(), u"60"_s);
        QCOMPARE(onServer("lockout.minutes"), json::value(45));
        click(button(&window(), u"Keep mine"_s));
        click(named<QAbstractButton>(u"review"_s));
        QTRY_VERIFY(reviewDialog());
        click(named<QAbstractButton>(u"apply"_s, reviewDialog()));
        QTRY_COMPARE(onServer("lockout.minutes"), json::value(60));
    }

    void fillsTheDraftFromAPreset()
    {
        QVERIFY(openSecurity(0));
        QTRY_VERIFY(button(&window(), u"Fill from preset"_s));
        auto *presets = qobject_cast<QPushButton *>(button(&window(), u"Fill from preset"_s))->menu();
        QTRY_COMPARE(presets->actions().size(), 5);
        pick(u"Fill from preset"_s, presets->actions().constLast()->text());
        QTRY_COMPARE(number(u"password.minimumLength"_s)->text(), u"15"_s);
        picture(&window(), u"security-preset-light"_s);
        click(named<QAbstractButton>(u"review"_s));
        QTRY_VERIFY(reviewDialog());
        QVERIFY(reviewDialog()->findChild<TableView *>()->model()->rowCount() > 10);
        picture(reviewDialog(), u"security-review-many-light"_s);
        reviewDialog()->reject();
        QTRY_VERIFY(!reviewDialog());
        click(button(&window(), u"Discard"_s));
        QTRY_COMPARE(number(u"password.minimumLength"_s)->text(), u"12"_s);
        QCOMPARE(onServer("password.minimumLength"), json::value(12));
    }

    void saysWhatZeroMeans()
    {
        QVERIFY(openSecurity(7));
        const auto unit = [&] { return named<QLabel>(u"unit audit.signInDays"_s); };
        QTRY_VERIFY(unit());
        QCOMPARE(unit()->text(), u"as long as the log"_s);
        type(number(u"audit.signInDays"_s), u"30"_s);
        QTRY_COMPARE(unit()->text(), u"days"_s);
        click(button(&window(), u"Discard"_s));
        QTRY_COMPARE(unit()->text(), u"as long as the log"_s);
    }

    void warnsBeforeLockingOneselfOut()
    {
        QVERIFY(openSecurity(6));
        QTRY_VERIFY(named<QPlainTextEdit>(u"network.allowedAddresses"_s));
        auto *list = named<QPlainTextEdit>(u"network.allowedAddresses"_s);
        list->setPlainText(u"10.0.0.0/8"_s);
        click(named<QAbstractButton>(u"review"_s));
        QTRY_VERIFY(reviewDialog());
        click(named<QAbstractButton>(u"apply"_s, reviewDialog()));
        QTRY_VERIFY(dialog(u"Lock yourself out of Plant A?"_s));
        QVERIFY(!named<QAbstractButton>(u"confirm"_s, dialog(u"Lock yourself out of Plant A?"_s))->isEnabled());
        picture(dialog(u"Lock yourself out of Plant A?"_s), u"security-lockout-light"_s);
        dialog(u"Lock yourself out of Plant A?"_s)->reject();
        QTRY_VERIFY(named<QLabel>(u"problem network.allowedAddresses"_s));
        click(button(&window(), u"Discard"_s));
        QCOMPARE(onServer("network.allowedAddresses"), json::value(json::array()));
    }

    void readOnlySwitchesApplyingOff()
    {
        QVERIFY(openSecurity(1));
        QTRY_VERIFY(number(u"lockout.minutes"_s));
        retype(number(u"lockout.minutes"_s), u"61"_s);
        m_server->setReadOnly(true);
        click(named<QAbstractButton>(u"review"_s));
        QTRY_VERIFY(reviewDialog());
        auto *apply = named<QAbstractButton>(u"apply"_s, reviewDialog());
        QVERIFY(!apply->isEnabled());
        QVERIFY(apply->toolTip().contains(u"read-only"_s));
        reviewDialog()->reject();
        m_server->setReadOnly(false);
        click(button(&window(), u"Discard"_s));
    }

    void tellsWhoMaySeeTheSettings()
    {
        auto *bobs = this->bobs();
        QVERIFY(bobs);
        QVERIFY(window().go({bobs->profile().id, u"security"_s, {}, {}}));
        QTRY_VERIFY(find<QLabel>(&window(), [](QLabel *l) {
            return l->text() == u"You do not have permission to see the security settings."_s;
        }));
        QVERIFY(!button(&window(), u"Retry"_s));
    }

    void unlocksALockedAccount()
    {
        QVERIFY(set("lockout.wholeAccount", true));
        QVERIFY(set("lockout.failures", 3));
        auto flow = m_console->servers.connectNew();
        QVERIFY(client::await(flow->probe(m_process->url())));
        for (int i = 0; i < 3; ++i)
            (void)client::await(
                client::signInTo(flow->signIn(), client::PasswordAnswer{u"eva"_s, Secret(std::string_view("wrong"))}));
        QTRY_VERIFY(userNamed(u"eva"_s)->lockedUntil);
        QVERIFY(window().go(at(u"users"_s)));
        QTRY_VERIFY(table(u"Users"_s) && rowWith(table(u"Users"_s), u"eva"_s) >= 0);
        auto *users = table(u"Users"_s);
        window().screen()->refresh();
        QTRY_COMPARE(users->model()->index(rowWith(users, u"eva"_s), UsersModel::StateColumn).data().toString(),
                     u"locked"_s);
        pick(u"State"_s, u"locked"_s);
        QTRY_COMPARE(users->model()->rowCount(), 1);
        picture(&window(), u"users-locked-light"_s);
        clickCell(users, 0, UsersModel::MoreColumn);
        QTRY_VERIFY(menu());
        picture(menu(), u"users-menu-light"_s);
        QVERIFY(choose(menu(), u"Unlock"_s));
        QTRY_VERIFY(!userNamed(u"eva"_s)->lockedUntil);
        QTRY_COMPARE(users->model()->rowCount(), 0);
        pick(u"State: locked"_s, u"All states"_s);
    }

    void endsOneSessionAndAllOthers()
    {
        // Signed in at three more places.
        std::vector<std::unique_ptr<client::ConnectFlow>> elsewhere;
        for (int i = 0; i < 3; ++i) {
            elsewhere.push_back(m_console->servers.connectNew());
            QVERIFY(client::await(elsewhere.back()->probe(m_process->url())));
            auto typed = ServerProcess::password().toStdString();
            QVERIFY(client::await(
                client::signInTo(elsewhere.back()->signIn(), client::PasswordAnswer{u"ann"_s, Secret::take(typed)})));
        }
        QVERIFY(window().go(at(u"sessions"_s)));
        QTRY_VERIFY(table(u"Sessions"_s) && table(u"Sessions"_s)->model()->rowCount() == 4);
        auto *sessions = table(u"Sessions"_s);
        const int current = rowWith(sessions, u"this console"_s);
        QVERIFY(current >= 0);
        picture(&window(), u"sessions-light"_s);
        m_theme->choose(SchemeChoice::dark);
        picture(&window(), u"sessions-dark"_s);
        m_theme->choose(SchemeChoice::light);
        // The one in use is not ended by mistake.
        clickCell(sessions, current, SessionsModel::MoreColumn);
        QTRY_VERIFY(menu());
        QVERIFY(!choose(menu(), u"End session…"_s));
        menu()->close();
        clickCell(sessions, current == 0 ? 1 : 0, SessionsModel::MoreColumn);
        QTRY_VERIFY(menu());
        QVERIFY(choose(menu(), u"End session…"_s));
        QTRY_VERIFY(QApplication::activeModalWidget());
        click(named<QAbstractButton>(u"confirm"_s, QApplication::activeModalWidget()));
        QTRY_COMPARE(sessions->model()->rowCount(), 3);
        click(button(&window(), u"End all others"_s));
        QTRY_VERIFY(QApplication::activeModalWidget());
        click(named<QAbstractButton>(u"confirm"_s, QApplication::activeModalWidget()));
        QTRY_COMPARE(sessions->model()->rowCount(), 1);
        QCOMPARE(m_server->state(), client::ConnectionState::connected);
    }

    void endsTheSessionsOfAnotherUser()
    {
        auto *bobs = this->bobs();
        QVERIFY(bobs);
        QVERIFY(window().go(at(u"users"_s)));
        QTRY_VERIFY(table(u"Users"_s) && rowWith(table(u"Users"_s), u"bob"_s) >= 0);
        auto *users = table(u"Users"_s);
        clickCell(users, rowWith(users, u"bob"_s), UsersModel::MoreColumn);
        QTRY_VERIFY(menu());
        QVERIFY(choose(menu(), u"Sessions"_s));
        QTRY_VERIFY(find<QLabel>(&window(), [](QLabel *l) { return l->text() == u"Sessions of Bob Lindt"_s; }));
        QTRY_VERIFY(table(u"Sessions"_s) && table(u"Sessions"_s)->model()->rowCount() > 0);
        click(button(&window(), u"End all"_s));
        QTRY_VERIFY(QApplication::activeModalWidget());
        click(named<QAbstractButton>(u"confirm"_s, QApplication::activeModalWidget()));
        QTRY_VERIFY(find<QLabel>(&window(), [](QLabel *l) { return l->text() == u"No sessions"_s; }));
        QTRY_COMPARE_WITH_TIMEOUT(bobs->state(), client::ConnectionState::needs_sign_in, 30'000);
    }

    void setsUpASecondFactorWhereTheServerDemandsOne()
    {
        QVERIFY(window().go(at(u"users"_s)));
        QVERIFY(set("secondFactor.graceDays", 0));  // administrators must have one, from now on
        window().screen()->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(m_server->state(), client::ConnectionState::needs_sign_in, 10'000);
        auto *overlay = window().findChild<SessionOverlay *>();
        QTRY_VERIFY(overlay->isVisible() && named<QLabel>(u"enrolmentKey"_s, overlay) &&
                    !named<QLabel>(u"enrolmentKey"_s, overlay)->text().isEmpty());
        picture(&window(), u"enrol-light"_s);
        m_key = named<QLabel>(u"enrolmentKey"_s, overlay)->text();
        // A wrong code ends nothing.
        type(named<QLineEdit>(u"enrolmentCode"_s, overlay), u"000 000"_s);
        click(named<QAbstractButton>(u"verify"_s, overlay));
        QTRY_VERIFY_WITH_TIMEOUT(named<QLabel>(u"problem"_s, overlay), 10'000);
        QVERIFY(named<QLineEdit>(u"enrolmentCode"_s, overlay)->text().isEmpty());
        type(named<QLineEdit>(u"enrolmentCode"_s, overlay), codeOf(0));
        click(named<QAbstractButton>(u"verify"_s, overlay));
        QTRY_VERIFY_WITH_TIMEOUT(named<QLabel>(u"backupCodes"_s, overlay), 10'000);
        picture(&window(), u"backup-codes-light"_s);
        const auto lines = named<QLabel>(u"backupCodes"_s, overlay)->text();
        m_backup = lines.simplified().split(u' ').value(1);
        QVERIFY(m_backup.size() >= 8);
        // They are shown once, so nothing continues by accident.
        QVERIFY(!named<QAbstractButton>(u"enrolled"_s, overlay)->isEnabled());
        click(button(overlay, u"I have saved these codes"_s));
        click(named<QAbstractButton>(u"enrolled"_s, overlay));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->state(), client::ConnectionState::connected, 10'000);
        QTRY_VERIFY(!overlay->isVisible());
        QVERIFY(userNamed(u"ann"_s)->mfa_enabled.value_or(false));
        QVERIFY(set("secondFactor.graceDays", 14));
    }

    void signsInWithACodeAndWithABackupCode()
    {
        if (m_key.isEmpty())
            setsUpASecondFactorWhereTheServerDemandsOne();
        if (QTest::currentTestFailed())
            return;
        QVERIFY(window().go(at(u"users"_s)));
        auto *overlay = window().findChild<SessionOverlay *>();
        // The step used for enrolling is gone; the next one is taken early, as clocks differ.
        for (const auto &code : {codeOf(1), m_backup}) {
            (void)client::await(m_server->signOut());
            QTRY_VERIFY(overlay->isVisible() && named<QLineEdit>(u"password"_s, overlay));
            type(named<QLineEdit>(u"password"_s, overlay), ServerProcess::password());
            click(named<QAbstractButton>(u"signIn"_s, overlay));
            QTRY_VERIFY_WITH_TIMEOUT(named<QLineEdit>(u"code"_s, overlay), 10'000);
            QTRY_VERIFY(named<QLineEdit>(u"code"_s, overlay)->hasFocus());
            picture(&window(), u"sign-in-code-light"_s);
            type(named<QLineEdit>(u"code"_s, overlay), code);
            if (named<QAbstractButton>(u"signIn"_s, overlay)->isEnabled())
                click(named<QAbstractButton>(u"signIn"_s, overlay));
            QTRY_COMPARE_WITH_TIMEOUT(m_server->state(), client::ConnectionState::connected, 10'000);
        }
        // Both are spent.
        auto flow = m_console->servers.connectNew();
        QVERIFY(client::await(flow->probe(m_process->url())));
        auto typed = ServerProcess::password().toStdString();
        QCOMPARE(client::await(client::signInTo(flow->signIn(), client::PasswordAnswer{u"ann"_s, Secret::take(typed)}))
                     .error()
                     .code,
                 ErrorCode::mfa_required);
        QVERIFY(!client::await(client::signInTo(flow->signIn(), client::CodeAnswer{m_backup})));
    }
};

QTEST_MAIN(TestAccessJourneys)
#include "test_access_journeys.moc"
