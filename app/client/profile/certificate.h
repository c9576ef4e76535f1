// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>

namespace castellan::client {

/// A server's certificate from the TLS handshake, for the user to judge.
struct CertificateInfo {
    QString subject;      ///< common name, or the first alternative name
    QString issuer;       ///< common name or organisation
    QStringList names;    ///< DNS names and addresses that it is for
    QDateTime validFrom;  ///< UTC
    QDateTime validUntil;
    QString fingerprint;  ///< SHA-256 of the certificate: AB:CD:…
    QString publicKey;    ///< SHA-256 of the public key (SubjectPublicKeyInfo), lower-case hex: what Profile::pin holds
    QStringList problems;   ///< what is wrong, in sentences; empty if it is trusted
    bool trustable = true;  ///< whether pinning the key would do (an expired certificate stays refused)
};

}  // namespace castellan::client
