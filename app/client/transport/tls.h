// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/profile/certificate.h"
#include "client/transport/endpoint.h"

#include <QList>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslError>

#include <optional>

namespace castellan::client {

/// TLS 1.2 or later, verified against the endpoint's CA file or the system's, with its client certificate.
/// ErrorCode::validation names the file that can't be used.
[[nodiscard]] Result<QSslConfiguration> tlsFor(const Endpoint &endpoint);

/// Whether a private key in PEM form cannot be read without its passphrase. False for a file that cannot be read.
[[nodiscard]] bool keyIsEncrypted(const QString &file);

/// None by default; the system's is never asked about loopback. ErrorCode::validation for a URL that is no proxy.
[[nodiscard]] Result<QNetworkProxy> proxyFor(const Endpoint &endpoint);

/// Whether transports and streams can be made of it; ErrorCode::validation names the member that is wrong.
[[nodiscard]] Result<void> checkEndpoint(const Endpoint &endpoint);

/// SHA-256 of the SubjectPublicKeyInfo, lower-case hex; empty for a null certificate.
[[nodiscard]] QString publicKeyHash(const QSslCertificate &certificate);
[[nodiscard]] CertificateInfo describe(const QSslCertificate &certificate, const QList<QSslError> &errors);

/// What a pin decides about a handshake.
enum class PinVerdict {
    no_pin,
    matches,  ///< and nothing is wrong that a pin can't answer for
    mismatch,
    matches_but_refused,  ///< the key is right, but e.g. the certificate has expired
};
/// A pinned key answers for an unknown issuer and a different name, never for an ended, revoked or malformed one.
[[nodiscard]] PinVerdict judge(const QString &pin, const QSslCertificate &certificate, const QList<QSslError> &errors);

}  // namespace castellan::client
