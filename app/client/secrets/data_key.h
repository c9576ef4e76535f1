// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/secrets/secret_store.h"
#include "core/random.h"

namespace castellan::client {

/// Length of a local server's key entry: database key and master key, 32 bytes each.
inline constexpr std::size_t dataKeySize = 64;

/// The name of the store's entry for the database with this id.
[[nodiscard]] QString dataKeyName(const QString &databaseId);
/// Whether an entry is a data key, which the session store refuses.
[[nodiscard]] bool isDataKeyName(const QString &name);

/// The key of a local server that has data. Never makes one: ErrorCode::key_missing if the store is sure that there is
/// none (the way on is the recovery key), else the store's own error.
[[nodiscard]] Future<Secret> readDataKey(QObject *context, SecretStore &store, const QString &databaseId);

/// Makes, writes, reads back and compares a new key, before any database is created with it. Refuses
/// (ErrorCode::already_exists) if a database exists or if the entry is already there.
[[nodiscard]] Future<Secret> createDataKey(QObject *context, SecretStore &store, const QString &databaseId,
                                           bool databaseExists, Random &random);

/// Puts back a key that came from the recovery key; read back and compared.
[[nodiscard]] Future<void> restoreDataKey(QObject *context, SecretStore &store, const QString &databaseId, Secret key);

}  // namespace castellan::client
