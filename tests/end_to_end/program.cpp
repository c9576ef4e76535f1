// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/end_to_end/program.h"

#include "tests/fixtures/plant.h"

#include <QFile>
#include <QTest>

#include <csignal>

namespace castellan::test {
namespace {

QString program()
{
    const auto path = qEnvironmentVariable("CASTELLAN_SERVER");
    if (path.isEmpty())
        qFatal("CASTELLAN_SERVER must name the castellan-server to test");
    return path;
}

void setUp(QProcess &process, const QStringList &environment)
{
    auto all = QProcessEnvironment::systemEnvironment();
    for (const auto &pair : environment)
        all.insert(pair.section(QLatin1Char('='), 0, 0), pair.section(QLatin1Char('='), 1));
    process.setProcessEnvironment(all);
}

}  // namespace

ServerProgram::~ServerProgram()
{
    kill();
}

ServerProgram::Run ServerProgram::run(const QStringList &arguments, const QByteArray &input,
                                      const QStringList &environment)
{
    QProcess process;
    setUp(process, environment);
    process.start(program(), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000)) {
        process.kill();
        process.waitForFinished();
        return {-1, {}, "did not end"};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

ServerProgram::Run ServerProgram::init(const QStringList &more)
{
    return run(QStringList{QStringLiteral("init"), QStringLiteral("--data"), data(), QStringLiteral("--username"),
                           QStringLiteral("alice"), QStringLiteral("--email"), QStringLiteral("alice@example.com"),
                           QStringLiteral("--password-stdin")} +
                   more,
               QByteArray(password) + '\n');
}

bool ServerProgram::prepare()
{
    return plant::copyTo(data(), plant::Contents::alice);
}

bool ServerProgram::start(const QStringList &more, const QStringList &environment)
{
    m_process = std::make_unique<QProcess>();
    setUp(*m_process, environment);
    QStringList arguments{QStringLiteral("serve"), QStringLiteral("--data"), data()};
    if (!more.contains(QStringLiteral("--listen")))
        arguments << QStringLiteral("--listen") << QStringLiteral("127.0.0.1:0");
    m_process->start(program(), arguments + more);
    while (m_process->state() != QProcess::NotRunning && !m_process->canReadLine())
        if (!m_process->waitForReadyRead(30'000))
            break;
    if (!m_process->canReadLine()) {
        m_process->waitForFinished(1'000);
        err = m_process->readAllStandardError();
        return false;
    }
    ready = QJsonDocument::fromJson(m_process->readLine()).object();
    return !ready.isEmpty();
}

int ServerProgram::stop()
{
    m_process->terminate();
    if (!m_process->waitForFinished(20'000)) {
        kill();
        return -1;
    }
    err = m_process->readAllStandardError();
    restOfOut = m_process->readAllStandardOutput();
    return m_process->exitStatus() == QProcess::NormalExit ? m_process->exitCode() : -1;
}

void ServerProgram::kill()
{
    if (!m_process || m_process->state() == QProcess::NotRunning)
        return;
    m_process->kill();
    m_process->waitForFinished();
}

Curl::Curl(QString url, QString address) : m_url(std::move(url)), m_address(std::move(address)) {}

QString Curl::cookie(const QByteArray &name) const
{
    QFile jar(m_dir->filePath(QStringLiteral("jar")));
    if (!jar.open(QIODevice::ReadOnly))
        return {};
    const auto lines = jar.readAll().split('\n');
    for (const auto &line : lines) {
        const auto fields = line.split('\t');
        if (fields.size() == 7 && fields.at(5) == name)
            return QString::fromLatin1(fields.at(6));
    }
    return {};
}

Answer Curl::send(const char *method, const QString &path, const QJsonObject &body)
{
    return run(method, path,
               {QStringLiteral("-H"), QStringLiteral("Content-Type: application/json"), QStringLiteral("-d"),
                QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Compact))});
}

Answer Curl::run(const char *method, const QString &path, const QStringList &more)
{
    const auto jar = m_dir->filePath(QStringLiteral("jar"));
    const auto head = m_dir->filePath(QStringLiteral("head"));
    const auto out = m_dir->filePath(QStringLiteral("body"));
    QFile::remove(out);
    QStringList arguments{QStringLiteral("-q"),          QStringLiteral("-sS"),
                          QStringLiteral("--max-time"),  QStringLiteral("30"),
                          QStringLiteral("--noproxy"),   QStringLiteral("*"),
                          QStringLiteral("-X"),          QLatin1String(method),
                          QStringLiteral("-b"),          jar,
                          QStringLiteral("-c"),          jar,
                          QStringLiteral("-D"),          head,
                          QStringLiteral("-o"),          out,
                          QStringLiteral("-w"),          QStringLiteral("%{http_code}"),
                          QStringLiteral("--interface"), m_address};
    if (const auto csrf = cookie("csrf"); !csrf.isEmpty())
        arguments << QStringLiteral("-H") << QStringLiteral("X-CSRF-Token: ") + csrf;
    if (!bearer.isEmpty())
        arguments << QStringLiteral("-H") << QStringLiteral("Authorization: Bearer ") + bearer;
    arguments << m_always << more << m_url + path;
    QProcess process;
    process.start(QStringLiteral("curl"), arguments);
    process.waitForFinished(60'000);
    Answer answer;
    answer.status = process.readAllStandardOutput().toInt();
    QFile headFile(head);
    if (headFile.open(QIODevice::ReadOnly))
        answer.head = headFile.readAll();
    QFile bodyFile(out);
    if (bodyFile.open(QIODevice::ReadOnly))
        answer.body = bodyFile.readAll();
    if (answer.status == 0)
        answer.body = process.readAllStandardError();
    return answer;
}

Answer Curl::getBy(const QString &token, const QString &path)
{
    return run("GET", path, {QStringLiteral("-H"), QStringLiteral("Authorization: Bearer ") + token});
}

Answer Curl::login(const QString &username, const QString &password)
{
    return send("POST", QStringLiteral("/account/login"),
                {{QStringLiteral("username"), username}, {QStringLiteral("password"), password}});
}

}  // namespace castellan::test
