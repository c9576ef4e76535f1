// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/figure.h"
#include "tests/bench/journal_filler.h"
#include "tests/bench/process_figures.h"
#include "tests/bench/server_process.h"
#include "tests/bench/wrk.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace castellan::bench {
namespace {

/// The peer, signed in; without a cookie if no peer runs.
struct Peer {
    QString url;
    QString cookie;

    explicit Peer(const Settings &settings) : url(settings.peer)
    {
        if (!url.isEmpty())
            cookie = signIn(url, settings.peerUser, settings.peerPassword);
    }
    [[nodiscard]] bool there() const { return !cookie.isEmpty(); }
};

QStringList with(const QString &load, const QString &cookie)
{
    return load.split(QLatin1Char(' ')) + QStringList{QStringLiteral("-H"), QStringLiteral("Cookie: ") + cookie};
}

/// Starts a server and signs in; says what was in the way otherwise.
bool ready(ServerProcess &server, QString &cookie, const QString &id, Report &report)
{
    if (server.initialise() && server.start() >= 0) {
        cookie = signIn(server.url(), QString::fromLatin1(ServerProcess::user),
                        QString::fromLatin1(ServerProcess::password));
        if (!cookie.isEmpty() && widenLimits(server.url(), cookie))
            return true;
    }
    report.missing << Missing{id, server.trouble().isEmpty()
                                      ? QStringLiteral("signing in, or widening the limits, failed")
                                      : server.trouble()};
    return false;
}

void add(Report &report, const QString &id, const QString &what, const Load &load, double goal,
         std::optional<double> peer)
{
    if (!load.good())
        report.missing << Missing{id, what + QStringLiteral(": %1 answers were not 2xx").arg(load.notOk)};
    else
        report.figures << Figure{id, what, QStringLiteral("req/s"), load.perSecond, goal, Better::higher, peer};
}

void staticAnswers(const Settings &settings, Report &report)
{
    const auto id = QStringLiteral("P-H1");
    ServerProcess server(settings.server);
    QString cookie;
    if (!ready(server, cookie, id, report))
        return;
    const auto before = cpuMicroseconds(server.pid());
    const auto load = wrk(server.url() + QStringLiteral("/healthz"), settings.seconds,
                          {QStringLiteral("-t1"), QStringLiteral("-c32")});
    const auto cpu = cpuMicroseconds(server.pid()) - before;
    add(report, id, QStringLiteral("static answer, plain"), load, 40'000, std::nullopt);
    if (load.good())
        report.addCost(id, QStringLiteral("CPU for one static answer"), QStringLiteral("µs"), cpu / load.requests, 24);
}

/// Connections stay open, so that handshakes are no part of it.
void staticAnswersOverTls(const Settings &settings, Report &report)
{
    const auto id = QStringLiteral("P-H1");
    ServerProcess server(settings.server);
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"),
                  QStringLiteral("req -x509 -nodes -days 2 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj /CN=bench "
                                 "-addext subjectAltName=IP:127.0.0.1 -keyout")
                          .split(QLatin1Char(' ')) +
                      QStringList{server.file(QStringLiteral("tls.key")), QStringLiteral("-out"),
                                  server.file(QStringLiteral("tls.crt"))});
    if (!openssl.waitForFinished(30'000) || openssl.exitCode() != 0) {
        report.missing << Missing{id, QStringLiteral("openssl made no certificate")};
        return;
    }
    if (!server.initialise() ||
        server.start({QStringLiteral("--tls-cert"), server.file(QStringLiteral("tls.crt")), QStringLiteral("--tls-key"),
                      server.file(QStringLiteral("tls.key"))}) < 0) {
        report.missing << Missing{id, server.trouble()};
        return;
    }
    add(report, id, QStringLiteral("static answer, TLS 1.3"),
        wrk(server.url() + QStringLiteral("/healthz"), settings.seconds,
            {QStringLiteral("-t1"), QStringLiteral("-c32")}),
        28'000, std::nullopt);
}

void ownUser(const Settings &settings, Report &report)
{
    const auto id = QStringLiteral("P-H2");
    ServerProcess server(settings.server);
    QString cookie;
    if (!ready(server, cookie, id, report))
        return;
    const auto path = QStringLiteral("/api/v1/user");
    const auto load = wrk(server.url() + path, settings.seconds, with(QStringLiteral("-t2 -c8"), cookie));
    std::optional<double> peerRate, peerP99;
    if (const Peer peer(settings); peer.there()) {
        const auto theirs = wrk(peer.url + path, settings.seconds, with(QStringLiteral("-t2 -c8"), peer.cookie));
        if (theirs.good()) {
            peerRate = theirs.perSecond;
            peerP99 = theirs.p99Ms;
        }
    }
    add(report, id, QStringLiteral("GET /api/v1/user with a session"), load, 20'000, peerRate);
    if (load.good())
        report.addCost(id, QStringLiteral("its 99th percentile"), QStringLiteral("ms"), load.p99Ms, 5, peerP99);
}

/// Id of a new team of the caller, whose credentials are in the header `bearer`.
QString makeTeam(const QString &url, const QString &bearer)
{
    const auto types =
        QJsonDocument::fromJson(curl({QStringLiteral("-H"), bearer, url + QStringLiteral("/api/v1/team-types")}));
    const auto type =
        types.object().value(QStringLiteral("types")).toArray().at(0).toObject().value(QStringLiteral("id"));
    const QJsonObject body{{QStringLiteral("name"), QStringLiteral("Bench")}, {QStringLiteral("type"), type}};
    const auto made =
        curl({QStringLiteral("-H"), bearer, QStringLiteral("-H"), QStringLiteral("Content-Type: application/json"),
              QStringLiteral("-d"), QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Compact)),
              url + QStringLiteral("/api/v1/teams")});
    return QJsonDocument::fromJson(made).object().value(QStringLiteral("id")).toString();
}

Load auditPageLoad(const QString &url, const QString &team, const QString &header, int seconds)
{
    return wrk(url + QStringLiteral("/api/v1/teams/%1/audit-log?limit=100").arg(team), seconds,
               {QStringLiteral("-t2"), QStringLiteral("-c8"), QStringLiteral("-H"), header});
}

/// A wrk script that gives each request another name to store, so that every one is a change with its audit row.
QString changingScript(const QString &file, const QString &path, const QString &header)
{
    QFile script(file);
    const auto colon = header.indexOf(QLatin1Char(':'));
    if (script.open(QIODevice::WriteOnly))
        script.write(QStringLiteral("local thread = 0\n"
                                    "function setup(t) t:set('id', thread); thread = thread + 1 end\n"
                                    "local n = 0\n"
                                    "function request()\n"
                                    "  n = n + 1\n"
                                    "  return wrk.format('PUT', '%1', {['Content-Type'] = 'application/json',\n"
                                    "    ['%2'] = '%3'}, string.format('{\"name\":\"Ann %d %d\"}', id, n))\n"
                                    "end\n")
                         .arg(path, header.left(colon), header.mid(colon + 2))
                         .toUtf8());
    return file;
}

/// The same page of the peer, once its team's log has as many rows: made by changing the team's name.
std::optional<double> peerAuditPages(const Settings &settings, qint64 rows)
{
    const Peer peer(settings);
    if (!peer.there())
        return std::nullopt;
    const QString header = QStringLiteral("Cookie: ") + peer.cookie;
    const auto team = makeTeam(peer.url, header);
    const QTemporaryDir folder;
    const auto script =
        changingScript(folder.filePath(QStringLiteral("change.lua")), QStringLiteral("/api/v1/teams/") + team, header);
    double made = 0;
    for (int round = 0; round < 10 && made < double(rows); ++round) {
        const auto load =
            wrk(peer.url, 10, {QStringLiteral("-t1"), QStringLiteral("-c8"), QStringLiteral("-s"), script});
        if (!load.good())
            return std::nullopt;
        made += load.requests;
    }
    const auto load = auditPageLoad(peer.url, team, header, settings.seconds);
    return load.good() ? std::optional(load.perSecond) : std::nullopt;
}

void auditPages(const Settings &settings, Report &report)
{
    const auto id = QStringLiteral("P-H3");
    for (const qint64 rows : {qint64(10'000), settings.rows}) {
        ServerProcess server(settings.server);
        QString cookie;
        if (!ready(server, cookie, id, report))
            return;
        const QString bearer = QStringLiteral("Authorization: Bearer ") + makeToken(server.url(), cookie);
        const auto team = makeTeam(server.url(), bearer);
        if (team.isEmpty() || server.stop() < 0) {
            report.missing << Missing{id, QStringLiteral("no team could be made")};
            return;
        }
        if (const auto trouble = fillTeamJournal(server, team, rows); !trouble.isEmpty()) {
            report.missing << Missing{id, trouble};
            return;
        }
        if (server.start() < 0) {
            report.missing << Missing{id, server.trouble()};
            return;
        }
        const auto load = auditPageLoad(server.url(), team, bearer, settings.seconds);
        add(report, id, QStringLiteral("team audit page of 100 rows of %1").arg(rows), load,
            rows > 100'000 ? 2000 : 3000, rows > 100'000 ? std::nullopt : peerAuditPages(settings, rows));
    }
}

void durableChanges(const Settings &settings, Report &report)
{
    const auto id = QStringLiteral("P-H4");
    ServerProcess server(settings.server);
    QString cookie;
    if (!ready(server, cookie, id, report))
        return;
    const auto path = QStringLiteral("/api/v1/user");
    // An administrator's account is changed by a session only.
    const auto script = changingScript(server.file(QStringLiteral("change.lua")), path,
                                       QStringLiteral("Authorization: Bearer ") + sessionIn(cookie));
    const auto one = wrk(server.url(), settings.seconds,
                         {QStringLiteral("-t1"), QStringLiteral("-c1"), QStringLiteral("-s"), script});
    const auto many = wrk(server.url(), settings.seconds,
                          {QStringLiteral("-t2"), QStringLiteral("-c32"), QStringLiteral("-s"), script});
    if (!one.good() || !many.good()) {
        report.missing << Missing{id, QStringLiteral("changes were refused")};
        return;
    }
    std::optional<double> peerOne, peerMany, peerP99;
    if (const Peer peer(settings); peer.there()) {
        const auto theirs =
            changingScript(server.file(QStringLiteral("peer.lua")), path, QStringLiteral("Cookie: ") + peer.cookie);
        const auto single = wrk(peer.url, settings.seconds,
                                {QStringLiteral("-t1"), QStringLiteral("-c1"), QStringLiteral("-s"), theirs});
        const auto crowd = wrk(peer.url, settings.seconds,
                               {QStringLiteral("-t2"), QStringLiteral("-c32"), QStringLiteral("-s"), theirs});
        if (single.good() && crowd.good()) {
            peerOne = single.p50Ms;
            peerMany = crowd.perSecond;
            peerP99 = crowd.p99Ms;
        }
    }
    report.addCost(id, QStringLiteral("durable change, one client, median"), QStringLiteral("ms"), one.p50Ms, 3,
                   peerOne);
    add(report, id, QStringLiteral("durable changes, 32 clients"), many, 2000, peerMany);
    report.addCost(id, QStringLiteral("their 99th percentile"), QStringLiteral("ms"), many.p99Ms, 25, peerP99);
}

/// Many sign-ins at once keep the password threads busy, each from an address of its own. Meanwhile others work.
void underLogins(const Settings &settings, Report &report)
{
    const auto id = QStringLiteral("P-H5");
    ServerProcess server(settings.server);
    QString cookie;
    if (!ready(server, cookie, id, report))
        return;
    constexpr int many = 50;
    const auto body = server.file(QStringLiteral("login.json"));
    if (QFile file(body);
        !file.open(QIODevice::WriteOnly) || file.write("{\"username\":\"nobody\",\"password\":\"wrong\"}") < 0) {
        report.missing << Missing{id, QStringLiteral("no room for a file")};
        return;
    }
    // Each of them signs in again and again, so that the pool has fifty to serve as long as the load lasts.
    std::vector<std::unique_ptr<QProcess>> logins;
    for (int i = 0; i < many; ++i) {
        auto one = std::make_unique<QProcess>();
        one->start(QStringLiteral("curl"),
                   {QStringLiteral("-s"), QStringLiteral("-o"), QStringLiteral("/dev/null"), QStringLiteral("-w"),
                    QStringLiteral("%{http_code}\n"), QStringLiteral("--interface"),
                    QStringLiteral("127.0.2.%1").arg(i + 1), QStringLiteral("-H"),
                    QStringLiteral("Content-Type: application/json"), QStringLiteral("-d"), QStringLiteral("@") + body,
                    server.url() + QStringLiteral("/account/login?n=[1-5]")});
        logins.push_back(std::move(one));
    }
    const auto load =
        wrk(server.url() + QStringLiteral("/api/v1/user"), settings.seconds, with(QStringLiteral("-t1 -c2"), cookie));
    int judged = 0;
    for (auto &one : logins) {
        one->waitForFinished(120'000);
        judged += int(one->readAllStandardOutput().count("401"));
    }
    if (!load.good() || judged < 5) {
        report.missing << Missing{
            id, QStringLiteral("%1 other requests failed, %2 sign-ins were judged").arg(load.notOk).arg(judged)};
        return;
    }
    report.addCost(id, QStringLiteral("99th percentile beside %1 sign-ins at once").arg(many), QStringLiteral("ms"),
                   load.p99Ms, 20);
}

void footprint(const Settings &settings, Report &report)
{
    const auto id = QStringLiteral("P-H6");
    ServerProcess server(settings.server);
    const double started = server.initialise() ? server.start() : -1;
    if (started < 0) {
        report.missing << Missing{id, server.trouble()};
        return;
    }
    report.addCost(id, QStringLiteral("start to listening"), QStringLiteral("ms"), started, 150);
    report.addCost(id, QStringLiteral("resident memory, idle"), QStringLiteral("MB"), residentMegabytes(server.pid()),
                   30, settings.peerPid > 0 ? std::optional(residentMegabytes(settings.peerPid)) : std::nullopt);
    report.addCost(id, QStringLiteral("stop with drain"), QStringLiteral("ms"), server.stop(), 2000);
}

}  // namespace

QList<Measurement> httpMeasurements(const Settings &settings)
{
    const auto with = [&settings](void (*run)(const Settings &, Report &)) {
        return [settings, run](Report &report) { run(settings, report); };
    };
    return {
        {{QStringLiteral("P-H1")}, with(staticAnswers)},  {{QStringLiteral("P-H1")}, with(staticAnswersOverTls)},
        {{QStringLiteral("P-H2")}, with(ownUser)},        {{QStringLiteral("P-H3")}, with(auditPages)},
        {{QStringLiteral("P-H4")}, with(durableChanges)}, {{QStringLiteral("P-H5")}, with(underLogins)},
        {{QStringLiteral("P-H6")}, with(footprint)},
    };
}

}  // namespace castellan::bench
