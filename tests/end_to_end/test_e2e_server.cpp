// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/end_to_end/program.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <set>

using namespace castellan::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A datagram socket such as systemd listens on.
class NotifySocket {
public:
    explicit NotifySocket(const QString &path) : m_fd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, path.toLocal8Bit().constData(), sizeof address.sun_path);
        if (::bind(m_fd, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
            qFatal("bind");
    }
    ~NotifySocket() { ::close(m_fd); }
    NotifySocket(const NotifySocket &) = delete;
    NotifySocket &operator=(const NotifySocket &) = delete;
    /// Everything that came so far.
    QByteArray heard()
    {
        QByteArray out(256, '\0');
        const auto n = ::recv(m_fd, out.data(), std::size_t(out.size()), MSG_DONTWAIT);
        if (n > 0)
            m_heard += out.first(n) + ';';
        return m_heard;
    }

private:
    int m_fd;
    QByteArray m_heard;
};

class TestServerProgram : public QObject {
    Q_OBJECT

    ServerProgram m_server;
    std::unique_ptr<Curl> m_alice;
    QString m_teamType;

    /// The newest sequence number of the journal, from what an administrator sees: the platform's log and these teams'.
    qint64 head(const QStringList &teams = {})
    {
        auto seq = newest(u"/api/v1/admin/audit-log?limit=1"_s);
        for (const auto &team : teams)
            seq = std::max(seq, newest(u"/api/v1/teams/%1/audit-log?limit=1"_s.arg(team)));
        return seq;
    }
    qint64 newest(const QString &path) { return m_alice->get(path).json()[u"log"_s][0][u"seq"_s].toInteger(); }

private Q_SLOTS:
    void initTestCase()
    {
        const auto made = m_server.init();
        QVERIFY2(made.exitCode == 0, made.err.constData());
        QVERIFY2(m_server.start(), m_server.err.constData());
        m_alice = std::make_unique<Curl>(m_server.url());
        QCOMPARE(m_alice->login(u"alice"_s).status, 200);
        m_teamType = m_alice->get(u"/api/v1/team-types"_s).json()[u"types"_s][0][u"id"_s].toString();
    }

    void s9NoCredentialsAreThereBeforeSomebodyChoosesThem()
    {
        ServerProgram server;
        QCOMPARE(server.init().exitCode, 0);
        QVERIFY2(server.start(), server.err.constData());
        const std::pair<const char *, const char *> usual[]{
            {"admin", "admin"},    {"admin", "password"},       {"admin@example.com", "password"},
            {"root", "root"},      {"castellan", "castellan"},  {"alice", "alice"},
            {"alice", "password"}, {"minioadmin", "minioadmin"}};
        int last = 0;
        for (const auto &[name, password] : usual) {
            Curl guest(server.url(), u"127.0.4.%1"_s.arg(++last));
            QCOMPARE(guest.login(QLatin1String(name), QLatin1String(password)).status, 401);
        }
        // There are no default credentials either.
        Curl alice(server.url());
        QCOMPARE(alice.login(u"alice"_s).status, 200);
        QCOMPARE(alice.get(u"/api/v1/users"_s).json()[u"count"_s].toInt(), 1);
        QCOMPARE(alice.get(u"/api/v1/user/tokens"_s).json()[u"tokens"_s].toArray().size(), 0);
        QCOMPARE(alice.get(u"/api/v1/admin/keys"_s).json()[u"keys"_s].toArray().size(), 0);
    }

    void s9RefusesAPublicAddressWithoutTls()
    {
        ServerProgram server;
        QCOMPARE(server.init().exitCode, 0);
        for (const auto &address : {u"0.0.0.0:0"_s, u"[::]:0"_s, u"192.0.2.1:0"_s})
            QCOMPARE(ServerProgram::run({u"serve"_s, u"--data"_s, server.data(), u"--listen"_s, address}).exitCode, 2);
    }

