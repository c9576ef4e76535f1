// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "castellan/demo/day.h"

#include "castellan/demo/plan.h"
#include "core/records/team.h"
#include "core/records/user.h"
#include "core/role.h"
#include "core/try.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace castellan::demo {
namespace {

using std::chrono::seconds;

constexpr std::size_t first = 0;  // of people(): who set the server up
constexpr std::array roles{Role::member, Role::viewer, Role::member, Role::owner, Role::dashboard};
constexpr std::array tokenNames{"grafana-read", "backup", "line-4", "deploy", "reporting"};
constexpr std::array strangers{"root", "admin", "test", "operator"};
constexpr const char *victim = "bob";
constexpr auto lockTime = std::chrono::minutes(31);
constexpr const char *onLeave = "kofi";

QString path(const QString &kind, const QString &id, const QString &rest = {})
{
    return QStringLiteral("/api/v1/") + kind + QLatin1Char('/') + id + rest;
}

QString teamPath(const QString &team, const QString &rest)
{
    return path(QStringLiteral("teams"), team, rest);
}

/// The later steps depend on this one.
bool endsTheDay(ErrorCode code)
{
    using enum ErrorCode;
    constexpr std::array codes{offline, timed_out, protocol, internal, stopping, storage_unavailable, cancelled};
    return std::ranges::find(codes, code) != codes.end();
}

Error stopped()
{
    return Error(ErrorCode::cancelled, "The demo was ended.");
}

}  // namespace

struct Day::Act {
    int weight;
    Result<void> (Day::*run)();
};

Day::Day(Line &line, StagedClock &clock, Secret firstSession, std::stop_token stop)
    : m_line(line), m_clock(clock), m_stop(std::move(stop)), m_random(20261122)
{
    for (const Person &person : people())
        m_staff.emplace_back().person = &person;
    m_staff[first].local = !firstSession.empty();
    m_staff[first].session = std::move(firstSession);
}

Result<void> Day::settle()
{
    TRY(enterPeople());
    return makeTeams();
}

Result<void> Day::enterPeople()
{
    TRY(speakAs(first));
    auto self = TRY(m_line.get<records::User>(QStringLiteral("/api/v1/user")));
    m_staff[first].id = QString::fromStdString(self.id);
    for (Employee &one : m_staff) {
        if (!one.id.isEmpty())
            continue;
        if (m_stop.stop_requested())
            return fail(stopped());
        m_clock.pass(seconds(40));
        records::UserCreate user;
        user.username = one.person->username;
        user.name = one.person->name;
        user.email = user.username + "@plant.example";
        user.password = Secret(std::string_view(password));
        user.isAdmin = one.person->admin;
        auto made = TRY(m_line.call<records::User>("POST", QStringLiteral("/api/v1/users"), user));
        one.id = QString::fromStdString(made.id);
        // Long-standing users have changed their initial password.
        records::UserUpdate settled;
        settled.password_expired = false;
        TRY(m_line.act("PUT", path(QStringLiteral("users"), one.id), settled));
    }
    return {};
}

Result<void> Day::makeTeams()
{
    auto types = TRY(m_line.get<records::TeamTypePage>(QStringLiteral("/api/v1/team-types")));
    if (types.types.empty())
        return fail(ErrorCode::protocol, "There are no types of teams.");
    for (const char *name : teams()) {
        m_clock.pass(seconds(50));
        auto made = TRY(m_line.call<records::Team>("POST", QStringLiteral("/api/v1/teams"),
                                                   records::TeamCreate{name, types.types.front().id, {}}));
        Group &team = m_teams.emplace_back();
        team.id = QString::fromStdString(made.id);
        team.members[first] = int(Role::owner);
    }
    for (std::size_t who = 0; who < m_staff.size(); ++who) {
        if (m_stop.stop_requested())
            return fail(stopped());
        // Every person is in one or two teams; most are in the first.
        for (Group *team : {&m_teams[who % m_teams.size()], &m_teams.front()}) {
            if (team == &m_teams.front() && who % 3 != 0)
                continue;
            m_clock.pass(seconds(20));
            TRY(join(*team, who, int(roles[pick(roles.size())]), first));
        }
    }
    return {};
}

