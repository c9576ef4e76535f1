// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/servers/server_health.h"

#include "client/display_text.h"
#include "client/servers/server.h"
#include "core/event.h"

#include <QTimeZone>

#include <algorithm>
#include <chrono>

namespace castellan::client {
namespace {

/// Administrators not seen for this long are reported.
constexpr auto unusedAfter = std::chrono::days(90);

/// Page size; administrators are counted in the first page.
constexpr int countedUsers = 1000;

/// The licence's counts are read this often at most: the server counts its tables for them.
constexpr auto licenceEvery = std::chrono::minutes(1);

constexpr qint64 secondsPerHour = 3600;

/// `told`: this server tells when people were there, so an account without such a time was never used.
bool isUnused(const records::User &user, bool told, Instant now)
{
    const auto &since = user.lastSeenAt || !told ? user.lastSeenAt : user.createdAt;
    const auto at = since ? fromIso(*since) : Result<Instant>(now);
    return at && now - *at > unusedAfter;
}

}  // namespace

ServerHealth::ServerHealth(Server &server, const Clock &clock, QObject *parent)
    : QObject(parent), m_server(server), m_clock(clock)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(300);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (!isReached())
            return;
        const bool teams = std::exchange(m_teamsDue, false);
        const bool users = std::exchange(m_usersDue, false);
        if (teams)
            askTeams();
        if (users)
            askUsers();
        if (teams || users)
            askLicence();
    });
    connect(&server, &Server::profileChanged, this, &ServerHealth::changed);
    connect(&server, &Server::latencyChanged, this, &ServerHealth::changed);
    connect(&server, &Server::platformKnown, this, [this] {
        followFeed();
        if (m_wanted)
            refresh();
    });
    connect(&server, &Server::stateChanged, this, [this](ConnectionState state) {
        if (state == ConnectionState::connected && m_wanted && !m_checked)
            refresh();
        Q_EMIT changed();
    });
    connect(&server, &Server::userChanged, this, &ServerHealth::followUser);
    connect(&server, &Server::applied, this, &ServerHealth::askWhereNoEventComes);
    followFeed();
}

/// A live feed brings the event of a change at once; elsewhere the figures would be stale until the next poll.
void ServerHealth::askWhereNoEventComes()
{
    const auto *feed = m_server.feed();
    if (!m_checked || (feed && feed->mode() == FeedMode::live))
        return;
    m_teamsDue = true;
    m_usersDue = mayListUsers();
    m_soon.start();
}

bool ServerHealth::isReached() const
{
    const auto state = m_server.state();
    return m_server.platform() && (state == ConnectionState::connected || state == ConnectionState::degraded);
}

bool ServerHealth::mayListUsers() const
{
    // Lists of users are for administrators; asking as another user only fills the server's log with refusals.
    const auto user = m_server.user();
    return user && (user->admin.value_or(false) || user->auditor.value_or(false));
}

/// Another user may see other limits, or none. The signal also comes with every new connection of the same one.
void ServerHealth::followUser()
{
    const auto user = m_server.user();
    if (!user || (user->admin.value_or(false) && user->id == m_licenceReader))
        return;
    m_licenceAsked.reset();
    if (m_licensed.empty())
        return;
    m_licensed.clear();
    Q_EMIT changed();
}

void ServerHealth::followFeed()
{
    auto *feed = m_server.feed();
    if (!feed)
        return;
    disconnect(feed, nullptr, this, nullptr);
    connect(feed, &Feed::arrived, this, &ServerHealth::take);
    connect(feed, &Feed::modeChanged, this, [this](FeedMode mode) {
        if (mode == FeedMode::diverged)  // a replaced history is counted anew
            m_failed.clear();
        Q_EMIT changed();
    });
}

