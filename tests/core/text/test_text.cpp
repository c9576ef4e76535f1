// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// Text as the standards have it: RFC 3629, Unicode's UAX 15 and 3.13, UTS 39.
#include "core/text/email.h"
#include "core/text/fold.h"
#include "core/text/names.h"
#include "core/text/printable.h"
#include "core/text/scripts.h"
#include "core/text/utf8.h"

#include <QTest>

#include <string>
#include <vector>

using namespace castellan;
using namespace std::string_literals;
using namespace std::string_view_literals;

namespace {

const auto bad = "\xef\xbf\xbd"s;  // U+FFFD

constexpr char32_t lastOfUnicode = 0x10ffff;
/// Beyond it are ideographs, and tags, which have no case.
constexpr char32_t lastWithCase = 0x1ffff;

/// Every scalar value up to `last`, a character each.
template <class Each> void forEachCharacter(char32_t last, Each each)
{
    for (char32_t c = 1; c <= last; ++c) {
        if (c >= 0xd800 && c <= 0xdfff)
            continue;
        std::string text;
        appendUtf8(text, c);
        each(text, c);
    }
}

}  // namespace

class TestText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void takesEveryScalarValueAndGivesItBack()
    {
        forEachCharacter(lastOfUnicode, [](const std::string &text, char32_t c) {
            std::string_view rest = text;
            if (!isUtf8(text) || takeCodePoint(rest) != c || !rest.empty())
                QFAIL(qPrintable(QString::number(c, 16)));
        });
    }

    void refusesWhatRfc3629Refuses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("mended");
        const auto row = [](const char *name, std::string_view bytes, const std::string &mended) {
            QTest::newRow(name) << QByteArray(bytes.data(), qsizetype(bytes.size()))
                                << QByteArray::fromStdString(mended);
        };
        row("no lead byte",
            "a\xff"
            "b",
            "a" + bad + "b");
        row("lone lead byte", "a\xc3", "a" + bad);
        row("lone continuation", "\x80z", bad + "z");
        row("overlong slash", "\xc0\xaf", bad + bad);
        row("overlong in three", "\xe0\x80\xaf", bad + bad + bad);
        row("surrogate", "\xed\xa0\x80", bad + bad + bad);
        row("beyond U+10FFFF", "\xf4\x90\x80\x80", bad + bad + bad + bad);
        row("cut in three", "\xe2\x82", bad);
        row("cut in four", "x\xf0\x9f\x98y", "x" + bad + "y");
        row("one after eight bytes of ASCII",
            "12345678\xfe"
            "12345678",
            "12345678" + bad + "12345678");
    }

    void refusesWhatRfc3629Refuses()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, mended);
        QVERIFY(!isUtf8(bytes.toStdString()));
        const auto repaired = repairedUtf8(bytes.toStdString());
        QVERIFY(isUtf8(repaired));
        QCOMPARE(QByteArray::fromStdString(repaired), mended);
        QCOMPARE(repairedUtf8(repaired), repaired);
    }

    void cutsAtTheBoundaryOfACharacter()
    {
        const auto text = "aä€😀"s;  // 1, 2, 3 and 4 bytes
        const std::vector<std::size_t> kept{0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};
        for (std::size_t limit = 0; limit < kept.size(); ++limit)
            QCOMPARE(cutUtf8(text, limit), std::string_view(text).substr(0, kept[limit]));
    }

    void foldsBeyondAscii()
    {
        QCOMPARE(caseFolded("JÜRGEN"), "jürgen"s);
        QCOMPARE(caseFolded("Ju\u0308rgen"), caseFolded("JÜRGEN"));
        QCOMPARE(caseFolded("STRASSE"), caseFolded("Straße"));
        QCOMPARE(caseFolded("ΣΊΣΥΦΟΣ"), caseFolded("Σίσυφος"));
        QCOMPARE(caseFolded("ADMIN_7"), "admin_7"s);
        QCOMPARE(normalized("Ju\u0308rgen"), "Jürgen"s);
        QCOMPARE(normalized("a\xff"), "a" + bad);
    }

    void foldsWhatIsFoldedToItself()
    {
        forEachCharacter(lastWithCase, [](const std::string &text, char32_t c) {
            const auto once = caseFolded(text);
            if (caseFolded(once) != once || caseFolded(normalized(text)) != once)
                QFAIL(qPrintable(QString::number(c, 16)));
        });
    }

    void refusesNamesThatHideOrBreakALine()
    {
        for (const auto *const name :
             {"a\nb", "a\tb", "\x7f", "a\u0085b", "a\u009bb", "a\u2028b", "a\u2029b", "a\u202eb", "a\u2066b",
              "a\u061cb", "a\u200bb", "a\u00adb", "\ufeffab", "a\U000e0041b", "a\u2060b", "a\u200eb", "\xff", "a\xc3"})
            QVERIFY2(faultOfName(name), name);
        QVERIFY(faultOfName("a\0b"sv));
    }

    void refusesNamesWithoutAVisibleCharacter()
    {
        for (const auto *const name : {"", " ", "   ", "\u00a0", "\u2800", "\u3164", "\u3000", "\u115f", "\uffa0",
                                       "\u034f", " \u2800\u3164", "\ufe0f", "\U0001d159", "\u0301"})
            QVERIFY2(faultOfName(name), name);
    }

    void takesNamesOfAllLanguages()
    {
        for (const auto *const name : {"Jürgen", "Ju\u0308rgen", "O'Neill", "Жанна", "田中 太郎", "محمد", "Team 7",
                                       "a\u00a0b", "👩", "…", "中\ufe00"})
            QVERIFY2(!faultOfName(name), name);
    }

    void takesJoinersWithinAWordOnly()
    {
        QVERIFY(!faultOfName("می\u200cخواهم"));
        QVERIFY(!faultOfName("क्\u200dष"));
        QVERIFY(!faultOfName("👩\u200d🔧"));
        QVERIFY(!faultOfName("❤\ufe0f\u200d🔥"));
        for (const auto *const name : {"\u200dab", "ab\u200c", "a \u200db", "a\u200d b", "a\u200d\u200db", "1\u200d2",
                                       "👩\u200c🔧", "👩\u200da"})
            QVERIFY2(faultOfName(name), name);
    }

    void seesLettersOfTwoScriptsThatLookAlike()
    {
        QVERIFY(mixesLookAlikeScripts("\u0430dmin"));  // Cyrillic а
        QVERIFY(mixesLookAlikeScripts("r\u03bfot"));   // Greek ο
        QVERIFY(mixesLookAlikeScripts("\u0430\u03bf"));
        QVERIFY(mixesLookAlikeScripts("\u0585pen"));       // Armenian օ
        QVERIFY(mixesLookAlikeScripts("ab\u13aa\uff41"));  // Cherokee Ꭺ
        for (const auto *const text : {"admin_7", "Жанна-1", "Jürgen", "田中tanaka", "σ-1", "", "가나abc"})
            QVERIFY2(!mixesLookAlikeScripts(text), text);
    }

    /// RFC 5321, 4.1.2 and 4.5.3.1; RFC 6531, 3.3; IDNA2008 by UTS 46.
    void takesEmailAddressesOfTheStandards()
    {
        for (const auto *const text :
             {"a@b", "ann@example.com", "Ann.O'Neill+tag@sub.example.co.uk", "jürgen@example.com", "用户@例子.广告",
              "a@münchen.de", "a@xn--mnchen-3ya.de", "user@localhost", "a_b-c=d@1.2.3.4x", "अ@उदाहरण.भारत"})
            QVERIFY2(emailAddressFrom(text), text);
        const auto local = std::string(64, 'a');
        const auto label = std::string(63, 'b');
        QVERIFY(emailAddressFrom(local + "@" + label + "." + label + ".com"));
        QVERIFY(!emailAddressFrom("a" + local + "@example.com"));
        QVERIFY(!emailAddressFrom("a@b" + label + ".com"));
        QVERIFY(!emailAddressFrom(local + "@" + label + "." + label + "." + label + ".com"));
    }

    void refusesEmailAddressesThatAreNone()
    {
        for (const auto *const text : {"",
                                       "@",
                                       "a",
                                       "a@",
                                       "@b",
                                       "a@@b",
                                       "a@b@c",
                                       "a@b..com",
                                       "a..b@c.com",
                                       ".a@b.com",
                                       "a.@b.com",
                                       "a@.b.com",
                                       "a@b.com.",
                                       "a@-b.com",
                                       "a@b-.com",
                                       "a@b_c.com",
                                       "a b@c.com",
                                       "a@b c.com",
                                       "a\n@b.com",
                                       "a\x7f@b.com",
                                       "a\u0085@b.com",
                                       "a\u200b@b.com",
                                       "a\u202e@b.com",
                                       "a\u00a0@b.com",
                                       "a\u3164@b.com",
                                       "a\u2028@b.com",
                                       "a@b\u202e.com",
                                       "a@b\u200b..com",
                                       "a@b\u200b.com",
                                       "a@b.com\u200b",
                                       "a@b.com\u200d",
                                       "a@b.com\u00a0",
                                       "a@b\u00ad.com",
                                       "a@b\ufe0f.com",
                                       "a@b\u2060.com",
                                       "\"a\"@b.com",
                                       "a@[127.0.0.1]",
                                       "a,b@c.com",
                                       "a<b>@c.com",
                                       "a@xn--a.com",
                                       "a@☃.com",
                                       "\xff@b.com",
                                       "a@\xc3.com",
                                       "a(b)@c.com",
                                       "a@b.com\n",
                                       " a@b.com"})
            QVERIFY2(!emailAddressFrom(text), text);
        QVERIFY(!emailAddressFrom("a\0@b.com"sv));
    }

    void comparesEmailAddressesInOneForm()
    {
        const auto same = [](std::string_view a, std::string_view b) { return emailKey(a) == emailKey(b); };
        QVERIFY(same("JÜRGEN@Example.com", "jürgen@example.COM"));
        QVERIFY(same("ju\u0308rgen@example.com", "jürgen@example.com"));
        QVERIFY(same("a@MÜNCHEN.de", "A@xn--mnchen-3ya.de"));
        QVERIFY(same("a@mu\u0308nchen。de", "a@münchen.de"));
        QVERIFY(same("ΣΊΣΥΦΟΣ@x.gr", "σίσυφος@x.gr"));
        QVERIFY(!same("a@faß.de", "a@fass.de"));  // non-transitional
        QVERIFY(!same("jürgen@example.com", "jurgen@example.com"));
        QVERIFY(same("No Address", "no address"));
        const auto stored = emailAddressFrom("Ju\u0308rgen@XN--MNCHEN-3YA.de");
        QVERIFY(stored);
        QCOMPARE(stored->address, "Jürgen@münchen.de"s);
        QCOMPARE(emailAddressFrom(stored->address)->address, stored->address);
    }

    void findsTextInAnyCase()
    {
        QVERIFY(containsFolded("Hello World", "o w"));
        QVERIFY(containsFolded("JÜRGEN Müller", caseFolded("jürgen")));
        QVERIFY(containsFolded("Straße", caseFolded("STRASS")));
        QVERIFY(!containsFolded("abc", "abcd"));
        QVERIFY(!containsFolded("JURGEN", caseFolded("jürgen")));
    }

    void printsStrangersTextOnOneLineThatNoTerminalObeys()
    {
        QCOMPARE(printable("a\x1b[2J\nb\x7f"), "a\\u001b[2J\\u000ab\\u007f"s);
        QCOMPARE(printable("\u009b\u0085 \u2028\u202e\u2066\U000e0041"),
                 "\\u009b\\u0085 \\u2028\\u202e\\u2066\\U000e0041"s);
        QCOMPARE(printable("x\xff\xe2\x82"), "x\\xff\\xe2\\x82"s);
        QCOMPARE(printable("Müller – C:\\7"), "Müller – C:\\7"s);
        forEachCharacter(lastWithCase, [](const std::string &text, char32_t) { QVERIFY(isUtf8(printable(text))); });
    }
};

QTEST_APPLESS_MAIN(TestText)
#include "test_text.moc"
