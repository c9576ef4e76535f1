// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/end_to_end/program.h"

#include <QRegularExpression>
#include <QTest>

#include <array>
#include <set>

using namespace castellan::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Columns of the table below, in its order.
enum Who { anonymous, dashboard, viewer, member, owner, admin, stranger, auditor, count };
constexpr std::array<const char *, count> names{"anonymous", "dashboard", "viewer",   "member",
                                                "owner",     "admin",     "stranger", "auditor"};

/// What must be there before a request, made anew for each cell because a permitted request takes it away.
enum class Fresh { nothing, team, member, invitation, self };

struct Line {
    const char *method;
    /// {team} {slug} {other} {me} {invitation}
    const char *path;
    const char *body;
    /// One character a column: + permitted (whatever else is wrong), - 401, F 403, N 404
    const char *expected;
    Fresh fresh = Fresh::nothing;
};

// Typed by hand from the reference of the API, not from the server's own table. `stranger` owns another team.
//                                                                            anon dash view memb own admin strng audit
constexpr auto table = std::to_array<Line>({
    {"GET", "/healthz", "", "++++++++"},
    {"GET", "/readyz", "", "++++++++"},
    {"GET", "/api/json", "", "++++++++"},
    {"GET", "/api/yaml", "", "++++++++"},
    {"GET", "/api/v1/settings", "", "++++++++"},
    {"GET", "/api/v1/identity", "", "++++++++"},           // 400: that is no nonce
    {"GET", "/.well-known/security.txt", "", "NNNNNNNN"},  // nobody is named unless the host says whom
    {"POST", "/account/login", "{}", "++++++++"},
    {"POST", "/account/login/token", "{}", "++++++++"},
    {"POST", "/account/reset-password", "{}", "++++++++"},
    {"GET", "/api/v1/user", "", "-+++++++"},
    {"PUT", "/api/v1/user", "{}", "-+++++++"},
    {"PUT", "/api/v1/user/change_password", "{}", "-+++++++"},
    {"POST", "/api/v1/user/step-up", "{}", "-+++++++"},
    {"GET", "/api/v1/user/mfa", "", "-+++++++"},
    {"PUT", "/api/v1/user/mfa", "", "-+++++++"},
    {"PUT", "/api/v1/user/mfa/verify", "{}", "-+++++++"},
    {"DELETE", "/api/v1/user/mfa", "{}", "-+++++++"},
    {"POST", "/api/v1/user/mfa/backup-codes", "{}", "-+++++++"},
    {"GET", "/api/v1/user/teams", "", "-+++++++"},
    {"GET", "/api/v1/user/invitations", "", "-+++++++"},
    {"PATCH", "/api/v1/user/invitations/zzz", "", "-NNNNNNN"},
    {"DELETE", "/api/v1/user/invitations/zzz", "", "-NNNNNNN"},
    {"GET", "/api/v1/user/tokens", "", "-+++++++"},
    {"POST", "/api/v1/user/tokens", "{}", "-+++++++"},
    {"PUT", "/api/v1/user/tokens/zzz", "{\"scope\":\"\"}", "-NNNNNNN"},
    {"DELETE", "/api/v1/user/tokens/zzz", "", "-NNNNNNN"},
    {"POST", "/api/v1/user/tokens/zzz/rotate", "", "-NNNNNNN"},
    {"POST", "/api/v1/user/tokens/zzz/enable", "", "-NNNNNNN"},
    {"POST", "/api/v1/user/tokens/zzz/disable", "", "-NNNNNNN"},
    {"GET", "/api/v1/admin/keys", "", "-FFFF+F+"},
    {"POST", "/api/v1/admin/keys", "{}", "-FFFF+FF"},
    {"PUT", "/api/v1/admin/keys/zzz", "{}", "-FFFFNFF"},
    {"DELETE", "/api/v1/admin/keys/zzz", "", "-FFFFNFF"},
    {"POST", "/api/v1/admin/keys/zzz/rotate", "", "-FFFFNFF"},
    {"POST", "/api/v1/admin/keys/zzz/enable", "", "-FFFFNFF"},
    {"POST", "/api/v1/admin/keys/zzz/disable", "", "-FFFFNFF"},
    {"GET", "/api/v1/teams/{team}/keys", "", "-FFF++N+"},
    {"POST", "/api/v1/teams/{team}/keys", "{}", "-FFF++NF"},
    {"PUT", "/api/v1/teams/{team}/keys/zzz", "{}", "-FFFNNNF"},
    {"DELETE", "/api/v1/teams/{team}/keys/zzz", "", "-FFFNNNF"},
    {"POST", "/api/v1/teams/{team}/keys/zzz/rotate", "", "-FFFNNNF"},
    {"POST", "/api/v1/teams/{team}/keys/zzz/enable", "", "-FFFNNNF"},
    {"POST", "/api/v1/teams/{team}/keys/zzz/disable", "", "-FFFNNNF"},
    {"GET", "/api/v1/user/sessions", "", "-+++++++"},
    {"DELETE", "/api/v1/user/sessions?scope=others", "", "-+++++++"},
    {"DELETE", "/api/v1/user/sessions/zzz", "", "-NNNNNNN"},
    {"GET", "/api/v1/users", "", "-FFFF+F+"},
    {"POST", "/api/v1/users", "{}", "-FFFF+FF"},
    {"GET", "/api/v1/users/{other}", "", "-FFFF+F+"},
    {"PUT", "/api/v1/users/{other}", "{}", "-FFFF+FF"},
    {"DELETE", "/api/v1/users/{other}", "", "-FFFF+FF"},
    {"POST", "/api/v1/users/{other}/reset-password", "", "-FFFF+FF"},
    {"GET", "/api/v1/users/{other}/teams", "", "-FFFF+F+"},
    {"GET", "/api/v1/users/{other}/sessions", "", "-FFFF+F+"},
    {"DELETE", "/api/v1/users/{other}/sessions", "", "-FFFF+FF"},
    {"DELETE", "/api/v1/users/{other}/sessions/zzz", "", "-FFFFNFF"},
    {"POST", "/api/v1/users/{other}/unlock", "", "-FFFF+FF"},
    {"GET", "/api/v1/users/{me}", "", "-+++++++"},
    {"PUT", "/api/v1/users/{me}", "{}", "-+++++++"},
    {"GET", "/api/v1/users/{me}/teams", "", "-+++++++"},
    {"GET", "/api/v1/users/zzz", "", "-FFFFNFN"},
    {"GET", "/api/v1/team-types", "", "-+++++++"},
    {"GET", "/api/v1/team-types/zzz", "", "-NNNNNNN"},
    {"GET", "/api/v1/teams", "", "-FFFF+F+"},
    {"POST", "/api/v1/teams", "{\"name\":\"x\",\"type\":\"zzz\"}", "-FFFF+FF"},
    {"POST", "/api/v1/teams/check-slug", "{\"slug\":\"free\"}", "-FFFF+FF"},
    {"GET", "/api/v1/teams/slug/{slug}", "", "-+++++N+"},
    {"GET", "/api/v1/teams/{team}", "", "-+++++N+"},
    {"PUT", "/api/v1/teams/{team}", "{}", "-FFF++NF"},
    {"DELETE", "/api/v1/teams/{team}", "", "-FFF++NF", Fresh::team},
    {"GET", "/api/v1/teams/{team}/user", "", "-+++++N+"},
    {"GET", "/api/v1/teams/{team}/members", "", "-F++++N+"},
    {"POST", "/api/v1/teams/{team}/members", "{}", "-FFFF+NF"},
    {"PUT", "/api/v1/teams/{team}/members/{other}", "{}", "-FFF++NF", Fresh::member},
    {"DELETE", "/api/v1/teams/{team}/members/{other}", "", "-FFF++NF", Fresh::member},
    {"GET", "/api/v1/teams/{team}/invitations", "", "-FFF++NF"},
    {"POST", "/api/v1/teams/{team}/invitations", "{}", "-FFF++NF"},
    {"DELETE", "/api/v1/teams/{team}/invitations/{invitation}", "", "-FFF++NF", Fresh::invitation},
    {"GET", "/api/v1/teams/{team}/audit-log", "", "-FFF++N+"},
    {"GET", "/api/v1/admin/audit-log", "", "-FFFF+F+"},
    {"GET", "/api/v1/admin/invitations", "", "-FFFF+F+"},
    {"GET", "/api/v1/admin/security", "", "-FFFF+F+"},
    {"PUT", "/api/v1/admin/security", "{}", "-FFFF+FF"},
    {"GET", "/api/v1/audit/stream", "", "++++++++"},  // 426: rights are asked for at the upgrade
    {"POST", "/account/logout", "", "++++++++"},      // the last line: it ends the sessions
});

