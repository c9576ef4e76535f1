// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/end_to_end/program.h"

#include <QList>
#include <QUrl>

namespace castellan::test {

/// The real server and a client that changes things on it; it can be killed and started again at the same port.
class LiveServer {
public:
    [[nodiscard]] bool init();
    [[nodiscard]] bool start();
    void kill() { m_program.kill(); }
    [[nodiscard]] int stop() { return m_program.stop(); }
    [[nodiscard]] QString url() const { return m_program.url(); }
    [[nodiscard]] QString streamUrl() const;

    /// A personal access token of the user that `client` is signed in as.
    [[nodiscard]] static QString tokenOf(Curl &client, bool asAdmin = false);
    [[nodiscard]] QString adminToken() const { return m_token; }
    /// The administrator, by cookie.
    [[nodiscard]] Curl &admin() { return *m_admin; }

    /// Starts changing things, `count` times or until the server ends.
    void act(int count);
    [[nodiscard]] int acknowledged();
    void endActs();

    /// Sequence numbers of every row in the platform's log, ascending.
    [[nodiscard]] QList<qint64> table();

private:
    ServerProgram m_program;
    std::unique_ptr<Curl> m_admin;
    QProcess m_acts;
    QString m_token;
    int m_acted = 0;
    int m_acknowledged = 0;
};

}  // namespace castellan::test
