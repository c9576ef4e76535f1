// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/routes.h"
#include "server/operations/initialise.h"
#include "server/operations/restore.h"
#include "server/server.h"
#include "server/system_clock.h"
#include "tests/server/http/raw_client.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace castellan;

namespace {

/// The machine's clocks; the wall clock can be moved.
class AdjustableClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return m_system.now() + std::chrono::seconds(m_moved.load()); }
    [[nodiscard]] Tick tick() const override { return m_system.tick(); }
    void set(std::chrono::seconds by) { m_moved += by.count(); }

private:
    SystemClock m_system;
    std::atomic<std::int64_t> m_moved{0};
};

/// A data folder of the local person, and servers over it.
struct Place {
    QTemporaryDir dir;
    AdjustableClock clock;
    OpenSslRandom random;
    NoLog log;
    StoreKeys keys{Secret(32), Secret(32)};

    Place()
    {
        random.fill(keys.database.writable());
        random.fill(keys.master.writable());
    }
    [[nodiscard]] std::filesystem::path path() const { return dir.filePath(QStringLiteral("data")).toStdString(); }
    Result<void> initialise() { return castellan::initialise(path(), keys, {"me", "", "Me", Secret()}, clock, random); }
    std::unique_ptr<Server> server(std::uint16_t port = 0, const std::string &launchKey = {})
    {
        ServerConfig config;
        config.data = path();
        config.keys = keys.clone();
        config.listen.port = port;
        if (!launchKey.empty())
            config.listen.launchKey = Secret{std::string_view(launchKey)};
        return std::make_unique<Server>(std::move(config), clock, random, log);
    }
};

/// A server that runs over a new folder.
struct Running {
    Place place;
    std::unique_ptr<Server> server;
    std::optional<http::Endpoint> endpoint;

    explicit Running(const std::string &launchKey = {})
    {
        if (!place.initialise())
            return;
        server = place.server(0, launchKey);
        if (auto started = server->start())
            endpoint = std::move(*started);
    }
};

/// Status and body of what curl gets.
std::pair<int, QByteArray> fetch(const std::string &url, const char *path, const Secret &token, const char *launch = "")
{
    const auto shown = token.view();
    QProcess curl;
    curl.start(QStringLiteral("curl"),
               {QStringLiteral("-sS"), QStringLiteral("-w"), QStringLiteral("\n%{http_code}"), QStringLiteral("-H"),
                QStringLiteral("Authorization: Bearer ") + QString::fromLatin1(shown.data(), qsizetype(shown.size())),
                QStringLiteral("-H"), QStringLiteral("X-Castellan-Launch: ") + QLatin1String(launch),
                QString::fromStdString(url) + QLatin1String(path)});
    curl.waitForFinished();
    const auto out = curl.readAllStandardOutput();
    const auto end = out.lastIndexOf('\n');
    return {out.mid(end + 1).toInt(), out.left(end)};
}

class TestServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void severalLiveInOneProcess()
    {
        Place one;
        Place two;
        QVERIFY(one.initialise() && two.initialise());
        auto first = one.server();
        auto second = two.server();
        const auto a = first->start();
        const auto b = second->start();
        QVERIFY(a && b);
        QVERIFY(a->port != b->port);
        QVERIFY(first->epoch() != second->epoch());
        const auto mine = first->openLocalSession();
        QVERIFY(mine.has_value());
        QCOMPARE(fetch(a->url, "/api/v1/user", mine->token).first, 200);
        // A local session is bound to its server.
        QCOMPARE(fetch(b->url, "/api/v1/user", mine->token).first, 401);
        first->stop();
        const auto others = second->openLocalSession();
        QCOMPARE(fetch(b->url, "/api/v1/user", others->token).first, 200);
    }

    void f130LargeBodiesAreRefusedBeforeTheyAreRead()
    {
        Running running;
        QVERIFY(running.endpoint);
        auto &[place, server, endpoint] = running;
        const auto port = endpoint->port;
        const auto status = [port](const std::string &line, std::size_t length, const std::string &body) {
            http::test::RawClient client(port);
            client.send(line + " HTTP/1.1\r\nHost: localhost:" + std::to_string(port) +
                        "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n" +
                        body);
            const auto answer = client.answer();
            return answer ? answer->status : 0;
        };
        constexpr std::size_t anonymous = 64 * 1024;
        int routes = 0;
        for (const auto &route : api::routes())
            if (route.accounting.authentication && ++routes > 0)
                QCOMPARE(status("POST " + std::string(route.what.path), anonymous + 1, ""), 413U);
        QCOMPARE(routes, 4);
        QCOMPARE(status("PUT /api/v1/user", anonymous + 1, ""), 413U);
        QCOMPARE(status("PUT /api/v1/user", anonymous, std::string(anonymous, ' ')), 401U);
        QCOMPARE(status("POST /account/login", anonymous, std::string(anonymous, ' ')), 400U);
    }

    void startsAgainAfterStopping()
    {
        Place place;
        QVERIFY(place.initialise());
        std::string epoch;
        Secret old;
        for (int i = 0; i < 3; ++i) {
            auto server = place.server();
            const auto endpoint = server->start();
            QVERIFY(endpoint.has_value());
            if (i > 0) {
                QCOMPARE(server->epoch(), epoch);
                // A session of the local person is made anew at every start.
                QCOMPARE(fetch(endpoint->url, "/api/v1/user", old).first, 401);
            }
            epoch = server->epoch();
            auto session = server->openLocalSession();
            QVERIFY(session.has_value());
            const auto [status, body] = fetch(endpoint->url, "/api/v1/user", session->token);
            QCOMPARE(status, 200);
            const auto user = QJsonDocument::fromJson(body).object();
            QCOMPARE(user.value(QStringLiteral("username")).toString(), QStringLiteral("me"));
            QVERIFY(user.value(QStringLiteral("local")).toBool());
            QVERIFY(user.value(QStringLiteral("admin")).toBool());
            old = std::move(session->token);
            server->stop();
            server->stop();
            QVERIFY(server->epoch().empty());
            QVERIFY(!server->openLocalSession());
        }
    }

    void theLaunchKeyIsAskedOfEveryone()
    {
        Running running("0123456789abcdef0123456789abcdef");
        QVERIFY(running.endpoint);
        auto &[place, server, endpoint] = running;
        const auto session = server->openLocalSession();
        QCOMPARE(fetch(endpoint->url, "/api/v1/user", session->token, "wrong").first, 403);
        QCOMPARE(fetch(endpoint->url, "/healthz", session->token).first, 403);
        QCOMPARE(fetch(endpoint->url, "/api/v1/user", session->token, "0123456789abcdef0123456789abcdef").first, 200);
    }

    void whatFailsAtStartLeavesNothingBehind()
    {
        Place place;
        QVERIFY(place.initialise());
        auto running = place.server();
        const auto endpoint = running->start();
        QVERIFY(endpoint.has_value());
        auto second = place.server();
        QVERIFY(second->start().error().code == ErrorCode::folder_busy);
        Place other;
        QVERIFY(other.initialise());
        auto busy = other.server(endpoint->port);
        QVERIFY(busy->start().error().code == ErrorCode::address_unavailable);
        // The folder is free again.
        auto elsewhere = other.server();
        QVERIFY(elsewhere->start().has_value());
        QVERIFY(place.initialise().error().code == ErrorCode::folder_busy);
        running->stop();
        QVERIFY(place.initialise().error().code == ErrorCode::already_exists);
    }

    void aMovedClockIsJournalledOnce()
    {
        Running running;
        QVERIFY(running.endpoint);
        auto &[place, server, endpoint] = running;
        const auto session = server->openLocalSession();
        const auto rows = [&] {
            const auto [status, body] = fetch(endpoint->url, "/api/v1/admin/audit-log?limit=100", session->token);
            return QJsonDocument::fromJson(body).object().value(QStringLiteral("log")).toArray();
        };
        const auto changes = [&] {
            QList<QJsonObject> out;
            for (const auto &row : rows())
                if (row.toObject().value(QStringLiteral("event")) == QLatin1String("platform.clock-changed"))
                    out.prepend(row.toObject());
            return out;
        };
        place.clock.set(std::chrono::hours(-3));
        QTRY_COMPARE_WITH_TIMEOUT(changes().size(), 1, 20'000);
        place.clock.set(std::chrono::hours(2));
        QTRY_COMPARE_WITH_TIMEOUT(changes().size(), 2, 20'000);
        const auto both = changes();
        const auto moved = [&](const QJsonObject &row) {
            const auto update = row.value(QStringLiteral("body")).toObject().value(QStringLiteral("updates"))[0];
            const auto at = [&](const char *member) {
                return QDateTime::fromString(update[QLatin1String(member)].toString(), Qt::ISODateWithMs);
            };
            return at("old").secsTo(at("new"));
        };
        QCOMPARE(moved(both[0]), -3 * 3600);
        QCOMPARE(moved(both[1]), 2 * 3600);
        QCOMPARE(fetch(endpoint->url, "/api/v1/user", session->token).first, 200);
        // Newest first, without a gap, regardless of the times.
        const auto all = rows();
        for (qsizetype i = 1; i < all.size(); ++i)
            QCOMPARE(all[i - 1].toObject().value(QStringLiteral("seq")).toInteger(),
                     all[i].toObject().value(QStringLiteral("seq")).toInteger() + 1);
        server->stop();
        StoreKeys keys = place.keys.clone();
        store::Options options;
        options.folder = place.path();
        const auto report = verifyFolder(options, keys, std::nullopt, place.clock, place.random, place.log);
        QVERIFY(report && report->good());
    }

    void whatTheEngineRefusesIsCountedInTheJournal()
    {
        Running running("0123456789abcdef0123456789abcdef");
        QVERIFY(running.endpoint);
        auto &[place, server, endpoint] = running;
        for (int i = 0; i < 7; ++i)
            QCOMPARE(fetch(endpoint->url, "/healthz", Secret(std::string_view("x"))).first, 403);
        server->stop();
        auto again = place.server();
        const auto second = again->start();
        QVERIFY(second.has_value());
        const auto session = again->openLocalSession();
        const auto [status, body] = fetch(second->url, "/api/v1/admin/audit-log?limit=100", session->token);
        QCOMPARE(status, 200);
        int rows = 0;
        for (const auto &value : QJsonDocument::fromJson(body).object().value(QStringLiteral("log")).toArray()) {
            const auto row = value.toObject();
            if (row.value(QStringLiteral("event")) != QLatin1String("platform.requests-refused"))
                continue;
            ++rows;
            const auto counts = row.value(QStringLiteral("body")).toObject();
            QCOMPARE(counts.value(QStringLiteral("launchKeyMissing")).toInt(), 7);
            QCOMPARE(counts.value(QStringLiteral("malformed")).toInt(), 0);
            const auto address = counts.value(QStringLiteral("addresses"))[0];
            QCOMPARE(address[QLatin1String("count")].toInt(), 7);
            QCOMPARE(address[QLatin1String("address")].toString(), QStringLiteral("127.0.0.1"));
        }
        QCOMPARE(rows, 1);
    }

    void theFirstUserFollowsTheRules()
    {
        Place place;
        const auto with = [&](const char *username, const char *email, const char *password) {
            return castellan::initialise(place.path(), place.keys,
                                         {username, email, "", Secret{std::string_view(password)}}, place.clock,
                                         place.random);
        };
        QVERIFY(with("a b", "a@b.c", "tidal-Orbit-lantern-88").error().code == ErrorCode::invalid_username);
        QVERIFY(with("ann", "nowhere", "tidal-Orbit-lantern-88").error().code == ErrorCode::invalid_email);
        QVERIFY(with("ann", "a@b.c", "password1234").error().code == ErrorCode::password_too_weak);
        QVERIFY(!std::filesystem::exists(place.path() / "castellan.db"));
        QVERIFY(with("ann", "a@b.c", "tidal-Orbit-lantern-88").has_value());
        // There is no local person here.
        auto server = place.server();
        QVERIFY(server->start().has_value());
        QVERIFY(server->openLocalSession().error().code == ErrorCode::not_found);
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestServer)
#include "test_server.moc"