Result<void> Day::play(int acts)
{
    const Instant end = m_clock.now() + m_clock.left() - seconds(20);
    const std::vector<Moment> plan = planDay(m_clock.now(), end, acts, m_random);
    auto tries = std::ranges::count_if(plan, &Moment::attack);
    for (const Moment &moment : plan) {
        if (m_stop.stop_requested())
            return fail(stopped());
        m_clock.advanceTo(moment.at);
        TRY(moment.attack ? attack() : actOfTheDay());
        if (moment.attack && --tries == 0)
            m_attacked = true;
    }
    return {};
}

Result<void> Day::actNow()
{
    return actOfTheDay();
}

Result<void> Day::actOfTheDay()
{
    if (m_attacked)
        return unlock();
    constexpr std::array acts{Act{18, &Day::changeRole},   Act{9, &Day::addMember},        Act{8, &Day::removeMember},
                              Act{9, &Day::invite},        Act{7, &Day::answerInvitation}, Act{16, &Day::handleToken},
                              Act{7, &Day::changeAddress}, Act{11, &Day::signIn},          Act{8, &Day::signOut},
                              Act{2, &Day::suspendOrNot},  Act{1, &Day::endSessions},      Act{2, &Day::overstep},
                              Act{2, &Day::mistype}};
    constexpr int whole = [&] {
        int sum = 0;
        for (const Act &act : acts)
            sum += act.weight;
        return sum;
    }();
    // An act without a target (no member to remove, no invitation to answer) is replaced by another one.
    const int asked = m_line.asked();
    for (int attempt = 0; attempt < 10 && m_line.asked() == asked; ++attempt) {
        int dice = m_random.bounded(whole);
        const auto *act = acts.begin();
        while (dice >= act->weight)
            dice -= (act++)->weight;
        TRY((this->*act->run)());
    }
    return {};
}

// -- teams -----------------------------------------------------------------------------------------------------------

Result<void> Day::join(Group &team, std::size_t who, int role, std::size_t by)
{
    if (team.members.contains(who))
        return {};
    if (auto ok = speakAs(by); !ok)
        return note(ok);
    const auto added = m_line.act("POST", teamPath(team.id, QStringLiteral("/members")),
                                  records::MemberAdd{m_staff[who].person->username, role});
    if (added) {
        team.members[who] = role;
        team.invited.erase(who);
    }
    return note(added);
}

Result<void> Day::addMember()
{
    Group &team = someTeam();
    const std::size_t who = pick(m_staff.size());
    // Owners invite; only administrators add.
    return join(team, who, int(roles[pick(roles.size())]), someAdministrator());
}

Result<void> Day::changeRole()
{
    Group &team = someTeam();
    const std::size_t who = someMember(team);
    const int role = int(roles[pick(roles.size())]);
    if (who == first || team.members[who] == role)
        return {};
    if (auto ok = speakAs(chiefOf(team, who)); !ok)
        return note(ok);
    const auto changed =
        m_line.act("PUT", teamPath(team.id, QStringLiteral("/members/") + m_staff[who].id), records::RoleChange{role});
    if (changed)
        team.members[who] = role;
    return note(changed);
}

Result<void> Day::removeMember()
{
    Group &team = someTeam();
    const std::size_t who = someMember(team);
    if (who == first || team.members.size() < 6)
        return {};
    if (auto ok = speakAs(chiefOf(team, who)); !ok)
        return note(ok);
    const auto removed = m_line.act("DELETE", teamPath(team.id, QStringLiteral("/members/") + m_staff[who].id));
    if (removed)
        team.members.erase(who);
    return note(removed);
}

Result<void> Day::invite()
{
    Group &team = someTeam();
    const std::size_t who = pick(m_staff.size());
    if (team.members.contains(who) || team.invited.contains(who) || team.invited.size() > 3)
        return {};
    const std::size_t by = chiefOf(team, who);
    if (auto ok = speakAs(by); !ok)
        return note(ok);
    const QString invitations = teamPath(team.id, QStringLiteral("/invitations"));
    records::InvitationCreate invitation;
    invitation.user = {std::string(m_staff[who].person->username)};
    invitation.role = int(Role::member);
    if (auto ok = m_line.act("POST", invitations, invitation); !ok)
        return note(ok);
    // The response does not contain it.
    const auto open = m_line.get<records::InvitationList>(invitations);
    if (!open)
        return note(open);
    for (const records::Invitation &one : open->invitations) {
        const auto *name = one.invitee ? one.invitee->if_contains("username") : nullptr;
        if (name && name->is_string() && name->get_string() == m_staff[who].person->username)
            team.invited[who] = {QString::fromStdString(one.id), by};
    }
    return {};
}

