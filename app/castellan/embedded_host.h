// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/secrets/secret_places.h"
#include "client/servers/server_list.h"
#include "core/clock.h"
#include "core/log.h"
#include "core/random.h"
#include "server/server.h"
#include "ui/screen/local_host.h"

#include <QThreadPool>

#include <memory>

namespace castellan {

/// Writes the local server's log lines to the console's standard error.
class LocalServerLog final : public Log {
public:
    void write(const LogLine &line) override;
};

/// Runs the local server within this process: keys in the SecretStore, a launch key that only this process knows, a
/// loopback port of the system's choice. What it hands to the console is an address; the console asks over HTTP.
class EmbeddedHost final : public ui::LocalHost {
    Q_OBJECT
public:
    /// `folder` holds the data folder, the note of the database's id, and one that its key is in the sealed file.
    EmbeddedHost(client::ServerList &servers, client::SecretPlaces places, QString folder, Clock &clock, Random &random,
                 Log &log, QObject *parent = nullptr);
    ~EmbeddedHost() override;

    [[nodiscard]] bool hasData() const override;
    [[nodiscard]] bool isRunning() const override { return m_server != nullptr; }
    [[nodiscard]] client::Future<Started> start() override;
    [[nodiscard]] client::Future<Started> recover(const QString &recoveryKey) override;
    void stop() override;
    [[nodiscard]] bool keepsKeyInFile() const override;
    void keepKeyInFile(bool on) override;

private:
    [[nodiscard]] QString dataFolder() const;
    [[nodiscard]] QString keyInFileNote() const;
    [[nodiscard]] client::SecretStore &keys() const;
    /// Names the database in the key store; empty if there is none.
    [[nodiscard]] QString databaseId() const;
    [[nodiscard]] Result<void> noteDatabaseId(const QString &id) const;
    [[nodiscard]] client::Future<Started> create();
    [[nodiscard]] client::Future<Started> serve(const Secret &key, const QString &recoveryKey);
    [[nodiscard]] Result<Started> attach(std::shared_ptr<Server> server, const http::Endpoint &endpoint,
                                         Secret launchKey, const QString &recoveryKey);
    void watch(client::Server *server);
    void end(const QString &why);

    client::ServerList &m_servers;
    client::SecretPlaces m_places;
    QString m_folder;
    Clock &m_clock;
    Random &m_random;
    Log &m_log;
    std::shared_ptr<Server> m_server;
    bool m_starting = false;
    QThreadPool m_pool;  ///< the last member: its end waits for what starts and what stops
};

}  // namespace castellan
