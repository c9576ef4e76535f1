// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/end_to_end/program.h"

#include <QString>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>
#include <optional>

namespace castellan::client {

/// The server that the journeys run against, with an administrator.
struct Peer {
    enum class Kind { flowfuse_ce, flowfuse_ee, castellan };
    Kind kind = Kind::flowfuse_ce;
    QUrl url;
    QString user;
    QString password;
    QString version;  ///< of FlowFuse, as it announces itself; what a suite expects depends on it
};

/// Starts a peer on a free port with data of its own, and ends it.
class PeerProcess {
public:
    PeerProcess();
    ~PeerProcess();
    /// Otherwise problem() or, if it can't be had on this machine, skipReason() tells why.
    [[nodiscard]] std::optional<Peer> start(Peer::Kind kind);
    [[nodiscard]] QString skipReason() const { return m_skip; }
    [[nodiscard]] QString problem() const { return m_problem; }

private:
    [[nodiscard]] std::optional<Peer> startFlowFuse(Peer::Kind kind);
    [[nodiscard]] std::optional<Peer> startFlowFuse(Peer::Kind kind, const QString &edition);
    [[nodiscard]] std::optional<Peer> startCastellan();

    QTemporaryDir m_folder;
    std::unique_ptr<test::ServerProgram> m_castellan;
    QString m_edition;
    QString m_skip;
    QString m_problem;
};

}  // namespace castellan::client
