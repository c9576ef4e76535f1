// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/overview/server_summary.h"

#include <algorithm>
#include <chrono>

namespace castellan::ui {

using client::ConnectionState;

namespace {

/// Rights that nobody used for so long are worth taking away.
constexpr auto unusedAfter = std::chrono::days(90);

/// What one question brings at most; administrators are counted among so many.
constexpr int countedUsers = 1000;

/// `told`: this server tells when people were there, so who has no such time never was.
bool isUnused(const records::User &user, bool told, Instant now)
{
    const auto &since = user.lastSeenAt || !told ? user.lastSeenAt : user.createdAt;
    const auto at = since ? fromIso(*since) : Result<Instant>(now);
    return at && now - *at > unusedAfter;
}

}  // namespace

ServerSummary::ServerSummary(client::Server &server, client::EventStore &events, Clock &clock, QObject *parent)
    : QObject(parent), m_server(server), m_clock(clock), m_all(events, clock), m_failedSignIns(events, clock)
{
    m_all.setServer(server.profile().id);
    m_failedSignIns.setServer(server.profile().id);
    m_failedSignIns.setFilter(QStringLiteral("event:account.login.failed after:1h"));
    for (client::EventView *view : {&m_all, &m_failedSignIns}) {
        connect(view, &client::EventView::inserted, this, &ServerSummary::changed);
        connect(view, &client::EventView::removed, this, &ServerSummary::changed);
        connect(view, &client::EventView::wasReset, this, &ServerSummary::changed);
    }
    connect(&server, &client::Server::profileChanged, this, &ServerSummary::changed);
    connect(&server, &client::Server::latencyChanged, this, &ServerSummary::changed);
    connect(&server, &client::Server::platformKnown, this, &ServerSummary::refresh);
    // What was changed here shows at once, not with the next round.
    m_soon.setSingleShot(true);
    m_soon.setInterval(300);
    connect(&server, &client::Server::applied, &m_soon, qOverload<>(&QTimer::start));
    connect(&m_soon, &QTimer::timeout, this, &ServerSummary::refresh);
    connect(&server, &client::Server::stateChanged, this, [this](ConnectionState state) {
        if (state == ConnectionState::connected && !m_checkedAt.isValid())
            refresh();
        Q_EMIT changed();
    });
    refresh();
}

void ServerSummary::refresh()
{
    // "In the last hour" moves on.
    m_failedSignIns.setFilter({});
    m_failedSignIns.setFilter(QStringLiteral("event:account.login.failed after:1h"));
    client::Platform *platform = m_server.platform();
    const bool reached =
        m_server.state() == ConnectionState::connected || m_server.state() == ConnectionState::degraded;
    if (!platform || !reached)
        return;
    if (client::Teams *teams = platform->teams())
        askTeams(*teams);
    // Lists of users are for administrators; asking as somebody else only fills the server's log with refusals.
    const auto user = m_server.user();
    const bool mayList = user && (user->admin.value_or(false) || user->auditor.value_or(false));
    if (client::Users *users = mayList ? platform->users() : nullptr)
        askUsers(*users);
}

void ServerSummary::askTeams(client::Teams &teams)
{
    client::whenDone(this, teams.list({}), [this](const Result<records::TeamPage> &result) {
        if (!result)
            return;
        m_teams = std::max<qint64>(result->count, qint64(result->teams.size()));
        m_firstTeam = result->teams.empty() ? QString() : QString::fromStdString(result->teams.front().name);
        answered();
    });
}

void ServerSummary::askUsers(client::Users &users)
{
    const client::PageRequest first{.limit = countedUsers, .cursor = {}, .query = {}};
    client::whenDone(this, users.list(first), [this](const Result<records::UserPage> &result) {
        if (!result)
            return;
        count(*result);
        answered();
    });
}

void ServerSummary::count(const records::UserPage &page)
{
    m_users = std::max<qint64>(page.count, qint64(page.users.size()));
    m_admins = m_adminsWithout = m_adminsUnused = 0;
    m_factorsKnown = false;
    const bool told =
        std::ranges::any_of(page.users, [](const records::User &user) { return user.lastSeenAt.has_value(); });
    for (const records::User &user : page.users) {
        if (!user.admin.value_or(false) || user.suspended.value_or(false) || user.local.value_or(false))
            continue;
        ++m_admins;
        m_adminsUnused += isUnused(user, told, m_clock.now()) ? 1 : 0;
        if (user.mfa_enabled) {
            m_factorsKnown = true;
            m_adminsWithout += *user.mfa_enabled ? 0 : 1;
        }
    }
}

void ServerSummary::answered()
{
    m_checkedAt = QDateTime::currentDateTime();
    Q_EMIT changed();
}

qint64 ServerSummary::failedSignIns() const
{
    qint64 sum = 0;
    for (qsizetype i = 0; i < m_failedSignIns.size(); ++i) {
        // One row may stand for a minute of tries.
        const client::EntryPtr entry = m_failedSignIns.store().entry(m_failedSignIns.at(i));
        sum += entry ? entry->count.value_or(1) : 1;
    }
    return sum;
}

std::vector<Finding> ServerSummary::findings() const
{
    using Weight = Finding::Weight;
    std::vector<Finding> found;
    switch (m_server.state()) {
    case ConnectionState::offline:
        found.push_back({Weight::alarm, tr("Cannot be reached")});
        break;
    case ConnectionState::tls_error:
        found.push_back({Weight::alarm, tr("Its certificate is not trusted")});
        break;
    case ConnectionState::needs_sign_in:
        found.push_back({Weight::notice, tr("The session ended: sign in again")});
        break;
    case ConnectionState::signed_out:
        found.push_back({Weight::notice, tr("Nobody is signed in")});
        break;
    case ConnectionState::connecting:
    case ConnectionState::connected:
    case ConnectionState::degraded:
        break;
    }
    if (const auto certificate = m_server.certificate()) {
        const qint64 days = QDateTime::currentDateTimeUtc().daysTo(certificate->validUntil);
        if (days <= 30)
            found.push_back({days <= 3 ? Weight::alarm : Weight::notice,
                             days < 0 ? tr("Its certificate has expired")
                                      : tr("Certificate expires in %n day(s)", nullptr, int(days))});
    }
    if (const qint64 failed = failedSignIns(); failed >= 3)
        found.push_back({failed >= 10 ? Weight::alarm : Weight::notice,
                         tr("%n failed sign-in(s) in the last hour", nullptr, int(failed))});
    if (m_factorsKnown && m_adminsWithout > 0)
        found.push_back(
            {Weight::notice,
             tr("%1 of %n administrator(s) without a second factor", nullptr, m_admins).arg(m_adminsWithout)});
    if (m_adminsUnused > 0)
        found.push_back({Weight::notice, tr("%n administrator(s) not seen for 90 days", nullptr, m_adminsUnused)});
    std::partition(found.begin(), found.end(), [](const Finding &one) { return one.weight == Weight::alarm; });
    if (found.empty() && m_server.state() == ConnectionState::connecting)
        found.push_back({Weight::fine, tr("Connecting")});
    else if (found.empty())
        found.push_back({Weight::fine, tr("Nothing needs attention")});
    return found;
}

int ServerSummary::urgency() const
{
    int sum = 0;
    for (const Finding &finding : findings())
        sum += finding.weight == Finding::Weight::alarm ? 100 : finding.weight == Finding::Weight::notice ? 1 : 0;
    return sum;
}

QString ServerSummary::teamWords() const
{
    if (!m_teams)
        return {};
    if (*m_teams == 0)
        return tr("No teams yet");
    if (*m_teams == 1)
        return m_firstTeam;
    return tr("%1, %n more team(s)", "name of the first team", int(*m_teams - 1)).arg(m_firstTeam);
}

QString ServerSummary::userWords() const
{
    return m_users ? tr("%n user(s)", nullptr, int(*m_users)) : QString();
}

QDateTime ServerSummary::lastEvent() const
{
    return m_all.size() == 0 ? QDateTime() : m_all.store().time(m_all.at(m_all.size() - 1));
}

}  // namespace castellan::ui
