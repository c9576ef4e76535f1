// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/tour/day.h"

#include "castellan-server/key_file.h"
#include "client/secrets/session_store.h"
#include "client/servers/connect_flow.h"
#include "client/servers/server_list.h"
#include "core/random.h"
#include "server/server.h"
#include "tests/tour/people.h"
#include "tests/tour/staged_clock.h"

#include <QEventLoop>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <map>
#include <set>

namespace castellan::tour {
namespace {

using std::chrono::seconds;

/// Runs the event loop until the answer is there; a day has thousands of answers, so nothing sleeps here.
template <class T> Result<T> await(const client::Answer<T> &answer)
{
    QEventLoop loop;
    std::optional<Result<T>> result;
    client::whenDone(&loop, answer, [&](Result<T> got) {
        result = std::move(got);
        loop.quit();
    });
    QTimer::singleShot(std::chrono::seconds(30), &loop, &QEventLoop::quit);
    if (!result)
        loop.exec();
    if (!result)
        return fail(ErrorCode::timed_out, "an answer did not come");
    return std::move(*result);
}

QString words(const Error &error)
{
    return QString::fromStdString(error.message + " " + error.detail);
}

class Day {
public:
    Day(StagedClock &clock, const QString &url)
        : m_clock(clock), m_url(url), m_random(20261122),
          m_surroundings{clock, m_bytes, {m_session, m_session, m_session}, m_folder.path(), QStringLiteral("tour"),
                         {}},
          m_list(m_surroundings)
    {
    }

    QString play(int events)
    {
        if (const QString trouble = settle(); !trouble.isEmpty())
            return trouble;
        // What settling wrote counts too; the rest of the day is spread over what is left of it.
        const int rest = std::max(1, events - m_acts);
        const auto span = m_clock.left() - std::chrono::minutes(2);
        for (int i = 0; i < rest; ++i) {
            const auto share = span / rest;
            m_clock.pass(
                std::chrono::microseconds(share.count() / 2 + qint64(share.count() * m_random.generateDouble())));
            actOfTheDay(double(i) / rest);
            if (!m_stuck.isEmpty())
                return m_stuck;
            if (m_clock.left() < seconds(90))
                break;
        }
        return {};
    }

private:
    client::Server *connect(const Person &person)
    {
        auto flow = m_list.connectNew();
        if (!await(flow->probe(m_url)) ||
            !await(flow->signIn(QString::fromLatin1(person.username), Secret(std::string_view(password)))))
            return nullptr;
        flow->profile().name = QString::fromLatin1(person.username);
        flow->profile().secretPlace = client::SecretPlace::session;
        auto saved = await(flow->save());
        ++m_acts;
        if (!saved)
            return nullptr;
        // Whoever was suspended or slept too long is out; nobody here answers the question that the console would ask.
        QObject::connect(*saved, &client::Server::stateChanged, *saved, [server = *saved](client::ConnectionState now) {
            if (now == client::ConnectionState::needs_sign_in)
                server->giveUpSignIn();
        });
        return *saved;
    }

    template <class T> bool apply(client::Server *as, const client::Change<T> &change)
    {
        ++m_acts;
        const auto result = await(as->apply(change));
        if (!result)
            m_trouble = words(result.error());
        if (!result && result.error().code == ErrorCode::timed_out)
            m_stuck = QStringLiteral("the day stands still: ") + m_trouble;
        return bool(result);
    }