    void s9InitKeepsPrivateWhatItMakesAndTouchesNothingThatIsThere()
    {
        const auto mode = QFile::permissions(m_server.data());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                            QFile::WriteOther | QFile::ExeOther;
        QVERIFY((mode & others) == QFile::Permissions());
        for (const auto &file : QDir(m_server.data()).entryInfoList(QDir::Files))
            QVERIFY2((file.permissions() & others) == QFile::Permissions(), qPrintable(file.fileName()));
        QFile key(m_server.data() + u"/castellan.key"_s);
        QVERIFY(key.open(QIODevice::ReadOnly));
        const auto before = key.readAll();
        const auto again = m_server.init();
        QVERIFY(again.exitCode != 0);
        key.seek(0);
        QCOMPARE(key.readAll(), before);
    }

    void announcesItselfInOneLineOfJson()
    {
        const auto &ready = m_server.ready;
        QVERIFY(ready[u"listening"_s].toString().startsWith(u"http://127.0.0.1:"_s));
        QVERIFY(ready[u"pid"_s].toInteger() > 1);
        QVERIFY(!ready[u"version"_s].toString().isEmpty());
        QVERIFY(!ready[u"epoch"_s].toString().isEmpty());
        QCOMPARE(ready.size(), 4);
    }

    void tellsOnWhatGroundItDoesNotStart()
    {
        const QStringList serve{u"serve"_s, u"--data"_s, m_server.data(), u"--listen"_s, u"127.0.0.1:0"_s};
        QCOMPARE(ServerProgram::run({u"serve"_s}).exitCode, 2);
        QCOMPARE(ServerProgram::run({u"dance"_s}).exitCode, 2);
        QCOMPARE(ServerProgram::run(serve + QStringList{u"--tls-cert"_s, u"x"_s}).exitCode, 2);
        const auto second = ServerProgram::run(serve);
        QCOMPARE(second.exitCode, 3);
        QVERIFY(second.out.isEmpty());

        ServerProgram other;
        QCOMPARE(other.init().exitCode, 0);
        QCOMPARE(ServerProgram::run({u"serve"_s, u"--data"_s, other.data(), u"--key-file"_s,
                                     m_server.data() + u"/castellan.key"_s, u"--listen"_s, u"127.0.0.1:0"_s})
                     .exitCode,
                 4);
        QCOMPARE(
            ServerProgram::run({u"serve"_s, u"--data"_s, other.data(), u"--key-file"_s, u"/nonexistent"_s}).exitCode,
            4);
        const auto port = m_server.url().section(u':', -1);
        QCOMPARE(
            ServerProgram::run({u"serve"_s, u"--data"_s, other.data(), u"--listen"_s, u"127.0.0.1:"_s + port}).exitCode,
            6);
    }

    void tellsTheServiceManagerAndTakesTheKeyFromItsCredentials()
    {
        ServerProgram server;
        QCOMPARE(server.init().exitCode, 0);
        QVERIFY(QDir().mkpath(server.file(u"credentials"_s)));
        QVERIFY(QFile::rename(server.data() + u"/castellan.key"_s, server.file(u"credentials/castellan.key"_s)));
        NotifySocket manager(server.file(u"notify"_s));
        QVERIFY2(server.start({}, {u"NOTIFY_SOCKET="_s + server.file(u"notify"_s),
                                   u"CREDENTIALS_DIRECTORY="_s + server.file(u"credentials"_s)}),
                 server.err.constData());
        QTRY_COMPARE(manager.heard(), QByteArray("READY=1;"));
        QCOMPARE(server.stop(), 0);
        QCOMPARE(manager.heard(), QByteArray("READY=1;STOPPING=1;"));
    }

