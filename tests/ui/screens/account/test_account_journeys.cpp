// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/platform/security.h"
#include "tests/ui/people_world.h"
#include "ui/widgets/strength_meter.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>

using namespace castellan;
using namespace castellan::ui;
using namespace castellan::test;
using namespace Qt::StringLiterals;

/// One's own account in the real window against a real server: profile and password.
class TestAccountJourneys : public PeopleWorld {
    Q_OBJECT

    QString m_password = ServerProcess::password();

    template <class W> W *named(const QString &name, QWidget *in = nullptr)
    {
        return find<W>(in ? in : &window(), [&](W *w) { return w->objectName() == name; });
    }
    QLineEdit *field(const QString &name) { return named<QLineEdit>(name); }
    QAbstractButton *press(const QString &name) { return named<QAbstractButton>(name); }
    QString problemOf(const QString &name)
    {
        const auto *label = named<QLabel>(u"problem "_s + name);
        return label ? label->text() : QString();
    }
    void retype(const QString &name, const QString &text)
    {
        field(name)->clear();
        type(field(name), text);
    }
    records::User onServer()
    {
        const auto me = client::await(m_server->platform()->identity().whoAmI());
        return me.value_or(records::User{});
    }
    bool openAccount()
    {
        return window().go(at(u"account"_s)) && QTest::qWaitFor([&] { return field(u"username"_s) != nullptr; }) &&
               QTest::qWaitFor([&] { return !field(u"username"_s)->text().isEmpty(); });
    }
    /// Confirms the identity where the server asks for it, until `done`.
    template <class Done> bool provingUntil(Done done)
    {
        return QTest::qWaitFor(
            [&] {
                if (auto *proof = find<QLineEdit>(QApplication::activeModalWidget() ? QApplication::activeModalWidget()
                                                                                    : &window(),
                                                  [](QLineEdit *w) { return w->objectName() == u"proofPassword"_s; });
                    proof && proof->text().isEmpty()) {
                    type(proof, m_password);
                    QTest::keyClick(proof, Qt::Key_Return);
                }
                return done();
            },
            15'000);
    }
    bool set(const char *key, const json::value &value)
    {
        auto &security = *m_server->platform()->security();
        auto document = client::await(security.read());
        records::SecurityUpdate update;
        update.revision = document ? document->revision : 0;
        update.values[key] = value;
        auto done = client::await(m_server->apply(security.update(update)));
        if (!done)
            qWarning("%s", client::why(done).constData());
        return done.has_value();
    }
    void confirmChange()
    {
        QTRY_VERIFY(dialog(u"Change your password?"_s));
        click(named<QAbstractButton>(u"confirm"_s, dialog(u"Change your password?"_s)));
    }

private Q_SLOTS:
    void initTestCase()
    {
        start();
        QVERIFY(m_server != nullptr);
        QVERIFY(set("limits.login.burst", 1000));
        QVERIFY(set("limits.password.burst", 1000));
    }
    void cleanupTestCase() { end(); }
    void init()
    {
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        m_server->setReadOnly(false);
        QVERIFY(openAccount());
        for (const auto *name : {"currentPassword", "newPassword", "newPasswordAgain"})
            field(QLatin1String(name))->clear();
    }
    void cleanup()
    {
        closeWhatIsOpen();
        if (auto *discard = press(u"discardProfile"_s); discard && discard->isEnabled())
            click(discard);
    }

    void showsAndChangesTheProfile()
    {
        QCOMPARE(field(u"username"_s)->text(), u"ann"_s);
        QVERIFY(!press(u"saveProfile"_s)->isEnabled());
        const auto before = onServer();
        retype(u"name"_s, u"Ann Maria Weber"_s);
        retype(u"email"_s, u"ann.weber@plant.example"_s);
        QVERIFY(press(u"saveProfile"_s)->isEnabled());
        picture(&window(), u"account-draft"_s);
        click(press(u"saveProfile"_s));
        QVERIFY(provingUntil([&] { return onServer().name == "Ann Maria Weber"; }));
        QCOMPARE(onServer().email, std::optional<std::string>("ann.weber@plant.example"));
        QTRY_VERIFY(!press(u"saveProfile"_s)->isEnabled());
        // The window names the user by the new name at once.
        QTRY_COMPARE(m_server->user()->name, std::optional<std::string>("Ann Maria Weber"));
        // One step back.
        auto *undo = button(&window(), u"Undo"_s);
        QVERIFY(undo);
        click(undo);
        QVERIFY(provingUntil([&] { return onServer().name == before.name; }));
        QCOMPARE(onServer().email, before.email);
        QTRY_COMPARE(field(u"name"_s)->text(), QString::fromStdString(before.name.value_or("")));
    }

    void renamesTheAccountThatSignsInHere()
    {
        retype(u"username"_s, u"ann-weber"_s);
        click(press(u"saveProfile"_s));
        QVERIFY(provingUntil([&] { return onServer().username == "ann-weber"; }));
        // The next sign-in begins with the name that counts now.
        QTRY_COMPARE(m_server->profile().username, u"ann-weber"_s);
        retype(u"username"_s, u"ann"_s);
        click(press(u"saveProfile"_s));
        QVERIFY(provingUntil([&] { return onServer().username == "ann"; }));
    }

    void namesTheFieldThatTheServerRefuses_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("typed");
        QTest::newRow("user name of another user") << u"username"_s << u"bob"_s;
        QTest::newRow("user name with a blank") << u"username"_s << u"ann weber"_s;
        QTest::newRow("address that is none") << u"email"_s << u"ann@"_s;
    }
    void namesTheFieldThatTheServerRefuses()
    {
        QFETCH(QString, name);
        QFETCH(QString, typed);
        retype(name, typed);
        click(press(u"saveProfile"_s));
        QVERIFY(provingUntil([&] { return !problemOf(name).isEmpty(); }));
        QCOMPARE(field(name)->accessibleDescription(), problemOf(name));
        QTRY_COMPARE(QApplication::focusWidget(), field(name));
        QCOMPARE(field(name)->text(), typed);  // the draft stays
        click(press(u"discardProfile"_s));
        QVERIFY(problemOf(name).isEmpty());
        QVERIFY(!press(u"discardProfile"_s)->isEnabled());
    }

