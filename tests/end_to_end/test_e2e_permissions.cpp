// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/end_to_end/permission_table.h"
#include "tests/end_to_end/program.h"
#include "tests/fixtures/permission_people.h"

#include <QRegularExpression>
#include <QTest>

#include <optional>
#include <set>

using namespace castellan;
using namespace castellan::test;
using namespace Qt::Literals::StringLiterals;

namespace {

class TestPermissions : public QObject, private PermissionHost {
    Q_OBJECT

    ServerProgram m_server;
    std::vector<Curl> m_clients;
    PermissionPeople m_people{*this};
    int m_fresh = 0;

    Curl &as(Who who) { return m_clients.at(std::size_t(who)); }

    Reply send(Who by, const char *method, const std::string &path, const json::object &body) override
    {
        const auto answer =
            sendAs(as(by), method, path, body.empty() ? std::string() : json::serialize(json::value(body)));
        return {unsigned(answer.status), answer.body.toStdString()};
    }
    void signIn(Who who, const std::string &username, const std::string &initialPassword) override
    {
        signIn(as(who), username, initialPassword);
    }

    static Answer sendAs(Curl &client, const char *method, const std::string &path, std::string_view body)
    {
        const auto target = QString::fromStdString(path);
        const auto object = QJsonDocument::fromJson(QByteArray(body.data(), qsizetype(body.size()))).object();
        return body.empty() ? client.send(method, target) : client.send(method, target, object);
    }
    /// A first sign-in with the password that the administrator chose, and a new one.
    static void signIn(Curl &client, const std::string &username, const std::string &initialPassword)
    {
        const auto initial = QString::fromStdString(initialPassword);
        if (client.login(QString::fromStdString(username), initial).status != 200)
            qFatal("no session for %s", username.c_str());
        const auto changed =
            client.send("PUT", u"/api/v1/user/change_password"_s,
                        {{u"old_password"_s, initial}, {u"password"_s, QLatin1String(ServerProgram::password)}});
        if (changed.status != 200)
            qFatal("password: %s", changed.body.constData());
    }

    Answer ask(const Line &line, Who who)
    {
        const auto prepared = m_people.prepare(line, who);
        std::optional<Curl> fresh;
        if (prepared.person) {
            fresh.emplace(m_server.url(), u"127.0.1.%1"_s.arg(++m_fresh % 250 + 1));
            signIn(*fresh, prepared.person->username, PermissionPeople::initialPassword);
        }
        auto &client = fresh ? *fresh : as(who);
        client.bearer = QString::fromStdString(prepared.bearer);
        return sendAs(client, line.method, prepared.path, line.body);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.prepare());
        QVERIFY2(m_server.start(), m_server.err.constData());
        for (int i = 0; i < count; ++i)  // each from an address of its own, so that the login limit leaves them alone
            m_clients.emplace_back(m_server.url(), u"127.0.0.%1"_s.arg(i + 2));
        QCOMPARE(as(admin).login(u"alice"_s).status, 200);
        // However long the table takes, this isn't what answers.
        const auto security = as(admin).get(u"/api/v1/admin/security"_s).json();
        QCOMPARE(as(admin)
                     .send("PUT", u"/api/v1/admin/security"_s,
                           {{u"revision"_s, security[u"revision"_s]},
                            {u"values"_s, QJsonObject{{u"session.stepUpMinutes"_s, 60}}}})
                     .status,
                 200);
        m_people.make();
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
                m_people.forget();
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
        const auto team = QString::fromStdString(m_people.team());
        const QString path = u"/api/v1/teams/%1/members/%2"_s.arg(team, QString::fromStdString(m_people.idOf(viewer)));
        QCOMPARE(client.send("DELETE", path).status, 200);
        QCOMPARE(client.get(u"/api/v1/teams/%1"_s.arg(team)).status, 404);
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
