// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/client/servers/list_world.h"
#include "tests/client/servers/platformish.h"
#include "tests/ui/hands.h"
#include "ui/screens/connect/keep_page.h"
#include "ui/sign_in/sign_in_form.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTabBar>

using namespace castellan;
using namespace castellan::client;
using namespace castellan::test;
using namespace castellan::ui;
using namespace Qt::StringLiterals;

/// The form of a sign-in against FlowFuse's wire: a wrong code of the second factor ends the half session.
class TestSignInForm : public QObject {
    Q_OBJECT

    ListWorld m_world;
    Theme m_theme{*qApp};
    Platformish m_server;
    int m_codes = 0;
    bool m_half = false;
    std::unique_ptr<ConnectFlow> m_flow;
    std::unique_ptr<SignInForm> m_form;

    /// Like FlowFuse: the half session lives until the first wrong code.
    QByteArray say(const RawRequest &r)
    {
        if (r.target == "/account/login" && r.body.contains("second")) {
            m_half = true;
            return RawServer::reply(403, "{\"code\":\"mfa_required\",\"error\":\"MFA required\"}", "application/json",
                                    {"Set-Cookie: sid=HALF; Path=/; HttpOnly"});
        }
        if (r.target == "/account/login/token") {
            ++m_codes;
            if (std::exchange(m_half, false) && r.body.contains("123456"))
                return RawServer::reply(200, {}, {}, {"Set-Cookie: sid=" + m_server.session + "; Path=/; HttpOnly"});
            return RawServer::reply(401, "{\"code\":\"unauthorized\",\"error\":\"unauthorized\"}");
        }
        return m_server.say(r);
    }

    [[nodiscard]] QLineEdit *field(const char *name) const
    {
        return m_form->findChild<QLineEdit *>(QLatin1StringView(name));
    }
    [[nodiscard]] QString problem() const
    {
        auto *label = m_form->findChild<QLabel *>(u"problem"_s);
        return label && label->isVisible() ? label->text() : QString();
    }
    void comeToTheCode()
    {
        field("username")->setText(u"alice"_s);
        field("password")->setText(u"the second"_s);
        QTest::keyClick(field("password"), Qt::Key_Return);
        QTRY_VERIFY(field("code")->isVisible());
    }

private Q_SLOTS:
    void init()
    {
        m_half = false;
        m_codes = 0;
        m_server.server.answer = [this](const RawRequest &r) { return say(r); };
        m_flow = m_world.list.connectNew();
        const auto found = await(m_flow->probe(m_server.server.url().toString(), false));
        OK(found);
        m_form = std::make_unique<SignInForm>(m_theme);
        m_form->setSignIn(&m_flow->signIn());
        m_form->setVisible(true);
        QVERIFY(QTest::qWaitForWindowExposed(m_form.get()));
        m_form->activateWindow();
    }
    void cleanup()
    {
        m_form.reset();
        m_flow.reset();
    }

    void isBackAtThePasswordWhenTheServerHasEndedTheAttempt()
    {
        comeToTheCode();
        QTest::keyClicks(field("code"), u"000000"_s);
        QTRY_COMPARE(m_codes, 1);
        QTRY_VERIFY(field("password")->isVisible());
        QVERIFY(!field("code")->isVisible());
        QCOMPARE(field("username")->text(), u"alice"_s);
        QVERIFY(field("password")->text().isEmpty());
        QVERIFY2(problem().contains(u"Sign in again"_s), qPrintable(problem()));
        QTRY_VERIFY(field("password")->hasFocus());
        // The same attempt over again, with the right code.
        comeToTheCode();
        QSignalSpy done(m_form.get(), &SignInForm::signedIn);
        QTest::keyClicks(field("code"), u"123456"_s);
        QTRY_COMPARE(done.count(), 1);
    }

    void keepsTheCauseWhenReturnFollowsAFailure()
    {
        field("username")->setText(u"alice"_s);
        field("password")->setText(u"wrong"_s);
        QTest::keyClick(field("password"), Qt::Key_Return);
        QTRY_VERIFY(!problem().isEmpty());
        const auto cause = problem();
        field("password")->clear();
        QTest::keyClick(field("password"), Qt::Key_Return);
        QCOMPARE(problem(), cause);
    }

    void speaksOfBackupCodesOnlyWhereThereAreSome()
    {
        comeToTheCode();
        for (const auto *label : m_form->findChildren<QLabel *>())
            QVERIFY2(!label->text().contains(u"backup"_s), qPrintable(label->text()));
    }

    void movesTheFocusToTheChosenWay()
    {
        auto *ways = m_form->findChild<QTabBar *>();
        ways->setFocus();
        QTest::mouseClick(ways, Qt::LeftButton, {}, ways->tabRect(1).center());
        QTRY_VERIFY(field("token")->hasFocus());
        QTest::mouseClick(ways, Qt::LeftButton, {}, ways->tabRect(0).center());
        QTRY_VERIFY(field("username")->hasFocus());
    }

    void pressesTheFocusedButtonOnReturn()
    {
        comeToTheCode();
        auto *back = button(m_form.get(), u"Back"_s);
        QVERIFY(back);
        back->setFocus();
        QTest::keyClick(back, Qt::Key_Return);
        QTRY_VERIFY(field("password")->isVisible());
        QVERIFY(problem().isEmpty());
        QCOMPARE(m_codes, 0);
    }

    void carriesNothingToAnotherServer()
    {
        field("username")->setText(u"alice"_s);
        m_form->findChild<QTabBar *>()->setCurrentIndex(1);
        field("token")->setText(u"fft_secret"_s);
        const auto other = m_world.list.connectNew();
        m_form->setSignIn(&other->signIn());
        QCOMPARE(m_form->findChild<QTabBar *>()->currentIndex(), 0);
        QVERIFY(field("username")->isVisible());
        QVERIFY(field("username")->text().isEmpty());
        QVERIFY(field("token")->text().isEmpty());
        m_form->setSignIn(nullptr);
    }

    void proposesANameWithThePortAndSaysWhatIsKept()
    {
        KeepPage page(m_theme);
        Profile profile;
        profile.url = QUrl(u"http://plant.example.org:3000"_s);
        page.show(profile, u"Signed in as alice."_s, true);
        QCOMPARE(page.findChild<QLineEdit *>(u"name"_s)->text(), u"plant.example.org:3000"_s);
        const auto says = [&page](const QString &words) {
            const auto labels = page.findChildren<QLabel *>();
            return std::ranges::any_of(labels, [&](const QLabel *label) { return label->text().contains(words); });
        };
        QVERIFY(says(u"access token"_s));
        QVERIFY(!says(u"password"_s));
        page.findChild<QComboBox *>(u"place"_s)->setCurrentIndex(1);
        QVERIFY(says(u"access token"_s));
        page.findChild<QComboBox *>(u"place"_s)->setCurrentIndex(0);
        profile.url = QUrl(u"https://plant.example.org"_s);
        page.show(profile, u"Signed in as alice."_s, false);
        QCOMPARE(page.findChild<QLineEdit *>(u"name"_s)->text(), u"plant.example.org"_s);
        QVERIFY(says(u"never your password"_s));
        profile.url = QUrl(u"http://[::1]:3000"_s);
        page.show(profile, {}, false);
        QCOMPARE(page.findChild<QLineEdit *>(u"name"_s)->text(), u"[::1]:3000"_s);
    }
};

QTEST_MAIN(TestSignInForm)
#include "test_sign_in_form.moc"
