// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// S-8: every revocation takes effect within a second, for requests and for open streams.
#include "tests/end_to_end/live_server.h"
#include "tests/end_to_end/people.h"
#include "tests/fixtures/rows.h"
#include "tests/server/stream/subscriber.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QTest>

#include <functional>
#include <map>

using namespace castellan::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int second = 1000;
constexpr int credentialsEnded = 4401;
constexpr int rightLost = 4403;

/// A row of the table: an open stream, a request that works, and the act that ends both.
struct Case {
    QStringList stream;                ///< options of the subscriber
    std::function<int()> request;      ///< status of something that works until then
    std::function<Answer()> takeAway;  ///< what takes away
    int closeCode = credentialsEnded;
    QList<int> refusedBy{401};
    bool ofTeam = true;  ///< the entry is looked for in the team's log, too
};

QString idIn(const Answer &answer, const char *list, const std::function<bool(const QJsonObject &)> &wanted)
{
    for (const auto &value : answer.json()[QLatin1StringView(list)].toArray())
        if (wanted(value.toObject()))
            return value.toObject()[u"id"_s].toString();
    return {};
}

class TestRevocation : public QObject {
    Q_OBJECT

    LiveServer m_server;
    QString m_team;
    QProcess m_teamActs;
    QProcess m_userActs;
    int m_people = 0;
    std::map<QByteArray, std::function<Case()>> m_cases;

    [[nodiscard]] Curl &admin() { return m_server.admin(); }
    [[nodiscard]] QString teamPath(const QString &rest = {}) const
    {
        QString path = u"/api/v1/teams/"_s + m_team + rest;
        return path;
    }

    void letRowsFlow(QProcess &acts, const QString &path)
    {
        const QUrl at(m_server.url());
        acts.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        acts.setStandardOutputFile(QProcess::nullDevice());
        acts.start(u"/usr/bin/python3"_s, {QFINDTESTDATA("acts.py"), at.host(), QString::number(at.port()),
                                           m_server.adminToken(), u"0"_s, u"1000000"_s, path, u"0.01"_s});
        QVERIFY(acts.waitForStarted());
    }

    std::shared_ptr<Person> person() { return std::make_shared<Person>(admin(), m_server.url(), name()); }
    QString name() { return u"person-%1"_s.arg(++m_people); }
    /// An owner of the team, whose stream shows the team's rows.
    std::shared_ptr<Person> owner()
    {
        auto out = person();
        need(admin().send("POST", teamPath(u"/members"_s), {{u"user"_s, out->name}, {u"role"_s, 50}}));
        return out;
    }
    [[nodiscard]] QStringList team() const { return {u"--scope"_s, u"team:"_s + m_team}; }
    [[nodiscard]] QString userPath(const Person &who, const QString &rest = {}) const
    {
        QString path = u"/api/v1/users/"_s + who.id + rest;
        return path;
    }
    static std::function<int()> asks(const std::shared_ptr<Person> &who, const QString &path = u"/api/v1/user"_s)
    {
        return [who, path] { return who->session.get(path).status; };
    }
    std::function<int()> asksBy(const QString &token, const QString &path = u"/api/v1/user"_s)
    {
        return [this, token, path] { return Curl(m_server.url()).getBy(token, path).status; };
    }

    /// `who` in a session whose stream is open, and what ends it.
    Case sessionCase(const std::shared_ptr<Person> &who, std::function<Answer()> takeAway)
    {
        return {who->bySession() + team(), asks(who), std::move(takeAway)};
    }
    /// The same by a personal token.
    Case tokenCase(const std::function<Answer(const std::shared_ptr<Person> &, const Answer &token)> &takeAway)
    {
        const auto who = owner();
        const auto token =
            need(who->session.send("POST", u"/api/v1/user/tokens"_s, {{u"name"_s, u"k"_s}, {u"scope"_s, u""_s}}));
        return {QStringList{u"--token"_s, token["token"]} + team(), asksBy(token["token"]),
                [who, token, takeAway] { return takeAway(who, token); }};
    }
    Case keyCase(const std::function<Answer(const QString &path)> &takeAway, QList<int> refusedBy = {401})
    {
        const auto key = need(admin().send("POST", teamPath(u"/keys"_s), {{u"name"_s, u"reader"_s}}));
        const auto path = teamPath(u"/keys/"_s + key["id"]);
        return {.stream = QStringList{u"--token"_s, key["token"]} + team(),
                .request = asksBy(key["token"], teamPath(u"/audit-log?limit=1"_s)),
                .takeAway = [path, takeAway] { return takeAway(path); },
                .refusedBy = std::move(refusedBy)};
    }

