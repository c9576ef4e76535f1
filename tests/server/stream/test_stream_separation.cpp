// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/http/http_server.h"
#include "server/stream/hub.h"
#include "tests/server/api/pipeline/answers.h"
#include "tests/server/api/pipeline/seed.h"
#include "tests/server/api/pipeline/separated_world.h"
#include "tests/server/stream/subscriber.h"

#include <QTest>

#include <memory>
#include <random>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// The tenants' server with its live stream: hub, engine and application as they are composed in the real one.
class Streams {
public:
    Streams()
        : m_hub(world.api.store(), world.api.journal(), world.api.application().viewers(), {.heartbeat = 1s}),
          m_http({}, {}, world.api.application(), world.api.clock, world.api.folder.random, m_log)
    {
        world.api.application().openStream(
            [this](const http::Request &request, std::function<void(http::Upgrade)> decide) {
                m_hub.serve(request, std::move(decide));
            });
        m_hub.start();
        const auto endpoint = m_http.start();
        if (!endpoint)
            qFatal("%s", endpoint.error().message.c_str());
        m_url = u"ws://127.0.0.1:%1/api/v1/audit/stream"_s.arg(endpoint->port);
    }
    ~Streams()
    {
        m_hub.stop();
        m_http.stop();
    }

    [[nodiscard]] std::unique_ptr<Subscriber> subscribe(const Asker &asker, const QStringList &options = {}) const
    {
        return std::make_unique<Subscriber>(m_url,
                                            QStringList{u"--token"_s, QString::fromStdString(asker.bearer)} + options);
    }

    /// One act with a row in one log; remembers who may see it.
    void happen(std::mt19937 &random)
    {
        const auto pick = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
        Row row;
        row.kind = pick(3);
        row.whose = pick(row.kind == 0 ? SeparatedWorld::teams : world.people.size());
        auto entry = row.kind == 0   ? test::entry(Event::team_user_added, world.teamRows.at(row.whose).id)
                     : row.kind == 1 ? test::entry(Event::account_login, world.people.at(row.whose).row.id)
                                     : test::entry(Event::platform_started);
        const auto done = world.api.store().write([&](store::Writer &writer) -> Result<bool> {
            if (auto ok = world.api.journal().append(writer, std::move(entry)); !ok)
                return fail(ok.error());
            return true;
        });
        if (!done)
            qFatal("%s", done.error().message.c_str());
        row.seq = world.api.head();
        m_rows.push_back(row);
    }

    [[nodiscard]] QList<qint64> visibleTo(const Asker &asker)
    {
        QList<qint64> out;
        for (const auto &row : m_rows)
            if (row.kind == 0 ? world.roleIn(asker, row.whose) == Role::owner
                              : row.kind == 1 && asker.user && *asker.user == row.whose)
                out.append(row.seq);
        return out;
    }

    SeparatedWorld world;

private:
    struct Row {
        std::size_t kind = 0;  ///< 0: a team's, 1: a person's, 2: the platform's
        std::size_t whose = 0;
        qint64 seq = 0;
    };
    NoLog m_log;
    stream::Hub m_hub;
    http::HttpServer m_http;
    QString m_url;
    std::vector<Row> m_rows;
};

}  // namespace

/// A live stream carries only events that its subscriber may read.
class TestStreamSeparation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void f71NoStreamBringsOneTenantAnothersEvents()
    {
        const auto first = seed();
        qInfo("CASTELLAN_SEED=%u", first);
        std::mt19937 random(first);
        Streams streams;
        auto &clock = streams.world.api.clock;
        // A session of each user, the tokens limited to some teams, and a key of each team.
        std::vector<const Asker *> askers;
        std::set<std::size_t> keys;
        for (const auto &asker : streams.world.askers)
            if (asker.session || (asker.limits && asker.user == 6U) ||
                (!asker.user && keys.insert(asker.keyTeam).second))
                askers.push_back(&asker);
        QCOMPARE(askers.size(), 14U);
        std::vector<std::unique_ptr<Subscriber>> live;
        for (const auto *asker : askers)
            live.push_back(streams.subscribe(*asker, {u"--cursor"_s, u"tail:0"_s}));
        for (const auto &s : live)
            QTRY_VERIFY_WITH_TIMEOUT(s->has("welcome"), 30'000);
        const auto begin = streams.world.api.head();
        for (int i = 0; i < 200; ++i) {
            streams.happen(random);
            clock.move(1ms);
        }
        const auto head = streams.world.api.head();
        QCOMPARE(head, begin + 200);
        // No faster than the machine's own time: the server gives up what takes it too long to find.
        const auto arrive = [&](std::size_t i) { return clock.move(50ms), live[i]->to(); };
        const auto allArrive = [&] {
            for (std::size_t i = 0; i < live.size(); ++i) {
                QTRY_VERIFY2_WITH_TIMEOUT(arrive(i) == head, QJsonDocument(live[i]->last("close")).toJson().constData(),
                                          30'000);
                QCOMPARE(live[i]->rows(), streams.visibleTo(*askers[i]));
            }
        };
        allArrive();
        if (QTest::currentTestFailed())
            return;
        // Events from the journal are filtered like those from memory.
        live.clear();
        for (const auto *asker : askers)
            live.push_back(streams.subscribe(*asker, {u"--cursor"_s, u"tail:200"_s}));
        allArrive();
    }

    void f66AForeignTeamsStreamIsRefused_data()
    {
        QTest::addColumn<int>("user");
        QTest::addColumn<int>("team");
        QTest::addColumn<bool>("opens");
        QTest::newRow("F66 an owner's own") << 0 << 0 << true;
        QTest::newRow("F66 where one is no owner") << 0 << 1 << false;
        QTest::newRow("F66 another tenant's") << 0 << 2 << false;
        QTest::newRow("F66 of who is in no team") << 7 << 2 << false;
    }
    void f66AForeignTeamsStreamIsRefused()
    {
        QFETCH(int, user);
        QFETCH(int, team);
        QFETCH(bool, opens);
        Streams streams;
        const auto asker = std::ranges::find_if(
            streams.world.askers, [&](const Asker &a) { return a.session && a.user == std::size_t(user); });
        const auto id = QString::fromStdString(streams.world.ids["teamId"].at(std::size_t(team)));
        const auto s = streams.subscribe(*asker, {u"--scope"_s, u"team:"_s + id});
        if (opens)
            QTRY_VERIFY_WITH_TIMEOUT(s->has("welcome"), 30'000);
        else
            QTRY_COMPARE_WITH_TIMEOUT(s->closeCode(), 4403, 30'000);
        QCOMPARE(s->has("welcome"), opens);
    }
};

QTEST_GUILESS_MAIN(TestStreamSeparation)
#include "test_stream_separation.moc"
