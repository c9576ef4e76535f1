// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/routes.h"
#include "tests/server/api/pipeline/answers.h"
#include "tests/server/api/pipeline/separated_world.h"

#include <boost/json/array.hpp>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace castellan::test {

/// Random requests to every route, with the ids of all users, and the faults of the responses.
class Prober {
public:
    Prober(SeparatedWorld &world, std::uint32_t seed) : m_world(world), m_random(seed)
    {
        for (const auto &route : api::routes()) {
            const bool endsWhoAsks = route.what.path == "/account/logout" || route.accounting.authentication;
            if (route.how.runs != api::Runs::stream && !endsWhoAsks)
                m_routes.push_back(&route);
        }
    }

    struct Counts {
        int asked = 0;
        int granted = 0;
        int aboutForeign = 0;
    };
    Counts counts;
    std::set<std::string_view> grantedRoutes;
    std::set<std::string> told;  ///< marks that were told to callers who may know them

    [[nodiscard]] std::string said() const
    {
        return std::to_string(counts.asked) + " asked, " + std::to_string(counts.granted) + " granted by " +
               std::to_string(grantedRoutes.size()) + " routes, " + std::to_string(counts.aboutForeign) +
               " about what is foreign, " + std::to_string(told.size()) + " marks rightly told";
    }

    /// Empty: nothing is wrong.
    std::string probe(Asker &asker)
    {
        m_asker = &asker;
        m_foreign = false;
        // Now and then a request that another user was granted, word for word and with the same Idempotency-Key.
        const bool repeats = !m_granted.empty() && chance(5);
        const auto &route = repeats ? *m_granted.back().first : *m_routes.at(pick(m_routes.size()));
        auto sent = repeats ? again(m_granted.back().second) : requestFor(route);
        auto answer = m_world.api.ask(sent);
        if (answer.status == 401 && asker.session) {
            m_world.renew(asker);
            sent.bearer = asker.bearer;
            answer = m_world.api.ask(sent);
        }
        ++counts.asked;
        // The same key returns the first response again, even after rights were lost.
        if (!sent.headers.empty() && !m_keyed.insert(asker.bearer + textOf(sent) + sent.headers[0].second).second)
            return {};
        counts.granted += answer.status < 300 ? 1 : 0;
        if (answer.status < 300)
            grantedRoutes.insert(route.what.path);
        if (answer.status < 300 && !sent.headers.empty() && !repeats)
            m_granted.emplace_back(&route, sent);
        counts.aboutForeign += m_foreign ? 1 : 0;
        const auto wrong = whatIsWrong(route, sent, answer);
        if (wrong.empty())
            return {};
        return wrong + "\n" + asker.name +
               (asker.session ? " by session"
                : asker.user  ? " by token"
                              : " by key") +
               ": " + textOf(sent) + "\n" + std::to_string(answer.status) + ' ' + answer.body;
    }

private:
    std::size_t pick(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(m_random); }
    bool chance(int percent) { return pick(100) < std::size_t(percent); }
    template <class T> const T &oneOf(const std::vector<T> &list) { return list.at(pick(list.size())); }

    static std::string textOf(const ApiUnderTest::Sent &sent)
    {
        std::string out(http::methodName(sent.method));
        out.append(" ").append(sent.path).append(" ").append(sent.body);
        for (const auto &[name, value] : sent.query)
            out.append(" ").append(name).append("=").append(value);
        return out;
    }

    const Mark *markOf(std::string_view text) const
    {
        const auto it = std::ranges::find(m_world.marks, text, &Mark::text);
        return it == m_world.marks.end() ? nullptr : &*it;
    }
    bool isForeign(std::string_view text)
    {
        const auto *mark = markOf(text);
        return mark != nullptr && !m_world.mayKnow(*m_asker, *mark);
    }

    std::string idFor(const std::string &name)
    {
        if (name == "teamTypeId")
            return m_world.api.store().ids().encode(TeamTypeId(1));
        const auto known = m_world.ids.find(name);
        if (known != m_world.ids.end() && chance(85))
            return oneOf(known->second);
        return chance(90) ? oneOf(m_world.marks).text : "zzz";
    }

