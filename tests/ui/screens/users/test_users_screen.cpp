// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/fake_server.h"
#include "tests/ui/hands.h"
#include "tests/ui/real_world.h"
#include "ui/screens/users/users_screen.h"
#include "ui/widgets/table_view.h"

#include <QLineEdit>
#include <QSignalSpy>

using namespace castellan;
using namespace castellan::ui;
using namespace castellan::test;
using namespace Qt::StringLiterals;

/// What the list of users does where erasing is not offered, not allowed, or asks for a recent proof.
class TestUsersScreen : public QObject {
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Console> m_console;
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<Screen> m_screen;

    FakeUsers &facet() { return m_server->fake.userFacet; }
    TableView *table() { return m_screen->findChild<TableView *>(); }
    /// The screen with Bob selected.
    void open()
    {
        m_screen.reset(makeUsersScreen({*m_theme,
                                        m_console->servers,
                                        m_console->events,
                                        m_console->clock,
                                        m_console->views,
                                        nullptr,
                                        nullptr,
                                        m_server.get(),
                                        {}},
                                       nullptr));
        m_screen->resize(1000, 600);
        m_screen->show();
        m_screen->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_screen.get()));
        QTRY_VERIFY(rowWith(table(), u"bob"_s) >= 0);
        clickCell(table(), rowWith(table(), u"bob"_s), 0);
    }
    QAction *entry(const QString &words)
    {
        QTest::keyClick(table(), Qt::Key_Menu);
        if (!QTest::qWaitFor([] { return menu() != nullptr; }))
            return nullptr;
        const auto all = menu()->actions();
        const auto found =
            std::ranges::find_if(all, [&](const QAction *a) { return QString(a->text()).remove(u'&') == words; });
        return found == all.end() ? nullptr : *found;
    }
    void confirmErasure()
    {
        const auto title = u"Erase %1?"_s.arg(client::isolated(u"Bob Lindt"_s));
        QTest::keyClick(table(), Qt::Key_Delete, Qt::ShiftModifier);
        QTRY_VERIFY(dialog(title));
        auto *ask = dialog(title);
        type(ask->findChild<QLineEdit *>(), u"bob"_s);
        click(button(ask, u"Erase person"_s));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<Theme>(*qApp);
        m_console = std::make_unique<Console>(*m_theme);
    }
    void cleanupTestCase()
    {
        m_console.reset();
        m_theme.reset();
    }
    void init()
    {
        m_server = std::make_unique<FakeServer>();
        records::User bob;
        bob.id = "u2";
        bob.username = "bob";
        bob.name = "Bob Lindt";
        facet().all = {m_server->me, bob};
    }
    void cleanup()
    {
        if (auto *popup = menu())
            popup->close();
        m_screen.reset();
        m_server.reset();
    }

    void saysWhereErasingIsNotOffered()
    {
        facet().offersErasure = false;
        open();
        auto *erase = entry(u"Erase person…"_s);
        QVERIFY(erase && !erase->isEnabled());
        QVERIFY2(erase->toolTip().contains(u"Not offered by"_s), qPrintable(erase->toolTip()));
        QVERIFY(erase->toolTip().contains(u"FlowFuse 2.33.2"_s));
    }

    void saysWhoMayErase()
    {
        m_server->me.admin = false;
        m_server->me.auditor = true;
        open();
        auto *erase = entry(u"Erase person…"_s);
        QVERIFY(erase && !erase->isEnabled());
        QVERIFY(erase->toolTip().contains(u"Only administrators can erase persons."_s));
    }

    void erasesOnceTheIdentityIsProven()
    {
        open();
        QSignalSpy toasts(m_screen.get(), &Screen::toast);
        facet().answers.failure = Error(ErrorCode::reauth_required, "Prove who you are.");
        int proofs = 0;
        m_server->whenProofIsAsked = [&] {
            ++proofs;
            facet().answers.failure.reset();
        };
        confirmErasure();
        QTRY_COMPARE(facet().erased, (QStringList{u"u2"_s, u"u2"_s}));
        QCOMPARE(proofs, 1);
        QTRY_COMPARE(toasts.size(), 1);
        QVERIFY(toasts.front().front().toString().contains(u"12"_s));
    }

    void saysWhatTheServerRefuses()
    {
        open();
        QSignalSpy toasts(m_screen.get(), &Screen::toast);
        facet().answers.failure = Error(ErrorCode::last_owner, "Operations would have no owner.");
        confirmErasure();
        QTRY_COMPARE(toasts.size(), 1);
        QVERIFY(!toasts.front().front().toString().isEmpty());
        QVERIFY(!toasts.front().front().toString().contains(u"Erased"_s));
        QVERIFY(rowWith(table(), u"bob"_s) >= 0);
    }
};

QTEST_MAIN(TestUsersScreen)
#include "test_users_screen.moc"