    void keepsTheDraftWhileAnotherViewIsOpen()
    {
        retype(u"name"_s, u"Half a na"_s);
        QVERIFY(window().screen()->hasDraft());
        QVERIFY(window().go(at(u"sessions"_s)));
        QVERIFY(openAccount());
        window().screen()->refresh();
        QTest::qWait(200);  // the answer must not replace what is typed
        QCOMPARE(field(u"name"_s)->text(), u"Half a na"_s);
        click(press(u"discardProfile"_s));
        QVERIFY(!window().screen()->hasDraft());
    }

    void showsTheRulesOfTheServerAndTheStrengthOfWhatIsTyped()
    {
        QVERIFY(set("password.minimumLength", 14));
        window().screen()->refresh();
        const auto rule = [this](const QString &text) {
            return find<StatusDot>(&window(), [&](StatusDot *d) { return d->text() == text; });
        };
        QTRY_VERIFY(rule(u"At least 14 characters"_s));
        auto *meter = named<StrengthMeter>(u"strength"_s);
        QVERIFY(meter);
        QVERIFY(meter->word().isEmpty());
        type(field(u"newPassword"_s), u"password"_s);
        QCOMPARE(meter->word(), u"Very weak"_s);
        QCOMPARE(meter->accessibleDescription(), meter->word());
        QCOMPARE(rule(u"A digit"_s)->accessibleDescription(), u"not kept yet"_s);
        retype(u"newPassword"_s, u"quiet-Lantern-over-17-roofs"_s);
        QCOMPARE(meter->word(), u"Very strong"_s);
        QCOMPARE(rule(u"A digit"_s)->accessibleDescription(), u"kept"_s);
        picture(&window(), u"account-password"_s);
        field(u"newPassword"_s)->clear();
        QVERIFY(set("password.minimumLength", 12));
        window().screen()->refresh();
        QTRY_VERIFY(rule(u"At least 12 characters"_s));
    }

    void saysAtTheFieldWhatAPasswordLacks()
    {
        click(press(u"changePassword"_s));
        QVERIFY(problemOf(u"currentPassword"_s).contains(u"current password"_s));
        type(field(u"currentPassword"_s), m_password);
        click(press(u"changePassword"_s));
        QVERIFY(problemOf(u"newPassword"_s).contains(u"new password"_s));
        type(field(u"newPassword"_s), u"short"_s);
        click(press(u"changePassword"_s));
        QVERIFY(problemOf(u"newPassword"_s).contains(u"At least 12 characters"_s));
        QCOMPARE(QApplication::focusWidget(), field(u"newPassword"_s));
        retype(u"newPassword"_s, u"quiet-Lantern-over-17-roofs"_s);
        type(field(u"newPasswordAgain"_s), u"quiet-Lantern-over-18-roofs"_s);
        click(press(u"changePassword"_s));
        QVERIFY(!problemOf(u"newPasswordAgain"_s).isEmpty());
        QVERIFY(!dialog(u"Change your password?"_s));
    }

