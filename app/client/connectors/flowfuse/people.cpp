// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/flowfuse/people.h"

#include "client/display_text.h"
#include "core/try.h"

namespace castellan::client::flowfuse {

void addTo(QUrlQuery &query, const QString &name, const QString &value)
{
    query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
}

QUrlQuery queryOf(const PageRequest &page)
{
    QUrlQuery query;
    if (page.limit > 0)
        addTo(query, QStringLiteral("limit"), QString::number(page.limit));
    if (!page.cursor.isEmpty())
        addTo(query, QStringLiteral("cursor"), page.cursor);
    if (!page.query.trimmed().isEmpty())
        addTo(query, QStringLiteral("query"), page.query.trimmed());
    return query;
}

namespace {

QString usersPath()
{
    return QStringLiteral("/api/v1/users");
}

QString tokensPath()
{
    return QStringLiteral("/api/v1/user/tokens");
}

Tier tierOf(const records::UserUpdate &update)
{
    const auto sets = [](const json::Patch<bool> &value) { return value.hasValue() && *value; };
    if (update.admin.present() || update.auditor.present() || update.mfa_enabled.present())
        return Tier::security;
    return sets(update.suspended) || sets(update.password_expired) ? Tier::disruptive : Tier::reversible;
}

/// Servers report the loss of the last administrator in the message only, without a code.
template <class T> Future<T> tellingLastAdmin(const Api &api, const Future<T> &answer)
{
    return mapped(api.context(), answer, [](Result<T> r) {
        if (!r && r.error().code == ErrorCode::unexpected_error &&
            QString::fromStdString(r.error().detail).contains(QLatin1String("last admin"), Qt::CaseInsensitive)) {
            r.error().code = ErrorCode::last_admin;
            r.error().message =
                Api::tr("This is the only administrator. Make another user an administrator first.").toStdString();
        }
        return r;
    });
}

}  // namespace

Future<records::UserPage> FlowFuseUsers::list(const PageRequest &page)
{
    return m_api.get<records::UserPage>(usersPath(), queryOf(page));
}

Future<records::User> FlowFuseUsers::read(const QString &id)
{
    return m_api.get<records::User>(usersPath() + pathOf(id));
}

Change<records::User> FlowFuseUsers::create(records::UserCreate user)
{
    return {Tier::reversible,
            [api = m_api, user = std::move(user)] { return api.call<records::User>("POST", usersPath(), user); }};
}

Change<records::User> FlowFuseUsers::update(const QString &id, records::UserUpdate update)
{
    return {tierOf(update), [api = m_api, id, update = std::move(update)] {
                return tellingLastAdmin(api, api.call<records::User>("PUT", usersPath() + pathOf(id), update));
            }};
}

Change<void> FlowFuseUsers::remove(const QString &id)
{
    return {Tier::irreversible,
            [api = m_api, id] { return tellingLastAdmin(api, api.act("DELETE", usersPath() + pathOf(id))); }};
}

Future<AccountDeletion> FlowFuseUsers::deletion(const QString &id)
{
    const auto read = m_api.get<records::TeamPage>(usersPath() + pathOf(id, QStringLiteral("teams")));
    return mapped(m_api.context(), read, [](Result<records::TeamPage> page) -> Result<AccountDeletion> {
        const auto theirs = TRY(std::move(page));
        AccountDeletion deletion{.teams = QStringList(), .losesActor = true, .needsOwners = true};
        for (const auto &team : theirs.teams) {
            const bool alone = team.memberCount == 1 && team.role == std::int64_t(Role::owner);
            if (alone && team.instanceCount.value_or(0) == 0 && team.deviceCount.value_or(0) == 0)
                deletion.teams->append(displayText(team.name));
        }
        return deletion;
    });
}

Change<records::User> FlowFuseUsers::unlock(const QString &)
{
    return {Tier::reversible, [] {
                return ready<records::User>(
                    fail(ErrorCode::not_offered, Api::tr("This server does not lock accounts.").toStdString()));
            }};
}

Change<records::Erasure> FlowFuseUsers::erase(const QString &)
{
    return {Tier::irreversible, [] {
                return ready<records::Erasure>(
                    fail(ErrorCode::not_offered, Api::tr("This server does not erase persons.").toStdString()));
            }};
}

Future<std::vector<records::AccessToken>> FlowFuseAccessTokens::list()
{
    return mapped(m_api.context(), m_api.get<records::AccessTokenList>(tokensPath()),
                  [](Result<records::AccessTokenList> r) -> Result<std::vector<records::AccessToken>> {
                      if (!r)
                          return fail(std::move(r).error());
                      return std::move(r->tokens);
                  });
}

Change<records::AccessToken> FlowFuseAccessTokens::create(records::AccessTokenCreate token)
{
    return {Tier::security, [api = m_api, token = std::move(token)] {
                return api.call<records::AccessToken>("POST", tokensPath(), token);
            }};
}

Change<void> FlowFuseAccessTokens::remove(const QString &id)
{
    return {Tier::security, [api = m_api, id] { return api.act("DELETE", tokensPath() + pathOf(id)); }};
}

}  // namespace castellan::client::flowfuse