    /// Requests that delete are sent for others' objects only, so that there are objects left to ask about.
    std::string pathFor(const api::Route &route)
    {
        const bool takes = route.what.method == http::Method::del || route.what.path.ends_with("/disable") ||
                           route.what.path.ends_with("/rotate") ||
                           route.what.path.find("reset-password") != std::string::npos;
        for (int tries = 0;; ++tries) {
            std::string out;
            bool foreign = false;
            for (auto rest = route.what.path; !rest.empty();) {
                const auto end = rest.find('/', 1);
                const auto segment = rest.substr(0, end);
                rest = end == std::string_view::npos ? std::string_view() : rest.substr(end);
                if (!segment.starts_with("/:")) {
                    out += segment;
                    continue;
                }
                const auto id = idFor(std::string(segment.substr(2)));
                foreign = foreign || isForeign(id);
                out += '/' + id;
            }
            m_foreign = foreign;
            if (!takes || foreign || tries == 20 || route.what.path.find(':') == std::string_view::npos)
                return takes && !foreign ? "/api/v1/user/sessions/zzz" : out;
        }
    }

    std::string bodyFor(std::string_view record, std::string_view path)
    {
        const auto foreignName = [&] { return oneOf(m_world.people).username; };
        json::object body;
        if (record == "UserUpdate") {
            if (chance(30))
                body["username"] = foreignName();
            if (chance(30))
                body["email"] = oneOf(m_world.people).row.email;
            if (chance(30))
                body["defaultTeam"] = oneOf(m_world.ids["teamId"]);
        } else if (record == "TeamUpdate") {
            body["slug"] = oneOf(m_world.ids["teamSlug"]);
        } else if (record == "TeamCreate") {
            body["name"] = "fresh";
            body["type"] = idFor("teamTypeId");
        } else if (record == "SlugCheck") {
            body["slug"] = oneOf(m_world.ids["teamSlug"]);
        } else if (record == "MemberAdd") {
            body["user"] = foreignName();
            body["role"] = 50;
        } else if (record == "RoleChange") {
            body["role"] = oneOf(std::vector{5, 10, 30, 50});
        } else if (record == "InvitationCreate") {
            // A caller who knows a name may invite its owner, and so a team and a user come to know each other: only
            // those of the same tenant here.
            body["user"] = inviteable(path);
            body["role"] = oneOf(std::vector{5, 10, 30, 50});
        } else if (record == "AccessTokenCreate" || record == "KeyCreate") {
            body["name"] = "fresh";
            body["scope"] = oneOf(std::vector<std::string>{"read", "write", "admin"});
            if (chance(50))
                body["teamIds"] = json::array{json::value(oneOf(m_world.ids["teamId"]))};
        } else if (record == "AccessTokenUpdate") {
            body["scope"] = "write";
        } else if (record == "KeyUpdate") {
            body["name"] = "renamed";
        }
        return json::serialize(json::value(std::move(body)));
    }

    /// The team that a path names, if it is one.
    const Mark *teamIn(std::string_view path) const
    {
        constexpr std::string_view before = "/api/v1/teams/";
        if (!path.starts_with(before))
            return nullptr;
        path.remove_prefix(before.size());
        const auto *mark = markOf(path.substr(0, path.find('/')));
        return mark != nullptr && mark->of == Mark::Of::teamId ? mark : nullptr;
    }

    std::string inviteable(std::string_view path)
    {
        const auto *team = teamIn(path);
        const auto &person = oneOf(m_world.people);
        const bool same = team != nullptr && person.sides.contains(SeparatedWorld::sideOf(team->team));
        return same ? person.username : "nobody";
    }

