// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// Creation of the first administrator, and the credentials that a sign-in gives a client.
#include "tests/end_to_end/people.h"
#include "tests/fixtures/rows.h"

#include <QDir>
#include <QFileInfo>
#include <QMap>
#include <QSet>
#include <QTest>

using namespace castellan::test;
using namespace Qt::StringLiterals;

namespace {

/// A server without users, and the setup token that its host was shown.
struct Waiting {
    ServerProgram program;
    QString token;

    bool make()
    {
        const auto made = ServerProgram::run({u"init"_s, u"--data"_s, program.data(), u"--setup-token"_s}, {}, {});
        token = QString::fromLatin1(made.out.trimmed());
        return made.exitCode == 0 && program.start();
    }
    [[nodiscard]] Answer setUp(const QString &shown, const QString &username = u"alice"_s,
                               const QString &password = QLatin1String(ServerProgram::password)) const
    {
        return Curl(program.url())
            .send("POST", u"/account/setup"_s,
                  {{u"token"_s, shown},
                   {u"username"_s, username},
                   {u"email"_s, u"alice@example.com"_s},
                   {u"password"_s, password}});
    }
};

/// Names of the cookies that an answer sets, with their attributes.
QMap<QByteArray, QSet<QByteArray>> cookiesIn(const Answer &answer)
{
    QMap<QByteArray, QSet<QByteArray>> out;
    for (const auto &line : answer.head.split('\n')) {
        if (!line.toLower().startsWith("set-cookie:"))
            continue;
        auto parts = line.mid(11).trimmed().split(';');
        const auto name = parts.takeFirst().split('=').first();
        for (const auto &part : parts)
            out[name].insert(part.trimmed());
    }
    return out;
}

class TestFirstSignIn : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void f15TheTokenMakesOneAdministratorAndNoSecond()
    {
        Waiting server;
        QVERIFY(server.make());
        QVERIFY2(server.token.size() >= 43, qPrintable(server.token));
        Curl nobody(server.program.url());
        QCOMPARE(nobody.login(u"alice"_s).status, 401);
        QCOMPARE(server.setUp(server.token).status, 200);
        const auto second = server.setUp(server.token, u"mallory"_s);
        QCOMPARE(second.status, 403);
        QVERIFY2(second["error"].contains(u"set up already"_s), second.body.constData());
        Curl alice(server.program.url());
        QCOMPARE(alice.login(u"alice"_s).status, 200);
        const auto users = alice.get(u"/api/v1/users"_s);
        QCOMPARE(users.status, 200);
        QCOMPARE(users.json()[u"users"_s].toArray().size(), 1);
        const auto log = alice.get(u"/api/v1/admin/audit-log?limit=10"_s).body;
        QVERIFY(log.contains("users.created-user"));
        QVERIFY(!log.contains(server.token.toLatin1()));
    }

    void f15AWrongTokenIsRefusedAndTheRightOneGoesOnCounting()
    {
        Waiting server;
        QVERIFY(server.make());
        auto almost = server.token;
        almost.back() = almost.back() == u'a' ? u'b' : u'a';
        for (const auto &wrong : {almost, server.token.left(42), u"x"_s}) {
            const auto refused = server.setUp(wrong);
            QCOMPARE(refused.status, 401);
            QCOMPARE(refused.code(), u"unauthorized"_s);
        }
        // Over a restart, too.
        QCOMPARE(server.program.stop(), 0);
        QVERIFY(server.program.start());
        const auto weak = server.setUp(server.token, u"alice"_s, u"password1234"_s);
        QCOMPARE(weak.status, 400);
        QCOMPARE(server.setUp(server.token).status, 200);
    }

    void f15GuessesAreLimitedByAddress()
    {
        Waiting server;
        QVERIFY(server.make());
        for (int i = 0; i < 5; ++i)
            QCOMPARE(server.setUp(u"guess"_s).status, 401);
        QCOMPARE(server.setUp(u"guess"_s).status, 429);
    }

