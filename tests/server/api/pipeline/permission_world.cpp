// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/api/pipeline/permission_world.h"

#include "core/role.h"
#include "server/store/tables/invitations.h"
#include "server/store/tables/members.h"
#include "server/store/tables/teams.h"
#include "tests/server/api/pipeline/answers.h"

#include <atomic>

namespace castellan::test {
namespace {

/// Requests are asked one after the other; decisions are made on the server's threads.
std::atomic<bool> turning = false;

api::Decision turned(api::Decision decision)
{
    if (!turning)
        return decision;
    // An unidentified caller cannot be let in: no handler runs without a principal.
    const bool refuse = decision == api::Decision::allowed || decision == api::Decision::signedOut;
    return refuse ? api::Decision::forbidden : api::Decision::allowed;
}

template <class T> T need(Result<T> result)
{
    if (!result)
        qFatal("%s", result.error().message.c_str());
    return std::move(*result);
}

http::Method methodFrom(std::string_view word)
{
    for (const auto method : {http::Method::get, http::Method::post, http::Method::put, http::Method::patch})
        if (http::methodName(method) == word)
            return method;
    return http::Method::del;
}

void replace(std::string &text, std::string_view what, const std::string &by)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

Role roleOf(Who who)
{
    switch (who) {
    case dashboard:
        return Role::dashboard;
    case viewer:
        return Role::viewer;
    case member:
        return Role::member;
    default:
        return Role::owner;
    }
}

}  // namespace

PermissionWorld::PermissionWorld() : m_api({}, cheapCost, &turned)
{
    SecuritySettings settings;  // none of these limits is what answers here
    settings.limits.user.burst = settings.limits.key.burst = settings.limits.write.burst = 0;
    settings.limits.password.burst = settings.limits.address.burst = settings.limits.login.burst = 0;
    settings.limits.reset.burst = settings.limits.secondFactor.burst = 0;
    if (!m_api.set(settings))
        qFatal("no settings");
    for (const auto who : {dashboard, viewer, member, owner, admin, stranger, auditor}) {
        auto user = m_api.addUser(std::string(names.at(who)) + "-user", who == admin);
        if (who == auditor) {
            user.auditor = true;
            write([&](store::Writer &w) { return store::users::update(w, user); });
        }
        m_users.insert_or_assign(who, user);
        m_tokens.at(who) = m_api.signIn(user.username);
    }
    m_other = m_api.addUser("other");
    m_team = addTeam(false);
    m_foreign = addTeam(true);
    // Deleting this one is permitted to administrators and yet impossible: others would be left without an owner.
    const auto held = addTeam(true);
    write([&](store::Writer &w) -> Result<void> {
        if (auto ok = store::members::setRole(w, held.id, m_users.at(stranger).id, Role::viewer); !ok)
            return ok;
        return store::members::insert(w, held.id, m_other->id, Role::owner);
    });
    for (const auto who : {ownerReads, ownerWrites, adminWrites, adminAll})
        m_tokens.at(who) = addKey("/api/v1/user/tokens", scopeOf(who), personOf(who)).token;
    for (const auto who : {platformReads, platformWrites, platformAll})
        m_tokens.at(who) = addKey("/api/v1/admin/keys", scopeOf(who), admin).token;
    for (const auto who : {teamReads, teamWrites, teamAll})
        m_tokens.at(who) = addKeyOf(*m_team, scopeOf(who)).token;
}

char PermissionWorld::ask(const Line &line, Who who, Server server)
{
    std::string path = line.path;
    const bool abroad = path.find("{foreign") != std::string::npos;
    const bool fresh = line.fresh != Fresh::nothing && line.fresh != Fresh::self;
    const auto team = fresh && !abroad ? addTeam(false) : *m_team;
    const auto foreign = fresh && abroad ? addTeam(true) : *m_foreign;
    const auto &about = abroad ? foreign : team;
    ApiUnderTest::Sent sent;
    sent.method = methodFrom(line.method);
    sent.body = line.body;
    sent.bearer = m_tokens.at(who);
    if (fresh && !abroad && isTeamKey(who))
        sent.bearer = addKeyOf(team, scopeOf(who)).token;
    if (line.fresh == Fresh::member)
        write([&](store::Writer &w) { return store::members::insert(w, about.id, m_other->id, Role::viewer); });
    if (line.fresh == Fresh::invitation)
        replace(path, "{invitation}", invite(about));
    if (line.fresh == Fresh::key)
        replace(path, "{key}", addKeyOf(about, "read").id);
    const auto person = personOf(who) == anonymous || personOf(who) >= people ? admin : personOf(who);
    std::string me = m_api.idOf(m_users.at(person));
    if (line.fresh == Fresh::self && who != anonymous)
        sent.bearer = freshPerson(who, me);
    replace(path, "{me}", me);
    replace(path, "{team}", m_api.store().ids().encode(team.id));
    replace(path, "{foreign}", m_api.store().ids().encode(foreign.id));
    replace(path, "{slug}", team.slug);
    replace(path, "{foreignSlug}", foreign.slug);
    replace(path, "{other}", m_api.idOf(*m_other));
    const auto mark = path.find('?');
    if (mark != std::string::npos) {
        const auto equals = path.find('=', mark);
        sent.query = {{path.substr(mark + 1, equals - mark - 1), path.substr(equals + 1)}};
    }
    sent.path = path.substr(0, mark);
    turning = server == Server::turnsItsDecisionRound;
    const auto answer = m_api.ask(sent);
    turning = false;
    return answerOf(answer.status, answer.status == 403 ? codeOf(answer) : std::string());
}

template <class F> void PermissionWorld::write(F act)
{
    need(m_api.store().write([&](store::Writer &w) -> Result<bool> {
        auto ok = act(w);
        if (!ok)
            return fail(std::move(ok.error()));
        return true;
    }));
}

store::Team PermissionWorld::addTeam(bool ofTheStranger)
{
    return need(m_api.store().write([&](store::Writer &w) -> Result<store::Team> {
        const auto name = "team-" + std::to_string(++m_made);
        auto made = store::teams::insert(w, {name, name, TeamTypeId(1)});
        if (!made)
            return made;
        for (const auto who : {dashboard, viewer, member, owner, stranger})
            if (ofTheStranger == (who == stranger))
                if (auto ok = store::members::insert(w, made->id, m_users.at(who).id, roleOf(who)); !ok)
                    return fail(std::move(ok.error()));
        return made;
    }));
}

std::string PermissionWorld::invite(const store::Team &team)
{
    const auto made = need(m_api.store().write([&](store::Writer &w) {
        return store::invitations::insert(
            w, {team.id, m_users.at(admin).id, m_other->id, Role::viewer, w.now() + std::chrono::hours(1)});
    }));
    return m_api.store().ids().encode(made.id);
}

PermissionWorld::Shown PermissionWorld::addKey(const std::string &path, const std::string &scope, Who by)
{
    const auto made = m_api.post(path, text({{"name", "key"}, {"scope", scope}}), m_tokens.at(by));
    return {memberOf(made, "id"), memberOf(made, "token")};
}

PermissionWorld::Shown PermissionWorld::addKeyOf(const store::Team &team, const std::string &scope)
{
    const auto id = m_api.store().ids().encode(team.id);
    return addKey("/api/v1/teams/" + id + "/keys", scope, admin);
}

std::string PermissionWorld::freshPerson(Who like, std::string &id)
{
    auto user = m_api.addUser("fresh-" + std::to_string(++m_made), like == admin);
    user.auditor = like == auditor;
    write([&](store::Writer &w) -> Result<void> {
        if (auto ok = store::users::update(w, user); !ok || like == admin || like == auditor)
            return ok;
        return store::members::insert(w, like == stranger ? m_foreign->id : m_team->id, user.id, roleOf(like));
    });
    id = m_api.idOf(user);
    return m_api.signIn(user.username);
}

}  // namespace castellan::test