Result<void> Day::answerInvitation()
{
    Group &team = someTeam();
    if (team.invited.empty())
        return {};
    const auto [who, invited] = *std::next(team.invited.begin(), std::ptrdiff_t(pick(team.invited.size())));
    const auto &[id, by] = invited;
    const int answer = m_random.bounded(4);
    // An invitation holds only while its sender may invite.
    const auto sender = team.members.find(by);
    const bool mayInvite = sender != team.members.end() && sender->second == int(Role::owner) && !m_staff[by].suspended;
    const bool withdrawn = answer == 0 || !acts(who) || (by != first && !mayInvite);
    if (auto ok = speakAs(withdrawn ? chiefOf(team, who) : who); !ok)
        return note(ok);
    team.invited.erase(who);
    const QString mine = path(QStringLiteral("user/invitations"), id);
    if (withdrawn)
        return note(m_line.act("DELETE", teamPath(team.id, QStringLiteral("/invitations/") + id)));
    if (answer == 1)
        return note(m_line.act("DELETE", mine));
    const auto accepted = m_line.act("PATCH", mine);
    if (accepted)
        team.members[who] = int(Role::member);
    return note(accepted);
}

// -- one's own account -----------------------------------------------------------------------------------------------

Result<void> Day::handleToken()
{
    const std::size_t who = someWorker();
    if (auto ok = speakAs(who); !ok)
        return note(ok);
    auto &tokens = m_staff[who].tokens;
    const QString mine = QStringLiteral("/api/v1/user/tokens");
    if (tokens.size() > 2) {
        const QString oldest = tokens.front();
        tokens.erase(tokens.begin());
        return note(m_line.act("DELETE", mine + QLatin1Char('/') + oldest));
    }
    records::AccessTokenCreate token;
    token.name = tokenNames[pick(tokenNames.size())];
    const auto made = m_line.call<records::AccessToken>("POST", mine, token);
    if (made)
        tokens.push_back(QString::fromStdString(made->id));
    return note(made);
}

Result<void> Day::changeAddress()
{
    const std::size_t who = someWorker();
    if (who == first)
        return {};
    if (auto ok = speakAs(who); !ok)
        return note(ok);
    Employee &one = m_staff[who];
    records::UserUpdate update;
    update.email = one.person->username + std::string(one.elsewhere ? "@plant.example" : "@works.example");
    const auto changed = m_line.act("PUT", QStringLiteral("/api/v1/user"), update);
    if (changed)
        one.elsewhere = !one.elsewhere;
    return note(changed);
}

Result<void> Day::signIn()
{
    const std::size_t who = someWorker();
    if (who != first)
        m_staff[who].session = {};
    return note(speakAs(who));
}

Result<void> Day::signOut()
{
    const std::size_t who = someWorker();
    if (who == first || !isSignedIn(who))
        return {};
    m_speaker = who;
    m_line.speakAs(m_staff[who].session, password);
    m_staff[who].session = {};
    return note(m_line.act("POST", QStringLiteral("/account/logout")));
}

// -- administrators --------------------------------------------------------------------------------------------------

Result<void> Day::suspendOrNot()
{
    Employee &one = m_staff[indexOf(onLeave)];
    if (auto ok = speakAs(someAdministrator()); !ok)
        return note(ok);
    records::UserUpdate update;
    update.suspended = !one.suspended;
    const auto changed = m_line.act("PUT", path(QStringLiteral("users"), one.id), update);
    if (changed) {
        one.suspended = !one.suspended;
        one.session = {};
    }
    return note(changed);
}

Result<void> Day::endSessions()
{
    const std::size_t who = someWorker();
    const std::size_t by = someAdministrator();
    if (who == first || who == by)
        return {};
    if (auto ok = speakAs(by); !ok)
        return note(ok);
    m_staff[who].session = {};
    return note(m_line.act("DELETE", path(QStringLiteral("users"), m_staff[who].id, QStringLiteral("/sessions"))));
}