    void endsOnTermWithinTwoSecondsAndKeepsSessions()
    {
        ServerProgram server;
        QCOMPARE(server.init().exitCode, 0);
        QVERIFY2(server.start(), server.err.constData());
        const auto port = server.url().section(u':', -1);
        Curl client(server.url());
        QCOMPARE(client.login(u"alice"_s).status, 200);
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(server.stop(), 0);
        QVERIFY2(clock.elapsed() < 4'000, QByteArray::number(clock.elapsed()).constData());
        QVERIFY(server.restOfOut.isEmpty());
        QVERIFY2(server.start({u"--listen"_s, u"127.0.0.1:"_s + port}), server.err.constData());
        QCOMPARE(client.get(u"/api/v1/user"_s)["username"], u"alice"_s);
        // Changes acknowledged before a kill are there afterwards.
        QCOMPARE(client.send("PUT", u"/api/v1/user"_s, {{u"name"_s, u"Alice A."_s}}).status, 200);
        server.kill();
        QVERIFY2(server.start({u"--listen"_s, u"127.0.0.1:"_s + port}), server.err.constData());
        QCOMPARE(client.get(u"/api/v1/user"_s)["name"], u"Alice A."_s);
        const auto verified = [&] {
            server.stop();
            return ServerProgram::run({u"verify"_s, u"--data"_s, server.data()});
        }();
        QVERIFY2(verified.exitCode == 0, verified.err.constData());
    }

    void eachActLeavesExactlyOneEvent()
    {
        QStringList teams;
        const auto leaves = [&](const char *event, const Answer &answer, qint64 before) {
            const auto after = head(teams);
            if (answer.status >= 300 || after != before + 1) {
                qWarning("%s: status %d, %lld more; %s", event, answer.status, after - before, answer.body.constData());
                return false;
            }
            const auto newestOf = [&](const QString &path) {
                const auto row = m_alice->get(path).json()[u"log"_s][0];
                return row[u"seq"_s].toInteger() == after ? row[u"event"_s].toString() : QString();
            };
            auto word = newestOf(u"/api/v1/admin/audit-log?limit=1"_s);
            for (const auto &team : teams)
                if (word.isEmpty())
                    word = newestOf(u"/api/v1/teams/%1/audit-log?limit=1"_s.arg(team));
            if (word != QLatin1String(event))
                qWarning("%s: was %s", event, qPrintable(word));
            return word == QLatin1String(event);
        };
        auto before = head();
        const auto user = m_alice->send("POST", u"/api/v1/users"_s,
                                        {{u"username"_s, u"bob"_s}, {u"password"_s, u"cobalt-Mirror-frigate-5"_s}});
        QVERIFY(leaves("users.created-user", user, before));
        const auto bob = user["id"];

        before = head();
        auto answer = m_alice->send("PUT", u"/api/v1/users/"_s + bob, {{u"name"_s, u"Bob"_s}});
        QVERIFY(leaves("users.updated-user", answer, before));

        before = head();
        answer = m_alice->send("POST", u"/api/v1/teams"_s, {{u"name"_s, u"Line One"_s}, {u"type"_s, m_teamType}});
        const auto team = answer["id"];
        teams << team;
        QVERIFY(leaves("team.created", answer, before));
        const QString at = u"/api/v1/teams/"_s + team;

        before = head(teams);
        answer = m_alice->send("PUT", at, {{u"name"_s, u"Line 1"_s}});
        QVERIFY(leaves("team.settings.updated", answer, before));

        before = head(teams);
        answer = m_alice->send("POST", at + u"/invitations"_s, {{u"user"_s, u"bob"_s}, {u"role"_s, 10}});
        QVERIFY(leaves("team.user.invited", answer, before));
        const auto invitation = m_alice->get(at + u"/invitations"_s).json()[u"invitations"_s][0][u"id"_s].toString();

        before = head(teams);
        answer = m_alice->send("DELETE", at + u"/invitations/"_s + invitation);
        QVERIFY(leaves("team.user.uninvited", answer, before));

        before = head(teams);
        answer = m_alice->send("POST", at + u"/members"_s, {{u"user"_s, u"bob"_s}, {u"role"_s, 10}});
        QVERIFY(leaves("team.user.added", answer, before));

        before = head(teams);
        answer = m_alice->send("PUT", at + u"/members/"_s + bob, {{u"role"_s, 50}});
        QVERIFY(leaves("team.user.role-changed", answer, before));
        before = head(teams);
        answer = m_alice->send("PUT", at + u"/members/"_s + bob, {{u"role"_s, 50}});
        QCOMPARE(answer.status, 200);
        QCOMPARE(head(teams), before);  // it was so already

        before = head(teams);
        answer = m_alice->send("DELETE", at + u"/members/"_s + bob);
        QVERIFY(leaves("team.user.removed", answer, before));

        before = head(teams);
        answer = m_alice->send("POST", u"/api/v1/user/tokens"_s, {{u"name"_s, u"ci"_s}, {u"scope"_s, QString()}});
        QVERIFY(leaves("user.pat.created", answer, before));
        const QString token = u"/api/v1/user/tokens/"_s + answer["id"];
        before = head(teams);
        answer = m_alice->send("PUT", token, {{u"name"_s, u"cd"_s}, {u"scope"_s, QString()}});
        QVERIFY(leaves("user.pat.updated", answer, before));
        before = head(teams);
        answer = m_alice->send("DELETE", token);
        QCOMPARE(answer.status, 204);
        QVERIFY(leaves("user.pat.deleted", answer, before));

        before = head(teams);
        answer = m_alice->send("PUT", u"/api/v1/user"_s, {{u"name"_s, u"Alice"_s}});
        QVERIFY(leaves("user.updated-user", answer, before));

        before = head(teams);
        answer = m_alice->send("DELETE", at);
        teams.clear();
        QVERIFY(leaves("platform.team.deleted", answer, before));
        before = head();
        answer = m_alice->send("DELETE", u"/api/v1/users/"_s + bob);
        QVERIFY(leaves("users.deleted-user", answer, before));

        // Refused requests change nothing and say which member was wrong.
        before = head();
        answer = m_alice->send("POST", u"/api/v1/teams"_s,
                               {{u"name"_s, u"x"_s}, {u"type"_s, m_teamType}, {u"colour"_s, u"red"_s}});
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.code(), u"FST_ERR_VALIDATION"_s);
        QCOMPARE(answer["path"], u"colour"_s);
        QCOMPARE(head(), before);
    }

