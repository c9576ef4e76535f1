// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/servers/transport_secrets.h"

#include "client/on_worker.h"
#include "client/transport/tls.h"
#include "core/try.h"

#include <memory>

namespace castellan::client {
namespace {

QString passphraseName(const QString &profileId)
{
    return QStringLiteral("server/%1/client-key").arg(profileId);
}

QString proxyPasswordName(const QString &profileId)
{
    return QStringLiteral("server/%1/proxy").arg(profileId);
}

QString keyFileOf(const Profile &profile)
{
    return profile.clientKey.isEmpty() ? profile.clientCertificate : profile.clientKey;
}

/// The key's file is read on a worker: it may be on a slow disk or a network share.
Future<bool> needsPassphrase(const Profile &profile)
{
    if (profile.clientCertificate.isEmpty())
        return ready<bool>(false);
    return onWorker([file = keyFileOf(profile)] { return Result<bool>(keyIsEncrypted(file)); });
}

bool needsProxyPassword(const Profile &profile)
{
    return !profile.proxyUser.isEmpty() && !profile.proxy.isEmpty() && profile.proxy != QLatin1String("system");
}

Future<Secret> readIf(bool needed, QObject *context, SecretStore &store, const QString &name)
{
    if (!needed)
        return ready<Secret>(Secret());
    return mapped(context, store.read(name), [](Result<Secret> secret) -> Result<Secret> {
        if (!secret && secret.error().code == ErrorCode::secret_not_found)
            return Secret();
        return secret;
    });
}

Future<void> put(SecretStore &store, const QString &name, Secret secret, bool mayExist)
{
    if (!secret.empty())
        return store.write(name, std::move(secret));
    return mayExist ? store.remove(name) : ready<void>({});
}

Secret pick(bool needed, const Secret &held, const std::optional<Secret> &given)
{
    if (!needed)
        return {};
    return given ? given->clone() : held.clone();
}

}  // namespace

TransportSecrets TransportSecrets::clone() const
{
    return {keyPassphrase.clone(), proxyPassword.clone()};
}

void TransportSecrets::putInto(Endpoint &endpoint) const
{
    endpoint.keyPassphrase = keyPassphrase.clone();
    endpoint.proxyPassword = proxyPassword.clone();
}

TransportSecrets TransportSecrets::of(const Endpoint &endpoint)
{
    return {endpoint.keyPassphrase.clone(), endpoint.proxyPassword.clone()};
}

Future<TransportSecrets> readTransportSecrets(QObject *context, SecretStore &store, const Profile &profile)
{
    auto passphrase =
        chained(context, needsPassphrase(profile), [context, &store, name = passphraseName(profile.id)](bool needed) {
            return readIf(needed, context, store, name);
        });
    return chained(context, passphrase, [context, &store, profile](Secret key) -> Future<TransportSecrets> {
        auto password = readIf(needsProxyPassword(profile), context, store, proxyPasswordName(profile.id));
        const auto kept = std::make_shared<Secret>(std::move(key));
        return mapped(context, password, [kept](Result<Secret> proxy) -> Result<TransportSecrets> {
            if (!proxy)
                return fail(std::move(proxy).error());
            return TransportSecrets{std::move(*kept), std::move(*proxy)};
        });
    });
}

Future<void> writeTransportSecrets(QObject *context, SecretStore &store, const QString &profileId,
                                   TransportSecrets secrets, bool mayExist)
{
    auto first = put(store, passphraseName(profileId), std::move(secrets.keyPassphrase), mayExist);
    const auto password = std::make_shared<Secret>(std::move(secrets.proxyPassword));
    return chained(context, first, [&store, profileId, password, mayExist] {
        return put(store, proxyPasswordName(profileId), std::move(*password), mayExist);
    });
}

Future<void> removeTransportSecrets(QObject *context, SecretStore &store, const Profile &profile)
{
    const bool any = !profile.clientCertificate.isEmpty() || !profile.proxyUser.isEmpty();
    return writeTransportSecrets(context, store, profile.id, {}, any);
}

Future<TransportSecrets> updated(QObject *context, const Profile &profile, TransportSecrets held,
                                 TransportSecretsUpdate update)
{
    const auto before = std::make_shared<const TransportSecrets>(std::move(held));
    const auto given = std::make_shared<const TransportSecretsUpdate>(std::move(update));
    return mapped(context, needsPassphrase(profile),
                  [proxyNeeds = needsProxyPassword(profile), before,
                   given](const Result<bool> &keyNeeds) -> Result<TransportSecrets> {
                      const bool needed = TRY(keyNeeds);
                      return TransportSecrets{pick(needed, before->keyPassphrase, given->keyPassphrase),
                                              pick(proxyNeeds, before->proxyPassword, given->proxyPassword)};
                  });
}

}  // namespace castellan::client
