// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/transport/tls.h"
#include "tests/client/transport/raw_server.h"
#include "tests/client/transport/tunnel_proxy.h"
#include "tests/ui/people_world.h"
#include "ui/shell/commands.h"
#include "ui/shell/server_rail.h"

#include <QComboBox>
#include <QFile>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QSslCertificate>

using namespace castellan;
using namespace castellan::ui;
using namespace castellan::test;
using namespace Qt::StringLiterals;

/// The settings of a connection in the real window. Each is shown by what the real server, with TLS and client
/// certificates, and a real proxy see of it.
class TestConnectionSettings : public PeopleWorld {
    Q_OBJECT

    static constexpr auto passphrase = "over the hills";

    QTemporaryDir m_folder;
    client::TestCertificate m_own;     ///< of the server, for 127.0.0.1
    client::TestCertificate m_other;   ///< of no server here
    client::TestCertificate m_client;  ///< the server wants it
    client::TunnelProxy m_proxy;

    template <class W> W *named(const QString &name)
    {
        return find<W>(&window(), [&](W *w) { return w->objectName() == name; });
    }
    QLineEdit *field(const QString &name) { return named<QLineEdit>(name); }
    void retype(const QString &name, const QString &text)
    {
        QVERIFY2(field(name), qPrintable(name));
        field(name)->clear();
        type(field(name), text);
    }
    void choose(const QString &name, int row) { named<QComboBox>(name)->setCurrentIndex(row); }
    void save()
    {
        QTRY_VERIFY(named<QAbstractButton>(u"saveConnection"_s)->isEnabled());
        click(named<QAbstractButton>(u"saveConnection"_s));
    }
    QString problemOf(const QString &name)
    {
        const auto *label = named<QLabel>(u"problem "_s + name);
        return label ? label->text() : QString();
    }
    QByteArray saved()
    {
        QFile file(m_console->surroundings.configFolder + u"/servers.json"_s);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    bool stored(const QString &what, std::string_view secret)
    {
        const auto entry = client::await(m_console->secrets.read(u"server/%1/%2"_s.arg(m_server->profile().id, what)));
        return entry && entry->view() == secret;
    }
    bool isConnected() const { return m_server->state() == client::ConnectionState::connected; }
    bool openSettings()
    {
        return window().go(at(u"connection"_s)) && QTest::qWaitFor([&] { return field(u"caFile"_s) != nullptr; });
    }
    /// The way to the server as each function begins: its authority, the client's certificate, no proxy.
    client::Profile usual() const
    {
        auto profile = m_server->profile();
        profile.name = u"Plant A"_s;
        profile.environment = client::Environment::staging;
        profile.caFile = m_own.certificate;
        profile.pin.clear();
        profile.clientCertificate = m_client.certificate;
        profile.clientKey = m_client.key;
        profile.proxy.clear();
        profile.proxyUser.clear();
        return profile;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto make = [&](const char *name, client::TestCertificate &into) {
            auto made = client::TestCertificate::make(m_folder.path(), QLatin1String(name));
            if (made)
                into = *made;
            return made.has_value();
        };
        QVERIFY(make("own", m_own) && make("other", m_other) && make("client", m_client));
        QVERIFY(QFile::setPermissions(m_own.key, QFile::ReadOwner | QFile::WriteOwner));
        installLanguages(*qApp);
        m_theme = std::make_unique<Theme>(*qApp);
        m_process = std::make_unique<ServerProcess>();
        QVERIFY(plant::copyTo(m_process->data(), plant::Contents::administrator));
        QVERIFY2(m_process->ServerProgram::start({u"--tls-cert"_s, m_own.certificate, u"--tls-key"_s, m_own.key,
                                                  u"--tls-client-ca"_s, m_client.certificate}),
                 m_process->err.constData());
        m_console = std::make_unique<Console>(*m_theme);
        m_console->openWindow();
    }
    void cleanupTestCase() { end(); }

    void init()
    {
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        if (QLatin1String(QTest::currentTestFunction()) == QLatin1String("takesTheWayToAServerWhenItIsAdded"))
            return;
        if (m_server == nullptr)
            takesTheWayToAServerWhenItIsAdded();
        QVERIFY(m_server != nullptr);
        QVERIFY(client::await(m_console->servers.update(usual(), {})));
        QTRY_VERIFY_WITH_TIMEOUT(isConnected(), 15'000);
        m_proxy.user.clear();
        m_proxy.tunnels.clear();
        QVERIFY(openSettings());
        if (auto *discard = named<QAbstractButton>(u"discardConnection"_s); discard && discard->isEnabled())
            click(discard);
    }
    void cleanup() { closeWhatIsOpen(); }

    void takesTheWayToAServerWhenItIsAdded()
    {
        if (m_server != nullptr)
            return;
        QTest::keyClick(&window(), Qt::Key_N, Qt::ControlModifier);
        QTRY_VERIFY(field(u"address"_s));
        type(field(u"address"_s), m_process->url());
        QVERIFY(!field(u"caFile"_s));
        click(named<QAbstractButton>(u"moreOptions"_s));
        QTRY_VERIFY(field(u"caFile"_s));
        picture(&window(), u"connect-options"_s);
        // What cannot be used is named at its field, before anything is sent.
        retype(u"caFile"_s, m_folder.filePath(u"nothing.pem"_s));
        click(named<QAbstractButton>(u"continue"_s));
        QTRY_VERIFY(!problemOf(u"caFile"_s).isEmpty());
        retype(u"caFile"_s, m_own.certificate);
        retype(u"clientCertificate"_s, m_client.certificate);
        QTRY_VERIFY(field(u"clientKey"_s));
        retype(u"clientKey"_s, m_client.encryptedKey(passphrase));
        retype(u"keyPassphrase"_s, QString::fromLatin1(passphrase));
        click(named<QAbstractButton>(u"continue"_s));
        QTRY_VERIFY_WITH_TIMEOUT(field(u"username"_s), 15'000);
        // The user name of one address is not carried to another one.
        type(field(u"username"_s), u"visitor"_s);
        click(button(&window(), u"Use another address"_s));
        QTRY_VERIFY(named<QAbstractButton>(u"continue"_s));
        click(named<QAbstractButton>(u"continue"_s));
        QTRY_VERIFY_WITH_TIMEOUT(field(u"username"_s), 15'000);
        QVERIFY(field(u"username"_s)->text().isEmpty());
        type(field(u"username"_s), u"ann"_s);
        type(field(u"password"_s), ServerProcess::password());
        click(named<QAbstractButton>(u"signIn"_s));
        QTRY_VERIFY_WITH_TIMEOUT(named<QAbstractButton>(u"save"_s), 30'000);
        click(named<QAbstractButton>(u"save"_s));
        QTRY_COMPARE(m_console->servers.rowCount(), 1);
        m_server = m_console->servers.at(0);
        QTRY_VERIFY_WITH_TIMEOUT(isConnected(), 15'000);
        QVERIFY(stored(u"client-key"_s, passphrase));
        QVERIFY(!saved().contains(passphrase));
    }

    void opensFromTheRailTheMenuAndTheOverview()
    {
        const auto leave = [this] { return window().go(at(u"overview"_s)); };
        QVERIFY(leave());
        auto *tile = find<RailTile>(&window(), [this](RailTile *t) { return t->server() == m_server; });
        QVERIFY(tile);
        Q_EMIT tile->customContextMenuRequested(tile->rect().center());
        QTRY_VERIFY(menu());
        QVERIFY(test::choose(menu(), u"Connection settings"_s));
        QTRY_COMPARE(window().place().view, u"connection"_s);
        QTRY_COMPARE(QApplication::focusWidget(), field(u"name"_s));
        QVERIFY(leave());
        click(button(&window(), u"Connection settings"_s));
        QTRY_COMPARE(window().place().view, u"connection"_s);
        QVERIFY(leave());
        window().commands().action(Command::connectionSettings)->trigger();
        QTRY_COMPARE(window().place().view, u"connection"_s);
    }

    void renamesAServerAndChangesItsEnvironment()
    {
        QVERIFY(!named<QAbstractButton>(u"saveConnection"_s)->isEnabled());
        QCOMPARE(field(u"shownAddress"_s)->text(), m_process->url());
        QVERIFY(field(u"shownAddress"_s)->isReadOnly());
        retype(u"name"_s, u"Plant South"_s);
        choose(u"environment"_s, 0);
        QVERIFY(window().screen()->hasDraft());
        save();
        QTRY_COMPARE(m_server->profile().name, u"Plant South"_s);
        QCOMPARE(m_server->profile().environment, client::Environment::production);
        QVERIFY(isConnected());  // the same way: no new connection
        QVERIFY(saved().contains("Plant South"));
        QTRY_VERIFY(!window().screen()->hasDraft());
        retype(u"name"_s, u" "_s);
        save();
        QTRY_VERIFY(!problemOf(u"name"_s).isEmpty());
    }

    void trustsTheAuthoritiesOfAFile()
    {
        retype(u"caFile"_s, m_other.certificate);
        save();
        QTRY_COMPARE_WITH_TIMEOUT(m_server->state(), client::ConnectionState::tls_error, 15'000);
        // What is wrong stands here, and the settings are not covered by it.
        QTRY_VERIFY(named<QLabel>(u"connectionError"_s));
        picture(&window(), u"connection-tls"_s);
        QVERIFY(field(u"caFile"_s)->isEnabled());
        retype(u"caFile"_s, m_own.certificate);
        save();
        QTRY_VERIFY_WITH_TIMEOUT(isConnected(), 15'000);
        QTRY_VERIFY(!named<QLabel>(u"connectionError"_s));
    }

    void namesTheFileThatCannotBeUsedAndChangesNothing()
    {
        const auto before = saved();
        for (const auto &name : {u"caFile"_s, u"clientCertificate"_s, u"clientKey"_s}) {
            const auto was = field(name)->text();
            retype(name, m_folder.filePath(u"nothing.pem"_s));
            save();
            QTRY_VERIFY2(problemOf(name).contains(u"nothing.pem"_s), qPrintable(name));
            QTRY_COMPARE(QApplication::focusWidget(), field(name));
            QCOMPARE(field(name)->accessibleDescription(), problemOf(name));
            retype(name, was);
            QVERIFY(problemOf(name).isEmpty());
        }
        QCOMPARE(saved(), before);
        QVERIFY(isConnected());
    }

    void showsTheClientCertificateWithAKeyThatHasAPassphrase()
    {
        retype(u"clientKey"_s, m_client.encryptedKey(passphrase));
        save();
        QTRY_VERIFY(!problemOf(u"keyPassphrase"_s).isEmpty());
        retype(u"keyPassphrase"_s, u"under the hills"_s);
        save();
        QTRY_VERIFY(problemOf(u"keyPassphrase"_s).contains(u"passphrase"_s));
        retype(u"keyPassphrase"_s, QString::fromLatin1(passphrase));
        save();
        QTRY_COMPARE(m_server->profile().clientKey, m_client.encryptedKey(passphrase));
        QTRY_VERIFY_WITH_TIMEOUT(isConnected(), 15'000);
        QVERIFY(stored(u"client-key"_s, passphrase));
        QVERIFY(!saved().contains(passphrase));
        QVERIFY(field(u"keyPassphrase"_s)->text().isEmpty());
        // Another change leaves it as it is.
        retype(u"name"_s, u"Plant North"_s);
        save();
        QTRY_COMPARE(m_server->profile().name, u"Plant North"_s);
        QVERIFY(isConnected());
        QVERIFY(stored(u"client-key"_s, passphrase));
    }

    void isRefusedWithoutTheClientCertificate()
    {
        retype(u"clientCertificate"_s, {});
        QTRY_VERIFY(!field(u"clientKey"_s));
        save();
        QTRY_VERIFY_WITH_TIMEOUT(!isConnected(), 15'000);
        QTRY_VERIFY_WITH_TIMEOUT(m_server->state() == client::ConnectionState::offline ||
                                     m_server->state() == client::ConnectionState::tls_error,
                                 15'000);
    }

    void connectsThroughAProxyWithAUser()
    {
        m_proxy.user = "console";
        m_proxy.password = "s3cret-at-the-proxy";
        QVERIFY(!field(u"proxyHost"_s));
        choose(u"proxyKind"_s, 2);
        QTRY_VERIFY(field(u"proxyHost"_s));
        save();
        QTRY_VERIFY(!problemOf(u"proxyHost"_s).isEmpty());  // a proxy without a host
        retype(u"proxyHost"_s, u"127.0.0.1"_s);
        retype(u"proxyPort"_s, QString::number(m_proxy.serverPort()));
        QVERIFY(!field(u"proxyPassword"_s)->isEnabled());
        retype(u"proxyUser"_s, u"console"_s);
        retype(u"proxyPassword"_s, u"wrong"_s);
        picture(&window(), u"connection-proxy"_s);
        save();
        QTRY_COMPARE_WITH_TIMEOUT(m_server->state(), client::ConnectionState::offline, 15'000);
        QTRY_VERIFY(named<QLabel>(u"connectionError"_s)->text().contains(u"proxy"_s));
        QVERIFY(m_proxy.tunnels.isEmpty());
        retype(u"proxyPassword"_s, u"s3cret-at-the-proxy"_s);
        save();
        QTRY_VERIFY_WITH_TIMEOUT(isConnected(), 15'000);
        QVERIFY(m_proxy.tunnels.contains(QUrl(m_process->url()).authority().toLatin1()));
        QVERIFY(stored(u"proxy"_s, "s3cret-at-the-proxy"));
        QVERIFY(!saved().contains("s3cret-at-the-proxy"));
        // Without the proxy its password goes, too.
        choose(u"proxyKind"_s, 0);
        save();
        QTRY_VERIFY(m_server->profile().proxy.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(isConnected(), 15'000);
        QTRY_VERIFY(!stored(u"proxy"_s, "s3cret-at-the-proxy"));
    }

    void keepsADraftWithoutItsPasswords()
    {
        QVERIFY(openSettings());
        auto *screen = window().screen();
        QVERIFY(screen->draft().isEmpty());
        choose(u"proxyKind"_s, 2);
        QTRY_VERIFY(field(u"proxyHost"_s));
        retype(u"name"_s, u"Plant B"_s);
        retype(u"proxyHost"_s, u"proxy.example"_s);
        retype(u"proxyPort"_s, u"3128"_s);
        retype(u"proxyUser"_s, u"console"_s);
        retype(u"proxyPassword"_s, u"through the tunnel"_s);
        const auto kept = screen->draft();
        const auto written = QJsonDocument(kept).toJson();
        QVERIFY2(written.contains("Plant B") && written.contains("proxy.example"), written.constData());
        QVERIFY2(!written.contains("tunnel"), written.constData());
        click(named<QAbstractButton>(u"discardConnection"_s));
        QVERIFY(!screen->hasDraft());
        screen->restoreDraft(kept);
        QCOMPARE(field(u"name"_s)->text(), u"Plant B"_s);
        QCOMPARE(field(u"proxyHost"_s)->text(), u"proxy.example"_s);
        QVERIFY(field(u"proxyPassword"_s)->text().isEmpty());
        QVERIFY(screen->hasDraft());
        click(named<QAbstractButton>(u"discardConnection"_s));
    }

    void asksTheSystemForItsProxyButNotForLoopback()
    {
        choose(u"proxyKind"_s, 1);
        save();
        QTRY_COMPARE(m_server->profile().proxy, u"system"_s);
        QTRY_VERIFY_WITH_TIMEOUT(isConnected(), 15'000);
    }

    void forgetsATrustedKey()
    {
        auto profile = usual();
        profile.pin = client::publicKeyHash(QSslCertificate::fromPath(m_other.certificate).value(0));
        QVERIFY(m_console->servers.update(profile));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->state(), client::ConnectionState::tls_error, 15'000);
        QTRY_VERIFY(named<QAbstractButton>(u"forgetPin"_s));
        click(named<QAbstractButton>(u"forgetPin"_s));
        save();
        QTRY_VERIFY_WITH_TIMEOUT(isConnected(), 15'000);
        QVERIFY(m_server->profile().pin.isEmpty());
    }

    void findsItsSecretsAgainAtTheNextStart()
    {
        auto profile = usual();
        profile.clientKey = m_client.encryptedKey(passphrase);
        QVERIFY(client::await(m_console->servers.update(
            profile, {.keyPassphrase = Secret(std::string_view(passphrase)), .proxyPassword = std::nullopt})));
        QTRY_VERIFY_WITH_TIMEOUT(isConnected(), 15'000);
        client::ServerList next(m_console->surroundings);
        QVERIFY(next.load());
        QCOMPARE(next.rowCount(), 1);
        next.openAll();
        QTRY_COMPARE_WITH_TIMEOUT(next.at(0)->state(), client::ConnectionState::connected, 15'000);
    }

    void canBeWalkedThroughByKeyboard()
    {
        field(u"name"_s)->setFocus();
        QStringList order;
        for (int i = 0; i < 20; ++i) {
            if (const auto name = QApplication::focusWidget()->objectName(); !name.isEmpty())
                order << name;
            QVERIFY2(!QApplication::focusWidget()->accessibleName().isEmpty() ||
                         qobject_cast<QAbstractButton *>(QApplication::focusWidget()),
                     qPrintable(QApplication::focusWidget()->objectName()));
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        const QStringList wanted{u"name"_s,          u"environment"_s, u"readOnly"_s,          u"place"_s,
                                 u"shownAddress"_s,  u"caFile"_s,      u"clientCertificate"_s, u"clientKey"_s,
                                 u"keyPassphrase"_s, u"proxyKind"_s};
        QCOMPARE(order.mid(0, wanted.size()), wanted);
    }
};

QTEST_MAIN(TestConnectionSettings)
#include "test_connection_settings.moc"