    ApiUnderTest::Sent again(ApiUnderTest::Sent sent)
    {
        sent.bearer = m_asker->bearer;
        for (std::size_t at = 1; at < sent.path.size();) {
            const auto end = std::min(sent.path.find('/', at), sent.path.size());
            m_foreign = m_foreign || isForeign(std::string_view(sent.path).substr(at, end - at));
            at = end + 1;
        }
        return sent;
    }

    ApiUnderTest::Sent requestFor(const api::Route &route)
    {
        ApiUnderTest::Sent sent;
        sent.method = route.what.method;
        sent.path = pathFor(route);
        sent.bearer = m_asker->bearer;
        if (!route.what.request.empty())
            sent.body = bodyFor(route.what.request.name, sent.path);
        for (const auto name : route.what.query)
            if (name != "scope" && chance(40))
                sent.query.emplace_back(name, queryFor(name));
        if (route.how.runs == api::Runs::write && chance(50))
            sent.headers.emplace_back("Idempotency-Key", "key-" + std::to_string(pick(1000)));
        return sent;
    }

    std::string queryFor(std::string_view name)
    {
        if (name == "limit")
            return std::to_string(pick(5));
        if (name == "cursor")
            return chance(70) ? oneOf(m_world.ids["cursor"]) : oneOf(m_world.marks).text;
        if (name == "event")
            return oneOf(std::vector<std::string>{"team.user.added", "account.login", "team.key.created"});
        if (name == "filter")
            return "all";
        return name == "username" ? oneOf(m_world.people).username : oneOf(m_world.marks).text;
    }

    std::string whatIsWrong(const api::Route &route, const ApiUnderTest::Sent &sent, const http::Response &answer)
    {
        if (answer.status >= 500)
            return "The server failed.";
        if (m_foreign && answer.status < 300)
            return "Something foreign was there.";
        if (auto wrong = wrongRefusal(route, sent, answer); !wrong.empty())
            return wrong;
        auto all = answer.body;
        for (const auto &[name, value] : answer.headers)
            all.append(name).append(": ").append(value).append("\n");
        const auto asked = textOf(sent);
        for (const auto &mark : m_world.marks) {
            if (all.find(mark.text) == std::string::npos || asked.find(mark.text) != std::string::npos)
                continue;
            if (!m_world.mayKnow(*m_asker, mark))
                return "It tells " + mark.text + ", which isn't theirs to know.";
            told.insert(mark.text);
        }
        return wrongMatch(sent, answer);
    }

    /// A team that the asker may not know of is as if it weren't there.
    std::string wrongRefusal(const api::Route &route, const ApiUnderTest::Sent &sent, const http::Response &answer)
    {
        if (!m_asker->session || !route.what.path.starts_with("/api/v1/teams/:"))
            return {};
        const auto *mark = teamIn(sent.path);
        if (mark == nullptr || m_world.roleIn(*m_asker, mark->team) != Role::none)
            return {};
        if (codeOf(answer) == "idempotency_mismatch")  // the caller's own key; the response ignores the path
            return {};
        const bool same = answer.status == 404 && codeOf(answer) == "not_found";
        return same ? std::string() : "A foreign team isn't answered as one that isn't there.";
    }

    /// A filter by what isn't theirs matches nothing.
    std::string wrongMatch(const ApiUnderTest::Sent &sent, const http::Response &answer)
    {
        if (answer.status != 200 || !sent.path.ends_with("/audit-log"))
            return {};
        for (const auto &[name, value] : sent.query)
            if ((name == "query" || name == "username") && isForeign(value) &&
                bodyOf(answer).at("count").to_number<int>() != 0)
                return "A filter matches what isn't theirs.";
        return {};
    }

    SeparatedWorld &m_world;
    std::mt19937 m_random;
    std::vector<const api::Route *> m_routes;
    std::vector<std::pair<const api::Route *, ApiUnderTest::Sent>> m_granted;  ///< with an Idempotency-Key
    Asker *m_asker = nullptr;
    std::set<std::string> m_keyed;  ///< requests that had an Idempotency-Key, with it
    bool m_foreign = false;
};

}  // namespace castellan::test
