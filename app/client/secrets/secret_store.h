// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/when_done.h"
#include "core/secret.h"

#include <QString>

namespace castellan::client {

/// Keeps secrets by name. All calls on the main thread; answers come from the event loop.
///
/// ErrorCode::secret_not_found is only said when the store is sure. Everything else that can be wrong has a code of its
/// own: secret_store_locked, secret_store_absent, secret_store_denied, secret_store_slow, passphrase_wrong, io.
class SecretStore {
public:
    virtual ~SecretStore() = default;
    [[nodiscard]] virtual Future<Secret> read(const QString &name) = 0;
    /// Replaces an existing entry.
    [[nodiscard]] virtual Future<void> write(const QString &name, Secret secret) = 0;
    /// Removing a missing entry succeeds.
    [[nodiscard]] virtual Future<void> remove(const QString &name) = 0;
};

}  // namespace castellan::client