    void addSessions();
    void addCredentials();
    void addRights();

    /// Newest row that isn't one of those that flow, from the log that has it.
    qint64 newestEntry(const QString &path)
    {
        const auto page = need(admin().get(path + u"?limit=300"_s));
        for (const auto &value : page.json()[u"log"_s].toArray()) {
            const auto event = value.toObject()[u"event"_s].toString();
            if (event != u"user.updated-user"_s && event != u"team.settings.updated"_s && event != u"access.refused"_s)
                return value.toObject()[u"seq"_s].toInteger();
        }
        return -1;
    }

    /// No row from after the one that took it away, and no way back in.
    void checkNothingCameAfter(const Case &c, Subscriber &stream)
    {
        const auto entry = std::max(newestEntry(u"/api/v1/admin/audit-log"_s),
                                    c.ofTeam ? newestEntry(teamPath(u"/audit-log"_s)) : qint64(-1));
        QVERIFY(entry > 0);
        QVERIFY2(stream.rows().last() <= entry,
                 qPrintable(u"row %1 after entry %2"_s.arg(stream.rows().last()).arg(entry)));
        QVERIFY2(stream.broken.isEmpty(), qPrintable(stream.broken));
        Subscriber again(m_server.streamUrl(), c.stream);
        QTRY_VERIFY(again.closeCode() == c.closeCode || (!c.ofTeam && again.has("welcome")));
        QVERIFY(again.rows().isEmpty());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.init());
        liftLimits(admin());
        setSecurity(admin(), {{u"session.stepUpMinutes"_s, 60}});
        const auto types = admin().get(u"/api/v1/team-types"_s).json()[u"types"_s].toArray();
        m_team = need(admin().send("POST", u"/api/v1/teams"_s,
                                   {{u"name"_s, u"Line"_s}, {u"type"_s, types.at(0).toObject()[u"id"_s]}}))["id"];
        letRowsFlow(m_teamActs, teamPath());
        letRowsFlow(m_userActs, u"/api/v1/user"_s);
        addSessions();
        addCredentials();
        addRights();
    }

    void cleanupTestCase()
    {
        for (auto *acts : {&m_teamActs, &m_userActs}) {
            acts->kill();
            acts->waitForFinished();
        }
    }

    void s8IsEffectiveWithinASecond_data()
    {
        QTest::addColumn<QByteArray>("what");
        for (const auto &[what, make] : m_cases)
            QTest::newRow(what.constData()) << what;
    }

    void s8IsEffectiveWithinASecond()
    {
        QFETCH(QByteArray, what);
        const auto c = m_cases.at(what)();
        Subscriber stream(m_server.streamUrl(), c.stream);
        QTRY_VERIFY2_WITH_TIMEOUT(stream.rows().size() >= 5, QJsonDocument(stream.last("close")).toJson().constData(),
                                  10'000);
        QCOMPARE(c.request(), 200);

        const auto asked = QDateTime::currentMSecsSinceEpoch();
        const auto done = c.takeAway();
        const auto answered = QDateTime::currentMSecsSinceEpoch();
        QVERIFY2(done.status >= 200 && done.status < 300, done.body.constData());
        const auto status = c.request();
        const auto refused = QDateTime::currentMSecsSinceEpoch();
        QVERIFY2(c.refusedBy.contains(status), QByteArray::number(status).constData());
        QVERIFY(refused - answered <= second);
        // The client's own time of the close counts, not when this process reads of it.
        QTRY_COMPARE_WITH_TIMEOUT(stream.closeCode(), c.closeCode, 10 * second);
        const auto closed = stream.last("close")[u"at"_s].toInteger();
        QVERIFY2(closed - answered <= second, QByteArray::number(closed - answered).constData());
        qInfo("%s: the next request got %d %lld ms, the stream was closed with %d %lld ms after the answer, which took "
              "%lld ms",
              what.constData(), status, refused - answered, c.closeCode, closed - answered, answered - asked);
        QVERIFY(closed - answered <= second);
        checkNothingCameAfter(c, stream);
    }

    void s8ATokenThatExpiresEndsItsStream()
    {
        const auto who = owner();
        const auto ends = QDateTime::currentMSecsSinceEpoch() + 2500;
        const auto token =
            need(who->session.send("POST", u"/api/v1/user/tokens"_s,
                                   {{u"name"_s, u"short"_s}, {u"scope"_s, u""_s}, {u"expiresAt"_s, ends}}))["token"];
        Subscriber stream(m_server.streamUrl(), QStringList{u"--token"_s, token} + team());
        QTRY_VERIFY(stream.rows().size() >= 5);
        QCOMPARE(asksBy(token)(), 200);
        QTRY_COMPARE_WITH_TIMEOUT(stream.closeCode(), credentialsEnded, 2500 + second);
        const auto closed = stream.last("close")[u"at"_s].toInteger();
        qInfo("stream closed %lld ms after its token's end", closed - ends);
        QVERIFY(closed >= ends);
        QVERIFY(closed - ends <= second);
        QCOMPARE(asksBy(token)(), 401);
    }

    void s8AnAddressThatIsNotAllowedAnyMoreEndsItsStream()
    {
        const auto who = owner();
        Subscriber stream(m_server.streamUrl(), who->bySession() + team());
        QTRY_VERIFY(stream.rows().size() >= 5);
        // The administrator comes from elsewhere.
        Curl elsewhere(m_server.url(), u"127.0.0.9"_s);
        need(elsewhere.login(u"alice"_s));
        const auto asked = QDateTime::currentMSecsSinceEpoch();
        setSecurity(elsewhere, {{u"network.allowedAddresses"_s, QJsonArray{u"127.0.0.9/32"_s}}});
        QTRY_COMPARE_WITH_TIMEOUT(stream.closeCode(), credentialsEnded, second);
        qInfo("closed after %lld ms", stream.last("close")[u"at"_s].toInteger() - asked);
        QCOMPARE(who->session.get(u"/api/v1/user"_s).status, 403);
        setSecurity(elsewhere, {{u"network.allowedAddresses"_s, QJsonArray{}}});
        QCOMPARE(who->session.get(u"/api/v1/user"_s).status, 200);
        letRowsFlowAgain();
    }

    void aSessionThatRisesGoesOnUnderAnotherToken_data()
    {
        addBoolRows("enrols", "F33 a second factor is enrolled", "F13 step-up");
    }

    void aSessionThatRisesGoesOnUnderAnotherToken()
    {
        QFETCH(bool, enrols);
        const auto who = owner();
        const auto old = who->session.cookie("sid");
        Subscriber stream(m_server.streamUrl(), who->bySession() + team());
        QTRY_VERIFY(stream.rows().size() >= 5);
        if (enrols)
            (void)enrol(who->session);
        else
            need(who->session.send("POST", u"/api/v1/user/step-up"_s, {{u"password"_s, who->password}}));
        QVERIFY(who->session.cookie("sid") != old);
        QCOMPARE(asksBy(old)(), 401);
        QCOMPARE(who->session.get(u"/api/v1/user"_s).status, 200);
        need(who->session.send("PUT", u"/api/v1/user"_s, {{u"name"_s, u"Risen"_s}}));
        // One session, in which the stream goes on; until that ends.
        const auto rows = stream.rows().size();
        QTRY_VERIFY(stream.rows().size() > rows + 5);
        QCOMPARE(stream.closeCode(), 0);
        QCOMPARE(who->session.get(u"/api/v1/user/sessions"_s).json()[u"count"_s].toInt(), 1);
        need(who->session.send("POST", u"/account/logout"_s, {}));
        QTRY_COMPARE_WITH_TIMEOUT(stream.closeCode(), credentialsEnded, second);
    }

    /// The last: from here on the administrator's own session is not complete.
    void f35AFactorThatIsRequiredOfEverybodyAtOnceEndsTheStreamsOfWhoHasNone()
    {
        const auto with = owner();
        enrol(with->session);
        const auto without = owner();
        Subscriber kept(m_server.streamUrl(), with->bySession() + team());
        Subscriber stream(m_server.streamUrl(), without->bySession() + team());
        QTRY_VERIFY(stream.rows().size() >= 5 && kept.rows().size() >= 5);
        const auto asked = QDateTime::currentMSecsSinceEpoch();
        setSecurity(admin(), {{u"secondFactor.enforcement"_s, u"everyone"_s}, {u"secondFactor.graceDays"_s, 0}});
        QTRY_COMPARE_WITH_TIMEOUT(stream.closeCode(), credentialsEnded, second);
        qInfo("closed after %lld ms", stream.last("close")[u"at"_s].toInteger() - asked);
        const auto answer = without->session.get(u"/api/v1/user/tokens"_s);
        QCOMPARE(answer.status, 403);
        QCOMPARE(answer.code(), u"mfa_enrolment_required"_s);
        const auto rows = kept.rows().size();
        QTRY_VERIFY(kept.rows().size() > rows);
        QCOMPARE(kept.closeCode(), 0);
    }

private:
    void letRowsFlowAgain()
    {
        cleanupTestCase();
        letRowsFlow(m_teamActs, teamPath());
        letRowsFlow(m_userActs, u"/api/v1/user"_s);
    }
};

