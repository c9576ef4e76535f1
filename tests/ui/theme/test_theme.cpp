// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/icons.h"
#include "ui/theme/palette.h"
#include "ui/theme/style_sheet.h"
#include "ui/theme/theme.h"
#include "ui/widgets/label.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

namespace castellan::ui {

class TestTheme : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsContrast_data();
    void keepsContrast();
    void knowsTheRatioOfBlackAndWhite();
    void switchesLive();
    void followsTheDesktopUnlessTold();
    void scalesEveryLengthWithTheText();
    void fillsEveryValueOfTheStyleSheet();
    void hasEveryIcon();
    void drawsIconsInTheColourAsked();
    void writesColoursInOnePlaceOnly();
};

void TestTheme::keepsContrast_data()
{
    QTest::addColumn<Scheme>("scheme");
    QTest::newRow("light") << Scheme::light;
    QTest::newRow("dark") << Scheme::dark;
    QTest::newRow("high contrast") << Scheme::highContrast;
}

void TestTheme::keepsContrast()
{
    QFETCH(Scheme, scheme);
    const auto check = [scheme](std::span<const TextPair> pairs, double least) {
        for (const TextPair &pair : pairs) {
            const QColor text = colorOf(scheme, pair.text);
            const QColor ground = colorOf(scheme, pair.ground);
            const double ratio = contrastRatio(text, ground);
            QVERIFY2(ratio >= least, qPrintable(QStringLiteral("%1 on %2 (roles %3, %4): %5")
                                                    .arg(text.name(), ground.name())
                                                    .arg(int(pair.text))
                                                    .arg(int(pair.ground))
                                                    .arg(ratio)));
        }
    };
    check(textPairs(), 4.5);
    check(shapePairs(), 3.0);
}

void TestTheme::knowsTheRatioOfBlackAndWhite()
{
    QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
    // A grey that is known to just pass on white.
    QVERIFY(qAbs(contrastRatio(QColor(0x76, 0x76, 0x76), Qt::white) - 4.54) < 0.01);
}

void TestTheme::switchesLive()
{
    Theme theme(*qApp);
    theme.choose(SchemeChoice::light);
    QSignalSpy changed(&theme, &Theme::changed);
    theme.choose(SchemeChoice::dark);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(QApplication::palette().color(QPalette::Window), colorOf(Scheme::dark, ColorRole::surface));
    QVERIFY(qApp->styleSheet().contains(colorOf(Scheme::dark, ColorRole::accent).name()));
    QVERIFY(!qApp->styleSheet().contains(colorOf(Scheme::light, ColorRole::accent).name()));
    theme.choose(SchemeChoice::dark);
    QCOMPARE(changed.size(), 1);
}

void TestTheme::followsTheDesktopUnlessTold()
{
    QPalette given = QApplication::palette();
    given.setColor(QPalette::Window, Qt::black);
    given.setColor(QPalette::WindowText, Qt::white);
    QApplication::setPalette(given);
    Theme theme(*qApp);
    QCOMPARE(theme.scheme(), Scheme::dark);
    theme.choose(SchemeChoice::light);
    QCOMPARE(theme.scheme(), Scheme::light);
    theme.choose(SchemeChoice::system);
    QCOMPARE(theme.scheme(), Scheme::dark);
}

void TestTheme::scalesEveryLengthWithTheText()
{
    Theme theme(*qApp);
    const int unit = theme.metrics().unit();
    const int row = theme.metrics().rowHeight();
    const double title = QFontMetricsF(theme.font(TextSize::title)).height();
    theme.setTextScale(200);
    QVERIFY(qAbs(theme.metrics().unit() - 2 * unit) <= 1);
    QVERIFY(qAbs(theme.metrics().rowHeight() - 2 * row) <= 3);
    QVERIFY(QFontMetricsF(theme.font(TextSize::title)).height() > 1.8 * title);
    theme.setTextScale(1'000);
    QCOMPARE(theme.textScale(), 200);
    theme.setTextScale(1);
    QCOMPARE(theme.textScale(), 80);
}

void TestTheme::fillsEveryValueOfTheStyleSheet()
{
    Theme theme(*qApp);
    const QString sheet = styleSheet(theme);
    QVERIFY(!sheet.contains(QLatin1Char('$')));
    QVERIFY(!sheet.contains(QLatin1Char('@')));
    QCOMPARE(sheet.count(QLatin1Char('{')), sheet.count(QLatin1Char('}')));
}

void TestTheme::hasEveryIcon()
{
    Theme theme(*qApp);
#define X(name, file)                                                                                                  \
    {                                                                                                                  \
        QFile svg(iconFile(Icon::name));                                                                               \
        QVERIFY2(svg.open(QIODevice::ReadOnly), file);                                                                 \
        const QByteArray text = svg.readAll();                                                                         \
        QVERIFY2(text.contains("0 0 24 24") && text.contains("stroke-width=\"1.75\""), file);                          \
        QVERIFY2(text.contains("currentColor"), file);                                                                 \
    }
    CASTELLAN_ICONS(X)
#undef X
    QVERIFY(!applicationIcon().pixmap(64).isNull());
}

void TestTheme::drawsIconsInTheColourAsked()
{
    Theme theme(*qApp);
    for (const double ratio : {1.0, 2.0, 3.0}) {
        const QPixmap pixmap = iconPixmap(Icon::plus, Qt::red, 16, ratio);
        QCOMPARE(pixmap.width(), int(16 * ratio));
        QCOMPARE(pixmap.toImage().pixelColor(int(8 * ratio), int(8 * ratio)), QColor(Qt::red));
    }
}

void TestTheme::writesColoursInOnePlaceOnly()
{
    static const QRegularExpression literal(
        QStringLiteral("\"#[0-9A-Fa-f]{3,8}\\b|0x[0-9A-Fa-f]{6}\\b|QColor\\s*\\(\\s*[0-9\"]|QColor\\s*\\(\\s*Qt::|"
                       "Qt::(red|green|blue|white|black|gray|yellow|darkGray|lightGray|darkRed)\\b"));
    int files = 0;
    QDirIterator it(QStringLiteral(CASTELLAN_SOURCE_DIR "/ui"), {QStringLiteral("*.cpp"), QStringLiteral("*.h")},
                    QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        if (path.contains(QStringLiteral("/ui/theme/")))
            continue;
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        ++files;
        const QString text = QString::fromUtf8(file.readAll());
        const QRegularExpressionMatch found = literal.match(text);
        QVERIFY2(!found.hasMatch(), qPrintable(path + QStringLiteral(": ") + found.captured()));
    }
    QVERIFY(files > 40);
}

}  // namespace castellan::ui

QTEST_MAIN(castellan::ui::TestTheme)
#include "test_theme.moc"
