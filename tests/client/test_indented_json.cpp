// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/indented_json.h"

#include "core/text/utf8.h"

#include <QTest>

#include <boost/json/array.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace castellan::client {

/// Records as people are shown and copy them.
class TestIndentedJson : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writesARecordThatReadsAsItself_data();
    void writesARecordThatReadsAsItself();
    void everyCharacterOfARecordReadsAsItself();
};

namespace {

bool staysInItsLine(const QString &text)
{
    const auto points = text.toUcs4();
    return std::ranges::none_of(points, [](uint c) {
        const auto category = QChar::category(c);
        const auto direction = QChar::direction(c);
        return category == QChar::Other_Control || category == QChar::Separator_Line ||
               category == QChar::Separator_Paragraph || category == QChar::Other_Surrogate ||
               direction == QChar::DirRLO || direction == QChar::DirLRO || direction == QChar::DirRLE ||
               direction == QChar::DirLRE || direction == QChar::DirPDF || direction == QChar::DirRLI ||
               direction == QChar::DirLRI || c == 0x200b || c == 0x3164 || c == 0x2800 || c == 0xa0;
    });
}

}  // namespace

void TestIndentedJson::writesARecordThatReadsAsItself_data()
{
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<QString>("copied");
    QTest::newRow("empty") << QByteArray("{}") << u"{}"_s;
    QTest::newRow("nested") << QByteArray(R"({"b":{"c":[1,{"d":null}],"e":[],"f":{}},"a":true})")
                            << u"{\n    \"b\": {\n        \"c\": [\n            1,\n            {\n                "
                               "\"d\": null\n            }\n        ],\n        \"e\": [],\n        \"f\": {}\n    },\n"
                               "    \"a\": true\n}"_s;
    QTest::newRow("large numbers") << QByteArray(R"({"a":18446744073709551615,"b":-9223372036854775808})")
                                   << u"{\n    \"a\": 18446744073709551615,\n    \"b\": -9223372036854775808\n}"_s;
    QTest::newRow("hostile") << QByteArray("{\"\u2028\":\"a\u202eb\u0085\u2066\u3164\u00a0\xf3\xa0\x80\x81\"}")
                             << u"{\n    \"\\u2028\": \"a\\u202eb\\u0085\\u2066\\u3164\\u00a0\\udb40\\udc01\"\n}"_s;
    const QByteArray longText(10'000, 'x');
    QTest::newRow("long") << QByteArray("{\"a\":\"" + longText + "\"}")
                          << u"{\n    \"a\": \"%1\"\n}"_s.arg(QLatin1String(longText));
    QTest::newRow("other scripts") << QByteArray("{\"a\":\"J\u00fcrgen \u05e0\u05d5\u05e2\u05d4 \u65e5\u672c\"}")
                                   << u"{\n    \"a\": \"J\u00fcrgen \u05e0\u05d5\u05e2\u05d4 \u65e5\u672c\"\n}"_s;
    QTest::newRow("joiner in a word") << QByteArray("{\"a\":\"\u0645\u06cc\u200c\u062e\u200d\"}")
                                      << u"{\n    \"a\": \"\u0645\u06cc\u200c\u062e\\u200d\"\n}"_s;
}

void TestIndentedJson::writesARecordThatReadsAsItself()
{
    QFETCH(QByteArray, record);
    QFETCH(QString, copied);
    const auto parsed = json::parse(std::string_view(record.constData(), std::size_t(record.size())));
    QVERIFY(parsed);
    QCOMPARE(indentedJson(parsed->get_object()), copied);
    const auto again = json::parse(copied.toStdString());
    QVERIFY(again);
    QVERIFY(*again == *parsed);
}

void TestIndentedJson::everyCharacterOfARecordReadsAsItself()
{
    constexpr char32_t block = 0x400;
    for (char32_t first = 0; first <= 0x10ffff; first += block) {
        json::array texts;
        for (char32_t c = first; c < first + block; ++c) {
            std::string text = "a";
            if (c < 0xd800 || c > 0xdfff)
                appendUtf8(text, c);
            texts.emplace_back(text + 'b');
        }
        const json::object record{{"texts", texts}};
        const QString copied = indentedJson(record);
        QCOMPARE(copied.count(u'\n'), qsizetype(block) + 3);
        QVERIFY2(staysInItsLine(QString(copied).remove(u'\n')), qPrintable(copied));
        const auto again = json::parse(copied.toStdString());
        QVERIFY2(again && *again == json::value(record), qPrintable(copied));
    }
}

}  // namespace castellan::client

QTEST_GUILESS_MAIN(castellan::client::TestIndentedJson)
#include "test_indented_json.moc"
