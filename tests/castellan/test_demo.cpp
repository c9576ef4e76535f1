// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "castellan/demo/people.h"
#include "tests/castellan/whole_console.h"
#include "tests/ui/hands.h"
#include "ui/shell/commands.h"
#include "ui/widgets/table_view.h"

#include <algorithm>

/// The third door: a look around in made-up data, from the click to the last file.
namespace castellan::ui {

using client::ConnectionState;
using test::WholeConsole;

class TestDemo : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_console = std::make_unique<WholeConsole>(*qApp); }
    void cleanup() { m_console.reset(); }

    void looksAroundByOneClick();
    void leavesNothingWhenItEnds();
    void leavesNothingWhenTheConsoleIsClosed();
    void runsOneAtATime();
    void endsWhileItStarts();
    void removingItEndsIt();
    void saysOnTheDoorWhatIsInTheWay();
    void removesWhatACrashLeft();
    void leavesOtherServersAlone();

private:
    [[nodiscard]] QString demoFolder() const { return m_console->folder() + QStringLiteral("/data/demo"); }
    [[nodiscard]] QByteArray config(const char *name) const
    {
        QFile file(m_console->folder() + QStringLiteral("/config/") + QLatin1String(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] client::Server *demo() { return m_console->console->demo().server(); }
    /// Starts the demo from the welcome screen, until it is connected and shown.
    [[nodiscard]] bool lookAround()
    {
        return m_console->press(QStringLiteral("Try the demo")) &&
               QTest::qWaitFor([this] { return demo() && demo()->state() == ConnectionState::connected; }, 60'000) &&
               QTest::qWaitFor([this] { return m_console->window().place().serverId == demo()->profile().id; });
    }
    [[nodiscard]] int rowsOnScreen()
    {
        for (const auto *table : m_console->window().screen()->findChildren<TableView *>()) {
            if (table->isVisible() && table->model())
                return table->model()->rowCount();
        }
        return -1;
    }
    void picture(const QString &name)
    {
        for (const auto &[choice, word] :
             {std::pair(SchemeChoice::light, QStringLiteral("light")), {SchemeChoice::dark, QStringLiteral("dark")}}) {
            m_console->console->theme().choose(choice);
            test::picture(&m_console->window(), QStringLiteral("demo-%1-%2").arg(name, word));
        }
        m_console->console->theme().choose(SchemeChoice::light);
    }

    std::unique_ptr<WholeConsole> m_console;
};

void TestDemo::looksAroundByOneClick()
{
    picture(QStringLiteral("door"));
    QAbstractButton *door = m_console->button(QStringLiteral("Try the demo"));
    QVERIFY(door);
    QVERIFY(!door->accessibleDescription().isEmpty());
    QTest::mouseClick(door, Qt::LeftButton);
    QVERIFY(!door->isEnabled());
    QVERIFY(door->accessibleDescription().startsWith(QStringLiteral("Starting")));
    QVERIFY(!m_console->button(QStringLiteral("endDemo")));
    picture(QStringLiteral("door-busy"));
    QTRY_VERIFY_WITH_TIMEOUT(demo() && demo()->state() == ConnectionState::connected, 60'000);
    QTRY_COMPARE(m_console->window().place().serverId, demo()->profile().id);
    QVERIFY(door->isEnabled());
    QCOMPARE(m_console->view(), QStringLiteral("overview"));
    QVERIFY(m_console->window().windowTitle().contains(QStringLiteral("Demo [DEMO]")));
    const auto tiles = m_console->window().findChildren<QAbstractButton *>();
    QVERIFY(std::ranges::any_of(tiles, [](const QAbstractButton *tile) {
        return tile->isVisible() && tile->accessibleName().startsWith(QStringLiteral("Demo, demo: "));
    }));
    QVERIFY(m_console->button(QStringLiteral("endDemo")));
    QCOMPARE(demo()->user()->name.value_or(""), std::string("Ann Weber"));

    client::EventStore &events = m_console->console->events();
    QTRY_VERIFY_WITH_TIMEOUT(events.size() > 200, 20'000);
    picture(QStringLiteral("overview"));
    QVERIFY(m_console->window().go({demo()->profile().id, QStringLiteral("teams"), {}, {}}));
    QTRY_COMPARE_WITH_TIMEOUT(rowsOnScreen(), int(demo::teams().size()), 10'000);
    QVERIFY(m_console->window().go({demo()->profile().id, QStringLiteral("users"), {}, {}}));
    QTRY_COMPARE_WITH_TIMEOUT(rowsOnScreen(), int(demo::people().size()), 10'000);
    picture(QStringLiteral("users"));
    QVERIFY(m_console->window().go({demo()->profile().id, QStringLiteral("audit"), {}, {}}));
    QTRY_VERIFY_WITH_TIMEOUT(rowsOnScreen() > 100, 10'000);
    // It lives: something happens every few seconds.
    const auto before = events.size();
    QTRY_VERIFY_WITH_TIMEOUT(events.size() >= before + 2, 60'000);
    picture(QStringLiteral("audit"));

    // No note of it anywhere.
    QVERIFY(!config("servers.json").contains("demo"));
    QCOMPARE(m_console->keychain.reads, 0);
    QCOMPARE(m_console->keychain.writes, 0);
    // Other servers' screens show no banner.
    QVERIFY(m_console->window().go({{}, QStringLiteral("settings"), {}, {}}));
    QVERIFY(!m_console->button(QStringLiteral("endDemo")));
}

void TestDemo::leavesNothingWhenItEnds()
{
    QVERIFY(lookAround());
    QVERIFY(QFile::exists(demoFolder()));
    QVERIFY(m_console->press(QStringLiteral("endDemo")));
    QTRY_VERIFY(!demo());
    QVERIFY(m_console->console->servers().servers().empty());
    QCOMPARE(m_console->view(), QStringLiteral("welcome"));
    QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(demoFolder()), 20'000);
    QVERIFY(m_console->keychain.entries.empty());
    QCOMPARE(m_console->keychain.reads, 0);
    QCOMPARE(m_console->keychain.writes, 0);
    QVERIFY(!config("servers.json").contains("demo"));
    QCOMPARE(m_console->console->events().size(), std::size_t(0));
    // The demo can be started again.
    QVERIFY(lookAround());
}

void TestDemo::leavesNothingWhenTheConsoleIsClosed()
{
    QVERIFY(lookAround());
    QVERIFY(m_console->window().go({demo()->profile().id, QStringLiteral("audit"), {}, {}}));
    m_console->window().close();
    m_console->restart();
    QVERIFY(!QFile::exists(demoFolder()));
    QVERIFY(m_console->console->servers().servers().empty());
    QCOMPARE(m_console->view(), QStringLiteral("welcome"));
    QVERIFY2(!config("console.ini").contains("demo"), config("console.ini").constData());
}

void TestDemo::runsOneAtATime()
{
    const auto first = m_console->console->demo().start();
    const auto second = m_console->console->demo().start();
    QTRY_VERIFY(second.isFinished());
    QCOMPARE(second.result().error().code, ErrorCode::busy);
    QTRY_VERIFY_WITH_TIMEOUT(first.isFinished(), 60'000);
    QVERIFY(first.result());
    const auto third = m_console->console->demo().start();
    QTRY_VERIFY(third.isFinished());
    QCOMPARE(third.result().value(), demo());
    QCOMPARE(m_console->console->servers().rowCount(), 1);
}

void TestDemo::endsWhileItStarts()
{
    const auto answer = m_console->console->demo().start();
    m_console->console->demo().end();
    QTRY_VERIFY_WITH_TIMEOUT(answer.isFinished(), 60'000);
    QCOMPARE(answer.result().error().code, ErrorCode::cancelled);
    QVERIFY(!demo());
    QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(demoFolder()), 20'000);
}

void TestDemo::removingItEndsIt()
{
    QVERIFY(lookAround());
    // Leaving the demo loses nothing of value, so it asks no question.
    m_console->window().commands().action(Command::removeServer)->trigger();
    QTRY_VERIFY(!demo());
    QVERIFY(!QApplication::activeModalWidget());
    QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(demoFolder()), 20'000);
}

void TestDemo::saysOnTheDoorWhatIsInTheWay()
{
    // A file where its folder belongs.
    QVERIFY(QDir().mkpath(m_console->folder() + QStringLiteral("/data")));
    QFile inTheWay(demoFolder());
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    inTheWay.close();
    QVERIFY(m_console->press(QStringLiteral("Try the demo")));
    QTRY_VERIFY_WITH_TIMEOUT(!m_console->label(QStringLiteral("problem")).isEmpty(), 20'000);
    QVERIFY2(m_console->label(QStringLiteral("problem")).contains(QStringLiteral("demo")),
             qPrintable(m_console->label(QStringLiteral("problem"))));
    QCOMPARE(m_console->view(), QStringLiteral("welcome"));
    QVERIFY(!demo());
    picture(QStringLiteral("door-problem"));
    // The door opens when nothing is in the way any more.
    QVERIFY(inTheWay.remove());
    QVERIFY(lookAround());
}

void TestDemo::removesWhatACrashLeft()
{
    const QString left = demoFolder() + QStringLiteral("/run-abcdef/data");
    QVERIFY(QDir().mkpath(left));
    QFile file(left + QStringLiteral("/castellan.db"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    m_console->restart();
    QVERIFY(!QFile::exists(demoFolder()));
}

void TestDemo::leavesOtherServersAlone()
{
    QVERIFY(m_console->press(QStringLiteral("Start a local server")));
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::activeModalWidget(), 30'000);
    QVERIFY(m_console->press(QStringLiteral("I have saved the recovery key")));
    QVERIFY(m_console->press(QStringLiteral("done")));
    QTRY_VERIFY(!QApplication::activeModalWidget());
    client::Server *local = m_console->console->servers().at(0);
    QTRY_COMPARE_WITH_TIMEOUT(local->state(), ConnectionState::connected, 20'000);
    const QByteArray servers = config("servers.json");
    QVERIFY(!servers.isEmpty());
    QVERIFY(m_console->window().go({{}, QStringLiteral("welcome"), {}, {}}));
    QVERIFY(lookAround());
    QCOMPARE(m_console->console->servers().rowCount(), 2);
    QVERIFY(m_console->press(QStringLiteral("endDemo")));
    QTRY_COMPARE(m_console->console->servers().rowCount(), 1);
    QCOMPARE(m_console->view(), QStringLiteral("overview"));
    // The overview that was made for this shows the one that is left, and none that is gone.
    for (const QWidget *widget : m_console->window().findChildren<QWidget *>())
        QVERIFY2(!widget->isVisible() || !widget->accessibleName().contains(QStringLiteral("Demo")),
                 qPrintable(widget->accessibleName()));
    QCOMPARE(local->state(), ConnectionState::connected);
    QVERIFY(m_console->console->localHost().isRunning());
    QCOMPARE(config("servers.json"), servers);
}

}  // namespace castellan::ui

int main(int argc, char **argv)
{
    return castellan::test::runConsoleTest<castellan::ui::TestDemo>(argc, argv);
}
#include "test_demo.moc"