char answerOf(int status)
{
    switch (status) {
    case 401:
        return '-';
    case 403:
        return 'F';
    case 404:
        return 'N';
    default:
        return '+';
    }
}

class TestPermissions : public QObject {
    Q_OBJECT

    ServerProgram m_server;
    std::vector<Curl> m_clients;
    std::array<QString, count> m_ids;
    QString m_team;
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

    QString makeTeam()
    {
        const auto made = as(admin).send("POST", u"/api/v1/teams"_s,
                                         {{u"name"_s, u"Team %1"_s.arg(++m_made)}, {u"type"_s, m_teamType}});
        if (made.status != 200)
            qFatal("team: %s", made.body.constData());
        const auto id = made["id"];
        addMember(id, dashboard, 5);
        addMember(id, viewer, 10);
        addMember(id, member, 30);
        addMember(id, owner, 50);
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
    void signIn(Who who, const QString &name)
    {
        auto &client = as(who);
        if (client.login(name, u"cobalt-Mirror-frigate-5"_s).status != 200)
            qFatal("no session for %s", qPrintable(name));
        const auto changed = client.send("PUT", u"/api/v1/user/change_password"_s,
                                         {{u"old_password"_s, u"cobalt-Mirror-frigate-5"_s},
                                          {u"password"_s, QLatin1String(ServerProgram::password)}});
        if (changed.status != 200)
            qFatal("password: %s", changed.body.constData());
    }

    QString prepare(const Line &line, QString path, Who who)
    {
        auto team = m_team;
        if (line.fresh != Fresh::nothing)
            team = makeTeam();
        if (line.fresh == Fresh::member)
            addMember(team, m_other, 10);
        if (line.fresh == Fresh::invitation) {
            const auto sent = as(admin).send("POST", u"/api/v1/teams/%1/invitations"_s.arg(team),
                                             {{u"user"_s, u"other"_s}, {u"role"_s, 10}});
            if (sent.status != 200 || !sent.code().isEmpty())
                qFatal("invitation: %s", sent.body.constData());
            const auto list = as(admin).get(u"/api/v1/teams/%1/invitations"_s.arg(team)).json();
            path.replace(u"{invitation}"_s, list[u"invitations"_s][0][u"id"_s].toString());
        }
        path.replace(u"{team}"_s, team);
        path.replace(u"{other}"_s, m_other);
        path.replace(u"{me}"_s, who == anonymous ? m_ids.at(admin) : m_ids.at(who));
        if (path.contains(u"{slug}"_s))
            path.replace(u"{slug}"_s, as(admin).get(u"/api/v1/teams/%1"_s.arg(team))["slug"]);
        return path;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto made = m_server.init();
        QVERIFY2(made.exitCode == 0, made.err.constData());
        QVERIFY2(m_server.start(), m_server.err.constData());
        for (int i = 0; i < count; ++i)  // each from an address of its own, so that the login limit leaves them alone
            m_clients.emplace_back(m_server.url(), u"127.0.0.%1"_s.arg(i + 2));
        QCOMPARE(as(admin).login(u"alice"_s).status, 200);
        m_ids.at(admin) = as(admin).get(u"/api/v1/user"_s)["id"];
        m_teamType = as(admin).get(u"/api/v1/team-types"_s).json()[u"types"_s][0][u"id"_s].toString();
        for (const auto who : {dashboard, viewer, member, owner, stranger, auditor}) {
            const QString name = QLatin1String(names.at(who)) + u"-user"_s;
            m_ids.at(who) = makeUser(name, who == auditor ? QJsonObject{{u"auditor"_s, true}} : QJsonObject{});
            signIn(who, name);
        }
        // Deleting this one is permitted to administrators and yet impossible: a team would be left without an owner.
        m_other = makeUser(u"other"_s);
        m_team = makeTeam();
        const auto held = makeTeam();
        addMember(held, m_other, 50);
        for (const auto who : {owner, admin})
            QCOMPARE(as(admin).send("DELETE", u"/api/v1/teams/%1/members/%2"_s.arg(held, m_ids.at(who))).status, 200);
        const auto foreign = makeTeam();
        addMember(foreign, stranger, 50);
        for (const auto who : {dashboard, viewer, member, owner})
            QCOMPARE(as(admin).send("DELETE", u"/api/v1/teams/%1/members/%2"_s.arg(foreign, m_ids.at(who))).status,
                     200);
    }

    void answersAsTheReferenceSays_data()
    {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < table.size(); ++i)
            QTest::addRow("%s %s", table[i].method, table[i].path) << int(i);
    }

