// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/castellan/whole_console.h"
#include "tests/end_to_end/program.h"
#include "ui/shell/commands.h"

#include <QComboBox>

/// Choices that a user makes where the desktop or the server offers no protection: a file instead of a keychain, a
/// connection without encryption.
namespace castellan::ui {

using client::ConnectionState;
using test::ServerProgram;
using test::WholeConsole;

namespace {

const QString passphrase = QStringLiteral("correct horse battery staple");

}  // namespace

class TestLessProtection : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_console = std::make_unique<WholeConsole>(*qApp); }
    void cleanup() { m_console.reset(); }

    void keepsTheLocalServersKeyInTheSealedFile();
    void keepsASignInInTheSealedFile();
    void opensTheSealedFileLaterThanAtTheStart();
    void asksBeforeItConnectsInClear();

private:
    /// Up to the last step, where the user says where the sign-in is kept.
    bool signInTo(const QString &url)
    {
        action(Command::addServer)->trigger();
        return m_console->type(QStringLiteral("address"), url) && m_console->press(QStringLiteral("continue")) &&
               QTest::qWaitFor([this] { return m_console->field(QStringLiteral("username")) != nullptr; }, 60'000) &&
               m_console->type(QStringLiteral("username"), QStringLiteral("alice")) &&
               m_console->type(QStringLiteral("password"), QLatin1String(ServerProgram::password)) &&
               m_console->press(QStringLiteral("signIn")) &&
               QTest::qWaitFor([this] { return m_console->button(QStringLiteral("save")) != nullptr; }, 60'000) &&
               m_console->type(QStringLiteral("name"), QStringLiteral("Plant A"));
    }
    QAction *action(Command command) { return m_console->window().commands().action(command); }
    client::Server *only()
    {
        const auto servers = m_console->console->servers().servers();
        return servers.empty() ? nullptr : servers.front();
    }

    std::unique_ptr<WholeConsole> m_console;
};

void TestLessProtection::keepsTheLocalServersKeyInTheSealedFile()
{
    m_console->keychain.trouble = ErrorCode::secret_store_absent;
    QVERIFY(m_console->press(QStringLiteral("Start a local server")));
    QTRY_VERIFY(m_console->field(QStringLiteral("passphrase")));
    QVERIFY(m_console->type(QStringLiteral("passphrase"), passphrase));
    QVERIFY(m_console->type(QStringLiteral("passphraseAgain"), QStringLiteral("something else")));
    QVERIFY(m_console->press(QStringLiteral("openSealedFile")));
    QTRY_VERIFY(m_console->label(QStringLiteral("problem")).contains(QStringLiteral("differ")));
    QVERIFY(m_console->type(QStringLiteral("passphrase"), passphrase));
    QVERIFY(m_console->type(QStringLiteral("passphraseAgain"), passphrase));
    QVERIFY(m_console->press(QStringLiteral("openSealedFile")));
    QTRY_VERIFY_WITH_TIMEOUT(!m_console->label(QStringLiteral("recoveryKey")).isEmpty(), 60'000);
    QVERIFY(m_console->press(QStringLiteral("I have saved the recovery key")));
    QVERIFY(m_console->press(QStringLiteral("done")));
    QTRY_VERIFY_WITH_TIMEOUT(only() && only()->state() == ConnectionState::connected, 30'000);
    QVERIFY(m_console->keychain.entries.empty());
    // The next start asks for the passphrase, and refuses another.
    m_console->restart();
    QTRY_VERIFY(m_console->field(QStringLiteral("passphrase")));
    QVERIFY(!m_console->field(QStringLiteral("passphraseAgain")));
    QVERIFY(m_console->type(QStringLiteral("passphrase"), QStringLiteral("another passphrase")));
    QVERIFY(m_console->press(QStringLiteral("openSealedFile")));
    QTRY_VERIFY_WITH_TIMEOUT(m_console->label(QStringLiteral("problem")).contains(QStringLiteral("wrong")), 30'000);
    QVERIFY(m_console->type(QStringLiteral("passphrase"), passphrase));
    QVERIFY(m_console->press(QStringLiteral("openSealedFile")));
    QTRY_VERIFY_WITH_TIMEOUT(only() && only()->state() == ConnectionState::connected, 60'000);
}

void TestLessProtection::keepsASignInInTheSealedFile()
{
    ServerProgram server;
    QVERIFY(server.prepare() && server.start());
    m_console->keychain.trouble = ErrorCode::secret_store_absent;
    QVERIFY(signInTo(server.url()));
    QVERIFY(m_console->press(QStringLiteral("save")));
    QTRY_VERIFY(!m_console->label(QStringLiteral("problem")).isEmpty());  // says what to choose
    QVERIFY(!only());
    auto *place = m_console->window().findChild<QComboBox *>(QStringLiteral("place"));
    place->setCurrentIndex(place->findData(int(client::SecretPlace::file)));
    QVERIFY(m_console->press(QStringLiteral("save")));
    QTRY_VERIFY(m_console->field(QStringLiteral("passphraseAgain")));
    QVERIFY(m_console->type(QStringLiteral("passphrase"), passphrase));
    QVERIFY(m_console->type(QStringLiteral("passphraseAgain"), passphrase));
    QVERIFY(m_console->press(QStringLiteral("openSealedFile")));
    QTRY_VERIFY_WITH_TIMEOUT(only() && only()->state() == ConnectionState::connected, 60'000);
    m_console->restart();
    QTRY_VERIFY(m_console->field(QStringLiteral("passphrase")));
    QVERIFY(m_console->type(QStringLiteral("passphrase"), passphrase));
    QVERIFY(m_console->press(QStringLiteral("openSealedFile")));
    QTRY_VERIFY_WITH_TIMEOUT(only() && only()->state() == ConnectionState::connected, 60'000);
}

void TestLessProtection::opensTheSealedFileLaterThanAtTheStart()
{
    ServerProgram server;
    QVERIFY(server.prepare() && server.start());
    m_console->keychain.trouble = ErrorCode::secret_store_absent;
    QVERIFY(!action(Command::openSealedFile)->isEnabled());  // there is none
    QVERIFY(signInTo(server.url()));
    auto *place = m_console->window().findChild<QComboBox *>(QStringLiteral("place"));
    place->setCurrentIndex(place->findData(int(client::SecretPlace::file)));
    QVERIFY(m_console->press(QStringLiteral("save")));
    QTRY_VERIFY(m_console->field(QStringLiteral("passphraseAgain")));
    QVERIFY(m_console->type(QStringLiteral("passphrase"), passphrase));
    QVERIFY(m_console->type(QStringLiteral("passphraseAgain"), passphrase));
    QVERIFY(m_console->press(QStringLiteral("openSealedFile")));
    QTRY_VERIFY_WITH_TIMEOUT(only() && only()->state() == ConnectionState::connected, 60'000);
    QVERIFY(!action(Command::openSealedFile)->isEnabled());  // open already

    m_console->restart();
    QTRY_VERIFY(m_console->field(QStringLiteral("passphrase")));
    QVERIFY(m_console->press(QStringLiteral("Cancel")));
    QTRY_VERIFY_WITH_TIMEOUT(only() && only()->lastError().code == ErrorCode::secret_store_locked, 30'000);
    QVERIFY(only()->state() == ConnectionState::signed_out);
    // By keyboard, and declined once more.
    QVERIFY(action(Command::openSealedFile)->isEnabled());
    QTest::keyClick(&m_console->window(), Qt::Key_O, Qt::ControlModifier);
    QTRY_VERIFY(m_console->field(QStringLiteral("passphrase")));
    QVERIFY(m_console->press(QStringLiteral("Cancel")));
    // By the page that asks for the sign-in.
    QVERIFY(m_console->window().go({only()->profile().id, QStringLiteral("overview"), {}, {}}));
    QTRY_VERIFY(m_console->button(QStringLiteral("openSecrets")));
    QVERIFY(m_console->press(QStringLiteral("openSecrets")));
    QTRY_VERIFY(m_console->field(QStringLiteral("passphrase")));
    QVERIFY(m_console->type(QStringLiteral("passphrase"), passphrase));
    QVERIFY(m_console->press(QStringLiteral("openSealedFile")));
    QTRY_VERIFY_WITH_TIMEOUT(only() && only()->state() == ConnectionState::connected, 60'000);
    QVERIFY(!m_console->button(QStringLiteral("openSecrets")));
    QVERIFY(!action(Command::openSealedFile)->isEnabled());
}

void TestLessProtection::asksBeforeItConnectsInClear()
{
    action(Command::addServer)->trigger();
    QVERIFY(m_console->type(QStringLiteral("address"), QStringLiteral("http://plant.invalid")));
    QVERIFY(m_console->button(QStringLiteral("inClear")));
    QVERIFY(m_console->press(QStringLiteral("continue")));
    QTRY_VERIFY(m_console->label(QStringLiteral("problem")).contains(QStringLiteral("not be encrypted")));
    QVERIFY(m_console->press(QStringLiteral("inClear")));
    QVERIFY(m_console->press(QStringLiteral("continue")));
    QTRY_VERIFY_WITH_TIMEOUT(m_console->label(QStringLiteral("problem")).contains(QStringLiteral("plant.invalid")) &&
                                 !m_console->label(QStringLiteral("problem")).contains(QStringLiteral("encrypted")),
                             20'000);
    QVERIFY(m_console->type(QStringLiteral("address"), QStringLiteral("https://plant.invalid")));
    QVERIFY(!m_console->button(QStringLiteral("inClear")));
}

}  // namespace castellan::ui

int main(int argc, char **argv)
{
    return castellan::test::runConsoleTest<castellan::ui::TestLessProtection>(argc, argv);
}

#include "test_less_protection.moc"
