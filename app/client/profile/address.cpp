// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/profile/address.h"

#include <QHostAddress>

namespace castellan::client {

Result<void> checkBase(const QUrl &base)
{
    if (!base.isValid() || base.host().isEmpty())
        return fail(ErrorCode::validation, "This is not an address: a host name is missing.").at("url");
    if (base.scheme() != QLatin1String("http") && base.scheme() != QLatin1String("https"))
        return fail(ErrorCode::validation, "The address must begin with https:// or http://.").at("url");
    if (!base.userInfo().isEmpty())
        return fail(ErrorCode::validation, "The address must not hold a user name or password.").at("url");
    if (base.hasFragment() || base.hasQuery())
        return fail(ErrorCode::validation, "The address must end before any ? or #.").at("url");
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

bool goesInClear(const QUrl &url)
{
    return url.scheme() == QLatin1String("http") && !isLoopback(url);
}

bool wantsProof(const QUrl &url)
{
    return url.scheme() == QLatin1String("http") && isLoopback(url);
}

}  // namespace castellan::client