    void namesAWrongCurrentPasswordAtItsField()
    {
        type(field(u"currentPassword"_s), u"not-My-password-1"_s);
        type(field(u"newPassword"_s), u"quiet-Lantern-over-17-roofs"_s);
        type(field(u"newPasswordAgain"_s), u"quiet-Lantern-over-17-roofs"_s);
        click(press(u"changePassword"_s));
        confirmChange();
        QTRY_VERIFY_WITH_TIMEOUT(!problemOf(u"currentPassword"_s).isEmpty(), 10'000);
        QTRY_COMPARE(QApplication::focusWidget(), field(u"currentPassword"_s));
        QVERIFY(field(u"currentPassword"_s)->text().isEmpty());
        // The new one is not typed again.
        QVERIFY(!field(u"newPassword"_s)->text().isEmpty());
        picture(&window(), u"account-wrong-password"_s);
    }

    void changesThePasswordAndEndsTheOtherSessions()
    {
        auto elsewhere = m_console->servers.connectNew();
        QVERIFY(client::await(elsewhere->probe(m_process->url())));
        auto typed = m_password.toStdString();
        QVERIFY(client::await(
            client::signInTo(elsewhere->signIn(), client::PasswordAnswer{u"ann"_s, Secret::take(typed)})));
        const auto sessions = [this] {
            const auto list = client::await(m_server->platform()->sessions()->own());
            return list ? int(list->sessions.size()) : -1;
        };
        QCOMPARE(sessions(), 2);
        const QString next = u"quiet-Lantern-over-17-roofs"_s;
        type(field(u"currentPassword"_s), m_password);
        type(field(u"newPassword"_s), next);
        type(field(u"newPasswordAgain"_s), next);
        click(press(u"changePassword"_s));
        confirmChange();
        QTRY_VERIFY_WITH_TIMEOUT(field(u"newPassword"_s)->text().isEmpty(), 10'000);
        QTRY_COMPARE(m_server->state(), client::ConnectionState::connected);
        m_password = next;
        QCOMPARE(sessions(), 1);
        // The old one no longer signs in, the new one does.
        Console other(*m_theme);
        QVERIFY(!other.connectTo(m_process->url(), u"Old"_s, client::Environment::staging, u"ann"_s,
                                 ServerProcess::password()));
        QVERIFY(other.connectTo(m_process->url(), u"New"_s, client::Environment::staging, u"ann"_s, next));
    }

    void endsAccessTokensOnlyIfAsked_data()
    {
        QTest::addColumn<bool>("asked");
        QTest::newRow("not ticked") << false;
        QTest::newRow("ticked") << true;
    }
    void endsAccessTokensOnlyIfAsked()
    {
        QFETCH(bool, asked);
        records::AccessTokenCreate wanted;
        wanted.name = "ci";
        auto made = client::await(m_server->apply(m_server->platform()->accessTokens()->create(wanted)));
        QVERIFY2(made && made->token, client::why(made).constData());
        const auto tokenSignsIn = [&] {
            auto program = m_console->servers.connectNew();
            return client::await(program->probe(m_process->url())) &&
                   client::await(client::signInTo(program->signIn(), client::TokenAnswer{Secret(made->token->view())}));
        };
        QVERIFY(tokenSignsIn());
        const QString next = asked ? u"quiet-Lantern-over-19-roofs"_s : u"quiet-Lantern-over-18-roofs"_s;
        type(field(u"currentPassword"_s), m_password);
        type(field(u"newPassword"_s), next);
        type(field(u"newPasswordAgain"_s), next);
        auto *tick = named<QCheckBox>(u"endTokens"_s);
        QVERIFY(tick && !tick->isChecked());
        if (asked)
            QTest::keyClick(tick, Qt::Key_Space);
        picture(&window(), u"account-end-tokens"_s);
        click(press(u"changePassword"_s));
        QTRY_VERIFY(dialog(u"Change your password?"_s));
        QVERIFY(find<QLabel>(dialog(u"Change your password?"_s), [&](QLabel *l) {
            return l->text().contains(asked ? u"Your access tokens end"_s : u"Your access tokens remain valid"_s);
        }));
        confirmChange();
        QTRY_VERIFY_WITH_TIMEOUT(field(u"newPassword"_s)->text().isEmpty(), 30'000);
        m_password = next;
        QVERIFY(!tick->isChecked());  // asked for anew each time
        QCOMPARE(tokenSignsIn(), !asked);
    }

    void changesNothingWhereTheServerIsReadOnly()
    {
        m_server->setReadOnly(true);
        QTRY_VERIFY(field(u"name"_s)->isReadOnly());
        QVERIFY(field(u"newPassword"_s)->isReadOnly());
        QVERIFY(!press(u"changePassword"_s)->isEnabled());
        QVERIFY(press(u"changePassword"_s)->toolTip().contains(u"read-only"_s));
        m_server->setReadOnly(false);
        QTRY_VERIFY(!field(u"name"_s)->isReadOnly());
    }

    void canBeWalkedThroughByKeyboard()
    {
        field(u"name"_s)->setFocus();
        retype(u"name"_s, u"Ann W"_s);
        QStringList order;
        for (int i = 0; i < 12; ++i) {
            order << QApplication::focusWidget()->objectName();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        const QStringList wanted{u"name"_s,           u"username"_s,        u"email"_s,       u"saveProfile"_s,
                                 u"discardProfile"_s, u"currentPassword"_s, u"newPassword"_s, u"newPasswordAgain"_s,
                                 u"endTokens"_s,      u"changePassword"_s};
        QCOMPARE(order.mid(0, wanted.size()), wanted);
        for (const auto *edit : window().screen()->findChildren<QLineEdit *>())
            QVERIFY2(!edit->accessibleName().isEmpty(), qPrintable(edit->objectName()));
    }
};

QTEST_MAIN(TestAccountJourneys)
#include "test_account_journeys.moc"
