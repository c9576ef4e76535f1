// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "castellan/recovery_key.h"
#include "castellan/views.h"
#include "client/secrets/keychain_store.h"
#include "tests/castellan/whole_console.h"
#include "tests/client/await.h"
#include "tests/end_to_end/program.h"
#include "ui/shell/banner.h"
#include "ui/shell/commands.h"
#include "ui/shell/navigation.h"
#include "ui/shell/status_line.h"
#include "ui/sign_in/session_overlay.h"
#include "ui/sign_in/sign_in_form.h"

#include <QAbstractScrollArea>
#include <QComboBox>
#include <QElapsedTimer>
#include <QMenu>
#include <QMenuBar>

/// Journeys through the whole console: real widgets, real servers, the program's own composition.
namespace castellan::ui {

using client::ConnectionState;
using test::ServerProgram;
using test::WholeConsole;

class TestConsole : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void welcomesWhenThereAreNoServers();
    void sleepsWhileNothingHappens();
    void startsALocalServerByOneClick();
    void startsTheLocalServerAgainNextTime();
    void offersToStartALocalServerThatStopped();
    void refusesALocalServerWithoutAKeychain();
    void bringsDataBackByTheRecoveryKey();

    void staysOnTheAddressWithTheCause();
    void staysOnTheSignInWithTheCause();
    void connectsAndRemembers();
    void keepsSignInsInTheDesktopsKeyring();
    void keepsNothingWhenTheKeychainRefuses();
    void leavesNoTraceWhenCancelled();

    void saysThatAServerIsAway();
    void signsInOverOneServerOnly();
    void refusesChangesWhileReadOnly();
    void asksTheLocalPersonToConfirmWhatIsSensitive();

    void listsEveryShortcutOnce();
    void putsEveryCommandIntoAMenu();
    void goesBackAndForward();
    void selectsServersByNumber();
    void goesRoundThePanes();
    void focusesTheFilter();
    void remembersTheLook();

    void namesEveryControl();
    void tabsInReadingOrder();

private:
    /// Opens the sign-in form of the server at that address, beginning with the menu.
    bool findServer(const QString &url);
    bool connectTo(const QString &url, const QString &name);
    void startLocal();
    void showEveryView(const std::function<void(const QString &)> &visit);
    QAction *action(Command command) { return m_console->window().commands().action(command); }
    client::Server *only()
    {
        const auto servers = m_console->console->servers().servers();
        return servers.empty() ? nullptr : servers.front();
    }

    std::unique_ptr<WholeConsole> m_console;
};

void TestConsole::init()
{
    m_console = std::make_unique<WholeConsole>(*qApp);
}

void TestConsole::cleanup()
{
    m_console.reset();
}

