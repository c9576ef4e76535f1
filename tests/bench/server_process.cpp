// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/server_process.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace castellan::bench {

ServerProcess::ServerProcess(QString program) : m_program(std::move(program)) {}

ServerProcess::~ServerProcess()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

bool ServerProcess::initialise()
{
    qputenv("CASTELLAN_SERVER", m_program.toUtf8());
    const bool made = test::plant::copyTo(dataFolder(), test::plant::Contents::administrator);
    if (!made)
        m_trouble = QStringLiteral("the data folder could not be copied");
    return made;
}

double ServerProcess::start(const QStringList &arguments)
{
    QElapsedTimer timer;
    timer.start();
    m_process.setStandardErrorFile(m_folder.filePath(QStringLiteral("log")));
    m_process.start(m_program, QStringList{QStringLiteral("serve"), QStringLiteral("--data"), dataFolder(),
                                           QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")} +
                                   arguments);
    while (!m_process.canReadLine() && m_process.waitForReadyRead(20'000)) {
    }
    const double ms = double(timer.nsecsElapsed()) / 1e6;
    const auto said = QJsonDocument::fromJson(m_process.readLine()).object();
    m_url = said.value(QStringLiteral("listening")).toString();
    if (m_url.isEmpty())
        m_trouble = QStringLiteral("the server did not start");
    return m_url.isEmpty() ? -1 : ms;
}

double ServerProcess::stop()
{
    QElapsedTimer timer;
    timer.start();
    m_process.terminate();
    const bool ended = m_process.waitForFinished(20'000) && m_process.exitCode() == 0;
    return ended ? double(timer.nsecsElapsed()) / 1e6 : -1;
}

QByteArray curl(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral("curl"),
                  QStringList{QStringLiteral("-sk"), QStringLiteral("--max-time"), QStringLiteral("60")} + arguments);
    process.waitForFinished(70'000);
    return process.readAllStandardOutput();
}

QString signIn(const QString &url, const QString &user, const QString &password)
{
    const QJsonObject body{{QStringLiteral("username"), user}, {QStringLiteral("password"), password}};
    const auto headers =
        QString::fromUtf8(curl({QStringLiteral("-D-"), QStringLiteral("-o/dev/null"), QStringLiteral("-H"),
                                QStringLiteral("Content-Type: application/json"), QStringLiteral("-d"),
                                QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Compact)),
                                url + QStringLiteral("/account/login")}));
    static const QRegularExpression cookie(QStringLiteral("(?im)^set-cookie: ([^;\\r\\n]+)"));
    QStringList pairs;
    for (auto it = cookie.globalMatch(headers); it.hasNext();)
        pairs << it.next().captured(1);
    return pairs.join(QStringLiteral("; "));
}

namespace {

QByteArray sendAs(const QString &cookie, const char *method, const QString &url, const QString &body)
{
    static const QRegularExpression csrf(QStringLiteral("csrf=([^;]+)"));
    return curl({QStringLiteral("-X"), QLatin1String(method), QStringLiteral("-H"), QStringLiteral("Cookie: ") + cookie,
                 QStringLiteral("-H"), QStringLiteral("X-CSRF-Token: ") + csrf.match(cookie).captured(1),
                 QStringLiteral("-H"), QStringLiteral("Content-Type: application/json"), QStringLiteral("-d"), body,
                 url});
}

}  // namespace

bool widenLimits(const QString &url, const QString &cookie)
{
    const auto answer = sendAs(
        cookie, "PUT", url + QStringLiteral("/api/v1/admin/security"),
        QStringLiteral(
            "{\"revision\":0,\"values\":{\"limits.user.burst\":10000000,"
            "\"limits.key.burst\":10000000,\"limits.write.burst\":10000000,\"limits.dailyWrite.burst\":10000000}}"));
    return QJsonDocument::fromJson(answer).object().value(QStringLiteral("revision")).toInt() == 1;
}

QString sessionIn(const QString &cookie)
{
    static const QRegularExpression session(QStringLiteral("(?:^|; )sid=([^;]+)"));
    return session.match(cookie).captured(1);
}

QString makeToken(const QString &url, const QString &cookie)
{
    const auto answer = sendAs(cookie, "POST", url + QStringLiteral("/api/v1/user/tokens"),
                               QStringLiteral("{\"name\":\"bench\",\"scope\":\"\",\"adminOptIn\":true}"));
    return QJsonDocument::fromJson(answer).object().value(QStringLiteral("token")).toString();
}

}  // namespace castellan::bench