    void invitationsAreAcceptedAndRejectedByWhomTheyAreFor()
    {
        const auto made = m_alice->send("POST", u"/api/v1/users"_s,
                                        {{u"username"_s, u"carol"_s},
                                         {u"email"_s, u"carol@example.com"_s},
                                         {u"password"_s, u"cobalt-Mirror-frigate-5"_s}});
        QCOMPARE(made.status, 200);
        Curl carol(m_server.url(), u"127.0.0.7"_s);
        QCOMPARE(carol.login(u"carol@example.com"_s, u"cobalt-Mirror-frigate-5"_s).status, 200);
        QCOMPARE(carol.get(u"/api/v1/user/teams"_s).code(), u"password_expired"_s);
        QCOMPARE(carol
                     .send("PUT", u"/api/v1/user/change_password"_s,
                           {{u"old_password"_s, u"cobalt-Mirror-frigate-5"_s},
                            {u"password"_s, QLatin1String(ServerProgram::password)}})
                     .status,
                 200);
        const auto team =
            m_alice->send("POST", u"/api/v1/teams"_s, {{u"name"_s, u"Guests"_s}, {u"type"_s, m_teamType}});
        const QString at = u"/api/v1/teams/"_s + team["id"];
        const auto partly = m_alice->send("POST", at + u"/invitations"_s, {{u"user"_s, u"carol, nobody"_s}});
        QCOMPARE(partly.status, 200);
        QCOMPARE(partly.code(), u"invitation_failed"_s);
        QVERIFY(partly.json()[u"error"_s].toObject().contains(u"nobody"_s));
        QVERIFY(!partly.json()[u"error"_s].toObject().contains(u"carol"_s));
        const auto invitation = carol.get(u"/api/v1/user/invitations"_s).json()[u"invitations"_s][0].toObject();
        QCOMPARE(invitation[u"role"_s].toInt(), 10);
        const QString mine = u"/api/v1/user/invitations/"_s + invitation[u"id"_s].toString();
        QCOMPARE(m_alice->send("PATCH", mine).status, 404);
        QCOMPARE(carol.send("PATCH", mine).status, 200);
        QCOMPARE(carol.get(at + u"/user"_s).json()[u"role"_s].toInt(), 10);
        const auto again = m_alice->send("POST", at + u"/invitations"_s, {{u"user"_s, u"carol"_s}});
        QCOMPARE(again.json()[u"error"_s][u"carol"_s].toString(), u"Already a member of the team"_s);
        QCOMPARE(m_alice->send("POST", at + u"/invitations"_s, {{u"user"_s, u"a,b,c,d,e,f"_s}}).status, 429);
        QCOMPARE(m_alice->send("POST", at + u"/invitations"_s, {{u"user"_s, u"carol"_s}, {u"role"_s, 7}}).code(),
                 u"invalid_team_role"_s);
    }