bool TestConsole::findServer(const QString &url)
{
    action(Command::addServer)->trigger();
    return m_console->type(QStringLiteral("address"), url) && m_console->press(QStringLiteral("continue")) &&
           QTest::qWaitFor([this] { return m_console->field(QStringLiteral("username")) != nullptr; }, 10'000);
}

bool TestConsole::connectTo(const QString &url, const QString &name)
{
    if (!findServer(url))
        return false;
    if (!m_console->type(QStringLiteral("username"), QStringLiteral("alice")) ||
        !m_console->type(QStringLiteral("password"), QLatin1String(ServerProgram::password)) ||
        !m_console->press(QStringLiteral("signIn")) ||
        !QTest::qWaitFor([this] { return m_console->button(QStringLiteral("save")) != nullptr; }, 20'000))
        return false;
    const auto before = m_console->console->servers().servers().size();
    return m_console->type(QStringLiteral("name"), name) && m_console->press(QStringLiteral("save")) &&
           QTest::qWaitFor([&] { return m_console->console->servers().servers().size() > before; }, 10'000) &&
           QTest::qWaitFor(
               [&] {
                   return m_console->console->servers().servers().back()->state() == ConnectionState::connected &&
                          m_console->view() == QLatin1String("overview");
               },
               10'000);
}

void TestConsole::startLocal()
{
    QVERIFY(m_console->press(QStringLiteral("Start a local server")));
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::activeModalWidget(), 30'000);
    QVERIFY(m_console->press(QStringLiteral("I have saved the recovery key")));
    QVERIFY(m_console->press(QStringLiteral("done")));
    QTRY_VERIFY(!QApplication::activeModalWidget());
    QTRY_VERIFY_WITH_TIMEOUT(only() && only()->state() == ConnectionState::connected, 20'000);
    // Without a window manager only the program itself returns the focus to the window.
    m_console->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_console->window()));
}

void TestConsole::welcomesWhenThereAreNoServers()
{
    QCOMPARE(m_console->view(), QStringLiteral("welcome"));
    QVERIFY(m_console->press(QStringLiteral("Connect to a server")));
    QCOMPARE(m_console->view(), QStringLiteral("connect"));
    QVERIFY(m_console->press(QStringLiteral("Cancel")));
    QCOMPARE(m_console->view(), QStringLiteral("welcome"));
}

void TestConsole::sleepsWhileNothingHappens()
{
    /// Counts how often a timer wakes the program up.
    class Wakeups : public QObject {
    public:
        bool eventFilter(QObject *, QEvent *event) override
        {
            count += event->type() == QEvent::Timer ? 1 : 0;
            return false;
        }
        int count = 0;
    } wakeups;
    QTest::qWait(500);  // the window comes to rest
    qApp->installEventFilter(&wakeups);
    QTest::qWait(2'500);
    QCOMPARE(wakeups.count, 0);
}

void TestConsole::startsALocalServerByOneClick()
{
    QVERIFY(m_console->press(QStringLiteral("Start a local server")));
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::activeModalWidget(), 30'000);
    const QString key = m_console->label(QStringLiteral("recoveryKey"));
    QVERIFY2(keyFromRecovery(key), qPrintable(key));
    // It is shown once: neither Esc nor Done without the tick ends that.
    QTest::keyClick(QApplication::activeModalWidget(), Qt::Key_Escape);
    QVERIFY(QApplication::activeModalWidget());
    QVERIFY(!m_console->button(QStringLiteral("done"))->isEnabled());
    QVERIFY(m_console->press(QStringLiteral("I have saved the recovery key")));
    QVERIFY(m_console->press(QStringLiteral("done")));
    QTRY_VERIFY(!QApplication::activeModalWidget());
    QTRY_VERIFY_WITH_TIMEOUT(only() && only()->state() == ConnectionState::connected, 20'000);
    QCOMPARE(m_console->window().place().serverId, only()->profile().id);
    QVERIFY(only()->profile().embedded);
    QVERIFY(only()->user() && only()->user()->admin.value_or(false));
    QCOMPARE(only()->profile().url.host(), QStringLiteral("127.0.0.1"));
}

void TestConsole::startsTheLocalServerAgainNextTime()
{
    startLocal();
    if (QTest::currentTestFailed())
        return;
    const QString id = only()->profile().id;
    m_console->restart();
    QVERIFY(only());
    QCOMPARE(only()->profile().id, id);
    QTRY_COMPARE_WITH_TIMEOUT(only()->state(), ConnectionState::connected, 20'000);
    QVERIFY(!QApplication::activeModalWidget());
}

void TestConsole::offersToStartALocalServerThatStopped()
{
    startLocal();
    if (QTest::currentTestFailed())
        return;
    auto *banner = m_console->window().findChild<Banner *>();
    QVERIFY(!banner->isVisible());
    m_console->console->localHost().stop();
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), 5'000);
    QVERIFY(banner->text().contains(QStringLiteral("not running")));
    QVERIFY(m_console->press(QStringLiteral("Start")));
    QTRY_COMPARE_WITH_TIMEOUT(only()->state(), ConnectionState::connected, 20'000);
    QTRY_VERIFY(!banner->isVisible());
}

void TestConsole::refusesALocalServerWithoutAKeychain()
{
    m_console->keychain.trouble = ErrorCode::secret_store_absent;
    QVERIFY(m_console->press(QStringLiteral("Start a local server")));
    QTRY_VERIFY(m_console->field(QStringLiteral("passphrase")));  // offered instead
    QVERIFY(m_console->press(QStringLiteral("Cancel")));
    QTRY_VERIFY(!m_console->label(QStringLiteral("problem")).isEmpty());
    QCOMPARE(m_console->view(), QStringLiteral("welcome"));
    QVERIFY(!m_console->console->localHost().hasData());
    QVERIFY(!m_console->console->localHost().keepsKeyInFile());
    QVERIFY(!only());
}

void TestConsole::bringsDataBackByTheRecoveryKey()
{
    QVERIFY(m_console->press(QStringLiteral("Start a local server")));
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::activeModalWidget(), 30'000);
    const QString key = m_console->label(QStringLiteral("recoveryKey"));
    QVERIFY(m_console->press(QStringLiteral("I have saved the recovery key")));
    QVERIFY(m_console->press(QStringLiteral("done")));
    QTRY_VERIFY_WITH_TIMEOUT(only() && only()->state() == ConnectionState::connected, 20'000);
    const QString id = only()->profile().id;
    m_console->console->localHost().stop();

    m_console->keychain.entries.clear();
    m_console->restart();
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::activeModalWidget(), 10'000);
    QVERIFY(m_console->type(QStringLiteral("recoveryKey"), QStringLiteral("00000-00000")));
    QVERIFY(m_console->press(QStringLiteral("recover")));
    QTRY_VERIFY(!m_console->label(QStringLiteral("problem")).isEmpty());
    QVERIFY(m_console->type(QStringLiteral("recoveryKey"), key));
    QVERIFY(m_console->press(QStringLiteral("recover")));
    QTRY_VERIFY_WITH_TIMEOUT(!QApplication::activeModalWidget(), 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(only()->state(), ConnectionState::connected, 20'000);
    QCOMPARE(only()->profile().id, id);
    QVERIFY(!m_console->keychain.entries.empty());
}

void TestConsole::staysOnTheAddressWithTheCause()
{
    action(Command::addServer)->trigger();
    QVERIFY(m_console->type(QStringLiteral("address"), QStringLiteral("http://127.0.0.1:9")));
    QTest::keyClick(m_console->field(QStringLiteral("address")), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!m_console->label(QStringLiteral("problem")).isEmpty(), 10'000);
    QVERIFY(m_console->label(QStringLiteral("problem")).contains(QStringLiteral("127.0.0.1")));
    QVERIFY(m_console->field(QStringLiteral("address")));
    QVERIFY(m_console->button(QStringLiteral("continue"))->isEnabled());
    // The field's accessible description has the error, too.
    QVERIFY(!m_console->field(QStringLiteral("address"))->accessibleDescription().isEmpty());
}

void TestConsole::staysOnTheSignInWithTheCause()
{
    ServerProgram server;
    QVERIFY(server.prepare() && server.start());
    QVERIFY(findServer(server.url()));
    QVERIFY(m_console->press(QStringLiteral("signIn")));
    QVERIFY(!m_console->label(QStringLiteral("problem")).isEmpty());
    QVERIFY(m_console->type(QStringLiteral("username"), QStringLiteral("alice")));
    QVERIFY(m_console->type(QStringLiteral("password"), QStringLiteral("wrong")));
    QTest::keyClick(m_console->field(QStringLiteral("password")), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(m_console->button(QStringLiteral("signIn"))->isEnabled(), 10'000);
    QVERIFY(!m_console->label(QStringLiteral("problem")).isEmpty());
    QVERIFY(m_console->field(QStringLiteral("password"))->text().isEmpty());
    QCOMPARE(m_console->field(QStringLiteral("username"))->text(), QStringLiteral("alice"));
}

void TestConsole::connectsAndRemembers()
{
    ServerProgram server;
    QVERIFY(server.prepare() && server.start());
    QVERIFY(connectTo(server.url(), QStringLiteral("Plant A")));
    QCOMPARE(only()->profile().name, QStringLiteral("Plant A"));
    QVERIFY(m_console->window().windowTitle().contains(QStringLiteral("Plant A [LOCAL]")));
    QVERIFY(m_console->window().findChild<StatusLine *>()->text().contains(QStringLiteral("alice")));
    QVERIFY(!m_console->keychain.entries.empty());
    m_console->restart();
    QTRY_COMPARE_WITH_TIMEOUT(only()->state(), ConnectionState::connected, 10'000);
    QCOMPARE(m_console->view(), QStringLiteral("overview"));
}

void TestConsole::keepsSignInsInTheDesktopsKeyring()
{
    OpenSslRandom random;
    client::KeychainStore keyring(QStringLiteral("castellan-window"), random, {});
    m_console = std::make_unique<WholeConsole>(*qApp, &keyring);
    ServerProgram server;
    QVERIFY(server.prepare() && server.start());
    QVERIFY(connectTo(server.url(), QStringLiteral("Plant A")));
    QCOMPARE(only()->profile().secretPlace, client::SecretPlace::keychain);
    QVERIFY(m_console->keychain.entries.empty());
    m_console->restart();
    QTRY_COMPARE_WITH_TIMEOUT(only()->state(), ConnectionState::connected, 20'000);
    m_console.reset();  // before the keyring
}

void TestConsole::keepsNothingWhenTheKeychainRefuses()
{
    ServerProgram server;
    QVERIFY(server.prepare() && server.start());
    m_console->keychain.trouble = ErrorCode::secret_store_locked;
    QVERIFY(!connectTo(server.url(), QStringLiteral("Plant A")));
    QTRY_VERIFY(!m_console->label(QStringLiteral("problem")).isEmpty());
    QVERIFY(!only());
    // Another place, and the same step goes through.
    auto *place = m_console->window().findChild<QComboBox *>(QStringLiteral("place"));
    place->setCurrentIndex(place->findData(int(client::SecretPlace::session)));
    QVERIFY(m_console->press(QStringLiteral("save")));
    QTRY_VERIFY_WITH_TIMEOUT(only() && only()->state() == ConnectionState::connected, 10'000);
    QCOMPARE(only()->profile().secretPlace, client::SecretPlace::session);
}

void TestConsole::leavesNoTraceWhenCancelled()
{
    ServerProgram server;
    QVERIFY(server.prepare() && server.start());
    QVERIFY(findServer(server.url()));
    QVERIFY(m_console->type(QStringLiteral("username"), QStringLiteral("alice")));
    QVERIFY(m_console->type(QStringLiteral("password"), QLatin1String(ServerProgram::password)));
    QVERIFY(m_console->press(QStringLiteral("signIn")));
    QTRY_VERIFY_WITH_TIMEOUT(m_console->button(QStringLiteral("save")), 10'000);
    QVERIFY(m_console->press(QStringLiteral("Cancel")));
    QVERIFY(!only());
    QVERIFY(m_console->keychain.entries.empty());
    action(Command::addServer)->trigger();
    QVERIFY(m_console->field(QStringLiteral("address"))->text().isEmpty());
}

void TestConsole::saysThatAServerIsAway()
{
    ServerProgram server;
    QVERIFY(server.prepare() && server.start());
    QVERIFY(connectTo(server.url(), QStringLiteral("Plant A")));
    auto *banner = m_console->window().findChild<Banner *>();
    server.stop();
    m_console->window().screen()->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(only()->state(), ConnectionState::offline, 20'000);
    QElapsedTimer since;
    since.start();
    QVERIFY(!banner->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), 4'000);
    QVERIFY(since.elapsed() >= 1'200);
    QVERIFY(action(Command::tryNow)->isEnabled());
    // The other places stay usable.
    m_console->window().go({{}, QStringLiteral("settings"), {}, {}});
    QVERIFY(!banner->isVisible());
}

void TestConsole::signsInOverOneServerOnly()
{
    ServerProgram server;
    QVERIFY(server.prepare() && server.start());
    QVERIFY(connectTo(server.url(), QStringLiteral("Plant A")));
    action(Command::signOut)->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(only()->state(), ConnectionState::signed_out, 10'000);
    auto *overlay = m_console->window().findChild<SessionOverlay *>();
    QTRY_VERIFY(overlay->isVisible());
    Screen *below = m_console->window().screen();
    m_console->window().go({{}, QStringLiteral("settings"), {}, {}});
    QVERIFY(!overlay->isVisible());
    m_console->window().go({only()->profile().id, QStringLiteral("overview"), {}, {}});
    QVERIFY(overlay->isVisible());
    QCOMPARE(m_console->window().screen(), below);
    QCOMPARE(m_console->field(QStringLiteral("username"))->text(), QStringLiteral("alice"));
    QVERIFY(m_console->type(QStringLiteral("password"), QLatin1String(ServerProgram::password)));
    QVERIFY(m_console->press(QStringLiteral("signIn")));
    QTRY_COMPARE_WITH_TIMEOUT(only()->state(), ConnectionState::connected, 20'000);
    QTRY_VERIFY(!overlay->isVisible());
    QCOMPARE(m_console->window().screen(), below);
}

void TestConsole::refusesChangesWhileReadOnly()
{
    startLocal();
    if (QTest::currentTestFailed())
        return;
    QTest::keyClick(&m_console->window(), Qt::Key_L, Qt::ControlModifier);
    QVERIFY(only()->isReadOnly());
    QVERIFY(m_console->window().windowTitle().contains(QStringLiteral("read-only")));
    QVERIFY(m_console->button(QStringLiteral("Read-only, unlock")));
    client::Teams *teams = only()->platform()->teams();
    QVERIFY(teams);
    const auto refused = only()->apply(teams->remove(QStringLiteral("any"))).takeResult();
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::read_only);
    QVERIFY(m_console->press(QStringLiteral("Read-only, unlock")));
    QVERIFY(!only()->isReadOnly());
}

void TestConsole::asksTheLocalPersonToConfirmWhatIsSensitive()
{
    startLocal();
    if (QTest::currentTestFailed())
        return;
    client::Teams *teams = only()->platform()->teams();
    const auto types = client::await(teams->types());
    QVERIFY(types && !types->empty());
    records::TeamCreate made;
    made.name = "Short-lived";
    made.slug = "short-lived";
    made.type = types->front().id;
    const auto team = client::await(only()->apply(teams->create(made)));
    QVERIFY(team);
    m_console->moveOn(std::chrono::minutes(6));
    // Refused first: who says no changes nothing.
    auto refused = only()->apply(teams->remove(QString::fromStdString(team->id)));
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::activeModalWidget(), 10'000);
    QCOMPARE(QApplication::activeModalWidget()->windowTitle(), QStringLiteral("Confirm your identity"));
    QVERIFY(m_console->press(QStringLiteral("Cancel")));
    QTRY_VERIFY(refused.isFinished());
    QCOMPARE(refused.takeResult().error().code, ErrorCode::cancelled);
    QVERIFY(client::await(teams->read(QString::fromStdString(team->id))));
    auto removed = only()->apply(teams->remove(QString::fromStdString(team->id)));
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::activeModalWidget(), 10'000);
    QVERIFY(m_console->press(QStringLiteral("Confirm")));
    QVERIFY(client::await(removed));
    QVERIFY(!client::await(teams->read(QString::fromStdString(team->id))));
    // Good for some minutes: the next one is not asked for again.
    QTRY_VERIFY(!QApplication::activeModalWidget());
}

void TestConsole::listsEveryShortcutOnce()
{
    QSet<QString> seen;
    for (const Shortcut &row : shortcuts()) {
        for (const QKeySequence &keys : keysOf(row)) {
            QVERIFY2(!keys.isEmpty(), row.title);
            QVERIFY2(!seen.contains(keys.toString()), row.title);
            seen.insert(keys.toString());
        }
    }
    action(Command::shortcuts)->trigger();
    QTRY_VERIFY(QApplication::activeModalWidget());
    QStringList texts;
    for (const auto *label : QApplication::activeModalWidget()->findChildren<QLabel *>())
        texts << label->text();
    for (const Shortcut &row : shortcuts()) {
        if (*row.keys)
            QVERIFY2(texts.contains(titleOf(row).remove(QLatin1Char('&')).remove(QStringLiteral("…"))), row.title);
    }
    QVERIFY(m_console->press(QStringLiteral("Close")));
}

void TestConsole::putsEveryCommandIntoAMenu()
{
    QList<QAction *> all;
    for (const auto *menu : m_console->window().menuBar()->findChildren<QMenu *>())
        all += menu->actions();
    for (const Shortcut &row : shortcuts()) {
        QVERIFY2(all.contains(action(row.command)), row.title);
        QVERIFY2(QString::fromUtf8(row.title).contains(QLatin1Char('&')), row.title);
    }
}

void TestConsole::goesBackAndForward()
{
    MainWindow &window = m_console->window();
    window.go({{}, QStringLiteral("settings"), {}, {}});
    window.go({{}, QStringLiteral("about"), {}, {}});
    QTest::keyClick(&window, Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_console->view(), QStringLiteral("settings"));
    QVERIFY(action(Command::forward)->isEnabled());
    QTest::keyClick(&window, Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(m_console->view(), QStringLiteral("about"));
    QVERIFY(!action(Command::forward)->isEnabled());
    QVERIFY(!window.go({{}, QStringLiteral("no such view"), {}, {}}));
    QCOMPARE(m_console->view(), QStringLiteral("about"));
}

void TestConsole::selectsServersByNumber()
{
    startLocal();
    if (QTest::currentTestFailed())
        return;
    QTest::keyClick(&m_console->window(), Qt::Key_0, Qt::ControlModifier);
    QVERIFY(m_console->window().place().serverId.isEmpty());
    QTest::keyClick(&m_console->window(), Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(m_console->window().place().serverId, only()->profile().id);
    QTest::keyClick(&m_console->window(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(m_console->window().place().serverId, only()->profile().id);
}

void TestConsole::goesRoundThePanes()
{
    MainWindow &window = m_console->window();
    window.go({{}, QStringLiteral("settings"), {}, {}});
    QSet<QWidget *> reached;
    for (int i = 0; i < 5; ++i) {
        QTest::keyClick(&window, Qt::Key_F6);
        QVERIFY(QApplication::focusWidget());
        reached.insert(QApplication::focusWidget());
    }
    // Rail, navigation, top bar, content, status.
    QCOMPARE(reached.size(), 5);
    QWidget *last = QApplication::focusWidget();
    QTest::keyClick(&window, Qt::Key_F6);
    QTest::keyClick(&window, Qt::Key_F6, Qt::ShiftModifier);
    QCOMPARE(QApplication::focusWidget(), last);
}

void TestConsole::focusesTheFilter()
{
    startLocal();
    if (QTest::currentTestFailed())
        return;
    m_console->window().go({{}, QStringLiteral("settings"), {}, {}});
    QVERIFY(!action(Command::filter)->isEnabled());
    m_console->window().go({only()->profile().id, QStringLiteral("users"), {}, {}});
    QTest::keyClick(&m_console->window(), Qt::Key_F, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), m_console->window().screen()->filterField());
}

void TestConsole::remembersTheLook()
{
    m_console->window().go({{}, QStringLiteral("settings"), {}, {}});
    auto *scheme = m_console->window().findChild<QComboBox *>(QStringLiteral("scheme"));
    QTest::keyClick(scheme, Qt::Key_Home);
    for (int i = 0; i < scheme->findData(int(SchemeChoice::dark)); ++i)
        QTest::keyClick(scheme, Qt::Key_Down);
    Q_EMIT scheme->activated(scheme->currentIndex());
    QCOMPARE(m_console->console->theme().scheme(), Scheme::dark);
    m_console->restart();
    QCOMPARE(m_console->console->theme().choice(), SchemeChoice::dark);
}

void TestConsole::showEveryView(const std::function<void(const QString &)> &visit)
{
    startLocal();
    if (QTest::currentTestFailed())
        return;
    for (const View &view : consoleViews()) {
        if (view.forAllServers && m_console->window().go({{}, QLatin1String(view.id), {}, {}}))
            visit(QLatin1String(view.id));
        if (view.forServer && m_console->window().go({only()->profile().id, QLatin1String(view.id), {}, {}}))
            visit(QStringLiteral("server/") + QLatin1String(view.id));
    }
}

void TestConsole::namesEveryControl()
{
    QStringList nameless;
    showEveryView([&](const QString &view) {
        for (const QWidget *widget : m_console->window().findChildren<QWidget *>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
                continue;
            QString name = widget->accessibleName();
            if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
                name += button->text();
            // Lists and scroll areas inside of others belong to those.
            const bool inner = qobject_cast<const QAbstractScrollArea *>(widget->parentWidget()) ||
                               qobject_cast<const QComboBox *>(widget->parentWidget()) ||
                               qobject_cast<const QMenuBar *>(widget);
            if (name.trimmed().isEmpty() && !inner)
                nameless << view + QStringLiteral(": ") + QLatin1String(widget->metaObject()->className());
        }
    });
    nameless.removeDuplicates();
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
}

void TestConsole::tabsInReadingOrder()
{
    QStringList jumps;
    showEveryView([&](const QString &view) {
        const QWidget *screen = m_console->window().screen();
        const QWidget *before = nullptr;
        for (const QWidget *widget = screen->nextInFocusChain(); widget && widget != screen;
             widget = widget->nextInFocusChain()) {
            if (!screen->isAncestorOf(widget) || !widget->isVisible() || !widget->isEnabled() ||
                !(widget->focusPolicy() & Qt::TabFocus))
                continue;
            if (before) {
                const QRect a(before->mapTo(screen, QPoint()), before->size());
                const QRect b(widget->mapTo(screen, QPoint()), widget->size());
                // Down, or to the right: up and to the left is against reading.
                if (b.bottom() < a.top() && b.left() < a.right())
                    jumps << QStringLiteral("%1: from %2 \"%3\" up to %4 \"%5\"")
                                 .arg(view, QLatin1String(before->metaObject()->className()), before->accessibleName(),
                                      QLatin1String(widget->metaObject()->className()), widget->accessibleName());
            }
            before = widget;
        }
    });
    jumps.removeDuplicates();
    QVERIFY2(jumps.isEmpty(), qPrintable(jumps.join(QLatin1Char('\n'))));
}

}  // namespace castellan::ui

int main(int argc, char **argv)
{
    return castellan::test::runConsoleTest<castellan::ui::TestConsole>(argc, argv);
}
#include "test_console.moc"
