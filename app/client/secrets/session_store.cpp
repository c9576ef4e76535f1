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

Answer<Secret> SessionStore::read(const QString &name)
{
    const auto it = m_held.find(name);
    if (it == m_held.end())
        return answered<Secret>(
            fail(ErrorCode::secret_not_found, SessionText::tr("Nothing is kept for this session.").toStdString()));
    return answered<Secret>(it->second.clone());
}

Answer<void> SessionStore::write(const QString &name, Secret secret)
{
    if (isDataKeyName(name))
        return answered<void>(fail(
            ErrorCode::secret_store_denied,
            SessionText::tr("A local server's key must outlive this session: keep it in the keychain or a sealed file.")
                .toStdString()));
    m_held.insert_or_assign(name, std::move(secret));
    return answered<void>({});
}

Answer<void> SessionStore::remove(const QString &name)
{
    m_held.erase(name);
    return answered<void>({});
}

}  // namespace castellan::client