    void aTeamKeepsItsLastOwner()
    {
        const auto team = m_alice->send("POST", u"/api/v1/teams"_s, {{u"name"_s, u"Solo"_s}, {u"type"_s, m_teamType}});
        const auto me = m_alice->get(u"/api/v1/user"_s)["id"];
        const QString path = u"/api/v1/teams/%1/members/%2"_s.arg(team["id"], me);
        const auto demoted = m_alice->send("PUT", path, {{u"role"_s, 30}});
        QCOMPARE(demoted.status, 403);
        QCOMPARE(demoted.code(), u"invalid_request"_s);
        const auto removed = m_alice->send("DELETE", path);
        QCOMPARE(removed.status, 400);
        QCOMPARE(removed.code(), u"invalid_request"_s);
        const auto last = m_alice->send("PUT", u"/api/v1/users/"_s + me, {{u"admin"_s, false}});
        QCOMPARE(last.status, 400);
        QCOMPARE(last.code(), u"unexpected_error"_s);
    }

    void settingsSayWhatEachCallerNeeds()
    {
        Curl nobody(m_server.url());
        const auto anonymous = nobody.get(u"/api/v1/settings"_s).json();
        QVERIFY(anonymous[u"features"_s].isObject());
        QVERIFY(anonymous[u"castellan"_s][u"stream"_s].isBool());
        const auto version = m_server.ready[u"version"_s].toString().toUtf8();
        for (const auto &path : {u"/api/v1/settings"_s, u"/api/json"_s, u"/api/yaml"_s, u"/healthz"_s, u"/nope"_s}) {
            const auto answer = nobody.get(path);
            QVERIFY2(!answer.body.contains(version) && !answer.head.contains(version), qPrintable(path));
        }
        const auto admin = m_alice->get(u"/api/v1/settings"_s).json();
        QCOMPARE(admin[u"castellan"_s][u"version"_s].toString().toUtf8(), version);
        QVERIFY(admin.contains(u"platform:session:idle"_s));
    }

    void pagesOfTheAuditLogFollowEachOther()
    {
        QStringList seen;
        QString cursor;
        int pages = 0;
        do {
            const auto page = m_alice->get(u"/api/v1/admin/audit-log?limit=3&cursor="_s + cursor).json();
            for (const auto row : page[u"log"_s].toArray())
                seen << row[u"id"_s].toString();
            cursor = page[u"meta"_s][u"next_cursor"_s].toString();
        } while (!cursor.isEmpty() && ++pages < 100);
        QCOMPARE(std::set<QString>(seen.begin(), seen.end()).size(), std::size_t(seen.size()));
        const auto all = m_alice->get(u"/api/v1/admin/audit-log"_s).json();
        QCOMPARE(qsizetype(all[u"log"_s].toArray().size()), seen.size());
        QCOMPARE(m_alice->get(u"/api/v1/admin/audit-log?cursor=nonsense"_s).code(), u"invalid_cursor"_s);
        QCOMPARE(m_alice->get(u"/api/v1/admin/audit-log?limit=abc"_s).code(), u"FST_ERR_VALIDATION"_s);
        const auto logins = m_alice->get(u"/api/v1/admin/audit-log?event=account.login&username=ALICE"_s).json();
        QVERIFY(!logins[u"log"_s].toArray().isEmpty());
        for (const auto row : logins[u"log"_s].toArray())
            QCOMPARE(row[u"event"_s].toString(), u"account.login"_s);
    }

