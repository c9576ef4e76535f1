// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/end_to_end/permission_table.h"
#include "tests/end_to_end/program.h"

#include <QRegularExpression>
#include <QTest>

#include <array>
#include <map>
#include <optional>
#include <set>

using namespace castellan::test;
using namespace Qt::Literals::StringLiterals;

namespace {

class TestPermissions : public QObject {
    Q_OBJECT

    /// What else there is for a cell.
    struct Prepared {
        QString path;
        QString bearer;
        std::optional<Curl> somebody;  ///< who asks, if it is a fresh person
    };

    /// For lines that take something away, until it is taken.
    struct FreshTeam {
        QString team;
        QString invitation;
        QString key;
    };

    ServerProgram m_server;
    std::optional<FreshTeam> m_fresh;
    std::vector<Curl> m_clients;
    std::array<QString, people> m_ids;
    std::array<QString, count> m_tokens;
    QString m_team;
    QString m_foreign;
    QString m_teamType;
    QString m_other;
    int m_made = 0;

    Curl &as(Who who) { return m_clients.at(std::size_t(who)); }

    QString makeUser(const QString &name, const QJsonObject &more = {})
    {
        QJsonObject body{{u"username"_s, name}, {u"password"_s, u"cobalt-Mirror-frigate-5"_s}};
        for (auto it = more.begin(); it != more.end(); ++it)
            body.insert(it.key(), it.value());
        const auto made = as(admin).send("POST", u"/api/v1/users"_s, body);
        if (made.status != 200)
            qFatal("user: %s", made.body.constData());
        return made["id"];
    }

    /// With one person of each role, or with the stranger as owner; the administrator who made it leaves.
    QString makeTeam(bool ofTheStranger = false)
    {
        const auto made = as(admin).send("POST", u"/api/v1/teams"_s,
                                         {{u"name"_s, u"Team %1"_s.arg(++m_made)}, {u"type"_s, m_teamType}});
        if (made.status != 200)
            qFatal("team: %s", made.body.constData());
        const auto id = made["id"];
        if (ofTheStranger) {
            addMember(id, stranger, 50);
        } else {
            addMember(id, dashboard, 5);
            addMember(id, viewer, 10);
            addMember(id, member, 30);
            addMember(id, owner, 50);
        }
        if (as(admin).send("DELETE", u"/api/v1/teams/%1/members/%2"_s.arg(id, m_ids.at(admin))).status != 200)
            qFatal("the administrator stays");
        return id;
    }

    void addMember(const QString &team, Who who, int role) { addMember(team, m_ids.at(who), role); }
    void addMember(const QString &team, const QString &user, int role)
    {
        const auto added =
            as(admin).send("POST", u"/api/v1/teams/%1/members"_s.arg(team), {{u"user"_s, user}, {u"role"_s, role}});
        if (added.status != 200)
            qFatal("member: %s", added.body.constData());
    }

    /// A first sign-in with the password that the administrator chose, and a new one.
    static void signIn(Curl &client, const QString &name)
    {
        if (client.login(name, u"cobalt-Mirror-frigate-5"_s).status != 200)
            qFatal("no session for %s", qPrintable(name));
        const auto changed = client.send("PUT", u"/api/v1/user/change_password"_s,
                                         {{u"old_password"_s, u"cobalt-Mirror-frigate-5"_s},
                                          {u"password"_s, QLatin1String(ServerProgram::password)}});
        if (changed.status != 200)
            qFatal("password: %s", changed.body.constData());
    }

    /// A token or a key: its id and what is shown once.
    std::pair<QString, QString> makeKey(const QString &path, const char *scope, Who by)
    {
        const auto made = as(by).send("POST", path, {{u"name"_s, u"key"_s}, {u"scope"_s, QLatin1StringView(scope)}});
        if (made.status != 200)
            qFatal("key: %s", made.body.constData());
        return {made["id"], made["token"]};
    }
    std::pair<QString, QString> makeTeamKey(const QString &team, const char *scope)
    {
        return makeKey(u"/api/v1/teams/%1/keys"_s.arg(team), scope, admin);
    }

    QString invite(const QString &team)
    {
        const QString path = u"/api/v1/teams/%1/invitations"_s.arg(team);
        const auto sent = as(admin).send("POST", path, {{u"user"_s, u"other"_s}, {u"role"_s, 10}});
        if (sent.status != 200 || !sent.code().isEmpty())
            qFatal("invitation: %s", sent.body.constData());
        return as(admin).get(path).json()[u"invitations"_s][0][u"id"_s].toString();
    }

