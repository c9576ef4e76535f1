// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/profile/profile.h"
#include "client/secrets/secret_store.h"
#include "client/transport/endpoint.h"

#include <QObject>

#include <optional>

/// The secrets of the way to a server, which its profile does not hold. They are kept beside its sign-in.
namespace castellan::client {

struct TransportSecrets {
    Secret keyPassphrase;  ///< of the client's private key; empty: none
    Secret proxyPassword;  ///< empty: none

    [[nodiscard]] TransportSecrets clone() const;
    void putInto(Endpoint &endpoint) const;
    [[nodiscard]] static TransportSecrets of(const Endpoint &endpoint);
};

/// A change of them: absent leaves one as it is, empty removes it.
struct TransportSecretsUpdate {
    std::optional<Secret> keyPassphrase;
    std::optional<Secret> proxyPassword;
};

/// Reads what this profile needs; nothing is asked of the store if it needs none. A missing entry is an empty secret.
[[nodiscard]] Future<TransportSecrets> readTransportSecrets(QObject *context, SecretStore &store,
                                                            const Profile &profile);
/// Makes the entries of a profile equal to `secrets`, and touches no others.
[[nodiscard]] Future<void> writeTransportSecrets(QObject *context, SecretStore &store, const QString &profileId,
                                                 TransportSecrets secrets, bool mayExist);
[[nodiscard]] Future<void> removeTransportSecrets(QObject *context, SecretStore &store, const Profile &profile);

/// What remains of `held` for this profile after an update: a key without encryption has no passphrase, a proxy without
/// a user no password.
[[nodiscard]] Future<TransportSecrets> updated(QObject *context, const Profile &profile, TransportSecrets held,
                                               TransportSecretsUpdate update);

}  // namespace castellan::client
