// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log.h"

#include <QTest>

#include <vector>

using namespace castellan;

namespace {

struct Kept final : Log {
    void write(const LogLine &line) override { lines.push_back(toText(line)); }
    std::vector<std::string> lines;
};

}  // namespace

class TestLog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesLevelCategoryAndRequest()
    {
        QCOMPARE(toText({LogLevel::error, "api", "it broke", "4f1c-7"}),
                 std::string("api error request 4f1c-7: it broke"));
    }

    void namesNoRequestWhereThereIsNone()
    {
        QCOMPARE(toText({LogLevel::info, "store", "there is room again"}),
                 std::string("store info: there is room again"));
    }

    void writesEachLevelByItsWord()
    {
        Kept log;
        log.info("http", "a");
        log.warning("http", "b");
        log.error("http", "c");
        QCOMPARE(log.lines, (std::vector<std::string>{"http info: a", "http warning: b", "http error: c"}));
    }

    void keepsAMessageOnOneLine()
    {
        QCOMPARE(toText({LogLevel::warning, "http", "a\nserver info: forged\r\t"}),
                 std::string("http warning: a\\u000aserver info: forged\\u000d\\u0009"));
    }

    void escapesWhatTerminalsObey()
    {
        QCOMPARE(toText({LogLevel::warning, "http", "\x1b[2J \x7f \xc2\x9b"}),
                 std::string("http warning: \\u001b[2J \\u007f \\u009b"));
    }

    void escapesARequestsIdToo()
    {
        QCOMPARE(toText({LogLevel::error, "api", "x", "1\n2"}), std::string("api error request 1\\u000a2: x"));
    }

    void leavesOtherTextAsItIs()
    {
        QCOMPARE(toText({LogLevel::info, "http", "Müller \xc2\xa0 – 7\xc2"}),
                 std::string("http info: Müller \xc2\xa0 – 7\\xc2"));
    }

    void escapesWhatReordersALineOrIsNoUtf8()
    {
        QCOMPARE(toText({LogLevel::info, "http", "\u202e\u2028\xff"}), std::string("http info: \\u202e\\u2028\\xff"));
    }
};

QTEST_APPLESS_MAIN(TestLog)
#include "test_log.moc"