void TestRevocation::addSessions()
{
    m_cases["session: ended from another one"] = [this] {
        const auto who = owner();
        const auto other = std::make_shared<Curl>(who->elsewhere(m_server.url()));
        return sessionCase(who, [who, other] {
            const auto id = idIn(other->get(u"/api/v1/user/sessions"_s), "sessions",
                                 [](const QJsonObject &session) { return !session[u"current"_s].toBool(); });
            return other->send("DELETE", u"/api/v1/user/sessions/"_s + id);
        });
    };
    m_cases["session: signed out"] = [this] {
        const auto who = owner();
        const auto same = std::make_shared<Curl>(who->session);
        return sessionCase(who, [same] { return same->send("POST", u"/account/logout"_s, {}); });
    };
    m_cases["session: all others ended"] = [this] {
        const auto who = owner();
        const auto other = std::make_shared<Curl>(who->elsewhere(m_server.url()));
        return sessionCase(who,
                           [other] { return other->send("POST", u"/account/logout"_s, {{u"scope"_s, u"others"_s}}); });
    };
    m_cases["session: all ended by an administrator"] = [this] {
        const auto who = owner();
        return sessionCase(who, [this, who] { return admin().send("DELETE", userPath(*who, u"/sessions"_s)); });
    };
    m_cases["F14 session: its user suspended"] = [this] {
        const auto who = owner();
        return sessionCase(who, [this, who] { return admin().send("PUT", userPath(*who), {{u"suspended"_s, true}}); });
    };
    m_cases["session: its user deleted"] = [this] {
        const auto who = owner();
        return sessionCase(who, [this, who] { return admin().send("DELETE", userPath(*who)); });
    };
    m_cases["session: the password changed in another one"] = [this] {
        const auto who = owner();
        const auto other = std::make_shared<Curl>(who->elsewhere(m_server.url()));
        return sessionCase(who, [who, other] {
            return other->send("PUT", u"/api/v1/user/change_password"_s,
                               {{u"old_password"_s, who->password}, {u"password"_s, u"Copper-window-17-z"_s}});
        });
    };
    m_cases["session: the password reset by an administrator"] = [this] {
        const auto who = owner();
        return sessionCase(who, [this, who] { return admin().send("POST", userPath(*who, u"/reset-password"_s), {}); });
    };
    m_cases["session: the second factor reset by an administrator"] = [this] {
        const auto who = owner();
        enrol(who->session);
        return sessionCase(who,
                           [this, who] { return admin().send("PUT", userPath(*who), {{u"mfa_enabled"_s, false}}); });
    };
}