    void f15OneOfManyAtOnceBecomesTheAdministrator()
    {
        Waiting server;
        QVERIFY(server.make());
        std::vector<std::unique_ptr<QProcess>> all;
        for (int i = 0; i < 4; ++i) {
            const QJsonObject body{{u"token"_s, server.token},
                                   {u"username"_s, u"user-%1"_s.arg(i)},
                                   {u"email"_s, u"user-%1@example.com"_s.arg(i)},
                                   {u"password"_s, QLatin1String(ServerProgram::password)}};
            auto &process = all.emplace_back(std::make_unique<QProcess>());
            process->start(u"curl"_s, {u"-s"_s, u"-o"_s, u"/dev/null"_s, u"-w"_s, u"%{http_code}"_s, u"-H"_s,
                                       u"Content-Type: application/json"_s, u"-d"_s,
                                       QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Compact)),
                                       server.program.url() + u"/account/setup"_s});
        }
        QList<QByteArray> statuses;
        for (const auto &process : all) {
            QVERIFY(process->waitForFinished(30'000));
            statuses << process->readAllStandardOutput();
        }
        QCOMPARE(statuses.count("200"), 1);
        QCOMPARE(statuses.count("403"), 3);
    }

    void f15AServerMadeWithAnAdministratorWaitsForNobody()
    {
        ServerProgram server;
        QCOMPARE(server.init().exitCode, 0);
        QVERIFY(server.start());
        const auto refused = Curl(server.url())
                                 .send("POST", u"/account/setup"_s,
                                       {{u"token"_s, u""_s},
                                        {u"username"_s, u"mallory"_s},
                                        {u"email"_s, u"m@example.com"_s},
                                        {u"password"_s, QLatin1String(ServerProgram::password)}});
        QCOMPARE(refused.status, 403);
        QCOMPARE(server.stop(), 0);
        // The setup token is not made a second time.
        const auto again = server.init();
        QVERIFY(again.exitCode != 0);
        const auto other = ServerProgram::run({u"init"_s, u"--data"_s, server.data(), u"--setup-token"_s});
        QVERIFY(other.exitCode != 0);
        QVERIFY2(other.err.contains("holds a database already"), other.err.constData());
    }

    void f15TheTokenTakesThePlaceOfTheAdministratorsName()
    {
        ServerProgram server;
        const auto both = ServerProgram::run(
            {u"init"_s, u"--data"_s, server.data(), u"--setup-token"_s, u"--username"_s, u"alice"_s});
        QCOMPARE(both.exitCode, 2);
        const auto neither = ServerProgram::run({u"init"_s, u"--data"_s, server.data()});
        QCOMPARE(neither.exitCode, 2);
    }

    void s9AFirstRunKnowsNoDefaultPassword_data()
    {
        addBoolRows("waiting", "S-9 before its administrator", "S-9 with its administrator");
    }
    void s9AFirstRunKnowsNoDefaultPassword()
    {
        QFETCH(bool, waiting);
        Waiting server;
        if (waiting)
            QVERIFY(server.make());
        else
            QVERIFY(server.program.init().exitCode == 0 && server.program.start());
        // An address for each: what is refused for coming too often tells nothing.
        int n = 0;
        for (const auto &[name, password] : {std::pair{u"admin"_s, u"admin"_s},
                                             {u"admin"_s, u"password"_s},
                                             {u"admin"_s, u""_s},
                                             {u"admin@example.com"_s, u"password"_s},
                                             {u"administrator"_s, u"changeme"_s},
                                             {u"root"_s, u"root"_s},
                                             {u"castellan"_s, u"castellan"_s},
                                             {u"local"_s, u""_s},
                                             {u"alice"_s, u""_s},
                                             {u"alice"_s, u"alice"_s},
                                             {u"alice"_s, u"password"_s},
                                             {u""_s, u""_s}}) {
            Curl stranger(server.program.url(), u"127.0.9.%1"_s.arg(++n));
            const auto status = stranger.login(name, password).status;
            QVERIFY2(status == 401 || status == 400, QByteArray::number(status).constData());
            QCOMPARE(stranger.get(u"/api/v1/user"_s).status, 401);
        }
    }

    void s9AFirstRunKeepsItsFilesToItself()
    {
        Waiting server;
        QVERIFY(server.make());
        QCOMPARE(Curl(server.program.url()).get(u"/healthz"_s).status, 200);
        const QFileInfo folder(server.program.data());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                            QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(folder.permissions() & others));
        const auto files = QDir(folder.filePath()).entryInfoList(QDir::Files | QDir::Hidden);
        QVERIFY(files.size() >= 3);
        for (const auto &file : files)
            QVERIFY2(!(file.permissions() & others), qPrintable(file.fileName()));
    }

    void s9IsReachedFromOutsideOnlyByTls_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("S-9 every address") << u"0.0.0.0:0"_s;
        QTest::newRow("S-9 every address of IPv6") << u"[::]:0"_s;
        QTest::newRow("S-9 an address of a network") << u"192.0.2.1:0"_s;
    }
    void s9IsReachedFromOutsideOnlyByTls()
    {
        QFETCH(QString, address);
        ServerProgram server;
        QCOMPARE(server.init().exitCode, 0);
        const auto ran = ServerProgram::run({u"serve"_s, u"--data"_s, server.data(), u"--listen"_s, address}, {}, {});
        QCOMPARE(ran.exitCode, 2);
        QVERIFY2(ran.err.contains("needs TLS"), ran.err.constData());
    }

    void f26CookiesAreForThisHostOverTlsAlone()
    {
        ServerProgram server;
        QCOMPARE(server.init().exitCode, 0);
        const auto certificate = server.file(u"server.crt"_s);
        const auto key = server.file(u"server.key"_s);
        QProcess openssl;
        openssl.start(u"openssl"_s,
                      {u"req"_s, u"-x509"_s, u"-nodes"_s, u"-days"_s, u"2"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
                       u"ec_paramgen_curve:P-256"_s, u"-subj"_s, u"/CN=localhost"_s, u"-addext"_s,
                       u"subjectAltName=IP:127.0.0.1,DNS:localhost"_s, u"-keyout"_s, key, u"-out"_s, certificate});
        QVERIFY(openssl.waitForFinished() && openssl.exitCode() == 0);
        QVERIFY2(server.start({u"--tls-cert"_s, certificate, u"--tls-key"_s, key}), server.err.constData());
        Curl alice(server.url());
        alice.trust();
        using Attributes = QSet<QByteArray>;
        using Cookies = QMap<QByteArray, Attributes>;
        const auto lasting = [](const QByteArray &maxAge) {
            const Attributes common{"Secure", "SameSite=Strict", "Path=/", "Max-Age=" + maxAge};
            Cookies out{{"__Host-sid", common}, {"csrf", common}};
            out["__Host-sid"].insert("HttpOnly");
            return out;
        };
        const auto in = alice.login(u"alice"_s);
        QCOMPARE(in.status, 200);
        QCOMPARE(cookiesIn(in), lasting("604800"));
        QCOMPARE(alice.get(u"/api/v1/user"_s).status, 200);
        // The same for what stands between password and code …
        (void)enrol(alice);
        Curl half(server.url());
        half.trust();
        const auto ticket = half.login(u"alice"_s);
        QCOMPARE(ticket.status, 403);
        QCOMPARE(cookiesIn(ticket), (Cookies{{"__Host-sid", lasting("300")["__Host-sid"]}}));
        // … and for what takes them away.
        const auto out = alice.send("POST", u"/account/logout"_s, {});
        QCOMPARE(out.status, 200);
        QCOMPARE(cookiesIn(out), lasting("0"));
    }

    void f26WithoutTlsTheyLackOnlyWhatBrowsersWouldRefuse()
    {
        ServerProgram server;
        QCOMPARE(server.init().exitCode, 0);
        QVERIFY(server.start());
        Curl alice(server.url());
        const auto cookies = cookiesIn(alice.login(u"alice"_s));
        QCOMPARE(cookies.keys(), (QList<QByteArray>{"csrf", "sid"}));
        QVERIFY(cookies["sid"].contains("HttpOnly") && cookies["sid"].contains("SameSite=Strict"));
        QVERIFY(cookies["csrf"].contains("SameSite=Strict"));
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestFirstSignIn)
#include "test_e2e_first_sign_in.moc"
