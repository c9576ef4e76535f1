// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// Transport security of the real program, and the sources of its secrets.
#include "tests/end_to_end/program.h"
#include "tests/fixtures/rows.h"
#include "tests/server/http/programs.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QTest>

using namespace castellan::test;
using namespace Qt::Literals::StringLiterals;
using castellan::http::test::curl;
using castellan::http::test::run;

namespace {

QStringList words(const QString &text)
{
    return text.split(u' ', Qt::SkipEmptyParts);
}

/// A certificate authority of the test's own, with openssl.
class Authority {
public:
    explicit Authority(QString folder) : m_folder(std::move(folder)) {}

    [[nodiscard]] QString file(const QString &name) const { return m_folder + u'/' + name; }
    bool make()
    {
        QFile config(file(u"ca.cnf"_s));
        if (!config.open(QIODevice::WriteOnly))
            return false;
        config.write(
            u"[ca]\ndefault_ca=d\n[d]\ndatabase=%1/index\nserial=%1/serial\ncrlnumber=%1/crlnumber\nnew_certs_dir=%1\n"
            "default_md=sha256\ndefault_days=2\ndefault_crl_days=2\npolicy=p\nunique_subject=no\n[p]\n"
            "organizationName=optional\ncommonName=supplied\n"_s.arg(m_folder)
                .toUtf8());
        config.close();
        for (const auto &[name, text] : {std::pair{u"index"_s, ""}, {u"serial"_s, "01\n"}, {u"crlnumber"_s, "01\n"}}) {
            QFile out(file(name));
            if (!out.open(QIODevice::WriteOnly) || out.write(text) < 0)
                return false;
        }
        return openssl(words(u"req -x509 -nodes -days 2 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj /CN=House "
                             "-addext basicConstraints=critical,CA:TRUE -addext keyUsage=keyCertSign,cRLSign"_s) +
                       QStringList{u"-keyout"_s, file(u"ca.key"_s), u"-out"_s, file(u"ca.crt"_s)}) &&
               revoke({});
    }
    bool issue(const QString &name, const QString &subject, const QString &more = {})
    {
        return openssl(words(u"req -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256"_s) + words(more) +
                       QStringList{u"-subj"_s, subject, u"-keyout"_s, file(name + u".key"_s), u"-out"_s,
                                   file(name + u".csr"_s)}) &&
               ca(words(u"-batch -notext"_s) +
                  (more.isEmpty() ? QStringList() : QStringList{u"-extfile"_s, file(u"san.cnf"_s)}) +
                  QStringList{u"-in"_s, file(name + u".csr"_s), u"-out"_s, file(name + u".crt"_s)});
    }
    /// Revokes the certificate and writes a new revocation list.
    bool revoke(const QString &name)
    {
        if (!name.isEmpty() && !ca({u"-revoke"_s, file(name + u".crt"_s)}))
            return false;
        return ca({u"-gencrl"_s, u"-out"_s, file(u"crl.pem"_s)});
    }

private:
    static bool openssl(const QStringList &arguments)
    {
        const auto ran = run(u"openssl"_s, arguments);
        if (ran.exitCode != 0)
            qWarning("%s", ran.errors.constData());
        return ran.exitCode == 0;
    }
    [[nodiscard]] bool ca(const QStringList &arguments) const
    {
        return openssl(QStringList{u"ca"_s, u"-config"_s, file(u"ca.cnf"_s), u"-cert"_s, file(u"ca.crt"_s),
                                   u"-keyfile"_s, file(u"ca.key"_s)} +
                       arguments);
    }
    QString m_folder;
};

QString written(const QString &path, const QByteArray &bytes,
                QFile::Permissions mode = QFile::ReadOwner | QFile::WriteOwner)
{
    QFile::remove(path);
    QFile out(path);
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size() || !out.setPermissions(mode))
        qFatal("%s", qPrintable(path));
    return path;
}

QByteArray newKey()
{
    return run(u"openssl"_s, words(u"rand -base64 32"_s)).output.trimmed();
}

