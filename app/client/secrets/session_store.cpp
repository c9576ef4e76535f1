// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/secrets/session_store.h"

#include "client/secrets/data_key.h"

#include <QCoreApplication>

namespace castellan::client {

namespace {
struct SessionText {
    Q_DECLARE_TR_FUNCTIONS(SessionStore)
};
}  // namespace

Future<Secret> SessionStore::read(const QString &name)
{
    const auto it = m_held.find(name);
    if (it == m_held.end())
        return ready<Secret>(
            fail(ErrorCode::secret_not_found, SessionText::tr("Nothing is kept for this session.").toStdString()));
    return ready<Secret>(it->second.clone());
}

Future<void> SessionStore::write(const QString &name, Secret secret)
{
    if (isDataKeyName(name))
        return ready<void>(fail(
            ErrorCode::secret_store_denied,
            SessionText::tr("A local server's key must outlive this session: keep it in the keychain or a sealed file.")
                .toStdString()));
    m_held.insert_or_assign(name, std::move(secret));
    return ready<void>({});
}

Future<void> SessionStore::remove(const QString &name)
{
    m_held.erase(name);
    return ready<void>({});
}

}  // namespace castellan::client
