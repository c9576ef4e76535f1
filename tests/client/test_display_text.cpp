// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/display_text.h"

#include <QLocale>
#include <QTest>

namespace castellan::client {

/// Text of a server as people are shown it.
class TestDisplayText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsOneLineThatHidesNothing_data();
    void showsOneLineThatHidesNothing();
    void everyCharacterStaysInItsLine();
    void cutsWhatNoScreenCouldShow();
    void isolatesWhatCouldReorderASentence();
};

void TestDisplayText::showsOneLineThatHidesNothing_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *name, const QString &text, const QString &shown) {
        QTest::newRow(name) << text << shown;
    };
    row("empty", {}, {});
    row("plain", QStringLiteral("Ann Weber <a&b>"), QStringLiteral("Ann Weber <a&b>"));
    row("other scripts", QStringLiteral("Jürgen, 日本, नमस्ते"), QStringLiteral("Jürgen, 日本, नमस्ते"));
    row("LF", QStringLiteral("a\nb"), QStringLiteral("a b"));
    row("CR LF", QStringLiteral("a\r\nb"), QStringLiteral("a b"));
    row("tab", QStringLiteral("a\tb"), QStringLiteral("a b"));
    row("NEL", QStringLiteral(u"a\u0085b"), QStringLiteral("a b"));
    row("line separator", QStringLiteral(u"a\u2028b"), QStringLiteral("a b"));
    row("paragraph separator", QStringLiteral(u"a\u2029b"), QStringLiteral("a b"));
    row("escape", QStringLiteral("a\x1b[2J"), QStringLiteral(u"a\u241b[2J"));
    row("delete", QStringLiteral("a\x7f"), QStringLiteral(u"a\u2421"));
    row("C1", QStringLiteral(u"a\u009cb"), QStringLiteral(u"a\ufffdb"));
    row("right-to-left override", QStringLiteral(u"a\u202eb"), QStringLiteral(u"a\ufffdb"));
    row("right-to-left isolate", QStringLiteral(u"a\u2067b\u2069"), QStringLiteral(u"a\ufffdb\ufffd"));
    row("Arabic letter mark", QStringLiteral(u"a\u061cb"), QStringLiteral(u"a\ufffdb"));
    row("zero width space", QStringLiteral(u"a\u200bb"), QStringLiteral(u"a\ufffdb"));
    row("byte order mark", QStringLiteral(u"\ufeffa"), QStringLiteral(u"\ufffda"));
    row("lone surrogate", QString(QChar(0xd800)) + u'a', QStringLiteral(u"\ufffda"));
    row("non-breaking space", QStringLiteral(u"a\u00a0b"), QStringLiteral("a b"));
    row("joiner in a word", QStringLiteral(u"می\u200cخواهم"), QStringLiteral(u"می\u200cخواهم"));
    row("joiner at the end", QStringLiteral(u"a\u200d"), QStringLiteral(u"a\ufffd"));
    row("family", QStringLiteral("👨‍👩‍👧"), QStringLiteral("👨‍👩‍👧"));
    row("Hangul filler", QStringLiteral(u"\u3164"), QStringLiteral("␣"));
    row("Braille blank", QStringLiteral(u"\u2800"), QStringLiteral("␣"));
    row("only spaces", QStringLiteral(u"\u00a0 "), QStringLiteral("␣␣"));
    row("only a mark", QStringLiteral(u"\u034f"), QStringLiteral("␣"));
    row("balanced isolate", QStringLiteral(u"\u2068a\u2069"), QStringLiteral(u"\u2068a\u2069"));
    row("isolate left open", QStringLiteral(u"\u2068a"), QStringLiteral(u"\ufffda"));
    row("isolate closed twice", QStringLiteral(u"a\u2069"), QStringLiteral(u"a\ufffd"));
}

void TestDisplayText::showsOneLineThatHidesNothing()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QCOMPARE(displayText(text), shown);
    QCOMPARE(displayText(displayText(text)), shown);
}

void TestDisplayText::everyCharacterStaysInItsLine()
{
    for (char32_t c = 0; c <= 0x10ffff; ++c) {
        QString text = QStringLiteral("a");
        text += QChar::fromUcs4(c);
        text += u'b';
        const QString shown = displayText(text);
        for (const uint s : shown.toUcs4()) {
            const auto category = QChar::category(s);
            QVERIFY2(category != QChar::Other_Control && category != QChar::Separator_Line &&
                         category != QChar::Separator_Paragraph && category != QChar::Other_Surrogate,
                     qPrintable(QString::number(c, 16)));
            const auto direction = QChar::direction(s);
            QVERIFY2(direction != QChar::DirRLO && direction != QChar::DirLRO && direction != QChar::DirRLE &&
                         direction != QChar::DirLRE && direction != QChar::DirPDF && direction != QChar::DirRLI &&
                         direction != QChar::DirLRI && direction != QChar::DirFSI && direction != QChar::DirPDI,
                     qPrintable(QString::number(c, 16)));
        }
    }
}

void TestDisplayText::cutsWhatNoScreenCouldShow()
{
    const QString shown = displayText(QString(1 << 20, u'x'));
    QCOMPARE(shown.size(), 4096);
    QVERIFY(shown.endsWith(u'…'));
}

void TestDisplayText::isolatesWhatCouldReorderASentence()
{
    QCOMPARE(isolated(QStringLiteral("Ann")), QStringLiteral("Ann"));
    QCOMPARE(isolated(QStringLiteral("נועה")), QStringLiteral(u"\u2068נועה\u2069"));
    // An isolate of the name's own cannot end ours.
    QCOMPARE(isolated(QStringLiteral(u"נועה\u2069")), QStringLiteral(u"\u2068נועה\ufffd\u2069"));
    QCOMPARE(isolated({}), QString());
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::Arabic, QLocale::Egypt));
    const QString inArabic = isolated(QStringLiteral("Ann"));
    QLocale::setDefault(before);
    QCOMPARE(inArabic, QStringLiteral(u"\u2068Ann\u2069"));
}

}  // namespace castellan::client

QTEST_GUILESS_MAIN(castellan::client::TestDisplayText)
#include "test_display_text.moc"
