// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "os/print.h"

#include <QByteArray>
#include <QTest>

#include <memory>

using namespace castellan;

namespace {

/// A stream whose bytes can be read again.
struct Printed {
    std::unique_ptr<std::FILE, int (*)(std::FILE *)> file{std::tmpfile(), &std::fclose};

    [[nodiscard]] std::FILE *out() const { return file.get(); }
    [[nodiscard]] QByteArray text() const
    {
        std::rewind(out());
        QByteArray all(4096, '\0');
        all.resize(qsizetype(std::fread(all.data(), 1, std::size_t(all.size()), out())));
        return all;
    }
};

}  // namespace

class TestOsPrint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLineStaysALineThatNoTerminalObeys()
    {
        const Printed printed;
        os::printLine(printed.out(), "Ann\nBob\x1b[2J\u202e\u2028\xff");
        QCOMPARE(printed.text(), QByteArray("Ann\\u000aBob\\u001b[2J\\u202e\\u2028\\xff\n"));
    }

    void aTextOfSeveralLinesKeepsItsLineFeedsOnly_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("printed");
        QTest::newRow("nothing") << QByteArray() << QByteArray();
        QTest::newRow("closed") << QByteArray("a\nb\n") << QByteArray("a\nb\n");
        QTest::newRow("open") << QByteArray("a\nb") << QByteArray("a\nb\n");
        QTest::newRow("empty line") << QByteArray("a\n\nb\n") << QByteArray("a\n\nb\n");
        QTest::newRow("controls") << QByteArray("a\r\x1b]0;x\nb\u2029c")
                                  << QByteArray("a\\u000d\\u001b]0;x\nb\\u2029c\n");
    }
    void aTextOfSeveralLinesKeepsItsLineFeedsOnly()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, printed);
        const Printed out;
        os::printLines(out.out(), std::string_view(text.constData(), std::size_t(text.size())));
        QCOMPARE(out.text(), printed);
    }

    void aSecretIsALineAmongOthers()
    {
        const Printed printed;
        os::printLine(printed.out(), "before");
        QVERIFY(os::printSecret(printed.out(), Secret(std::string_view("cst_0aZ-_"))));
        os::printLine(printed.out(), "after");
        QCOMPARE(printed.text(), QByteArray("before\ncst_0aZ-_\nafter\n"));
    }

    void aSecretThatATerminalWouldObeyIsNotPrinted()
    {
        const Printed printed;
        for (const auto *secret : {"a\nb", "a\x1b[2J", "\u202e", "\xff"})
            QVERIFY(!os::printSecret(printed.out(), Secret(std::string_view(secret))));
        QCOMPARE(printed.text(), QByteArray());
    }

    void aColumnIsAsWideAsItIsPrinted()
    {
        QCOMPARE(os::column("a", 3), std::string("a  "));
        QCOMPARE(os::column("ü", 3), std::string("ü  "));
        QCOMPARE(os::column("\n", 8), std::string("\\u000a  "));
        QCOMPARE(os::column("longer", 3), std::string("longer"));
    }
};

QTEST_APPLESS_MAIN(TestOsPrint)
#include "test_os_print.moc"