    void answersAsTheReferenceSays()
    {
        QFETCH(int, row);
        const auto &line = table[std::size_t(row)];
        QByteArray answered;
        QByteArray details;
        for (int who = 0; who < count; ++who) {
            const QString path = prepare(line, QLatin1String(line.path), Who(who));
            const auto answer = line.body[0] == '\0'
                                    ? as(Who(who)).send(line.method, path)
                                    : as(Who(who)).send(line.method, path, QJsonDocument::fromJson(line.body).object());
            QVERIFY2(answer.status >= 200 && answer.status < 500, answer.body.constData());
            answered += answerOf(answer.status);
            details += names.at(std::size_t(who)) + QByteArray(": ") + QByteArray::number(answer.status) + ' ' +
                       answer.body.left(200) + '\n';
        }
        const QByteArray said = "expected " + QByteArray(line.expected) + ", got " + answered + '\n' + details;
        QVERIFY2(answered == line.expected, said.constData());
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
        std::set<QByteArray> tested;
        for (const auto &line : table) {
            auto path = QByteArray(line.path).split('?').front();
            for (const auto *name : {"{team}", "{slug}", "{other}", "{me}", "{invitation}", "zzz"})
                path.replace(name, "{}");
            tested.insert(QByteArray(line.method).toLower() + ' ' + path);
        }
        static const QRegularExpression parameter(u"\\{[^}]*\\}"_s);
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
