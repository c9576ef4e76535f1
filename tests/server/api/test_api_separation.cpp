// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/router.h"
#include "tests/server/api/answers.h"
#include "tests/server/api/separated_world.h"

#include <QTest>

#include <boost/json/array.hpp>

#include <algorithm>
#include <random>

using namespace castellan;
using namespace castellan::test;

namespace {

std::uint32_t seed()
{
    const auto said = qEnvironmentVariableIntValue("CASTELLAN_SEED");
    return said > 0 ? std::uint32_t(said) : std::random_device()() & 0x7fff'ffffU;
}

/// Random requests to every route, with everybody's ids, and what is wrong with their answers.
class Prober {
public:
    Prober(SeparatedWorld &world, std::uint32_t seed) : m_world(world), m_random(seed)
    {
        for (const auto &route : api::routes()) {
            const bool endsWhoAsks = route.path == "/account/logout" || route.authentication;
            if (route.runs != api::Runs::stream && !endsWhoAsks)
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
    std::set<std::string> told;  ///< marks that were told to whom they are for

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
        const auto &route = *m_routes.at(pick(m_routes.size()));
        auto sent = requestFor(route);
        auto answer = m_world.api.ask(sent);
        if (answer.status == 401 && asker.session) {
            m_world.renew(asker);
            sent.bearer = asker.bearer;
            answer = m_world.api.ask(sent);
        }
        ++counts.asked;
        // What one was told once is told again on the same key, whatever one has lost since.
        if (!sent.headers.empty() && !m_keyed.insert(asker.bearer + textOf(sent) + sent.headers[0].second).second)
            return {};
        counts.granted += answer.status < 300 ? 1 : 0;
        if (answer.status < 300)
            grantedRoutes.insert(route.path);
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
            return m_world.api.store().ids().encode(store::IdKind::teamType, 1);
        const auto known = m_world.ids.find(name);
        if (known != m_world.ids.end() && chance(85))
            return oneOf(known->second);
        return chance(90) ? oneOf(m_world.marks).text : "zzz";
    }

    /// What takes away is asked of others' things alone, so that there is something left to ask about.
    std::string pathFor(const api::Route &route)
    {
        const bool takes = route.method == http::Method::del || route.path.ends_with("/disable") ||
                           route.path.ends_with("/rotate") || route.path.find("reset-password") != std::string::npos;
        for (int tries = 0;; ++tries) {
            std::string out;
            bool foreign = false;
            for (auto rest = route.path; !rest.empty();) {
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
            if (!takes || foreign || tries == 20 || route.path.find(':') == std::string_view::npos)
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
            // Whoever knows a name may invite whose it is, and so a team and a person come to know each other: only
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

    ApiUnderTest::Sent requestFor(const api::Route &route)
    {
        ApiUnderTest::Sent sent;
        sent.method = route.method;
        sent.path = pathFor(route);
        sent.bearer = m_asker->bearer;
        if (!route.request.empty())
            sent.body = bodyFor(route.request, sent.path);
        for (const auto name : route.query)
            if (name != "scope" && chance(40))
                sent.query.emplace_back(name, queryFor(name));
        // Words that others use too.
        if (route.runs == api::Runs::write && chance(10))
            sent.headers.emplace_back("Idempotency-Key", "key-" + std::to_string(pick(20)));
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
        if (!m_asker->session || !route.path.starts_with("/api/v1/teams/:"))
            return {};
        const auto *mark = teamIn(sent.path);
        if (mark == nullptr || m_world.roleIn(*m_asker, mark->team) != Role::none)
            return {};
        if (codeOf(answer) == "idempotency_mismatch")  // the asker's own key; said whatever the path names
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
    Asker *m_asker = nullptr;
    std::set<std::string> m_keyed;  ///< requests that had an Idempotency-Key, with it
    bool m_foreign = false;
};

}  // namespace

/// Tenants on one server, and people within a tenant, are kept apart.
class TestApiSeparation : public QObject {
    Q_OBJECT

    static std::string nameOf(const api::Route &route)
    {
        std::string out = "F66 ";
        return out.append(http::methodName(route.method)).append(" ").append(route.path);
    }
    static Asker &sessionOf(SeparatedWorld &world, std::size_t user)
    {
        return *std::ranges::find_if(world.askers, [&](const Asker &a) { return a.session && a.user == user; });
    }
    /// One of a user's, or of a team's.
    static std::string idOf(SeparatedWorld &world, const char *kind, Mark::Of of, std::size_t whose)
    {
        for (const auto &id : world.ids[kind])
            for (const auto &mark : world.marks)
                if (mark.text == id && mark.of == of && (of == Mark::Of::own ? mark.user : mark.team) == whose)
                    return id;
        qFatal("none of %s", kind);
    }

    static void run(Prober &prober, const std::vector<Asker *> &askers, int requests)
    {
        std::size_t n = 0;
        for (int i = 0; i < requests; ++i) {
            const auto wrong = prober.probe(*askers.at(n++ % askers.size()));
            QVERIFY2(wrong.empty(), wrong.c_str());
        }
    }

private Q_SLOTS:
    void f71NoAnswerTellsOneTenantOfAnother_data()
    {
        QTest::addColumn<quint32>("by");
        const auto first = seed();
        qInfo("CASTELLAN_SEED=%u", first);
        for (quint32 i = 0; i < 4; ++i)
            QTest::addRow("F71 %u", first + i) << first + i;
    }
    void f71NoAnswerTellsOneTenantOfAnother()
    {
        QFETCH(quint32, by);
        SeparatedWorld world;
        Prober prober(world, by);
        std::vector<Asker *> ofOneSide;
        std::vector<Asker *> all;
        for (auto &asker : world.askers) {
            const auto &sides =
                asker.user ? world.people.at(*asker.user).sides : std::set{SeparatedWorld::sideOf(asker.keyTeam)};
            if (sides == std::set<std::size_t>{0})
                ofOneSide.push_back(&asker);
            all.push_back(&asker);
        }
        const auto before = world.snapshot(1);
        run(prober, ofOneSide, 1000);
        if (QTest::currentTestFailed())
            return;
        const auto after = world.snapshot(1);
        QVERIFY2(after == before, "Somebody changed what is another tenant's.");
        run(prober, all, 2000);
        if (QTest::currentTestFailed())
            return;
        // It would be no evidence if everything were refused, or nothing asked about others.
        const auto said = prober.said();
        QVERIFY2(prober.counts.granted > prober.counts.asked / 10, said.c_str());
        QVERIFY2(prober.counts.aboutForeign > prober.counts.asked / 10, said.c_str());
        QVERIFY2(prober.grantedRoutes.size() > 15 && prober.told.size() > 80, said.c_str());
    }

    void f66AForeignTeamIsAsOneThatIsNotThere_data()
    {
        QTest::addColumn<int>("route");
        const auto table = api::routes();
        for (std::size_t i = 0; i < table.size(); ++i)
            if (table[i].path.starts_with("/api/v1/teams/:") || table[i].path.starts_with("/api/v1/teams/slug/"))
                QTest::newRow(nameOf(table[i]).c_str()) << int(i);
    }
    void f66AForeignTeamIsAsOneThatIsNotThere()
    {
        QFETCH(int, route);
        static SeparatedWorld world;
        const auto &asked = api::routes()[std::size_t(route)];
        // Whatever else the path names is the foreign team's, so that the team alone is why.
        const auto ask = [&](const std::string &team, const std::string &slug) {
            ApiUnderTest::Sent sent;
            sent.method = asked.method;
            sent.bearer = sessionOf(world, 0).bearer;
            sent.body = asked.request.empty() ? "" : "{}";
            sent.path = asked.path;
            for (const auto &[name, value] : {std::pair(":teamId", team), std::pair(":teamSlug", slug),
                                              std::pair(":userId", world.api.idOf(world.people.at(3).row)),
                                              std::pair(":keyId", idOf(world, "keyId", Mark::Of::inside, 2)),
                                              std::pair(":invitationId", world.ids["invitationId"].at(1))})
                if (const auto at = sent.path.find(name); at != std::string::npos)
                    sent.path.replace(at, std::string_view(name).size(), value);
            const auto answer = world.api.ask(sent);
            return std::to_string(answer.status) + ' ' + answer.body.substr(0, answer.body.find(",\"requestId\""));
        };
        const auto foreign = ask(world.ids["teamId"].at(2), world.ids["teamSlug"].at(2));
        QVERIFY2(foreign.starts_with("404 "), foreign.c_str());
        QCOMPARE(q(foreign), q(ask("zzz", "zzz")));
    }

    void f67WhatIsSomebodyElsesIsNotThere_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *method, const char *path, const char *body = "") {
            QTest::addRow("F67 %s %s", method, path) << QByteArray(method) << QByteArray(path) << QByteArray(body);
        };
        row("GET", "/api/v1/users/{user}/tokens");
        row("PUT", "/api/v1/user/tokens/{token}", "{\"scope\":\"\"}");
        row("DELETE", "/api/v1/user/tokens/{token}");
        row("POST", "/api/v1/user/tokens/{token}/rotate");
        row("POST", "/api/v1/user/tokens/{token}/enable");
        row("POST", "/api/v1/user/tokens/{token}/disable");
        row("DELETE", "/api/v1/user/sessions/{session}");
        row("PATCH", "/api/v1/user/invitations/{invitation}");
        row("DELETE", "/api/v1/user/invitations/{invitation}");
        // Another team's, by way of one's own; and a personal token isn't a team's key.
        row("DELETE", "/api/v1/teams/{mine}/invitations/{invitation}");
        for (const auto *what : {"key", "token"}) {
            const std::string key = std::string("/api/v1/teams/{mine}/keys/{") + what + '}';
            row("PUT", key.c_str(), "{}");
            row("DELETE", key.c_str());
            for (const auto *act : {"/rotate", "/enable", "/disable"})
                row("POST", (key + act).c_str());
        }
    }
    void f67WhatIsSomebodyElsesIsNotThere()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        static SeparatedWorld world;
        path.replace("{user}", QByteArray::fromStdString(world.api.idOf(world.people.at(1).row)))
            .replace("{token}", QByteArray::fromStdString(idOf(world, "tokenId", Mark::Of::own, 1)))
            .replace("{session}", QByteArray::fromStdString(idOf(world, "sessionId", Mark::Of::own, 1)))
            .replace("{invitation}", QByteArray::fromStdString(world.ids["invitationId"].at(0)))
            .replace("{key}", QByteArray::fromStdString(idOf(world, "keyId", Mark::Of::inside, 1)))
            .replace("{mine}", QByteArray::fromStdString(world.ids["teamId"].at(0)));
        const auto before = world.snapshot(0);
        ApiUnderTest::Sent sent;
        for (const auto each :
             {http::Method::get, http::Method::post, http::Method::put, http::Method::patch, http::Method::del})
            if (http::methodName(each) == method.toStdString())
                sent.method = each;
        sent.path = path.toStdString();
        sent.body = body.toStdString();
        sent.bearer = sessionOf(world, 0).bearer;
        const auto answer = world.api.ask(sent);
        QVERIFY2(answer.status == 404, answer.body.c_str());
        QCOMPARE(q(world.snapshot(0)), q(before));
    }

    void f67WhoMayNotReadUsersDoesNotLearnWhoIsThere()
    {
        SeparatedWorld world;
        const auto &asker = sessionOf(world, 0);
        for (const auto *what : {"", "/teams", "/sessions"}) {
            const auto ask = [&](const std::string &id) {
                const auto answer = world.api.get("/api/v1/users/" + id + what, asker.bearer);
                return std::to_string(answer.status) + ' ' + answer.body.substr(0, answer.body.find(",\"requestId\""));
            };
            const auto there = ask(world.api.idOf(world.people.at(1).row));
            QVERIFY2(there.starts_with("403 "), there.c_str());
            QCOMPARE(q(there), q(ask("zzz")));
        }
    }

    void f67AnInvitationTellsTheTeamNoEmailAddress()
    {
        SeparatedWorld world;
        const auto &asker = sessionOf(world, 0);
        const auto &stranger = world.people.at(7);
        const auto path = "/api/v1/teams/" + world.ids["teamId"].at(0);
        const auto invite = text({{"user", stranger.username}});
        QCOMPARE(world.api.post(path + "/invitations", invite, asker.bearer).status, 200U);
        const auto list = world.api.get(path + "/invitations", asker.bearer);
        const std::string id(bodyOf(list).at("invitations").at(0).at("id").as_string());
        QCOMPARE(world.api.del(path + "/invitations/" + id, asker.bearer).status, 200U);
        QCOMPARE(world.api.post(path + "/invitations", invite, asker.bearer).status, 200U);
        const auto mine = bodyOf(world.api.get("/api/v1/user/invitations", sessionOf(world, 7).bearer));
        for (const auto &item : mine.at("invitations").as_array())
            if (item.at("team").at("id").as_string() == world.ids["teamId"].at(0))
                QCOMPARE(world.api
                             .del("/api/v1/user/invitations/" + std::string(item.at("id").as_string()),
                                  sessionOf(world, 7).bearer)
                             .status,
                         200U);
        const auto log = world.api.get(path + "/audit-log", asker.bearer).body;
        for (const auto *event : {"team.user.invited", "team.user.uninvited", "team.user.invite.rejected"})
            QVERIFY2(log.find(event) != std::string::npos, event);
        QVERIFY(log.find(stranger.username) != std::string::npos);
        QVERIFY2(log.find(stranger.row.email) == std::string::npos, log.c_str());
        QVERIFY(list.body.find(stranger.row.email) == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestApiSeparation)
#include "test_api_separation.moc"
