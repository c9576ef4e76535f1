// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/castellan/access.h"

namespace castellan::client::own {

using flowfuse::Api;

namespace {

const QString securityPath = QStringLiteral("/api/v1/admin/security");
const QString ownPath = QStringLiteral("/api/v1/user/sessions");

QString pathOfUser(const QString &userId)
{
    return QStringLiteral("/api/v1/users") + pathOf(userId, QStringLiteral("sessions"));
}

}  // namespace

Future<records::SecurityDocument> CastellanSecurity::read()
{
    return m_api.get<records::SecurityDocument>(securityPath);
}

Change<records::SecurityDocument> CastellanSecurity::update(records::SecurityUpdate update)
{
    // An update that may lock the caller out cannot be undone by the caller.
    const auto tier = update.confirmLockout.value_or(false) ? Tier::irreversible : Tier::security;
    return {tier, [api = m_api, update = std::move(update)] {
                return api.call<records::SecurityDocument>("PUT", securityPath, update);
            }};
}

Future<records::SessionList> CastellanSessions::own()
{
    return m_api.get<records::SessionList>(ownPath);
}

Future<records::SessionList> CastellanSessions::ofUser(const QString &userId)
{
    return m_api.get<records::SessionList>(pathOfUser(userId));
}

Change<void> CastellanSessions::end(const QString &sessionId)
{
    return {Tier::disruptive,
            [api = m_api, path = QString(ownPath + pathOf(sessionId))] { return api.act("DELETE", path); }};
}

Change<void> CastellanSessions::endOfUser(const QString &userId, const QString &sessionId)
{
    return {Tier::disruptive,
            [api = m_api, path = QString(pathOfUser(userId) + pathOf(sessionId))] { return api.act("DELETE", path); }};
}

Change<records::SessionsEnded> CastellanSessions::endOthers()
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("scope"), QStringLiteral("others"));
    return endMany(ownPath, query);
}

Change<records::SessionsEnded> CastellanSessions::endAllOfUser(const QString &userId)
{
    return endMany(pathOfUser(userId), {});
}

Change<records::SessionsEnded> CastellanSessions::endMany(const QString &path, const QUrlQuery &query) const
{
    return {Tier::disruptive, [api = m_api, path, query] {
                auto request = Api::write("DELETE", path, {}, Expect::json);
                request.query = query;
                return api.decoded<records::SessionsEnded>(api.transport().send(std::move(request)));
            }};
}

}  // namespace castellan::client::own