// -- what should not be ----------------------------------------------------------------------------------------------

Result<void> Day::overstep()
{
    const std::size_t who = someWorker();
    if (m_staff[who].person->admin)
        return {};
    if (auto ok = speakAs(who); !ok)
        return note(ok);
    // To be refused.
    const auto seen = m_line.get<records::UserPage>(QStringLiteral("/api/v1/users"));
    if (!seen && seen.error().code == ErrorCode::forbidden)
        return {};
    return note(seen);
}

Result<void> Day::mistype()
{
    const auto wrong = m_line.signIn(m_staff[someWorker()].person->username, "Quiet-Harbor-41-lantern");
    if (!wrong && wrong.error().code != ErrorCode::unauthenticated && endsTheDay(wrong.error().code))
        return fail(wrong.error());
    return {};
}

Result<void> Day::attack()
{
    m_attackedAt = m_clock.now();
    const bool known = m_random.bounded(2) == 0;
    const auto guessed = m_line.signIn(known ? victim : strangers[pick(strangers.size())], "letmein");
    if (!guessed && endsTheDay(guessed.error().code))
        return fail(guessed.error());
    return {};
}

Result<void> Day::unlock()
{
    m_attacked = false;
    if (auto ok = speakAs(someAdministrator()); !ok)
        return note(ok);
    m_attackedAt = {};
    return note(
        m_line.act("POST", path(QStringLiteral("users"), m_staff[indexOf(victim)].id, QStringLiteral("/unlock"))));
}

// -- who -------------------------------------------------------------------------------------------------------------

bool Day::isSignedIn(std::size_t who)
{
    Employee &one = m_staff[who];
    // Sessions expire after a day without use; the person then signs in again.
    if (!one.local && m_clock.now() - one.spoke > std::chrono::hours(23))
        one.session = {};
    return !one.session.empty();
}

Result<void> Day::speakAs(std::size_t who)
{
    Employee &one = m_staff[who];
    m_speaker = who;
    if (!isSignedIn(who)) {
        auto session = TRY(m_line.signIn(one.person->username, password));
        one.session = std::move(session);
        m_clock.pass(seconds(3));
    }
    one.spoke = m_clock.now();
    m_line.speakAs(one.session, one.local ? nullptr : password);
    return {};
}

Result<void> Day::note(const Error &error)
{
    if (endsTheDay(error.code))
        return fail(error);
    if (error.code == ErrorCode::unauthenticated)
        m_staff[m_speaker].session = {};
    // Sign-ins are rate limited; refused ones are repeated later.
    if (error.code == ErrorCode::too_many_requests)
        return {};
    ++m_refused;
    m_lastRefusal = error.message;
    return {};
}

bool Day::acts(std::size_t who) const
{
    // Locked: no sign-in before the lock ends or is lifted.
    if (m_staff[who].person->username == std::string_view(victim) && m_clock.now() - m_attackedAt < lockTime)
        return false;
    return !m_staff[who].suspended && (who != first || !m_clock.isRunning());
}

std::size_t Day::someWorker()
{
    std::size_t who = pick(m_staff.size());
    while (!acts(who))
        who = pick(m_staff.size());
    return who;
}

std::size_t Day::someAdministrator()
{
    std::size_t who = someWorker();
    while (!m_staff[who].person->admin)
        who = someWorker();
    return who;
}

std::size_t Day::chiefOf(const Group &team, std::size_t about)
{
    std::vector<std::size_t> chiefs;
    for (std::size_t who = 0; who < m_staff.size(); ++who) {
        const auto role = team.members.find(who);
        const bool owner = role != team.members.end() && role->second == int(Role::owner);
        if (who != about && acts(who) && (owner || m_staff[who].person->admin))
            chiefs.push_back(who);
    }
    return chiefs[pick(chiefs.size())];
}

std::size_t Day::someMember(const Group &team)
{
    return std::next(team.members.begin(), std::ptrdiff_t(pick(team.members.size())))->first;
}

std::size_t Day::indexOf(std::string_view username) const
{
    const auto it =
        std::ranges::find_if(m_staff, [username](const Employee &one) { return username == one.person->username; });
    return std::size_t(it - m_staff.begin());
}

}  // namespace castellan::demo
