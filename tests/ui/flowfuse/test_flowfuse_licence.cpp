// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/flowfuse/flowfuse_world.h"
#include "ui/screens/overview/overview_row.h"
#include "ui/screens/overview/server_summary.h"

#include <chrono>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;

namespace {

const QByteArray statsRequest = "GET /api/v1/admin/stats";

/// The real clock, put forward by the test.
class AdjustableClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return m_system.now() + ahead; }
    [[nodiscard]] Tick tick() const override { return m_system.tick() + ahead; }
    std::chrono::seconds ahead{0};

private:
    client::SystemClock m_system;
};

}  // namespace

/// The limits of FlowFuse's licence in the overview.
class TestFlowFuseLicence : public FlowFuseWorld {
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { end(); }

    void warnsAtTheLimit_data() { FlowFuseWire::addRows(); }
    void warnsAtTheLimit()
    {
        auto &wire = make(version());
        wire.stats[u"userCount"] = wire.stats[u"maxUsers"];
        wire.stats[u"teamCount"] = wire.stats[u"maxTeams"].toInt() + 1;
        QVERIFY(signIn());
        const auto limit = wire.stats[u"maxUsers"].toInt();
        const auto users = u"%1 of %1 licensed user(s) in use"_s.arg(limit);
        const auto teams = u"%1 of %2 licensed team(s) in use"_s.arg(wire.stats[u"teamCount"].toInt())
                               .arg(wire.stats[u"maxTeams"].toInt());
        QVERIFY(go(u"overview"_s));
        QTRY_VERIFY(showsFinding(users));
        QVERIFY(showsFinding(teams));
        picture(&window(), u"licence-limits"_s);
        QVERIFY(window().go({{}, u"overview"_s, {}, {}}));
        QTRY_VERIFY(rowNames(users));
        picture(&window(), u"licence-limits-of-all"_s);
        ServerSummary summary(*m_server, m_server->health(), nullptr);
        QCOMPARE(weightOf(summary, users), Finding::Weight::notice);
        QCOMPARE(weightOf(summary, teams), Finding::Weight::notice);
    }

    void informsNearTheLimit()
    {
        auto &wire = make(FlowFuseWire::Version::v2_33);
        wire.stats[u"userCount"] = 135;     // 90 % of 150
        wire.stats[u"instanceCount"] = 89;  // of 100
        wire.stats[u"mqttClientCount"] = 20;
        QVERIFY(signIn());
        ServerSummary summary(*m_server, m_server->health(), nullptr);
        const auto mqtt = u"20 of 20 licensed MQTT client(s) in use"_s;
        const auto users = u"135 of 150 licensed user(s) in use"_s;
        QTRY_COMPARE(texts(summary), (QStringList{mqtt, users}));
        QCOMPARE(weightOf(summary, mqtt), Finding::Weight::notice);
        QCOMPARE(weightOf(summary, users), Finding::Weight::information);
        QVERIFY(go(u"overview"_s));
        QTRY_VERIFY(showsFinding(users));
        picture(&window(), u"licence-near-its-limits"_s);
    }

    void saysNothingWithoutALimit_data() { FlowFuseWire::addRows(); }
    void saysNothingWithoutALimit()
    {
        auto &wire = make(version());
        for (const auto &limit : {u"maxUsers"_s, u"maxTeams"_s})
            wire.stats.remove(limit);
        wire.stats[u"userCount"] = 1000;
        wire.stats[u"teamCount"] = 1000;
        wire.stats[u"instanceCount"] = 0;
        wire.stats[u"maxInstances"] = 0;
        QVERIFY(signIn());
        ServerSummary summary(*m_server, m_server->health(), nullptr);
        QVERIFY(QTest::qWaitFor([&] { return wire.asked(statsRequest) > 0; }));
        QTRY_VERIFY(!summary.userWords().isEmpty());
        QCOMPARE(texts(summary), QStringList());
    }

    void saysNothingWhenDenied_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("403") << 403 << QByteArray("unauthorized");
        QTest::newRow("404") << 404 << QByteArray("not_found");
    }
    void saysNothingWhenDenied()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, code);
        auto &wire = make(FlowFuseWire::Version::v2_4);
        wire.stats[u"userCount"] = 5;
        QVERIFY(signIn());
        AdjustableClock clock;
        client::ServerHealth health(*m_server, clock);
        ServerSummary summary(*m_server, health, nullptr);
        QTRY_COMPARE(texts(summary), QStringList{u"5 of 5 licensed user(s) in use"_s});
        wire.before = [&](const RawRequest &request) -> std::optional<QByteArray> {
            if (request.target == "/api/v1/admin/stats")
                return FlowFuseWire::failure(status, code, code);
            return std::nullopt;
        };
        clock.ahead = 2min;
        summary.refresh();
        QTRY_COMPARE(texts(summary), QStringList());
    }

    void asksOnceAMinuteAtMost()
    {
        auto &wire = make(FlowFuseWire::Version::v2_4);
        QVERIFY(signIn());
        AdjustableClock clock;
        client::ServerHealth health(*m_server, clock);
        health.refresh();
        QTRY_VERIFY(!health.licensed().empty());
        QCOMPARE(health.licensed().front().used, 1);
        QVERIFY(wire.asked(statsRequest) > 0);
        wire.stats[u"userCount"] = 4;
        clock.ahead = 59s;
        Q_EMIT m_server->userChanged();  // as after a new connection
        health.refresh();
        QVERIFY(client::await(m_server->platform()->users()->list({})));
        QCOMPARE(wire.asked(statsRequest), 0);
        clock.ahead = 61s;
        health.refresh();
        QTRY_COMPARE(health.licensed().front().used, 4);
        QCOMPARE(wire.asked(statsRequest), 1);
    }

    void asksAsAdministratorOnly()
    {
        auto &wire = make(FlowFuseWire::Version::v2_33);
        wire.addUser(u"bob"_s);
        QVERIFY(signIn(u"bob"_s));
        ServerSummary summary(*m_server, m_server->health(), nullptr);
        QTRY_VERIFY(m_server->health().isChecked());
        QVERIFY(client::await(m_server->platform()->teams()->list({})));
        QCOMPARE(wire.asked(statsRequest), 0);
    }

private:
    static FlowFuseWire::Version version()
    {
        QFETCH(FlowFuseWire::Version, version);
        return version;
    }
    static QStringList texts(const ServerSummary &summary)
    {
        QStringList out;
        for (const auto &finding : summary.findings())
            if (finding.text.contains(u"licensed"))
                out << finding.text;
        return out;
    }
    static std::optional<Finding::Weight> weightOf(const ServerSummary &summary, const QString &text)
    {
        for (const auto &finding : summary.findings())
            if (finding.text == text)
                return finding.weight;
        return std::nullopt;
    }
    bool showsFinding(const QString &text)
    {
        return find<StatusDot>(&window(), [&](StatusDot *dot) { return dot->text() == text; }) != nullptr;
    }
    bool rowNames(const QString &text)
    {
        return find<OverviewRow>(&window(), [&](OverviewRow *row) { return row->accessibleName().contains(text); }) !=
               nullptr;
    }
};

QTEST_MAIN(TestFlowFuseLicence)
#include "test_flowfuse_licence.moc"