void TestRevocation::addCredentials()
{
    m_cases["token: deleted"] = [this] {
        return tokenCase([](const auto &who, const Answer &token) {
            return who->session.send("DELETE", u"/api/v1/user/tokens/"_s + token["id"]);
        });
    };
    m_cases["token: disabled"] = [this] {
        return tokenCase([](const auto &who, const Answer &token) {
            return who->session.send("POST", u"/api/v1/user/tokens/"_s + token["id"] + u"/disable"_s, {});
        });
    };
    m_cases["F14 token: its user suspended"] = [this] {
        return tokenCase([this](const auto &who, const Answer &) {
            return admin().send("PUT", userPath(*who), {{u"suspended"_s, true}});
        });
    };
    m_cases["token: its user deleted"] = [this] {
        return tokenCase([this](const auto &who, const Answer &) { return admin().send("DELETE", userPath(*who)); });
    };
    m_cases["key: deleted"] = [this] {
        return keyCase([this](const QString &path) { return admin().send("DELETE", path); });
    };
    m_cases["key: disabled"] = [this] {
        return keyCase([this](const QString &path) { return admin().send("POST", path + u"/disable"_s, {}); });
    };
    m_cases["key: taken from other addresses only"] = [this] {
        return keyCase(
            [this](const QString &path) {
                return admin().send("PUT", path, {{u"addresses"_s, QJsonArray{u"198.51.100.0/24"_s}}});
            },
            {403});
    };
    m_cases["key: of the platform, deleted"] = [this] {
        const auto key = need(admin().send("POST", u"/api/v1/admin/keys"_s, {{u"name"_s, u"reader"_s}}));
        return Case{.stream = {u"--token"_s, key["token"]},
                    .request = asksBy(key["token"], u"/api/v1/admin/audit-log?limit=1"_s),
                    .takeAway = [this, key] { return admin().send("DELETE", u"/api/v1/admin/keys/"_s + key["id"]); },
                    .ofTeam = false};
    };
}

