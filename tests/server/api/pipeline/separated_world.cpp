// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/api/pipeline/separated_world.h"

#include "server/store/tables/invitations.h"
#include "server/store/tables/members.h"
#include "server/store/tables/teams.h"
#include "tests/server/api/pipeline/answers.h"

#include <boost/json/value_from.hpp>

#include <algorithm>
#include <array>

namespace castellan::test {

SeparatedWorld::SeparatedWorld()
{
    api.liftLimits();
    api.addUser("root-ann", true);
    root = api.signIn("root-ann");
    for (std::size_t team = 0; team < teams; ++team)
        addTeam();
    // On each side: the owner of one team, who is a member of the other; the other's owner; who sees dashboards.
    for (const std::size_t side : {0U, 1U}) {
        const auto first = addPerson({side});
        const auto second = addPerson({side});
        const auto third = addPerson({side});
        join(first, side * 2, Role::owner);
        join(first, side * 2 + 1, Role::member);
        join(second, side * 2, Role::viewer);
        join(second, side * 2 + 1, Role::owner);
        join(third, side * 2, Role::dashboard);
    }
    const auto both = addPerson({0, 1});
    join(both, 0, Role::viewer);
    join(both, 3, Role::owner);
    const auto none = addPerson({1});  // is invited there
    for (const auto &person : people)
        furnish(person.index);
    furnishTeam(0, 0, both);
    furnishTeam(1, 1, both);
    furnishTeam(2, 3, none);
    furnishTeam(3, 4, none);
    const auto platform = granted(api.post("/api/v1/admin/keys", text({{"name", word()}, {"scope", "read"}}), root));
    mark(memberOf(platform, "id"), Mark::Of::platform, 0);
    mark(memberOf(platform, "name"), Mark::Of::platform, 0);
    ids["keyId"].push_back(memberOf(platform, "id"));
    markJournal();
}

std::string SeparatedWorld::word()
{
    // Long enough that no other text holds it.
    std::string out = "zq";
    auto n = unsigned(++m_words) * 7919U;
    for (int i = 0; i < 8; ++i, n = n * 31U + 17U)
        out += char('a' + (n >> 8U) % 26U);
    return out + "-" + std::to_string(1000 + m_words);
}

void SeparatedWorld::mark(std::string text, Mark::Of of, std::size_t user, std::size_t team)
{
    marks.push_back({std::move(text), of, user, team});
}

std::size_t SeparatedWorld::addPerson(const std::set<std::size_t> &sides)
{
    const auto username = word();
    Person person{api.addUser(username), username, sides, people.size()};
    person.row.name = word();
    person.row.email = word() + "@example.test";
    (void)need(api.store().write([&](store::Writer &w) -> Result<bool> {
        if (auto ok = store::users::update(w, person.row); !ok)
            return fail(ok.error());
        return true;
    }));
    const auto id = api.idOf(person.row);
    for (const auto &text : {person.username, person.row.name, id})
        mark(text, Mark::Of::person, person.index);
    mark(person.row.email, Mark::Of::email, person.index);
    ids["userId"].push_back(id);
    people.push_back(person);
    return person.index;
}

void SeparatedWorld::addTeam()
{
    const auto name = word();
    const store::NewTeam team{name, word(), TeamTypeId(1)};
    const auto index = teamRows.size();
    teamRows.push_back(need(api.store().write([&](store::Writer &w) { return store::teams::insert(w, team); })));
    mark(team.name, Mark::Of::team, 0, index);
    mark(team.slug, Mark::Of::team, 0, index);
    mark(teamId(index), Mark::Of::teamId, 0, index);
    ids["teamId"].push_back(teamId(index));
    ids["teamSlug"].push_back(team.slug);
}

std::string SeparatedWorld::teamId(std::size_t team)
{
    return api.store().ids().encode(teamRows.at(team).id);
}

void SeparatedWorld::join(std::size_t user, std::size_t team, Role role)
{
    const auto body = text({{"user", people.at(user).username}, {"role", int(role)}});
    granted(api.post("/api/v1/teams/" + teamId(team) + "/members", body, root));
}

/// Signs in from an address of its own, by which the session is recognised.
std::string SeparatedWorld::session(std::size_t user)
{
    const auto n = 0x1000 + ++m_words;
    std::array<char, 40> address{};
    std::snprintf(address.data(), address.size(), "2001:db8:%x:%x::7", n, n + 0x2345);
    mark(address.data(), Mark::Of::own, user);
    return api.signIn(people.at(user).username, address.data());
}

Asker SeparatedWorld::token(std::size_t user, const std::string &session, const std::string &scope,
                            const std::optional<std::set<std::size_t>> &limits)
{
    json::object body;
    const auto name = word();
    body["name"] = name;
    body["scope"] = scope;
    if (limits) {
        std::vector<std::string> reached;
        for (const auto team : *limits)
            reached.push_back(teamId(team));
        body["teamIds"] = boost::json::value_from(reached);
    }
    const auto made = granted(api.post("/api/v1/user/tokens", json::serialize(json::value(body)), session));
    mark(name, Mark::Of::own, user);
    mark(memberOf(made, "id"), Mark::Of::own, user);
    mark(memberOf(made, "token"), Mark::Of::platform, 0);  // shown that once
    ids["tokenId"].push_back(memberOf(made, "id"));
    ids["keyId"].push_back(memberOf(made, "id"));
    return {name, memberOf(made, "token"), user, limits, 0, false};
}

void SeparatedWorld::furnish(std::size_t user)
{
    (void)session(user);
    const auto current = session(user);
    const auto &name = people.at(user).username;
    askers.push_back({name, current, user, std::nullopt, 0, true});
    askers.push_back(token(user, current, "read", std::nullopt));
    askers.push_back(token(user, current, "write", std::nullopt));
    std::vector<std::size_t> mine;
    for (std::size_t team = 0; team < teams; ++team)
        if (roleIn(askers.at(askers.size() - 3), team) != Role::none)
            mine.push_back(team);
    for (const auto team : mine)
        askers.push_back(token(user, current, "write", std::set{team}));
    const auto list = bodyOf(api.get("/api/v1/user/sessions", current));
    for (const auto &item : list.at("sessions").as_array()) {
        mark(std::string(item.at("id").as_string()), Mark::Of::own, user);
        ids["sessionId"].push_back(std::string(item.at("id").as_string()));
    }
    const auto enrolment = granted(api.put("/api/v1/user/mfa", "", current));
    mark(memberOf(enrolment, "secret"), Mark::Of::own, user);
}

void SeparatedWorld::furnishTeam(std::size_t team, std::size_t owner, std::size_t invited)
{
    const auto by = std::ranges::find_if(askers, [&](const Asker &a) { return a.session && a.user == owner; })->bearer;
    const auto path = "/api/v1/teams/" + teamId(team);
    for (const auto *scope : {"read", "write", "admin"}) {
        const auto made = granted(api.post(path + "/keys", text({{"name", word()}, {"scope", scope}}), by));
        mark(memberOf(made, "name"), Mark::Of::inside, 0, team);
        mark(memberOf(made, "id"), Mark::Of::inside, 0, team);
        mark(memberOf(made, "token"), Mark::Of::platform, 0);
        ids["keyId"].push_back(memberOf(made, "id"));
        ids["tokenId"].push_back(memberOf(made, "id"));
        askers.push_back({memberOf(made, "name"), memberOf(made, "token"), std::nullopt, std::nullopt, team, false});
    }
    if (roleIn(*std::ranges::find_if(askers, [&](const Asker &a) { return a.user == invited; }), team) != Role::none)
        return;
    granted(api.post(path + "/invitations", text({{"user", people.at(invited).username}, {"role", 30}}), by));
    const auto list = bodyOf(api.get(path + "/invitations", by));
    const std::string id(list.at("invitations").at(0).at("id").as_string());
    mark(id, Mark::Of::invitation, invited, team);
    ids["invitationId"].push_back(id);
}

void SeparatedWorld::markJournal()
{
    const auto rows =
        need(api.store().read([&](store::Reader &reader) { return api.journal().readFrom(reader, 0, 10'000); }));
    for (const auto &row : rows) {
        const auto at = std::ranges::find(teamRows, row.scopeTeam, &store::Team::id);
        const bool ofTeam = at != teamRows.end();
        mark(row.id, ofTeam ? Mark::Of::inside : Mark::Of::platform, 0,
             ofTeam ? std::size_t(at - teamRows.begin()) : 0);
        ids["cursor"].push_back(row.id);
    }
}

Role SeparatedWorld::roleIn(const Asker &asker, std::size_t team)
{
    if (!asker.user)
        return asker.keyTeam == team ? Role::owner : Role::none;
    if (asker.limits && !asker.limits->contains(team))
        return Role::none;
    return need(api.store().read([&](store::Reader &reader) {
        return store::members::roleOf(reader, teamRows.at(team).id, people.at(*asker.user).row.id);
    }));
}

bool SeparatedWorld::isInvited(const Asker &asker, std::size_t team)
{
    if (!asker.user || (asker.limits && !asker.limits->contains(team)))
        return false;
    const auto open = need(api.store().read(
        [&](store::Reader &reader) { return store::invitations::ofInvitee(reader, people.at(*asker.user).row.id); }));
    return std::ranges::any_of(open, [&](const auto &row) { return row.team == teamRows.at(team).id; });
}

bool SeparatedWorld::mayKnow(const Asker &asker, const Mark &mark)
{
    const bool self = asker.user && *asker.user == mark.user;
    const auto someTeam = [&](auto condition) {
        for (std::size_t team = 0; team < teams; ++team)
            if (condition(team))
                return true;
        return false;
    };
    const auto &sides = people.at(mark.user).sides;
    switch (mark.of) {
    case Mark::Of::person:
        return self || someTeam([&](std::size_t team) {
                   return sides.contains(sideOf(team)) && (roleIn(asker, team) != Role::none || isInvited(asker, team));
               });
    case Mark::Of::email:
        return self || someTeam([&](std::size_t team) {
                   return sides.contains(sideOf(team)) && roleIn(asker, team) == Role::owner;
               });
    case Mark::Of::own:
        return self;
    case Mark::Of::teamId:  // a person's tokens say to which teams they are limited, to that person
        return roleIn(asker, mark.team) != Role::none || isInvited(asker, mark.team) ||
               (asker.user && people.at(*asker.user).sides.contains(sideOf(mark.team)));
    case Mark::Of::team:
        return roleIn(asker, mark.team) != Role::none || isInvited(asker, mark.team);
    case Mark::Of::inside:
        return roleIn(asker, mark.team) == Role::owner;
    case Mark::Of::invitation:
        return self || roleIn(asker, mark.team) == Role::owner;
    case Mark::Of::platform:
        return false;
    }
    return false;
}

void SeparatedWorld::renew(Asker &asker)
{
    if (asker.session)
        asker.bearer = session(*asker.user);
}

std::string SeparatedWorld::snapshot(std::size_t side)
{
    std::string out;
    const auto add = [&](const std::string &path) { out += path + ' ' + api.get(path, root).body + '\n'; };
    for (std::size_t team = 0; team < teams; ++team)
        if (sideOf(team) == side)
            for (const auto *what : {"", "/members", "/invitations", "/keys", "/audit-log"})
                add("/api/v1/teams/" + teamId(team) + what);
    for (const auto &person : people)
        if (person.sides == std::set{side})
            for (const auto *what : {"", "/teams", "/sessions"})
                add("/api/v1/users/" + api.idOf(person.row) + what);
    return out;
}

}  // namespace castellan::test
