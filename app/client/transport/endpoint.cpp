// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/transport/endpoint.h"

#include <QHostAddress>

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
    e.pin = pin;
    e.proxy = proxy;
    e.identity = identity;
    e.launchKey = launchKey.clone();
    e.userAgent = userAgent;
    return e;
}

Result<void> checkBase(const QUrl &base)
{
    if (!base.isValid() || base.host().isEmpty())
        return fail(ErrorCode::validation, "This is not an address: a host name is missing.", "url");
    if (base.scheme() != QLatin1String("http") && base.scheme() != QLatin1String("https"))
        return fail(ErrorCode::validation, "The address must begin with https:// or http://.", "url");
    if (!base.userInfo().isEmpty())
        return fail(ErrorCode::validation, "The address must not hold a user name or password.", "url");
    if (base.hasFragment() || base.hasQuery())
        return fail(ErrorCode::validation, "The address must end before any ? or #.", "url");
    return {};
}

bool isLoopback(const QUrl &url)
{
    const QString host = url.host();
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

QString originOf(const QUrl &url)
{
    const int port = url.port(url.scheme() == QLatin1String("https") ? 443 : 80);
    const QString host = url.host();
    const QString shown = host.contains(QLatin1Char(':')) ? QLatin1Char('[') + host + QLatin1Char(']') : host;
    return url.scheme() + QLatin1String("://") + shown + QLatin1Char(':') + QString::number(port);
}

}  // namespace castellan::client
