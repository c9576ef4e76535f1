// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/castellan/offers.h"

#include <QString>
#include <QStringList>

namespace castellan::client::own {

namespace {

/// A path template fits a description's path under any names of its parameters: /teams/{teamId}/members/.
bool describes(const json::object &paths, const char *path, const char *method)
{
    const auto segments = QString::fromLatin1(path).split(QLatin1Char('/'), Qt::SkipEmptyParts);
    for (const auto &item : paths) {
        const auto theirs = QString::fromStdString(std::string(item.key())).split(QLatin1Char('/'), Qt::SkipEmptyParts);
        if (theirs.size() != segments.size() || !item.value().is_object())
            continue;
        bool same = true;
        for (qsizetype i = 0; i < segments.size() && same; ++i)
            same = segments[i] == theirs[i] ||
                   (segments[i] == QLatin1String("*") && theirs[i].startsWith(QLatin1Char('{')));
        if (same && item.value().get_object().contains(method))
            return true;
    }
    return false;
}

}  // namespace

Offers offersIn(const json::object &description)
{
    Offers offers;
    const auto *paths = description.if_contains("paths");
    if (!paths || !paths->is_object())
        return offers;
    const auto &p = paths->get_object();
    offers.addsMembers = describes(p, "/api/v1/teams/*/members", "post");
    offers.auditStream = describes(p, "/api/v1/audit/stream", "get");
    offers.unlocks = describes(p, "/api/v1/users/*/unlock", "post");
    offers.security = describes(p, "/api/v1/admin/security", "put");
    offers.sessions = describes(p, "/api/v1/user/sessions", "get");
    offers.identity = describes(p, "/api/v1/identity", "get");
    return offers;
}

}  // namespace castellan::client::own
