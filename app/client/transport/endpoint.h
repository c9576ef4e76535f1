// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/profile/address.h"
#include "client/profile/profile.h"
#include "client/transport/dialect.h"
#include "core/secret.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace castellan::client {

/// A server's address, TLS and proxy settings, from which transports and streams are made.
struct Endpoint {
    QUrl base;                  ///< http or https, host, port; a path in front of every request's is allowed
    QString caFile;             ///< PEM; empty: the system's
    QString clientCertificate;  ///< PEM; empty: none
    QString clientKey;          ///< PEM
    Secret keyPassphrase;       ///< of the client's key; empty: it is not encrypted
    QString pin;                ///< SHA-256 of the server's public key, hex; empty: not pinned
    QString proxy;              ///< "" (none), "system", or a URL
    QString proxyUser;          ///< of a proxy with a URL; empty: it asks for none
    Secret proxyPassword;
    QString identity;  ///< Ed25519 key that the server must prove to have before it gets anything, hex; or empty
    Secret launchKey;  ///< of a server that this process hosts
    QByteArray userAgent;
    Dialect dialect;

    [[nodiscard]] static Endpoint of(const Profile &profile, const QString &version);
    [[nodiscard]] Endpoint clone() const;
};

}  // namespace castellan::client
