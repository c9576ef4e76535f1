// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/secrets/data_key.h"

#include <QCoreApplication>

namespace castellan::client {

namespace {

struct DataKey {
    Q_DECLARE_TR_FUNCTIONS(DataKey)
};

const QString prefix = QStringLiteral("database/");

/// A key is used only after the store has returned it unchanged.
Future<Secret> writtenAndCompared(QObject *context, SecretStore &store, const QString &name, Secret key)
{
    const auto held = std::make_shared<Secret>(std::move(key));
    const auto written = mapped(context, store.write(name, held->clone()), [](Result<void> r) -> Result<bool> {
        if (!r)
            return fail(std::move(r).error());
        return true;
    });
    const auto readBack = chained(context, written, [&store, name](bool) { return store.read(name); });
    return mapped(context, readBack, [held](Result<Secret> back) -> Result<Secret> {
        if (!back)
            return fail(std::move(back).error());
        if (!(*back == *held))
            return fail(ErrorCode::io, DataKey::tr("The keychain returned another key than was stored.").toStdString());
        return back;
    });
}

}  // namespace

QString dataKeyName(const QString &databaseId)
{
    return prefix + databaseId;
}

bool isDataKeyName(const QString &name)
{
    return name.startsWith(prefix);
}

Future<Secret> readDataKey(QObject *context, SecretStore &store, const QString &databaseId)
{
    return mapped(context, store.read(dataKeyName(databaseId)), [](Result<Secret> key) -> Result<Secret> {
        if (!key && key.error().code == ErrorCode::secret_not_found)
            return fail(ErrorCode::key_missing,
                        DataKey::tr("The key of this local server is missing from the keychain. Its data can be opened "
                                    "with the recovery key that was shown when it was created.")
                            .toStdString());
        if (key && key->size() != dataKeySize)
            return fail(ErrorCode::key_wrong,
                        DataKey::tr("The stored key of this local server is not valid.").toStdString());
        return key;
    });
}

Future<Secret> createDataKey(QObject *context, SecretStore &store, const QString &databaseId, bool databaseExists,
                             Random &random)
{
    if (databaseExists)
        return ready<Secret>(
            fail(ErrorCode::already_exists,
                 DataKey::tr("The existing data is encrypted with another key. A new key would make it unreadable.")
                     .toStdString()));
    const auto free = mapped(context, store.read(dataKeyName(databaseId)), [](Result<Secret> there) -> Result<bool> {
        if (there)
            return fail(ErrorCode::already_exists, DataKey::tr("A key with this name exists already.").toStdString());
        if (there.error().code != ErrorCode::secret_not_found)
            return fail(std::move(there).error());
        return true;
    });
    return chained(context, free, [context, &store, databaseId, &random](bool) {
        Secret key(dataKeySize);
        random.fill(key.writable());
        return writtenAndCompared(context, store, dataKeyName(databaseId), std::move(key));
    });
}

Future<void> restoreDataKey(QObject *context, SecretStore &store, const QString &databaseId, Secret key)
{
    if (key.size() != dataKeySize)
        return ready<void>(
            fail(ErrorCode::key_wrong, DataKey::tr("This is not the key of a local server.").toStdString()));
    return mapped(context, writtenAndCompared(context, store, dataKeyName(databaseId), std::move(key)),
                  [](Result<Secret> r) -> Result<void> {
                      if (!r)
                          return fail(std::move(r).error());
                      return {};
                  });
}

}  // namespace castellan::client
