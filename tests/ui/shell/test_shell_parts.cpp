// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/fake_server.h"
#include "tests/ui/hands.h"
#include "ui/guards/environment.h"
#include "ui/shell/banner.h"
#include "ui/shell/window_place.h"
#include "ui/sign_in/step_up_dialog.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QFontDatabase>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QTest>
#include <QVBoxLayout>

#include <memory>

namespace castellan::ui {

/// Parts of the window that appear by themselves: the banner, the confirmation of identity.
class TestShellParts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void cleanupTestCase() { m_theme.reset(); }

    void keepsAnotherHistoryLoudUntilItIsAccepted();
    void provesByPasswordOrCode();
    void letsTheLocalPersonConfirm();
    void keepsTagsLegibleWithAnyFont_data();
    void keepsTagsLegibleWithAnyFont();
    void bringsAWindowOntoTheScreen_data();
    void bringsAWindowOntoTheScreen();

private:
    std::unique_ptr<Theme> m_theme;
};

void TestShellParts::keepsAnotherHistoryLoudUntilItIsAccepted()
{
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *banner = new Banner(*m_theme, nullptr, &window);
    layout->addWidget(banner);
    window.resize(900, 200);
    window.show();
    test::FakeServer server;
    banner->follow(&server);
    QVERIFY(!banner->isVisible());
    server.events.become(client::FeedMode::diverged);
    QVERIFY(banner->isVisible());
    test::picture(&window, QStringLiteral("other-history-light"));
    QVERIFY(banner->text().contains(QStringLiteral("not the one seen before")));
    // It doesn't go by itself, not even when the connection comes and goes.
    server.become(client::ConnectionState::offline);
    server.become(client::ConnectionState::connected);
    QTRY_VERIFY(banner->text().contains(QStringLiteral("not the one seen before")));
    QTest::mouseClick(test::button(banner, QStringLiteral("Accept new history")), Qt::LeftButton);
    QCOMPARE(server.events.mode(), client::FeedMode::live);
    QVERIFY(!banner->isVisible());
}

void TestShellParts::provesByPasswordOrCode()
{
    test::FakeServer server;
    server.me.mfa_enabled = true;
    StepUpDialog dialog(*m_theme, server, nullptr);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    auto *password = dialog.findChild<QLineEdit *>(QStringLiteral("proofPassword"));
    auto *confirm = dialog.findChild<QPushButton *>(QStringLiteral("confirmProof"));
    auto *problem = dialog.findChild<QLabel *>(QStringLiteral("problem"));
    QTest::mouseClick(confirm, Qt::LeftButton);
    QCOMPARE(server.proofs, 0);  // nothing typed, nothing sent
    QTest::keyClicks(password, QStringLiteral("wrong"));
    QTest::keyClick(password, Qt::Key_Return);
    QTRY_VERIFY(problem->isVisible() && confirm->isEnabled());
    test::picture(&dialog, QStringLiteral("step-up-light"));
    QCOMPARE(server.proofs, 1);
    QVERIFY(dialog.isVisible());
    QVERIFY(password->text().isEmpty());
    QTest::mouseClick(test::button(&dialog, QStringLiteral("Use a code instead")), Qt::LeftButton);
    auto *code = dialog.findChild<QLineEdit *>(QStringLiteral("proofCode"));
    QVERIFY(code->isVisible() && !password->isVisible());
    QTest::keyClicks(code, QStringLiteral("123456"));
    QTest::mouseClick(confirm, Qt::LeftButton);
    QTRY_VERIFY(!dialog.isVisible());
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
}

void TestShellParts::letsTheLocalPersonConfirm()
{
    test::FakeServer server;
    server.setEmbedded(true);
    StepUpDialog dialog(*m_theme, server, nullptr);
    dialog.show();
    QVERIFY(!dialog.findChild<QLineEdit *>(QStringLiteral("proofPassword")));
    QTest::mouseClick(test::button(&dialog, QStringLiteral("Confirm")), Qt::LeftButton);
    QTRY_VERIFY(!dialog.isVisible());
    QCOMPARE(server.proofs, 1);
}

void TestShellParts::keepsTagsLegibleWithAnyFont_data()
{
    QTest::addColumn<QString>("family");
    QTest::addColumn<int>("size");
    for (const auto *family : {"DejaVu Sans", "Inter", "JetBrains Mono", "DejaVu Serif"})
        for (const int size : {11, 13, 20, 26})
            QTest::addRow("%s %d", family, size) << QString::fromLatin1(family) << size;
}

void TestShellParts::keepsTagsLegibleWithAnyFont()
{
    QFETCH(QString, family);
    QFETCH(int, size);
    QFont body(family);
    body.setPixelSize(size);
    m_theme->setFonts(body, body);
    const double room = m_theme->metrics().units(12) - 2;  // of a tile
    for (const auto environment : {client::Environment::production, client::Environment::staging,
                                   client::Environment::development, client::Environment::local}) {
        const EnvironmentTag tag(*m_theme, environment, room);
        QVERIFY(tag.size().width() <= room);
        QVERIFY2(tag.font().pixelSize() >= 0.6 * size, qPrintable(QString::number(tag.font().pixelSize())));
        QVERIFY(QFontMetricsF(tag.font()).capHeight() + 2 <= tag.size().height());
        // Every letter's ink is inside of the tag.
        QImage picture(200, 100, QImage::Format_RGB32);
        picture.fill(Qt::magenta);
        QPainter painter(&picture);
        tag.paint(painter, *m_theme, QPointF(100, 50));
        painter.end();
        const QRect box(QPointF(100 - tag.size().width() / 2, 50 - tag.size().height() / 2).toPoint() - QPoint(1, 1),
                        tag.size().toSize() + QSize(3, 3));
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                if (!box.contains(x, y))
                    QCOMPARE(picture.pixelColor(x, y), QColor(Qt::magenta));
    }
    m_theme->setFonts(QApplication::font(), QFontDatabase::systemFont(QFontDatabase::FixedFont));
}

void TestShellParts::bringsAWindowOntoTheScreen_data()
{
    QTest::addColumn<QRect>("wanted");
    QTest::addColumn<QRect>("room");
    QTest::addColumn<QRect>("placed");
    const QRect laptop(0, 24, 1366, 744);
    QTest::newRow("fits") << QRect(10, 40, 1280, 700) << laptop << QRect(10, 40, 1280, 700);
    QTest::newRow("beyond the right") << QRect(1300, 40, 900, 600) << laptop << QRect(466, 40, 900, 600);
    QTest::newRow("above") << QRect(10, -500, 900, 600) << laptop << QRect(10, 24, 900, 600);
    QTest::newRow("of a screen that is gone") << QRect(3840, 2160, 1280, 700) << laptop << QRect(86, 68, 1280, 700);
    QTest::newRow("small screen") << QRect(0, 0, 1280, 800) << QRect(0, 0, 800, 480) << QRect(0, 0, 800, 480);
}

void TestShellParts::bringsAWindowOntoTheScreen()
{
    QFETCH(QRect, wanted);
    QFETCH(QRect, room);
    QTEST(placedWithin(wanted, room), "placed");
    QWidget window;
    window.setMinimumSize(900, 600);
    window.setGeometry(20'000, 20'000, 30'000, 20'000);
    keepOnScreen(window);
    QVERIFY(window.screen()->availableGeometry().contains(window.geometry()));
}

}  // namespace castellan::ui

QTEST_MAIN(castellan::ui::TestShellParts)
#include "test_shell_parts.moc"
