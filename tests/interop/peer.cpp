// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/interop/peer.h"

#include "tests/client/await.h"

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
        else if (word.startsWith(QLatin1String("version=")))
            peer.version = value;
    }
    return peer;
}

std::optional<Peer> PeerProcess::startCastellan()
{
    m_castellan = std::make_unique<test::ServerProgram>();
    if (!m_castellan->prepare() || !m_castellan->start()) {
        m_problem = QStringLiteral("castellan-server: ") + QString::fromUtf8(m_castellan->err);
        return std::nullopt;
    }
    return Peer{Peer::Kind::castellan,
                QUrl(m_castellan->url()),
                QStringLiteral("alice"),
                QLatin1String(test::ServerProgram::password),
                {}};
}

}  // namespace castellan::client
