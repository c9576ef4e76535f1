// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/servers/transport_secrets.h"

#include "client/transport/tls.h"

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

bool needsPassphrase(const Profile &profile)
{
    return !profile.clientCertificate.isEmpty() && keyIsEncrypted(keyFileOf(profile));
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
    auto passphrase = readIf(needsPassphrase(profile), context, store, passphraseName(profile.id));
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

TransportSecrets updated(const Profile &profile, const TransportSecrets &held, const TransportSecretsUpdate &update)
{
    return {pick(needsPassphrase(profile), held.keyPassphrase, update.keyPassphrase),
            pick(needsProxyPassword(profile), held.proxyPassword, update.proxyPassword)};
}

}  // namespace castellan::client
