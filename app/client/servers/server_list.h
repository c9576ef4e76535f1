// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/embedded_access.h"
#include "client/servers/server.h"
#include "client/servers/surroundings.h"
#include "client/servers/transport_secrets.h"

#include <QAbstractListModel>

#include <memory>
#include <vector>

namespace castellan::client {

class ConnectFlow;
class ServerConnection;
struct Link;

/// The servers that this console knows, in the order of the rail. The registry is the model. Profiles are kept in
/// servers.json (0600, written whole or not at all), without secrets; sign-ins are kept where each profile says.
class ServerList : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        ServerRole = Qt::UserRole + 1,  ///< Server *, as QObject *
        IdRole,                         ///< Profile::id
        StateRole,                      ///< ConnectionState as int
        EnvironmentRole,                ///< Environment as int
        ReadOnlyRole,
        UrlRole,
        EmbeddedRole,
    };

    explicit ServerList(Surroundings &surroundings, QObject *parent = nullptr);
    ~ServerList() override;

    /// Reads servers.json. A file that can't be understood is kept as servers.json.unreadable and said
    /// (ErrorCode::corrupt with the member that is wrong); the list is empty then.
    [[nodiscard]] Result<void> load();
    /// Opens every connection with its saved sign-in.
    void openAll();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    bool moveRows(const QModelIndex &from, int row, int count, const QModelIndex &to, int before) override;

    [[nodiscard]] Server *at(int row) const;
    [[nodiscard]] Server *byId(const QString &id) const;
    [[nodiscard]] int rowOf(const Server *server) const;
    [[nodiscard]] std::vector<Server *> servers() const;

    /// Starts the steps that end in a new server; the caller owns the flow, and dropping it leaves no trace.
    [[nodiscard]] std::unique_ptr<ConnectFlow> connectNew();
    /// Changes a server's profile. Reconnects if TLS or the proxy changed. Another origin is another
    /// server (ErrorCode::validation).
    [[nodiscard]] Result<void> update(const Profile &profile);
    /// The same with secrets of the way to the server. Files and proxy are checked before anything changes
    /// (ErrorCode::validation names the member: caFile, clientCertificate, clientKey, keyPassphrase, proxy); if a
    /// secret cannot be stored, nothing changes, and the error is the store's.
    [[nodiscard]] Future<void> update(const Profile &profile, TransportSecretsUpdate secrets);
    /// Forgets a server and its sign-in. The row goes at once; the answer tells whether the secret could be removed.
    [[nodiscard]] Future<void> remove(const QString &id);

    /// The server that this process hosts has started (again): adds its row the first time, connects.
    /// `profile` must have embedded = true; its url is not kept.
    Server *attachEmbedded(const Profile &profile, EmbeddedAccess access);
    /// It stopped or died; requests fail with `why` until it is attached again.
    void detachEmbedded(const QString &id, const Error &why);

Q_SIGNALS:
    void added(castellan::client::Server *server);
    /// Before the row goes; the pointer dies afterwards.
    void aboutToRemove(castellan::client::Server *server);
    /// servers.json could not be written; what is on screen is not what the next start will show.
    void saveFailed(const QString &message);

private:
    friend class ConnectFlow;
    [[nodiscard]] Result<Server *> add(const Profile &profile, std::unique_ptr<Link> link);
    ServerConnection *insert(const Profile &profile, std::unique_ptr<Link> link);
    [[nodiscard]] ServerConnection *find(const QString &id) const;
    [[nodiscard]] Result<void> mayBecome(const Profile &profile) const;
    [[nodiscard]] Future<void> takeUp(const Profile &profile, TransportSecrets held, TransportSecrets next);
    /// Those that servers.json keeps.
    [[nodiscard]] std::vector<Profile> profiles() const;
    [[nodiscard]] Result<void> save(const std::vector<Profile> &profiles) const;
    void saveOrSay();

    Surroundings &m_surroundings;
    std::vector<std::unique_ptr<ServerConnection>> m_servers;
    bool m_mayWrite = true;  ///< false if the file is a newer version's
};

}  // namespace castellan::client