class TestTransport : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    Authority m_house{m_dir.path()};

    [[nodiscard]] QStringList serverTls() const
    {
        return {u"--tls-cert"_s, m_house.file(u"server.crt"_s), u"--tls-key"_s, m_house.file(u"server.key"_s)};
    }
    [[nodiscard]] QStringList trust() const { return {u"--cacert"_s, m_house.file(u"server.crt"_s)}; }
    [[nodiscard]] QStringList as(const QString &name) const
    {
        return trust() +
               QStringList{u"--cert"_s, m_house.file(name + u".crt"_s), u"--key"_s, m_house.file(name + u".key"_s)};
    }
    static QStringList login()
    {
        return {u"-H"_s, u"Content-Type: application/json"_s, u"-d"_s,
                u"{\"username\":\"alice\",\"password\":\"%1\"}"_s.arg(QLatin1String(ServerProgram::password))};
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_house.make());
        QVERIFY(m_house.issue(u"agent"_s, u"/O=House/CN=agent"_s));
        QVERIFY(m_house.issue(u"thief"_s, u"/O=House/CN=thief"_s));
        const auto made = run(u"openssl"_s, words(u"req -x509 -nodes -days 2 -newkey ec -pkeyopt "
                                                  "ec_paramgen_curve:P-256 -subj /CN=server -addext "
                                                  "subjectAltName=IP:127.0.0.1"_s) +
                                                QStringList{u"-keyout"_s, m_house.file(u"server.key"_s), u"-out"_s,
                                                            m_house.file(u"server.crt"_s)});
        QCOMPARE(made.exitCode, 0);
    }

    void f90LetsInWhoHasACertificateThatIsNotRevoked()
    {
        ServerProgram server;
        QVERIFY(server.prepare());
        QVERIFY2(server.start(serverTls() + QStringList{u"--tls-client-ca"_s, m_house.file(u"ca.crt"_s),
                                                        u"--tls-client-crl"_s, m_house.file(u"crl.pem"_s)}),
                 server.err.constData());
        QVERIFY(server.url().startsWith(u"https://"_s));
        const QString health = server.url() + u"/healthz"_s;
        QCOMPARE(curl(trust() + QStringList{health}).status, 0);
        QCOMPARE(curl(trust() + QStringList{u"--cert"_s, m_house.file(u"server.crt"_s), u"--key"_s,
                                            m_house.file(u"server.key"_s), health})
                     .status,
                 0);
        QCOMPARE(curl(as(u"agent"_s) + QStringList{health}).status, 200);
        QCOMPARE(curl(as(u"thief"_s) + QStringList{health}).status, 200);
        // The list is read again without a restart.
        QVERIFY(m_house.revoke(u"thief"_s));
        QCOMPARE(curl(as(u"thief"_s) + QStringList{health}).status, 0);
        QCOMPARE(curl(as(u"agent"_s) + QStringList{health}).status, 200);

        // The journal has the subject of the certificate.
        const auto jar = m_house.file(u"jar"_s);
        const QStringList cookies{u"-c"_s, jar, u"-b"_s, jar};
        QCOMPARE(curl(as(u"agent"_s) + cookies + login() + QStringList{server.url() + u"/account/login"_s}).status,
                 200);
        const auto page = curl(as(u"agent"_s) + cookies +
                               QStringList{server.url() + u"/api/v1/admin/audit-log?event=account.login"_s});
        QCOMPARE(page.status, 200);
        const auto entry =
            QJsonDocument::fromJson(page.text.mid(page.text.indexOf("\r\n\r\n") + 4)).object()[u"log"_s][0];
        QCOMPARE(entry[u"body"_s][u"certificate"_s].toString(), u"CN=agent,O=House"_s);
        QCOMPARE(server.stop(), 0);
    }

    void f90RefusesAListThatIsNoGood()
    {
        ServerProgram server;
        QVERIFY(server.prepare());
        const auto empty = written(m_house.file(u"empty.pem"_s), "nothing\n");
        QVERIFY(!server.start(
            serverTls() + QStringList{u"--tls-client-ca"_s, m_house.file(u"ca.crt"_s), u"--tls-client-crl"_s, empty}));
        QVERIFY2(server.err.contains("empty.pem"), server.err.constData());
    }

    void f84SpeaksTls12OnlyIfTold()
    {
        ServerProgram server;
        QVERIFY(server.prepare());
        const auto with12 = words(u"--tlsv1.2 --tls-max 1.2"_s);
        QVERIFY2(server.start(serverTls()), server.err.constData());
        QCOMPARE(curl(trust() + with12 + QStringList{server.url() + u"/healthz"_s}).status, 0);
        QCOMPARE(curl(trust() + QStringList{server.url() + u"/healthz"_s}).status, 200);
        QCOMPARE(server.stop(), 0);
        QVERIFY2(server.start(serverTls() + words(u"--tls-min 1.2"_s)), server.err.constData());
        QCOMPARE(curl(trust() + with12 + QStringList{server.url() + u"/healthz"_s}).status, 200);
        QCOMPARE(server.stop(), 0);
    }

    void f120OverTlsCookiesAreForThisHostAlone()
    {
        ServerProgram server;
        QVERIFY(server.prepare());
        QVERIFY2(server.start(serverTls()), server.err.constData());
        const auto in = curl(trust() + login() + QStringList{server.url() + u"/account/login"_s});
        QCOMPARE(in.status, 200);
        QMap<QByteArray, QByteArray> attributes;
        for (const auto &line : in.text.split('\n'))
            if (line.startsWith("Set-Cookie: ")) {
                const auto text = line.mid(12).trimmed();
                attributes[text.left(text.indexOf('='))] = text.mid(text.indexOf("; "));
            }
        QCOMPARE(attributes["__Host-sid"], QByteArray("; Max-Age=604800; Path=/; SameSite=Strict; HttpOnly; Secure"));
        QCOMPARE(attributes["csrf"], QByteArray("; Max-Age=604800; Path=/; SameSite=Strict; Secure"));
        QCOMPARE(attributes.size(), 2);
        QCOMPARE(server.stop(), 0);
    }

    void refusesOptionsThatContradictEachOther_data()
    {
        QTest::addColumn<QString>("options");
        QTest::newRow("a client CA on plain HTTP") << u"--tls-client-ca x"_s;
        QTest::newRow("TLS 1.2 on plain HTTP") << u"--tls-min 1.2"_s;
        QTest::newRow("a redirect to HTTPS without it") << u"--redirect-http 127.0.0.1:0"_s;
        QTest::newRow("a redirect from no port") << u"--tls-cert x --tls-key y --redirect-http 127.0.0.1"_s;
        QTest::newRow("TLS 1.1") << u"--tls-cert x --tls-key y --tls-min 1.1"_s;
        QTest::newRow("a list without its authority") << u"--tls-cert x --tls-key y --tls-client-crl z"_s;
        QTest::newRow("a certificate without its key") << u"--tls-cert x"_s;
        QTest::newRow("a contact that is no address") << u"--security-contact somebody"_s;
    }
    void refusesOptionsThatContradictEachOther()
    {
        QFETCH(QString, options);
        const auto ran = ServerProgram::run(QStringList{u"serve"_s, u"--data"_s, m_dir.path()} + words(options));
        QCOMPARE(ran.exitCode, 2);
        QVERIFY(ran.err.contains("--"));
    }

    void f227NamesWhomToTellOfAWeakness()
    {
        ServerProgram server;
        QVERIFY(server.prepare());
        QVERIFY2(server.start({u"--security-contact"_s, u"mailto:security@example.com"_s}), server.err.constData());
        const auto text = Curl(server.url()).get(u"/.well-known/security.txt"_s);
        QCOMPARE(text.status, 200);
        QVERIFY(text.head.contains("Content-Type: text/plain; charset=utf-8\r\n"));
        QMap<QString, QStringList> fields;
        for (const auto &line : QString::fromUtf8(text.body).split(u'\n', Qt::SkipEmptyParts))
            fields[line.section(u": "_s, 0, 0)] << line.section(u": "_s, 1);
        QCOMPARE(fields[u"Contact"_s], QStringList{u"mailto:security@example.com"_s});
        QCOMPARE(fields[u"Expires"_s].size(), 1);
        const auto until = QDateTime::fromString(fields[u"Expires"_s].first(), Qt::ISODate);
        QVERIFY(until.isValid());
        const auto days = QDateTime::currentDateTimeUtc().daysTo(until);
        QVERIFY2(days > 30 && days < 366, QByteArray::number(days).constData());
        QCOMPARE(server.stop(), 0);
        QVERIFY(server.start());
        QCOMPARE(Curl(server.url()).get(u"/.well-known/security.txt"_s).status, 404);
    }

    void f159TakesItsSecretsFromTheEnvironment_data() { addBoolRows("files", "F159 _FILE", "F159 variables"); }
    void f159TakesItsSecretsFromTheEnvironment()
    {
        QFETCH(bool, files);
        ServerProgram server;
        const auto variable = [&](const QString &name, const QByteArray &secret) {
            if (files)
                return QString(name + u"_FILE="_s + written(server.file(name), secret + '\n'));
            return QString(name + u'=' + QString::fromUtf8(secret));
        };
        const QStringList keys{variable(u"CASTELLAN_DATABASE_KEY"_s, newKey()),
                               variable(u"CASTELLAN_MASTER_KEY"_s, newKey())};
        const QStringList init{u"init"_s,  u"--data"_s,  server.data(),         u"--username"_s,
                               u"alice"_s, u"--email"_s, u"alice@example.com"_s};
        const auto made = ServerProgram::run(
            init, {}, keys + QStringList{variable(u"CASTELLAN_PASSWORD"_s, ServerProgram::password)});
        QVERIFY2(made.exitCode == 0, made.err.constData());
        QVERIFY(!QFile::exists(server.data() + u"/castellan.key"_s));
        QVERIFY2(server.start({}, keys), server.err.constData());
        QCOMPARE(Curl(server.url()).login(u"alice"_s).status, 200);
        // Other processes must not see the secrets that the process was given.
        QFile environment(u"/proc/%1/environ"_s.arg(server.ready[u"pid"_s].toInteger()));
        QVERIFY(environment.open(QIODevice::ReadOnly));
        const auto seen = environment.readAll();
        QVERIFY(seen.contains("PATH="));
        for (const auto &key : keys)
            QVERIFY(!seen.contains(key.section(u'=', 1).toUtf8()));
        QCOMPARE(server.stop(), 0);

        QCOMPARE(ServerProgram::run({u"verify"_s, u"--data"_s, server.data()}).exitCode, 4);
        QCOMPARE(ServerProgram::run({u"verify"_s, u"--data"_s, server.data()}, {}, keys).exitCode, 0);
        QCOMPARE(ServerProgram::run({u"verify"_s, u"--data"_s, server.data()}, {}, {keys[0]}).exitCode, 2);
        // Another master key, of the right length.
        QCOMPARE(ServerProgram::run({u"verify"_s, u"--data"_s, server.data()}, {},
                                    {keys[0], u"CASTELLAN_MASTER_KEY="_s + QString::fromUtf8(newKey())})
                     .exitCode,
                 4);
    }

    void f163ChangesAKeyFromTheEnvironment()
    {
        ServerProgram server;
        const QString database = u"CASTELLAN_DATABASE_KEY="_s + QString::fromUtf8(newKey());
        const auto first = QString::fromUtf8(newKey());
        const auto second = QString::fromUtf8(newKey());
        const QStringList before{database, u"CASTELLAN_MASTER_KEY="_s + first};
        const QStringList after{database, u"CASTELLAN_MASTER_KEY="_s + second};
        const QStringList init{u"init"_s,  u"--data"_s,  server.data(),          u"--username"_s,
                               u"alice"_s, u"--email"_s, u"alice@example.com"_s, u"--password-stdin"_s};
        QCOMPARE(ServerProgram::run(init, ServerProgram::password, before).exitCode, 0);
        const QStringList rotate{u"rotate-master-key"_s, u"--data"_s, server.data()};
        QCOMPARE(ServerProgram::run(rotate, {}, before).exitCode, 2);
        QCOMPARE(ServerProgram::run(rotate, {}, after).exitCode, 2);
        const auto both = after + QStringList{u"CASTELLAN_OLD_MASTER_KEY="_s + first};
        QCOMPARE(ServerProgram::run(rotate, {}, both).exitCode, 0);
        QVERIFY(!server.start({}, before));
        QVERIFY2(server.start({}, after), server.err.constData());
    }

    void f159RefusesWhatIsAmbiguousOrOpenToOthers()
    {
        ServerProgram server;
        QVERIFY(server.prepare());
        const QStringList verify{u"verify"_s, u"--data"_s, server.data()};
        const auto key = newKey();
        const auto open = written(server.file(u"open"_s), key,
                                  QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
        const QString database = u"CASTELLAN_DATABASE_KEY="_s + QString::fromUtf8(key);
        const auto asked = [&](const QStringList &environment) { return ServerProgram::run(verify, {}, environment); };
        const auto readable = asked({database, u"CASTELLAN_MASTER_KEY_FILE="_s + open});
        QCOMPARE(readable.exitCode, 4);
        QVERIFY2(readable.err.contains("0600"), readable.err.constData());
        QVERIFY(!readable.err.contains(key));
        const auto absent = asked({database, u"CASTELLAN_MASTER_KEY_FILE=/nowhere/at/all"_s});
        QCOMPARE(absent.exitCode, 4);
        QCOMPARE(asked({database, u"CASTELLAN_MASTER_KEY=x"_s, u"CASTELLAN_MASTER_KEY_FILE=/nowhere"_s}).exitCode, 2);
        const auto wrong = asked({database, u"CASTELLAN_MASTER_KEY=too-short"_s});
        QCOMPARE(wrong.exitCode, 4);
        QVERIFY(!wrong.err.contains("too-short"));
    }

    void f160StartsWithASecretOfAContainerEngine()
    {
        const QDir place(u"/run/secrets"_s);
        const bool there = place.exists();
        if (!there && !QDir().mkpath(place.path()))
            QSKIP("/run/secrets can't be made by this user");
        ServerProgram server;
        QCOMPARE(server.init({u"--key-file"_s, server.file(u"key"_s)}).exitCode, 0);
        const auto secret = place.filePath(u"castellan-test-%1"_s.arg(QCoreApplication::applicationPid()));
        QFile from(server.file(u"key"_s));
        QVERIFY(from.open(QIODevice::ReadOnly));
        written(secret, from.readAll(), QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther);
        const bool started = server.start({}, {u"CASTELLAN_KEY_FILE="_s + secret});
        QFile::remove(secret);
        if (!there)
            QDir().rmdir(place.path());
        QVERIFY2(started, server.err.constData());
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestTransport)
#include "test_e2e_transport.moc"
