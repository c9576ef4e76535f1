// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/interop/peer.h"

#include "tests/client/await.h"

#include <QJsonDocument>
#include <QProcess>
#include <QTcpServer>

namespace castellan::client {

namespace {

const QString script = QStringLiteral(CASTELLAN_FLOWFUSE_PEER);

int freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

}  // namespace

PeerProcess::PeerProcess() = default;

PeerProcess::~PeerProcess()
{
    if (!m_edition.isEmpty())
        QProcess::execute(script, {QStringLiteral("stop"), m_edition, m_folder.path()});
    if (m_process) {
        m_process->terminate();
        if (!ended(*m_process, 10'000))
            m_process->kill();
    }
}

std::optional<Peer> PeerProcess::start(Peer::Kind kind)
{
    return kind == Peer::Kind::castellan ? startCastellan() : startFlowFuse(kind);
}

std::optional<Peer> PeerProcess::startFlowFuse(Peer::Kind kind)
{
    const QString edition = kind == Peer::Kind::flowfuse_ce ? QStringLiteral("ce") : QStringLiteral("ee");
    // FlowFuse can't choose a port by itself, and one that was free may be taken a moment later.
    for (int tries = 3; tries > 0; --tries) {
        if (auto peer = startFlowFuse(kind, edition))
            return peer;
        if (!m_problem.contains(QLatin1String("EADDRINUSE")))
            break;
    }
    return std::nullopt;
}

std::optional<Peer> PeerProcess::startFlowFuse(Peer::Kind kind, const QString &edition)
{
    m_problem.clear();
    QProcess run;
    run.setProcessChannelMode(QProcess::SeparateChannels);
    // The server outlives the script, so nothing of it may hold our pipes: the script sends its output to a file.
    run.start(script, {QStringLiteral("start"), edition, QString::number(freePort()), m_folder.path()});
    if (!ended(run, 180'000)) {
        m_problem = QStringLiteral("the peer did not start in time");
        return std::nullopt;
    }
    if (run.exitCode() == 77) {
        m_skip = QString::fromUtf8(run.readAllStandardError()).trimmed();
        return std::nullopt;
    }
    if (run.exitCode() != 0) {
        m_problem = QString::fromUtf8(run.readAllStandardError());
        return std::nullopt;
    }
    m_edition = edition;
    Peer peer;
    peer.kind = kind;
    const auto words = QString::fromUtf8(run.readAllStandardOutput()).trimmed().split(QLatin1Char(' '));
    for (const auto &word : words) {
        const QString value = word.section(QLatin1Char('='), 1);
        if (word.startsWith(QLatin1String("url=")))
            peer.url = QUrl(value);
        else if (word.startsWith(QLatin1String("user=")))
            peer.user = value;
        else if (word.startsWith(QLatin1String("password=")))
            peer.password = value;
    }
    return peer;
}

std::optional<Peer> PeerProcess::startCastellan()
{
    const QString program = qEnvironmentVariable("CASTELLAN_SERVER");
    const QString data = m_folder.path() + QStringLiteral("/data");
    Peer peer{Peer::Kind::castellan, {}, QStringLiteral("alice"), QStringLiteral("Adm1n-Pa55-phrase!")};
    const QStringList key{QStringLiteral("--key-file"), m_folder.path() + QStringLiteral("/key")};
    QProcess init;
    init.start(program, QStringList{QStringLiteral("init"), QStringLiteral("--data"), data,
                                    QStringLiteral("--username"), peer.user, QStringLiteral("--email"),
                                    QStringLiteral("alice@example.com"), QStringLiteral("--name"),
                                    QStringLiteral("Alice Admin"), QStringLiteral("--password-stdin")} +
                            key);
    init.write(peer.password.toUtf8());
    init.closeWriteChannel();
    if (!ended(init, 60'000) || init.exitCode() != 0) {
        m_problem = QStringLiteral("castellan-server init: ") + QString::fromUtf8(init.readAllStandardError());
        return std::nullopt;
    }
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process->start(program, QStringList{QStringLiteral("serve"), QStringLiteral("--data"), data,
                                          QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")} +
                                  key);
    if (!QTest::qWaitFor([&] { return m_process->canReadLine(); }, 60'000)) {
        m_problem = QStringLiteral("castellan-server serve says nothing");
        return std::nullopt;
    }
    const auto ready = QJsonDocument::fromJson(m_process->readLine());
    peer.url = QUrl(ready[QStringLiteral("listening")].toString());
    return peer;
}

}  // namespace castellan::client
