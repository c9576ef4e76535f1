// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/back_off.h"
#include "client/profile/profiles_file.h"
#include "tests/client/servers/list_world.h"
#include "tests/client/servers/platformish.h"
#include "tests/client/transport/raw_server.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace castellan;
using namespace castellan::client;

namespace {

class Midpoint final : public Random {
public:
    explicit Midpoint(int value) : m_value(std::byte(value)) {}
    void fill(std::span<std::byte> out) override { std::fill(out.begin(), out.end(), m_value); }

private:
    std::byte m_value;
};

}  // namespace

class TestServers : public QObject {
    Q_OBJECT

    struct World : ListWorld {
        QAbstractItemModelTester tester{&list, QAbstractItemModelTester::FailureReportingMode::QtTest};
    };

private Q_SLOTS:
    void readsAddressesAsPeopleTypeThem_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("url");
        const auto row = [](const char *typed, const char *url) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(url);
        };
        row("flows.example.com", "https://flows.example.com");
        row(" https://flows.example.com/ ", "https://flows.example.com");
        row("localhost:3000", "http://localhost:3000");
        row("127.0.0.1:8471", "http://127.0.0.1:8471");
        row("[::1]:8471", "http://[::1]:8471");
        row("http://flows.example.com:3000/sub/", "http://flows.example.com:3000/sub");
        row("", "");
        row("two words", "");
        row("ftp://x", "");
        row("javascript://x", "");
        row("https://user:pw@x", "");
        row("https://user@x", "");
        row("https://x/#frag", "");
        row("https://x/?q=1", "");
        row("https://", "");
    }
    void readsAddressesAsPeopleTypeThem()
    {
        QFETCH(QString, typed);
        QFETCH(QString, url);
        const auto read = ConnectFlow::parseAddress(typed);
        QCOMPARE(read.has_value(), !url.isEmpty());
        if (read)
            QCOMPARE(read->toString(), url);
        else
            QCOMPARE(read.error().path, std::string("url"));
    }

    void tellsWhatAnswersInstead_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("part");
        const auto row = [](const char *name, const QByteArray &reply, ErrorCode code, const char *part) {
            QTest::newRow(name) << reply << int(code) << QString::fromLatin1(part);
        };
        row("page", RawServer::reply(200, "<html>", "text/html"), ErrorCode::protocol, "web page");
        row("other JSON", RawServer::reply(200, "{\"hello\":1}"), ErrorCode::protocol, "not a supported server");
        row("list", RawServer::reply(200, "[]"), ErrorCode::protocol, "not a supported server");
        row("404", RawServer::reply(404, "nope", "text/plain"), ErrorCode::protocol, "not a supported server");
        row("401", RawServer::reply(401, "{}"), ErrorCode::protocol, "not a supported server");
        row("redirect", RawServer::reply(302, {}, {}, {"Location: https://elsewhere.example/x?token=T"}),
            ErrorCode::redirected, "https://elsewhere.example:443");
        row("not HTTP", QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n"), ErrorCode::offline, "The port may be another one");
    }
    void tellsWhatAnswersInstead()
    {
        QFETCH(QByteArray, reply);
        QFETCH(int, code);
        QFETCH(QString, part);
        World world;
        RawServer server;
        server.answer = [&](const RawRequest &) { return reply; };
        auto flow = world.list.connectNew();
        const auto found = await(flow->probe(server.url().toString()));
        QVERIFY(!found);
        // Whether Qt reads what is no HTTP before the connection closes is a matter of timing.
        QVERIFY2(found.error().code == ErrorCode(code) ||
                     (ErrorCode(code) == ErrorCode::offline && found.error().code == ErrorCode::protocol),
                 why(found).constData());
        QVERIFY2(QString::fromStdString(found.error().message).contains(part), found.error().message.c_str());
        QCOMPARE(world.list.rowCount(), 0);
    }

    void namesAPortWhereNothingListens()
    {
        World world;
        quint16 port = 0;
        {
            const RawServer gone;
            port = gone.serverPort();
        }
        auto flow = world.list.connectNew();
        const auto found = await(flow->probe(QStringLiteral("http://127.0.0.1:%1").arg(port)));
        FAILS(found, ErrorCode::offline);
        const auto said = QString::fromStdString(found.error().message);
        QVERIFY2(said.contains(QStringLiteral("127.0.0.1:%1").arg(port)) && said.contains(QStringLiteral("port")),
                 qPrintable(said));
    }

    void asksBeforeItSpeaksInClear()
    {
        World world;
        auto flow = world.list.connectNew();
        for (const auto *address : {"http://plant.example", "http://192.0.2.1:3000"}) {
            const auto found = await(flow->probe(QLatin1String(address)));
            FAILS(found, ErrorCode::validation);
            QCOMPARE(found.error().path, std::string("encryption"));
        }
        // The choice is made for what is asked with it.
        const auto chosen = await(flow->probe(QStringLiteral("http://plant.invalid"), true));
        FAILS(chosen, ErrorCode::offline);
        FAILS(await(flow->probe(QStringLiteral("http://plant.invalid"))), ErrorCode::validation);
    }

    void findsOffersInTheDescriptionNotInTheName()
    {
        World world;
        Platformish plain;
        Platformish ours;
        ours.openApi = ourDescription;
        auto *one = world.connectTo(plain.server.url());
        auto *two = world.connectTo(ours.server.url(), QStringLiteral("Local"));
        QVERIFY(one && two);
        QVERIFY(!one->platform()->teams()->addsDirectly());
        QVERIFY(!one->platform()->auditLog()->streams());
        QVERIFY(two->platform()->teams()->addsDirectly());
        QCOMPARE(two->platform()->info().product, QStringLiteral("Castellan"));
        QVERIFY(two->platform()->auditLog()->streams());
        const auto stream = await(two->platform()->auditLog()->stream());
        OK(stream);
        QCOMPARE(stream->url.toString(),
                 QStringLiteral("ws://127.0.0.1:%1/api/v1/audit/stream").arg(ours.server.serverPort()));
        const QList<std::pair<QByteArray, QByteArray>> cookie{{"Cookie", "sid=S1"}};
        QCOMPARE(stream->headers, cookie);
    }

    void keepsNothingWhenTheSecretCantBeKept()
    {
        World world;
        Platformish platform;
        auto flow = world.list.connectNew();
        OK(await(flow->probe(platform.server.url().toString())));
        OK(await(signInTo(flow->signIn(), PasswordAnswer{QStringLiteral("alice"), Secret(std::string_view("right"))})));
        flow->profile().name = QStringLiteral("x");
        world.store.trouble = ErrorCode::secret_store_locked;
        FAILS(await(flow->save()), ErrorCode::secret_store_locked);
        QCOMPARE(world.list.rowCount(), 0);
        QVERIFY(!QFile::exists(world.folder.filePath(QStringLiteral("servers.json"))));
        world.store.trouble.reset();
        OK(await(flow->save()));
        QCOMPARE(world.list.rowCount(), 1);
    }

    void keepsProfilesWithoutSecretsInTheirOrder()
    {
        World world;
        Platformish a;
        Platformish b;
        Platformish c;
        for (auto *p : {&a, &b, &c})
            QVERIFY(world.connectTo(p->server.url(), p == &a   ? QStringLiteral("A")
                                                     : p == &b ? QStringLiteral("B")
                                                               : QStringLiteral("C")));
        QVERIFY(world.list.moveRows({}, 2, 1, {}, 0));
        QVERIFY(world.list.moveRows({}, 0, 1, {}, 2));
        QVERIFY(!world.list.moveRows({}, 0, 1, {}, 1));
        QVERIFY(!world.list.moveRows({}, 0, 4, {}, 0));
        QFile file(world.folder.filePath(QStringLiteral("servers.json")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("S1"));
        QVERIFY((file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)) ==
                0);
        auto renamed = world.list.at(0)->profile();
        renamed.name = QStringLiteral("A2");
        renamed.environment = Environment::production;
        OK(world.list.update(renamed));
        ServerList again(world.surroundings);
        OK(again.load());
        QStringList names;
        for (int i = 0; i < again.rowCount(); ++i)
            names.append(again.index(i).data().toString());
        QCOMPARE(names, (QStringList{QStringLiteral("A2"), QStringLiteral("C"), QStringLiteral("B")}));
        QCOMPARE(again.at(0)->profile().environment, Environment::production);
        auto elsewhere = renamed;
        elsewhere.url = QUrl(QStringLiteral("https://elsewhere.example"));
        FAILS(world.list.update(elsewhere), ErrorCode::validation);
    }

    void forgetsARemovedServerWithItsSecret()
    {
        World world;
        Platformish platform;
        auto *server = world.connectTo(platform.server.url());
        QVERIFY(server);
        QCOMPARE(world.store.entries.size(), std::size_t(1));
        QSignalSpy gone(&world.list, &ServerList::aboutToRemove);
        OK(await(world.list.remove(server->profile().id)));
        QCOMPARE(gone.size(), 1);
        QVERIFY(world.store.entries.empty());
        ServerList again(world.surroundings);
        OK(again.load());
        QCOMPARE(again.rowCount(), 0);
        FAILS(await(world.list.remove(QStringLiteral("nobody"))), ErrorCode::not_found);
    }

    void keepsAnUnreadableListAsideAndNamesTheMember_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("path");
        QTest::newRow("no JSON") << QByteArray("{") << QString();
        QTest::newRow("environment") << QByteArray("{\"version\":1,\"servers\":[{\"id\":\"a\",\"name\":\"n\","
                                                   "\"url\":\"https://x\",\"environment\":\"moon\"}]}")
                                     << QStringLiteral("servers[0].environment");
        QTest::newRow("type")
            << QByteArray("{\"version\":1,\"servers\":[{\"id\":1,\"name\":\"n\",\"environment\":\"local\"}]}")
            << QStringLiteral("servers[0].id");
        QTest::newRow("url") << QByteArray("{\"version\":1,\"servers\":[{\"id\":\"a\",\"name\":\"n\","
                                           "\"url\":\"file:///etc\",\"environment\":\"local\"}]}")
                             << QStringLiteral("servers[0].url");
    }
    void keepsAnUnreadableListAsideAndNamesTheMember()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, path);
        World world;
        const QString name = world.folder.filePath(QStringLiteral("servers.json"));
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        const auto loaded = world.list.load();
        FAILS(loaded, ErrorCode::corrupt);
        QCOMPARE(QString::fromStdString(loaded.error().path), path);
        QFile aside(name + QStringLiteral(".unreadable"));
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), text);
    }

    void leavesANewerListAlone()
    {
        World world;
        const QString name = world.folder.filePath(QStringLiteral("servers.json"));
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"version\":2,\"servers\":{}}");
        file.close();
        FAILS(world.list.load(), ErrorCode::newer_file);
        Platformish platform;
        QVERIFY(!world.connectTo(platform.server.url()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("{\"version\":2,\"servers\":{}}"));
        QVERIFY(world.store.entries.empty());
    }

    void comesBackByItselfWhenTheServerDoes()
    {
        World world;
        Platformish platform;
        auto *server = world.connectTo(platform.server.url());
        QVERIFY(server);
        QSignalSpy states(server, &Server::stateChanged);
        const auto port = platform.server.serverPort();
        platform.server.close();
        for (auto *socket : platform.server.findChildren<QTcpSocket *>())
            socket->abort();
        FAILS(await(server->platform()->teams()->list({})), ErrorCode::offline);
        QCOMPARE(server->state(), ConnectionState::offline);
        QCOMPARE(server->lastError().code, ErrorCode::offline);
        QVERIFY(server->nextTry().count() > 0 && server->nextTry().count() <= 1200);
        QVERIFY(platform.server.listen(QHostAddress::LocalHost, port));
        QTRY_COMPARE_WITH_TIMEOUT(server->state(), ConnectionState::connected, 10'000);
        OK(await(server->platform()->teams()->list({})));
        QCOMPARE(states.size(), 2);
    }

    void triesAtOnceWhenAsked()
    {
        World world;
        Platformish platform;
        auto *server = world.connectTo(platform.server.url());
        QVERIFY(server);
        const auto port = platform.server.serverPort();
        platform.server.close();
        for (auto *socket : platform.server.findChildren<QTcpSocket *>())
            socket->abort();
        FAILS(await(server->platform()->teams()->list({})), ErrorCode::offline);
        QVERIFY(platform.server.listen(QHostAddress::LocalHost, port));
        QElapsedTimer timer;
        timer.start();
        server->tryNow();
        QTRY_COMPARE(server->state(), ConnectionState::connected);
        QVERIFY(timer.elapsed() < 700);
    }

    void staysSignedOutWhenNothingIsKeptAndSaysWhyWhenTheStoreFails()
    {
        World world;
        Platformish platform;
        auto *server = world.connectTo(platform.server.url());
        QVERIFY(server);
        {
            ServerList again(world.surroundings);
            OK(again.load());
            world.store.trouble = ErrorCode::secret_store_locked;
            QSignalSpy notices(again.at(0), &Server::notice);
            again.openAll();
            QTRY_COMPARE(again.at(0)->state(), ConnectionState::signed_out);
            QCOMPARE(again.at(0)->lastError().code, ErrorCode::secret_store_locked);
            QCOMPARE(notices.size(), 1);
            // Unlocked meanwhile: the same entry signs in.
            world.store.trouble.reset();
            again.at(0)->open();
            QTRY_COMPARE(again.at(0)->state(), ConnectionState::connected);
        }
        ServerList last(world.surroundings);
        OK(last.load());
        world.store.entries.clear();
        last.openAll();
        QTRY_COMPARE(last.at(0)->state(), ConnectionState::signed_out);
        QVERIFY(last.at(0)->platform());
        OK(await(signInTo(last.at(0)->signIn(),
                          PasswordAnswer{QStringLiteral("alice"), Secret(std::string_view("right"))})));
        QCOMPARE(world.store.entries.size(), std::size_t(1));
    }

    void asksForASignInWhenTheKeptOneHasEnded()
    {
        World world;
        Platformish platform;
        QVERIFY(world.connectTo(platform.server.url()));
        platform.alive = false;
        ServerList again(world.surroundings);
        OK(again.load());
        again.openAll();
        QTRY_COMPARE(again.at(0)->state(), ConnectionState::needs_sign_in);
        platform.alive = true;
        OK(await(signInTo(again.at(0)->signIn(),
                          PasswordAnswer{QStringLiteral("alice"), Secret(std::string_view("right"))})));
        QCOMPARE(again.at(0)->state(), ConnectionState::connected);
    }

    void runsNothingInAnotherPersonsName()
    {
        World world;
        Platformish platform;
        auto *server = world.connectTo(platform.server.url());
        QVERIFY(server);
        platform.session = "S2";
        auto waiting = server->apply(server->platform()->teams()->remove(QStringLiteral("t1")));
        QTRY_COMPARE(server->state(), ConnectionState::needs_sign_in);
        const auto say = platform.server.answer;
        platform.server.answer = [&](const RawRequest &r) {
            if (r.target == "/api/v1/user")
                return RawServer::reply(200, "{\"id\":\"u2\",\"username\":\"bob\"}");
            return say(r);
        };
        const auto before = platform.server.seen.size();
        OK(await(signInTo(server->signIn(), PasswordAnswer{QStringLiteral("bob"), Secret(std::string_view("right"))})));
        FAILS(await(waiting), ErrorCode::cancelled);
        for (qsizetype i = before; i < platform.server.seen.size(); ++i)
            QVERIFY(platform.server.seen[i].method != "DELETE");
    }

    void sendsNoChangeWhenReadOnly()
    {
        World world;
        Platformish platform;
        auto *server = world.connectTo(platform.server.url());
        QVERIFY(server);
        server->setReadOnly(true);
        QVERIFY(world.list.index(0).data(ServerList::ReadOnlyRole).toBool());
        const auto before = platform.server.seen.size();
        FAILS(await(server->apply(server->platform()->teams()->remove(QStringLiteral("t1")))), ErrorCode::read_only);
        QTest::qWait(50);
        QCOMPARE(platform.server.seen.size(), before);
    }

    void followsTheEmbeddedServerFromStartToStart()
    {
        World world;
        auto first = std::make_unique<Platformish>();
        first->openApi = ourDescription;
        int renewals = 0;
        const auto access = [&](const Platformish &p) {
            EmbeddedAccess a;
            a.url = p.server.url();
            a.launchKey = Secret(std::string_view("KEY"));
            a.session = Secret(std::string_view("LOCAL"));
            a.renew = [&renewals]() -> Result<Secret> {
                ++renewals;
                return Secret(std::string_view("LOCAL"));
            };
            return a;
        };
        Profile profile;
        profile.name = QStringLiteral("This computer");
        profile.environment = Environment::local;
        profile.embedded = true;
        auto *server = world.list.attachEmbedded(profile, access(*first));
        QTRY_COMPARE(server->state(), ConnectionState::connected);
        for (const auto &r : std::as_const(first->server.seen))
            QCOMPARE(r.header("x-castellan-launch"), QByteArray("KEY"));
        auto *platform = server->platform();
        QVERIFY(world.store.entries.empty());

        first.reset();
        world.list.detachEmbedded(profile.id, Error(ErrorCode::offline, "It died."));
        QCOMPARE(server->state(), ConnectionState::offline);
        QCOMPARE(server->lastError().message, std::string("It died."));
        FAILS(await(platform->teams()->list({})), ErrorCode::offline);

        Platformish second;
        second.openApi = ourDescription;
        QCOMPARE(world.list.attachEmbedded(profile, access(second)), server);
        QTRY_COMPARE(server->state(), ConnectionState::connected);
        QCOMPARE(server->platform(), platform);
        OK(await(platform->teams()->list({})));
        QCOMPARE(world.list.rowCount(), 1);

        // Its session ends: no password is asked for.
        second.alive = false;
        auto waiting = platform->teams()->list({});
        QTRY_COMPARE(server->state(), ConnectionState::needs_sign_in);
        QCOMPARE(renewals, 1);
        QVERIFY(!waiting.isFinished());
        second.alive = true;
        server->tryNow();
        OK(await(waiting));
        QCOMPARE(server->state(), ConnectionState::connected);
        QCOMPARE(renewals, 2);
        ServerList again(world.surroundings);
        OK(again.load());
        QVERIFY(again.at(0)->profile().embedded);
        QVERIFY(again.at(0)->profile().url.isEmpty());
        again.openAll();
        QCOMPARE(again.at(0)->state(), ConnectionState::offline);
    }

    void trustsAShownKeyForThisServerOnly()
    {
        World world;
        QTemporaryDir keys;
        const auto certificate = TestCertificate::make(keys.path(), QStringLiteral("own"));
        QVERIFY(certificate);
        Platformish platform;
        platform.server.tls = certificate->configuration();
        const QString address = platform.server.url().toString();
        auto flow = world.list.connectNew();
        FAILS(await(flow->probe(address)), ErrorCode::tls);
        QVERIFY(flow->certificate() && !flow->certificate()->problems.isEmpty());
        flow->trustShownCertificate();
        OK(await(flow->probe(address)));
        OK(await(signInTo(flow->signIn(), PasswordAnswer{QStringLiteral("alice"), Secret(std::string_view("right"))})));
        flow->profile().name = QStringLiteral("Pinned");
        const auto saved = await(flow->save());
        OK(saved);
        QCOMPARE((*saved)->profile().pin,
                 flow->certificate() ? flow->certificate()->publicKey : (*saved)->profile().pin);
        QVERIFY(!(*saved)->profile().pin.isEmpty());
        // Another address does not inherit the trust.
        auto next = world.list.connectNew();
        FAILS(await(next->probe(address)), ErrorCode::tls);
        next->trustShownCertificate();
        Platformish other;
        other.server.tls = certificate->configuration();
        FAILS(await(next->probe(other.server.url().toString())), ErrorCode::tls);
        // After a restart another key is refused, and nothing is retried without the user.
        const auto imposter = TestCertificate::make(keys.path(), QStringLiteral("imposter"));
        QVERIFY(imposter);
        platform.server.tls = imposter->configuration();
        const auto before = platform.server.seen.size();
        ServerList again(world.surroundings);
        OK(again.load());
        again.openAll();
        QTRY_COMPARE(again.at(0)->state(), ConnectionState::tls_error);
        QCOMPARE(again.at(0)->lastError().code, ErrorCode::pin_mismatch);
        QCOMPARE(platform.server.seen.size(), before);
    }

    void waitsLongerEachTimeUpToHalfAMinute()
    {
        for (const auto &[value, factor] : {std::pair{0, 0.8}, {255, 1.2}}) {
            Midpoint random(value);
            BackOff backOff(std::chrono::seconds(1), std::chrono::seconds(30), random);
            for (const int seconds : {1, 2, 4, 8, 16, 30, 30})
                QCOMPARE(backOff.next().count(), qint64(seconds * 1000 * factor));
            backOff.reset();
            QCOMPARE(backOff.next().count(), qint64(1000 * factor));
        }
    }
};

QTEST_GUILESS_MAIN(TestServers)
#include "test_servers.moc"