    /// A user with the rights of a column, whom requests may delete.
    Curl freshPerson(Who like, QString &id)
    {
        const QString name = u"fresh-%1"_s.arg(++m_made);
        QJsonObject more;
        if (like == admin || like == auditor)
            more.insert(like == admin ? u"isAdmin"_s : u"auditor"_s, true);
        id = makeUser(name, more);
        static const std::map<Who, int> roles{{dashboard, 5}, {viewer, 10}, {member, 30}, {owner, 50}, {stranger, 50}};
        if (const auto role = roles.find(like); role != roles.end())
            addMember(like == stranger ? m_foreign : m_team, id, role->second);
        auto client = Curl(m_server.url(), u"127.0.1.%1"_s.arg(m_made % 250 + 1));
        signIn(client, name);
        return client;
    }

    FreshTeam makeFresh(Fresh what, const QString &team)
    {
        FreshTeam out{team, {}, {}};
        if (what == Fresh::member)
            addMember(team, m_other, 10);
        if (what == Fresh::invitation)
            out.invitation = invite(team);
        if (what == Fresh::key)
            out.key = makeTeamKey(team, "read").first;
        return out;
    }

    Prepared prepare(const Line &line, Who who)
    {
        Prepared out{QLatin1StringView(line.path), m_tokens.at(who), std::nullopt};
        auto &path = out.path;
        const bool abroad = path.contains(u"{foreign"_s);
        const bool fresh = line.fresh != Fresh::nothing && line.fresh != Fresh::self;
        if (fresh && !m_fresh)
            m_fresh = makeFresh(line.fresh, makeTeam(abroad));
        const auto team = fresh && !abroad ? m_fresh->team : m_team;
        const auto foreign = fresh && abroad ? m_fresh->team : m_foreign;
        if (fresh && !abroad && isTeamKey(who))
            out.bearer = makeTeamKey(team, scopeOf(who)).second;
        if (fresh) {
            path.replace(u"{invitation}"_s, m_fresh->invitation);
            path.replace(u"{key}"_s, m_fresh->key);
        }
        const auto person = personOf(who) == anonymous || personOf(who) >= people ? admin : personOf(who);
        auto me = m_ids.at(person);
        if (line.fresh == Fresh::self && who != anonymous)
            out.somebody = freshPerson(who, me);
        path.replace(u"{me}"_s, me);
        path.replace(u"{team}"_s, team);
        path.replace(u"{foreign}"_s, foreign);
        path.replace(u"{other}"_s, m_other);
        for (const auto &[name, id] : {std::pair(u"{slug}"_s, team), std::pair(u"{foreignSlug}"_s, foreign)})
            if (path.contains(name))
                path.replace(name, as(admin).get(u"/api/v1/teams/%1"_s.arg(id))["slug"]);
        return out;
    }

