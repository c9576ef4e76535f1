// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/fixtures/plant.h"

#include <QProcess>
#include <QString>
#include <QTemporaryDir>
#include <QUrl>

namespace castellan::bench {

/// A real castellan-server with data of its own.
class ServerProcess {
public:
    explicit ServerProcess(QString program);
    ~ServerProcess();

    /// Makes the data folder with the administrator `ann`, a copy of the prepared one.
    [[nodiscard]] bool initialise();
    /// Milliseconds until it said that it listens; negative if it did not.
    [[nodiscard]] double start(const QStringList &arguments = {});
    /// Milliseconds until it had ended after SIGTERM; negative if it did not end well.
    [[nodiscard]] double stop();

    [[nodiscard]] QString dataFolder() const { return m_folder.filePath(QStringLiteral("data")); }
    [[nodiscard]] QString keyFile() const { return dataFolder() + QStringLiteral("/castellan.key"); }
    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString url() const { return m_url; }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    [[nodiscard]] QString trouble() const { return m_trouble; }

    static constexpr auto user = "ann";
    static constexpr auto password = test::plant::password;

private:
    QString m_program;
    QTemporaryDir m_folder;
    QProcess m_process;
    QString m_url;
    QString m_trouble;
};

/// A signed-in session by cookie: the value of the Cookie header, empty if signing in failed.
[[nodiscard]] QString signIn(const QString &url, const QString &user, const QString &password);
/// The session token in a Cookie header, which may also be sent as `Authorization: Bearer`.
[[nodiscard]] QString sessionIn(const QString &cookie);
/// A new personal access token of that session; empty if there was trouble.
[[nodiscard]] QString makeToken(const QString &url, const QString &cookie);
/// Buckets that no load empties: the limits are kept and asked, and refuse nothing. False if there was trouble.
[[nodiscard]] bool widenLimits(const QString &url, const QString &cookie);
/// Body of an answer to curl with these arguments.
[[nodiscard]] QByteArray curl(const QStringList &arguments);

}  // namespace castellan::bench