void ServerHealth::take(const EventRecords &events)
{
    const qint64 now = toMicros(m_clock.now()) / 1'000'000;
    m_failed.erase(m_failed.begin(), m_failed.upper_bound(now - secondsPerHour));
    for (const auto &event : events) {
        m_lastMicros = std::max(m_lastMicros, event.micros);
        const auto word = event.text(EventColumn::event).toStdString();
        m_teamsDue = m_teamsDue || word == "platform.team.created" || word == "team.deleted";  // FlowFuse's
        const auto kind = eventFromWord(word);
        if (!kind)
            continue;
        switch (*kind) {
        case Event::account_login_failed:
            if (event.micros / 1'000'000 > now - secondsPerHour)
                m_failed[event.micros / 1'000'000] += event.count;
            break;
        case Event::platform_team_deleted:
        case Event::team_created:
        case Event::team_settings_updated:
            m_teamsDue = true;
            break;
        case Event::team_user_added:
        case Event::team_user_removed:
        case Event::team_user_invite_accepted:
            m_teamsDue = m_teamsDue || !mayListUsers();  // they see their own teams only
            break;
        default:
            m_usersDue = m_usersDue || (kindOf(*kind).category == EventCategory::people && mayListUsers());
            break;
        }
    }
    if ((m_teamsDue || m_usersDue) && m_checked && !m_soon.isActive())
        m_soon.start();
    Q_EMIT changed();
}

void ServerHealth::refresh()
{
    m_wanted = true;
    Q_EMIT changed();  // "in the last hour" moves on
    if (!isReached())
        return;
    askTeams();
    askUsers();
    askLicence();
}

void ServerHealth::askTeams()
{
    auto *teams = m_server.platform()->teams();
    if (!teams)
        return;
    m_teamsDue = false;
    whenDone(this, teams->list({}), [this](const Result<records::TeamPage> &result) {
        if (!result)
            return;
        m_teams = std::max<qint64>(result->count, qint64(result->teams.size()));
        m_firstTeam = result->teams.empty() ? QString() : displayText(result->teams.front().name);
        answered();
    });
}

void ServerHealth::askUsers()
{
    auto *users = mayListUsers() ? m_server.platform()->users() : nullptr;
    if (!users)
        return;
    m_usersDue = false;
    const PageRequest first{.limit = countedUsers, .cursor = {}, .query = {}};
    whenDone(this, users->list(first), [this](const Result<records::UserPage> &result) {
        if (!result)
            return;
        count(*result);
        answered();
    });
}

void ServerHealth::askLicence()
{
    const auto user = m_server.user();
    auto *licence = user && user->admin.value_or(false) ? m_server.platform()->licence() : nullptr;
    const auto now = m_clock.tick();
    if (!licence || (m_licenceAsked && now - *m_licenceAsked < licenceEvery))
        return;
    m_licenceAsked = now;
    m_licenceReader = user->id;
    whenDone(this, licence->use(), [this, reader = m_licenceReader](Result<std::vector<LicensedUse>> use) {
        const bool denied =
            !use && (use.error().code == ErrorCode::forbidden || use.error().code == ErrorCode::not_found ||
                     use.error().code == ErrorCode::not_offered);
        const auto current = m_server.user();
        if ((!use && !denied) || !current || current->id != reader)
            return;
        m_licensed = denied ? std::vector<LicensedUse>() : std::move(*use);
        Q_EMIT changed();
    });
}

void ServerHealth::count(const records::UserPage &page)
{
    m_users = std::max<qint64>(page.count, qint64(page.users.size()));
    m_administrators = {};
    const bool told =
        std::ranges::any_of(page.users, [](const records::User &user) { return user.lastSeenAt.has_value(); });
    for (const records::User &user : page.users) {
        if (!user.admin.value_or(false) || user.suspended.value_or(false) || user.local.value_or(false))
            continue;
        ++m_administrators.active;
        m_administrators.unused += isUnused(user, told, m_clock.now()) ? 1 : 0;
        if (user.mfa_enabled) {
            m_administrators.factorsKnown = true;
            m_administrators.withoutSecondFactor += *user.mfa_enabled ? 0 : 1;
        }
    }
}

void ServerHealth::answered()
{
    m_checked = true;
    Q_EMIT changed();
}

qint64 ServerHealth::failedSignIns() const
{
    const qint64 since = toMicros(m_clock.now()) / 1'000'000 - secondsPerHour;
    qint64 sum = 0;
    for (auto it = m_failed.upper_bound(since); it != m_failed.end(); ++it)
        sum += it->second;
    return sum;
}

QDateTime ServerHealth::lastEvent() const
{
    return m_lastMicros == 0 ? QDateTime() : QDateTime::fromMSecsSinceEpoch(m_lastMicros / 1000, QTimeZone::utc());
}

}  // namespace castellan::client