void TestRevocation::addRights()
{
    const auto platform = [this](const QString &flag, const QString &path) {
        const auto who = person();
        need(admin().send("PUT", userPath(*who), {{flag, true}}));
        return Case{.stream = who->bySession(),
                    .request = asks(who, path),
                    .takeAway = [this, who, flag] { return admin().send("PUT", userPath(*who), {{flag, false}}); },
                    .closeCode = rightLost,
                    .refusedBy = {403},
                    .ofTeam = false};
    };
    m_cases["role: administrator no more"] = [platform] { return platform(u"admin"_s, u"/api/v1/users"_s); };
    m_cases["role: auditor no more"] = [platform] {
        return platform(u"auditor"_s, u"/api/v1/admin/audit-log?limit=1"_s);
    };
    const auto inTeam = [this](QList<int> refusedBy, const std::function<Answer(const QString &path)> &takeAway) {
        const auto who = owner();
        return Case{.stream = who->bySession() + team(),
                    .request = asks(who, teamPath(u"/audit-log?limit=1"_s)),
                    .takeAway = [this, who, takeAway] { return takeAway(teamPath(u"/members/"_s + who->id)); },
                    .closeCode = rightLost,
                    .refusedBy = std::move(refusedBy)};
    };
    m_cases["role: owner of a team no more"] = [this, inTeam] {
        return inTeam({403}, [this](const QString &path) { return admin().send("PUT", path, {{u"role"_s, 30}}); });
    };
    m_cases["role: in the team no more"] = [this, inTeam] {
        return inTeam({403, 404}, [this](const QString &path) { return admin().send("DELETE", path); });
    };
}

}  // namespace

QTEST_GUILESS_MAIN(TestRevocation)
#include "test_e2e_revocation.moc"