    Answer ask(const Line &line, Who who)
    {
        auto prepared = prepare(line, who);
        auto &client = prepared.somebody ? *prepared.somebody : as(who);
        client.bearer = prepared.bearer;
        return line.body[0] == '\0'
                   ? client.send(line.method, prepared.path)
                   : client.send(line.method, prepared.path, QJsonDocument::fromJson(line.body).object());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.prepare());
        QVERIFY2(m_server.start(), m_server.err.constData());
        for (int i = 0; i < count; ++i)  // each from an address of its own, so that the login limit leaves them alone
            m_clients.emplace_back(m_server.url(), u"127.0.0.%1"_s.arg(i + 2));
        QCOMPARE(as(admin).login(u"alice"_s).status, 200);
        m_ids.at(admin) = as(admin).get(u"/api/v1/user"_s)["id"];
        // However long the table takes, this isn't what answers.
        const auto security = as(admin).get(u"/api/v1/admin/security"_s).json();
        QCOMPARE(as(admin)
                     .send("PUT", u"/api/v1/admin/security"_s,
                           {{u"revision"_s, security[u"revision"_s]},
                            {u"values"_s, QJsonObject{{u"session.stepUpMinutes"_s, 60}}}})
                     .status,
                 200);
        m_teamType = as(admin).get(u"/api/v1/team-types"_s).json()[u"types"_s][0][u"id"_s].toString();
        for (const auto who : {dashboard, viewer, member, owner, stranger, auditor}) {
            const QString name = QLatin1String(names.at(who)) + u"-user"_s;
            m_ids.at(who) = makeUser(name, who == auditor ? QJsonObject{{u"auditor"_s, true}} : QJsonObject{});
            signIn(as(who), name);
        }
        // Deleting this one is permitted to administrators and yet impossible: a team would be left without an owner.
        m_team = makeTeam();
        m_foreign = makeTeam(true);
        m_other = makeUser(u"other"_s);
        const auto held = makeTeam(true);
        addMember(held, m_other, 50);
        QCOMPARE(as(admin)
                     .send("PUT", u"/api/v1/teams/%1/members/%2"_s.arg(held, m_ids.at(stranger)), {{u"role"_s, 10}})
                     .status,
                 200);
        for (const auto who : {ownerReads, ownerWrites, adminWrites, adminAll})
            m_tokens.at(who) = makeKey(u"/api/v1/user/tokens"_s, scopeOf(who), personOf(who)).second;
        for (const auto who : {platformReads, platformWrites, platformAll})
            m_tokens.at(who) = makeKey(u"/api/v1/admin/keys"_s, scopeOf(who), admin).second;
        for (const auto who : {teamReads, teamWrites, teamAll})
            m_tokens.at(who) = makeTeamKey(m_team, scopeOf(who)).second;
    }

    void f63AnswersAsTheReferenceSays_data()
    {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < permissionTable.size(); ++i)
            QTest::addRow("F63 %s %s", permissionTable.at(i).method, permissionTable.at(i).path) << int(i);
    }

    void f63AnswersAsTheReferenceSays()
    {
        QFETCH(int, row);
        const auto &line = permissionTable.at(std::size_t(row));
        QByteArray answered;
        QByteArray expected;
        QByteArray details;
        m_fresh.reset();
        for (int who = 0; who < count; ++who) {
            expected += line.expected(who);
            if (line.expected(who) == ' ') {
                answered += ' ';
                continue;
            }
            const auto answer = ask(line, Who(who));
            QVERIFY2(answer.status >= 200 && answer.status < 500, answer.body.constData());
            QVERIFY2(answer.status != 429, answer.body.constData());
            answered += answerOf(unsigned(answer.status), answer.code().toStdString());
            if (answered.endsWith('+'))
                m_fresh.reset();
            details += names.at(std::size_t(who)) + QByteArray(": ") + QByteArray::number(answer.status) + ' ' +
                       answer.body.left(200) + '\n';
        }
        const QByteArray said = "expected " + expected + ", got " + answered + '\n' + details;
        QVERIFY2(answered == expected, said.constData());
    }

    void membersMayLeave()
    {
        // After the table, whose last line ended the sessions.
        auto client = Curl(m_server.url(), u"127.0.0.20"_s);
        QCOMPARE(client.login(u"viewer-user"_s).status, 200);
        const QString path = u"/api/v1/teams/%1/members/%2"_s.arg(m_team, m_ids.at(viewer));
        QCOMPARE(client.send("DELETE", path).status, 200);
        QCOMPARE(client.get(u"/api/v1/teams/%1"_s.arg(m_team)).status, 404);
    }

    void everyRouteIsInTheTable()
    {
        auto client = Curl(m_server.url());
        const auto paths = client.get(u"/api/json"_s).json()[u"paths"_s].toObject();
        QVERIFY(paths.size() > 20);
        static const QRegularExpression parameter(u"\\{[^}]*\\}"_s);
        std::set<QByteArray> tested;
        for (const auto &line : permissionTable) {
            auto path = QByteArray(line.path).split('?').front();
            path = QString::fromLatin1(path).replace(parameter, u"{}"_s).replace(u"zzz"_s, u"{}"_s).toLatin1();
            tested.insert(QByteArray(line.method).toLower() + ' ' + path);
        }
        for (auto it = paths.begin(); it != paths.end(); ++it) {
            const auto methods = it.value().toObject().keys();
            for (const auto &method : methods) {
                const QByteArray key = (method + u' ' + QString(it.key()).replace(parameter, u"{}"_s)).toUtf8();
                QVERIFY2(tested.contains(key), key.constData());
            }
        }
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestPermissions)
#include "test_e2e_permissions.moc"
