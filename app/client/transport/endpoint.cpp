// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/transport/endpoint.h"

namespace castellan::client {

Endpoint Endpoint::of(const Profile &profile, const QString &version)
{
    Endpoint e;
    e.base = profile.url;
    e.caFile = profile.caFile;
    e.clientCertificate = profile.clientCertificate;
    e.clientKey = profile.clientKey;
    e.pin = profile.pin;
    e.proxy = profile.proxy;
    e.proxyUser = profile.proxyUser;
    e.identity = profile.identity;
    e.userAgent = "Castellan/" + (version.isEmpty() ? QByteArray("dev") : version.toUtf8());
    return e;
}

Endpoint Endpoint::clone() const
{
    Endpoint e;
    e.base = base;
    e.caFile = caFile;
    e.clientCertificate = clientCertificate;
    e.clientKey = clientKey;
    e.keyPassphrase = keyPassphrase.clone();
    e.pin = pin;
    e.proxy = proxy;
    e.proxyUser = proxyUser;
    e.proxyPassword = proxyPassword.clone();
    e.identity = identity;
    e.launchKey = launchKey.clone();
    e.userAgent = userAgent;
    e.dialect = dialect;
    return e;
}

}  // namespace castellan::client
