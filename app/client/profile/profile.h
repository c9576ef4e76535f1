// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QUrl>
#include <QUuid>

namespace castellan::client {

/// `demo` is for a temporary server alone; no file has it.
enum class Environment { production, staging, development, local, demo };

/// Where the credential is stored.
enum class SecretPlace { keychain, session, file };

/// The saved data of a server; never a secret.
struct Profile {
    QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    QString name;
    QUrl url;
    Environment environment = Environment::development;
    bool readOnly = false;
    SecretPlace secretPlace = SecretPlace::keychain;
    QString username;
    QString product;  ///< as last detected
    QString productVersion;
    bool embedded = false;  ///< hosted by this console; its url changes with every start
    /// Embedded with temporary data: never written to servers.json, gone with this process.
    bool temporary = false;
    QString caFile;             ///< PEM; empty: the system's
    QString clientCertificate;  ///< PEM; empty: none
    QString clientKey;          ///< PEM
    QString pin;                ///< SHA-256 of the server's public key, hex; empty: not pinned
    QString proxy;              ///< "", "system", or a URL
    QString proxyUser;          ///< of a proxy with a URL; empty: it asks for none
    QString identity;           ///< Ed25519 key by which a loopback server without TLS proves itself, hex; empty: none
};

}  // namespace castellan::client