    void theOpenApiDocumentHoldsTogether()
    {
        const auto printed = ServerProgram::run({u"openapi"_s});
        QCOMPARE(printed.exitCode, 0);
        const auto document = QJsonDocument::fromJson(printed.out).object();
        QVERIFY(document[u"openapi"_s].toString().startsWith(u"3.0"_s));
        QCOMPARE(document[u"info"_s][u"version"_s], m_server.ready[u"version"_s]);
        const auto schemas = document[u"components"_s][u"schemas"_s].toObject();
        static const QRegularExpression reference(u"#/components/schemas/([A-Za-z]+)"_s);
        auto found = reference.globalMatch(QString::fromUtf8(printed.out));
        int references = 0;
        while (found.hasNext()) {
            const auto name = found.next().captured(1);
            QVERIFY2(schemas[name].isObject(), qPrintable(name));
            ++references;
        }
        QVERIFY(references > 50);
        QCOMPARE(m_alice->get(u"/api/json"_s).json(), document);
        // Another program reads both forms alike.
        QProcess python;
        python.start(u"/usr/bin/python3"_s,
                     {u"-c"_s,
                      u"import sys,json,yaml\n"
                      "a=json.load(open(sys.argv[1]));b=yaml.safe_load(open(sys.argv[2]));sys.exit(a!=b)"_s,
                      written(u"a.json"_s, printed.out),
                      written(u"a.yaml"_s, ServerProgram::run({u"openapi"_s, u"--yaml"_s}).out)});
        QVERIFY(python.waitForFinished());
        QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
    }

    void methodsAndPathsThatAreNotThereAreToldApart()
    {
        const auto missing = m_alice->get(u"/api/v1/nope"_s);
        QCOMPARE(missing.status, 404);
        QVERIFY(!missing["requestId"].isEmpty());
        const auto method = m_alice->send("DELETE", u"/api/v1/settings"_s);
        QCOMPARE(method.status, 405);
        QVERIFY(method.head.contains("Allow: GET"));
        QCOMPARE(m_alice->get(u"/api/v1/teams/"_s).status, 200);  // both forms of a trailing slash
        QCOMPARE(m_alice->get(u"/api/v1/audit/stream"_s).status, 426);
    }

    void hashingNeverHoldsUpOtherRoutes()
    {
        std::vector<std::unique_ptr<QProcess>> logins;
        for (int i = 0; i < 40; ++i) {
            auto one = std::make_unique<QProcess>();
            one->start(u"curl"_s,
                       {u"-s"_s, u"-o"_s, u"/dev/null"_s, u"-w"_s, u"%{http_code}"_s, u"--interface"_s,
                        u"127.0.1.%1"_s.arg(i + 1), u"-H"_s, u"Content-Type: application/json"_s, u"-d"_s,
                        u"{\"username\":\"alice\",\"password\":\"wrong\"}"_s, m_server.url() + u"/account/login"_s});
            logins.push_back(std::move(one));
        }
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(m_alice->get(u"/api/v1/user"_s).status, 200);
        QVERIFY2(clock.elapsed() < 2'000, QByteArray::number(clock.elapsed()).constData());
        int refused = 0;
        for (auto &one : logins) {
            QVERIFY(one->waitForFinished(60'000));
            const auto status = one->readAllStandardOutput();
            QVERIFY2(status == "401" || status == "503", status.constData());
            refused += status == "503" ? 1 : 0;
        }
        QVERIFY(refused < 40);
    }

private:
    QString written(const QString &name, const QByteArray &text)
    {
        QFile file(m_server.file(name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("write");
        file.write(text);
        return file.fileName();
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestServerProgram)
#include "test_e2e_server.moc"