    QString settle()
    {
        client::Server *ann = connect(people().front());
        if (!ann || !QTest::qWaitFor([ann] { return ann->platform() && ann->platform()->users(); }, 10'000))
            return QStringLiteral("the first administrator cannot sign in");
        m_as["ann"] = ann;
        for (const Person &person : people().subspan(1)) {
            m_clock.pass(seconds(40));
            wire::UserCreate user;
            user.username = person.username;
            user.name = person.name;
            user.email = std::string(person.username) + "@plant.example";
            user.password = {std::string(password)};
            user.isAdmin = person.admin;
            const auto made = await(ann->apply(ann->platform()->users()->create(user)));
            if (!made)
                return QStringLiteral("a user cannot be made: ") + words(made.error());
            // They have been here for long: their first password is behind them.
            wire::UserUpdate settled;
            settled.password_expired = false;
            m_acts += 1;
            if (!apply(ann, ann->platform()->users()->update(QString::fromStdString(made->id), settled)))
                return QStringLiteral("a user cannot be changed: ") + m_trouble;
        }
        const auto types = await(ann->platform()->teams()->types());
        if (!types || types->empty())
            return QStringLiteral("there are no team types");
        for (const char *name : teams()) {
            m_clock.pass(seconds(50));
            auto created = await(ann->apply(ann->platform()->teams()->create({name, types->front().id, {}})));
            if (!created)
                return QStringLiteral("a team cannot be made: ") + words(created.error());
            ++m_acts;
            m_teams.push_back(QString::fromStdString(created->id));
            m_members[m_teams.back()] = {"ann"};
        }
        auto everybody = await(ann->platform()->users()->list({}));
        if (!everybody)
            return words(everybody.error());
        for (const wire::User &user : everybody->users)
            m_ids[user.username] = QString::fromStdString(user.id);
        for (std::size_t i = 0; i < people().size(); ++i) {
            // Everybody is in one or two teams, the first team has most.
            addTo(m_teams.front(), people()[i].username, i % 3 == 0);
            addTo(m_teams[i % m_teams.size()], people()[i].username, true);
        }
        return {};
    }

    void addTo(const QString &team, const std::string &username, bool wanted)
    {
        if (!wanted || m_members[team].contains(username))
            return;
        m_clock.pass(seconds(20));
        constexpr int roles[] = {30, 10, 30, 50, 5};
        wire::MemberAdd member{username, roles[m_random.bounded(5)]};
        if (apply(m_as["ann"], m_as["ann"]->platform()->teams()->addMember(team, member)))
            m_members[team].insert(username);
    }

    client::Server *somebody()
    {
        const Person &person = people()[std::size_t(m_random.bounded(int(people().size())))];
        auto &server = m_as[person.username];
        if (!server)
            server = connect(person);
        return isSignedIn(server) ? server : m_as["ann"];
    }

    static bool isSignedIn(client::Server *server)
    {
        return server && (server->state() == client::ConnectionState::connected ||
                          server->state() == client::ConnectionState::degraded);
    }

    /// As the administrator: whoever acts has the right to.
    client::Server *admin()
    {
        const char *names[] = {"ann", "lina", "ellen"};
        const char *name = names[m_random.bounded(3)];
        if (!m_as[name]) {
            for (const Person &person : people()) {
                if (std::string_view(person.username) == name)
                    m_as[name] = connect(person);
            }
        }
        return isSignedIn(m_as[name]) ? m_as[name] : m_as["ann"];
    }

    const QString &someTeam() { return m_teams[std::size_t(m_random.bounded(int(m_teams.size())))]; }

    std::string someMember(const QString &team)
    {
        const auto &members = m_members[team];
        return *std::next(members.begin(), m_random.bounded(int(members.size())));
    }

    void actOfTheDay(double progress)
    {
        // Late in the day somebody tries passwords.
        const bool attack = progress > 0.965 && progress < 0.985;
        const int dice = attack ? 97 : m_random.bounded(100);
        client::Server *chief = admin();
        client::Teams *teams = chief->platform() ? chief->platform()->teams() : nullptr;
        if (!teams)
            return;
        const QString team = someTeam();
        if (dice < 24)
            changeRole(chief, team);
        else if (dice < 36)
            addTo(team, people()[std::size_t(m_random.bounded(int(people().size())))].username, true);
        else if (dice < 44)
            removeFrom(chief, team);
        else if (dice < 56)
            invite(chief, team);
        else if (dice < 74)
            token(somebody());
        else if (dice < 84)
            rename(somebody());
        else if (dice < 92)
            signInAgain();
        else if (dice < 96)
            changeUser(chief);
        else
            failToSignIn(attack);
    }

    void changeRole(client::Server *chief, const QString &team)
    {
        const std::string who = someMember(team);
        constexpr Role roles[] = {Role::viewer, Role::member, Role::owner, Role::dashboard, Role::member};
        if (who != "ann")
            apply(chief, chief->platform()->teams()->changeRole(team, m_ids[who], roles[m_random.bounded(5)]));
    }

    void removeFrom(client::Server *chief, const QString &team)
    {
        const std::string who = someMember(team);
        if (who == "ann" || m_members[team].size() < 6)
            return;
        if (apply(chief, chief->platform()->teams()->removeMember(team, m_ids[who])))
            m_members[team].erase(who);
    }

    void invite(client::Server *chief, const QString &team)
    {
        client::Teams &teams = *chief->platform()->teams();
        const auto open = await(teams.invitations(team));
        if (open && open->size() > 2) {
            apply(chief, teams.withdraw(team, QString::fromStdString(open->front().id)));
            return;
        }
        const auto &person = people()[std::size_t(m_random.bounded(int(people().size())))];
        if (!m_members[team].contains(person.username))
            apply(chief, teams.invite(team, QString::fromLatin1(person.username), Role::member));
    }

    void token(client::Server *as)
    {
        client::AccessTokens *tokens = as->platform()->accessTokens();
        if (!tokens)
            return;
        const auto all = await(tokens->list());
        if (all && all->size() > 2) {
            apply(as, tokens->remove(QString::fromStdString(all->front().id)));
            return;
        }
        const char *names[] = {"grafana-read", "backup", "line-4", "deploy", "reporting"};
        wire::AccessTokenCreate token;
        token.name = names[m_random.bounded(5)];
        apply(as, tokens->create(token));
    }

    void rename(client::Server *as)
    {
        const auto user = as->user();
        if (!user)
            return;
        wire::UserUpdate update;
        // There and back again.
        const bool here = user->email.value_or("").ends_with("@plant.example");
        update.email = user->username + (here ? "@works.example" : "@plant.example");
        apply(as, as->platform()->identity().updateSelf(update));
    }

    void changeUser(client::Server *chief)
    {
        wire::UserUpdate update;
        const bool suspend = m_random.bounded(4) == 0;
        update.suspended = suspend;
        if (suspend || m_suspended)
            apply(chief, chief->platform()->users()->update(m_ids["kofi"], update));
        m_suspended = suspend;
    }

    void signInAgain()
    {
        const Person &person = people()[std::size_t(m_random.bounded(int(people().size())))];
        if (client::Server *as = m_as[person.username]) {
            ++m_acts;
            (void)await(as->signIn(QString::fromLatin1(person.username), Secret(std::string_view(password))));
        } else
            m_as[person.username] = connect(person);
    }

    void failToSignIn(bool attack)
    {
        const char *names[] = {"root", "admin", "test", "operator", "bob"};
        auto flow = m_list.connectNew();
        if (!await(flow->probe(m_url)))
            return;
        ++m_acts;
        (void)await(flow->signIn(QString::fromLatin1(attack ? names[m_random.bounded(4)] : names[m_random.bounded(5)]),
                                 Secret(std::string_view("letmein"))));
    }

    StagedClock &m_clock;
    QString m_url;
    QRandomGenerator m_random;
    OpenSslRandom m_bytes;
    client::SessionStore m_session;
    QTemporaryDir m_folder;
    client::Surroundings m_surroundings;
    client::ServerList m_list;
    std::map<std::string, client::Server *> m_as;
    std::map<std::string, QString> m_ids;
    std::vector<QString> m_teams;
    std::map<QString, std::set<std::string>> m_members;
    QString m_trouble;
    QString m_stuck;
    int m_acts = 0;
    bool m_suspended = false;
};

}  // namespace

QString playDay(const QString &dataFolder, const QString &keyFile, int events)
{
    StagedClock clock(std::chrono::hours(25));
    OpenSslRandom random;
    auto keys = cli::makeKeyFile(keyFile.toStdString(), random);
    if (!keys)
        return words(keys.error());
    Server::FirstUser first{people().front().username, "ann@plant.example", people().front().name,
                            Secret(std::string_view(password))};
    if (auto made = Server::initialise(dataFolder.toStdString(), *keys, first, clock, random); !made)
        return words(made.error());
    ServerConfig config;
    config.data = dataFolder.toStdString();
    config.keys = keys->clone();
    Server server(std::move(config), clock, random);
    const auto endpoint = server.start();
    if (!endpoint)
        return words(endpoint.error());
    Day day(clock, QString::fromStdString(endpoint->url));
    return day.play(events);
}

}  // namespace castellan::tour
