// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/token.h"
#include "server/store/tables/api_keys.h"
#include "tests/server/api/pipeline/answers.h"
#include "tests/server/store/faulty_vfs.h"

#include <QRegularExpression>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;

namespace {

struct Shown {
    std::string id;
    std::string token;
};

/// A server with an administrator, a team and its owner.
struct House {
    explicit House(const std::string &vfs = {}) : api(vfs)
    {
        api.addUser("root-ann", true);
        api.addUser("olga");
        admin = api.signIn("root-ann", "198.51.100.1");
        owner = api.signIn("olga", "198.51.100.2");
        team = addTeam("One", "olga", 50);
    }

    std::string addTeam(const std::string &name, const std::string &user, int role)
    {
        auto made = api.addTeam(name, admin);
        (void)granted(api.post("/api/v1/teams/" + made + "/members", text({{"user", user}, {"role", role}}), admin));
        return made;
    }

    [[nodiscard]] Shown key(const std::string &path, std::initializer_list<boost::json::value_ref> body,
                            const std::string &by)
    {
        const auto made = api.post(path, text(body), by);
        return {memberOf(made, "id"), memberOf(made, "token")};
    }
    [[nodiscard]] Shown platformKey(const std::string &scope)
    {
        return key("/api/v1/admin/keys", {{"name", "ci"}, {"scope", scope}}, admin);
    }
    [[nodiscard]] Shown teamKey(const std::string &scope)
    {
        return key("/api/v1/teams/" + team + "/keys", {{"name", "ci"}, {"scope", scope}}, owner);
    }
    [[nodiscard]] Shown personal(const std::string &scope, const std::string &by)
    {
        return key("/api/v1/user/tokens", {{"name", "laptop"}, {"scope", scope}}, by);
    }

    ApiUnderTest api;
    std::string admin;
    std::string owner;
    std::string team;
};

/// The member of a list that has this id.
json::value listed(const http::Response &list, const char *member, const std::string &id)
{
    const auto body = bodyOf(list);
    for (const auto &item : body.at(member).as_array())
        if (item.at("id").as_string() == id)
            return item;
    return nullptr;
}

class TestApiKeys : public QObject {
    Q_OBJECT

    enum class Kind { personal, platform, team };

    static Shown make(House &house, Kind kind, const std::string &scope)
    {
        switch (kind) {
        case Kind::personal:
            return house.personal(scope, house.owner);
        case Kind::platform:
            return house.platformKey(scope);
        case Kind::team:
            return house.teamKey(scope);
        }
        return {};
    }
    static std::string pathOf(const House &house, Kind kind)
    {
        switch (kind) {
        case Kind::personal:
            return "/api/v1/user/tokens";
        case Kind::platform:
            return "/api/v1/admin/keys";
        case Kind::team:
            return "/api/v1/teams/" + house.team + "/keys";
        }
        return {};
    }
    static const std::string &ownerOf(const House &house, Kind kind)
    {
        return kind == Kind::platform ? house.admin : house.owner;
    }
    /// The keys that each caller may read.
    static std::string readable(const House &house, Kind kind)
    {
        return kind == Kind::platform ? "/api/v1/users" : "/api/v1/teams/" + house.team;
    }
    static void addKinds()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("personal token") << int(Kind::personal);
        QTest::newRow("platform key") << int(Kind::platform);
        QTest::newRow("team key") << int(Kind::team);
    }

private Q_SLOTS:
    void f51OnlyTheHashIsStored_data() { addKinds(); }
    void f51OnlyTheHashIsStored()
    {
        QFETCH(int, kind);
        House house;
        const auto made = make(house, Kind(kind), "read");
        const auto id = house.api.store().ids().decode<KeyId>(made.id);
        QVERIFY(id.has_value());
        const auto row =
            house.api.store().read([&](store::Reader &reader) { return store::api_keys::find(reader, *id); });
        QVERIFY(row && *row);
        QVERIFY((*row)->tokenHash == tokenDigest(made.token));
        // The file is encrypted; what is in the tables, and in the journal, is looked at through the API and the rows.
        for (const auto &text : {(*row)->name, (*row)->prefix, (*row)->lastFour})
            QVERIFY(text.find(made.token) == std::string::npos);
        for (const auto *path : {"/api/v1/admin/audit-log", "/api/v1/admin/keys"})
            QVERIFY(!q(house.api.get(path, house.admin).body).contains(q(made.token)));
        QCOMPARE(house.api.get(readable(house, Kind(kind)), made.token).status, 200U);
    }

    void f52AndF53AreTheLastFourAndOnce_data() { addKinds(); }
    void f52AndF53AreTheLastFourAndOnce()
    {
        QFETCH(int, kind);
        House house;
        const auto made = make(house, Kind(kind), "read");
        const auto list = house.api.get(pathOf(house, Kind(kind)), ownerOf(house, Kind(kind)));
        QVERIFY(!q(list.body).contains(q(made.token)));
        const auto record = listed(list, Kind(kind) == Kind::personal ? "tokens" : "keys", made.id);
        QVERIFY(record.is_object());
        QVERIFY(!record.as_object().contains("token"));
        QCOMPARE(q(record.at("lastFour").as_string()), q(made.token).right(4));
    }

    void f54AReadKeyReadsAndNothingElse_data() { addKinds(); }
    void f54AReadKeyReadsAndNothingElse()
    {
        QFETCH(int, kind);
        House house;
        const auto made = make(house, Kind(kind), "read");
        QCOMPARE(house.api.get(readable(house, Kind(kind)), made.token).status, 200U);
        const auto before = house.api.head();
        const auto write = house.api.put("/api/v1/teams/" + house.team, text({{"name", "Two"}}), made.token);
        QCOMPARE(write.status, 403U);
        QCOMPARE(q(codeOf(write)), QByteArray("insufficient_scope"));
        QTRY_COMPARE(house.api.head(), before + 1);
        QCOMPARE(q(house.api.lastEvents(1).at(0)), QByteArray("access.refused"));
    }

    void f54ScopesHoldOneAnother()
    {
        House house;
        const auto path = "/api/v1/teams/" + house.team;
        const auto rename = text({{"name", "Two"}});
        const auto invite = text({{"user", "nobody"}});
        for (const auto kind : {Kind::platform, Kind::team}) {
            const auto read = make(house, kind, "read").token;
            const auto write = make(house, kind, "write").token;
            const auto admin = make(house, kind, "admin").token;
            for (const auto &token : {read, write, admin})
                QCOMPARE(house.api.get(path + "/members", token).status, 200U);
            QCOMPARE(q(codeOf(house.api.put(path, rename, read))), QByteArray("insufficient_scope"));
            QCOMPARE(house.api.put(path, rename, write).status, 200U);
            QCOMPARE(house.api.put(path, rename, admin).status, 200U);
            QCOMPARE(q(codeOf(house.api.post(path + "/invitations", invite, read))), QByteArray("insufficient_scope"));
            QCOMPARE(q(codeOf(house.api.post(path + "/invitations", invite, write))), QByteArray("insufficient_scope"));
            QCOMPARE(house.api.post(path + "/invitations", invite, admin).status, 200U);
        }
        // The platform isn't a team's.
        const auto user = text({{"username", "carl"}, {"password", goodPassword}});
        QCOMPARE(house.api.post("/api/v1/users", user, house.teamKey("admin").token).status, 403U);
        QCOMPARE(house.api.get("/api/v1/users", house.teamKey("admin").token).status, 403U);
        QCOMPARE(q(codeOf(house.api.post("/api/v1/users", user, house.platformKey("write").token))),
                 QByteArray("insufficient_scope"));
        QCOMPARE(house.api.post("/api/v1/users", user, house.platformKey("admin").token).status, 200U);
    }

    void aKeyIsReadByDefaultAndOtherScopesAreRefused()
    {
        House house;
        const auto made = house.api.post("/api/v1/admin/keys", text({{"name", "ci"}}), house.admin);
        QCOMPARE(q(memberOf(made, "scope")), QByteArray("read"));
        QCOMPARE(house.api.post("/api/v1/admin/keys", text({{"name", "ci"}, {"scope", "all"}}), house.admin).status,
                 400U);
        QCOMPARE(house.api.post("/api/v1/admin/keys", text({{"name", " "}}), house.admin).status, 400U);
    }

    void f55KeysEndInNinetyDaysUnlessSaid_data() { addKinds(); }
    void f55KeysEndInNinetyDaysUnlessSaid()
    {
        QFETCH(int, kind);
        House house;
        const auto began = house.api.clock.now();
        const auto made = house.api.post(pathOf(house, Kind(kind)), text({{"name", "ci"}, {"scope", "read"}}),
                                         ownerOf(house, Kind(kind)));
        QCOMPARE(q(memberOf(made, "expiresAt")), q(toIso(began + 90 * 24h)));
        const auto token = memberOf(made, "token");
        house.api.clock.move(90 * 24h - 1s);
        QCOMPARE(house.api.get(readable(house, Kind(kind)), token).status, 200U);
        house.api.clock.move(1s);
        QCOMPARE(house.api.get(readable(house, Kind(kind)), token).status, 401U);
    }

    void f55AnEndIsAheadAndWithinAYear_data() { addKinds(); }
    void f55AnEndIsAheadAndWithinAYear()
    {
        QFETCH(int, kind);
        House house;
        const auto at = [&](std::chrono::microseconds from) {
            return (toMicros(house.api.clock.now()) + from.count()) / 1000;
        };
        const auto create = [&](std::int64_t end) {
            return house.api.post(pathOf(house, Kind(kind)),
                                  text({{"name", "ci"}, {"scope", "read"}, {"expiresAt", end}}),
                                  ownerOf(house, Kind(kind)));
        };
        QCOMPARE(create(at(365 * 24h)).status, 200U);
        const auto late = create(at(365 * 24h + 1s));
        QCOMPARE(late.status, 400U);
        QVERIFY(q(late.body).contains("365 days"));
        QCOMPARE(create(at(-1s)).status, 400U);
        QCOMPARE(create(0).status, 400U);
    }

    void f55RotationGivesANewKeyAndTheOldDiesAfterItsGrace_data() { addKinds(); }
    void f55RotationGivesANewKeyAndTheOldDiesAfterItsGrace()
    {
        QFETCH(int, kind);
        House house;
        const auto old = make(house, Kind(kind), "read");
        const auto path = pathOf(house, Kind(kind));
        const auto by = ownerOf(house, Kind(kind));
        const auto ask = [&](const std::string &token) {
            return house.api.get(readable(house, Kind(kind)), token).status;
        };
        QCOMPARE(ask(old.token), 200U);
        const auto before = house.api.head();
        const auto rotated = house.api.post(path + "/" + old.id + "/rotate", "", by);
        QCOMPARE(rotated.status, 200U);
        QCOMPARE(house.api.head(), before + 1);
        QVERIFY(q(house.api.lastEvents(1).at(0)).endsWith(".rotated"));
        const auto fresh = memberOf(rotated, "token");
        QVERIFY(fresh != old.token);
        QCOMPARE(ask(fresh), 200U);
        const auto record = listed(house.api.get(path, by), Kind(kind) == Kind::personal ? "tokens" : "keys", old.id);
        QCOMPARE(q(record.at("replacedBy").as_string()), q(memberOf(rotated, "id")));
        QCOMPARE(q(record.at("expiresAt").as_string()), q(toIso(house.api.clock.now() + 24h)));
        house.api.clock.move(24h - 1s);
        QCOMPARE(ask(old.token), 200U);
        house.api.clock.move(1s);
        QCOMPARE(ask(old.token), 401U);
        QCOMPARE(ask(fresh), 200U);
    }

    void f55ARotationWithoutOverlapEndsTheOldAtOnceAndHappensOnce()
    {
        House house;
        const auto old = house.teamKey("write");
        const auto path = "/api/v1/teams/" + house.team + "/keys/" + old.id + "/rotate";
        QCOMPARE(house.api.get("/api/v1/teams/" + house.team, old.token).status, 200U);
        QCOMPARE(house.api.post(path, text({{"overlapHours", -1}}), house.owner).status, 400U);
        const auto again = house.teamKey("read");
        const auto rotated = house.api.post(path, text({{"overlapHours", 0}}), house.owner);
        QCOMPARE(rotated.status, 200U);
        QCOMPARE(house.api.get("/api/v1/teams/" + house.team, old.token).status, 401U);
        QCOMPARE(q(codeOf(house.api.post(path, "", house.owner))), QByteArray("conflict"));
        QCOMPARE(q(memberOf(rotated, "scope")), QByteArray("write"));
        Q_UNUSED(again);
    }

    void f56PrefixesNameKindAndEnvironment()
    {
        House house;
        const auto test =
            house.api.post("/api/v1/admin/keys", text({{"name", "ci"}, {"environment", "test"}}), house.admin);
        QCOMPARE(q(memberOf(test, "environment")), QByteArray("test"));
        const auto shape = [](const std::string &token, const char *prefix) {
            return QRegularExpression(QStringLiteral("\\A%1_[A-Za-z0-9_-]{48}\\z").arg(QLatin1String(prefix)))
                .match(QString::fromStdString(token))
                .hasMatch();
        };
        QVERIFY(shape(memberOf(test, "token"), "cas_test"));
        QVERIFY(shape(house.platformKey("read").token, "cas_live"));
        QVERIFY(shape(house.teamKey("read").token, "cas_live"));
        QVERIFY(shape(house.personal("", house.owner).token, "ffpat"));
        QCOMPARE(
            house.api.post("/api/v1/admin/keys", text({{"name", "ci"}, {"environment", "stage"}}), house.admin).status,
            400U);
    }

    void f56AWrongChecksumIsRefusedBeforeAnyLookUp()
    {
        House house;
        const auto made = house.platformKey("read");
        auto wrong = made.token;
        wrong[12] = wrong[12] == 'A' ? 'B' : 'A';
        auto moved = "cas_test" + made.token.substr(std::string("cas_live").size());
        // A closed store answers no request, so a refusal made without asking it gets another response.
        house.api.store().close();
        for (const auto &token : {wrong, moved, made.token.substr(0, made.token.size() - 1), made.token + "A"})
            QCOMPARE(house.api.get("/api/v1/users", token).status, 401U);
        QCOMPARE(house.api.get("/api/v1/users", made.token).status, 503U);
    }

    void f58TokensAreMadeListedAndRevoked()
    {
        House house;
        const auto token = house.personal("", house.owner);
        QCOMPARE(house.api.statusOf(token.token), 200U);
        const auto list = bodyOf(house.api.get("/api/v1/user/tokens", house.owner));
        QCOMPARE(list.at("count").as_int64(), 1);
        QCOMPARE(house.api.del("/api/v1/user/tokens/" + token.id, house.owner).status, 204U);
        QCOMPARE(house.api.statusOf(token.token), 401U);
    }

    void f59KeysChangeNoSecuritySettings_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("path");
        for (const auto &route : api::routes())
            if (route.who.interactiveOnly)
                QTest::addRow("F59 %s %s", std::string(http::methodName(route.what.method)).c_str(),
                              std::string(route.what.path).c_str())
                    << QString::number(int(route.what.method)) << QString::fromStdString(std::string(route.what.path));
    }

    void f59KeysChangeNoSecuritySettings()
    {
        QFETCH(QString, method);
        QFETCH(QString, path);
        House house;
        path.replace(QStringLiteral(":teamId"), QString::fromStdString(house.team));
        const auto administers = house.api.post(
            "/api/v1/user/tokens", text({{"name", "t"}, {"scope", ""}, {"adminOptIn", true}}), house.admin);
        for (const auto &token : {house.platformKey("admin").token, memberOf(administers, "token")}) {
            const auto answer = house.api.ask(
                {.method = http::Method(method.toInt()), .path = path.toStdString(), .body = "{}", .bearer = token});
            QCOMPARE(answer.status, 403U);
            QCOMPARE(q(codeOf(answer)), QByteArray("interactive_only"));
        }
    }

    void f61ServiceKeysLiveTheirLife_data() { addKinds(); }
    void f61ServiceKeysLiveTheirLife()
    {
        QFETCH(int, kind);
        House house;
        const auto made = make(house, Kind(kind), "read");
        const auto path = pathOf(house, Kind(kind)) + "/" + made.id;
        const auto by = ownerOf(house, Kind(kind));
        const auto ask = [&] { return house.api.get(readable(house, Kind(kind)), made.token).status; };
        QCOMPARE(ask(), 200U);
        auto before = house.api.head();
        QCOMPARE(house.api.post(path + "/disable", "", by).status, 200U);
        QCOMPARE(ask(), 401U);
        QCOMPARE(house.api.head(), before + 1);
        QCOMPARE(house.api.post(path + "/disable", "", by).status, 200U);  // is so already
        QCOMPARE(house.api.head(), before + 1);
        QCOMPARE(house.api.post(path + "/enable", "", by).status, 200U);
        QCOMPARE(ask(), 200U);
        QCOMPARE(house.api.del(path, by).status, 204U);
        QCOMPARE(ask(), 401U);
        QCOMPARE(house.api.del(path, by).status, 404U);
    }

    void aKeyIsItsOwnActorInTheJournal()
    {
        House house;
        const auto made = house.teamKey("write");
        QCOMPARE(house.api.put("/api/v1/teams/" + house.team, text({{"name", "Two"}}), made.token).status, 200U);
        const auto page = bodyOf(house.api.get("/api/v1/teams/" + house.team + "/audit-log", house.owner));
        const auto &entry = page.at("log").at(0);
        QCOMPARE(q(entry.at("event").as_string()), QByteArray("team.settings.updated"));
        QVERIFY(entry.at("username").is_null());
        QCOMPARE(q(entry.at("trigger").at("type").as_string()), QByteArray("key"));
        QCOMPARE(q(entry.at("trigger").at("name").as_string()), "ci \xE2\x80\xA6" + q(made.token).right(4));
        QCOMPARE(q(entry.at("auth").as_string()), QByteArray("token"));
    }

    void aServiceKeyHasNothingOfItsOwn()
    {
        House house;
        const auto token = house.platformKey("admin").token;
        for (const auto *path : {"/api/v1/user", "/api/v1/user/teams", "/api/v1/user/tokens", "/api/v1/user/sessions"})
            QCOMPARE(house.api.get(path, token).status, 403U);
        const auto types = bodyOf(house.api.get("/api/v1/team-types", token));
        const std::string type(types.at("types").at(0).at("id").as_string());
        QCOMPARE(house.api.post("/api/v1/teams", text({{"name", "X"}, {"type", type}}), token).status, 403U);
    }

    void lastUsesAreShownAtOnceAndReachTheStore_data() { addKinds(); }
    void lastUsesAreShownAtOnceAndReachTheStore()
    {
        QFETCH(int, kind);
        House house;
        const auto made = make(house, Kind(kind), "read");
        const auto record = [&] {
            return listed(house.api.get(pathOf(house, Kind(kind)), ownerOf(house, Kind(kind))),
                          Kind(kind) == Kind::personal ? "tokens" : "keys", made.id);
        };
        QVERIFY(!record().as_object().contains("lastUsedAt"));
        house.api.clock.move(1h);
        QCOMPARE(house.api.get(readable(house, Kind(kind)), made.token).status, 200U);
        QCOMPARE(q(record().at("lastUsedAt").as_string()), q(toIso(house.api.clock.now())));
        house.api.credentials().flush();
        const auto id = house.api.store().ids().decode<KeyId>(made.id);
        // The writer takes acts in turn: this one comes after the flush.
        const auto row =
            house.api.store().write([&](store::Writer &writer) { return store::api_keys::find(writer, *id); });
        QVERIFY(row && *row && (*row)->lastUsedAt == house.api.clock.now());
    }

    void f138AKeysListOfAddressesIsKeptTo_data() { addKinds(); }
    void f138AKeysListOfAddressesIsKeptTo()
    {
        QFETCH(int, kind);
        House house;
        const auto path = pathOf(house, Kind(kind));
        const auto by = ownerOf(house, Kind(kind));
        const boost::json::array list{"192.0.2.0/24", "2001:db8::/32"};
        const auto made = house.api.post(path, text({{"name", "ci"}, {"scope", "read"}, {"addresses", list}}), by);
        const auto token = memberOf(made, "token");
        const auto from = [&](const std::string &address) {
            return house.api.ask({.path = readable(house, Kind(kind)), .bearer = token, .address = address});
        };
        for (const auto *inside : {"192.0.2.7", "2001:db8:ffff::1", "::ffff:192.0.2.9"})
            QCOMPARE(from(inside).status, 200U);
        for (const auto *outside : {"192.0.3.7", "2001:db9::1", "127.0.0.1"}) {
            QCOMPARE(from(outside).status, 403U);
            QCOMPARE(q(codeOf(from(outside))), QByteArray("address_refused"));
        }
        for (const auto *wrong : {"192.0.2.7/24", "localhost", ""}) {
            const auto refused = house.api.post(
                path, text({{"name", "ci"}, {"scope", "read"}, {"addresses", boost::json::array{wrong}}}), by);
            QCOMPARE(refused.status, 400U);
            QCOMPARE(q(memberOf(refused, "path")), QByteArray("addresses[0]"));
        }
    }

    void aPersonalTokenCanBeLimitedToTeams()
    {
        House house;
        const auto other = house.addTeam("Two", "olga", 50);
        const auto made = house.api.post(
            "/api/v1/user/tokens", text({{"name", "ci"}, {"scope", ""}, {"teamIds", boost::json::array{house.team}}}),
            house.owner);
        const auto token = memberOf(made, "token");
        QCOMPARE(house.api.get("/api/v1/teams/" + house.team, token).status, 200U);
        QCOMPARE(house.api.get("/api/v1/teams/" + other, token).status, 404U);
        const auto teams = bodyOf(house.api.get("/api/v1/user/teams", token));
        QCOMPARE(teams.at("count").as_int64(), 1);
        // The limit outlives its team.
        QCOMPARE(house.api.del("/api/v1/teams/" + house.team, house.owner).status, 200U);
        QCOMPARE(house.api.get("/api/v1/teams/" + other, token).status, 404U);
        QCOMPARE(bodyOf(house.api.get("/api/v1/user/teams", token)).at("count").as_int64(), 0);
        // Others' teams can't be named, nor can what is none.
        house.api.addUser("eve");
        const auto eve = house.api.signIn("eve", "198.51.100.9");
        for (const auto &id : {other, std::string("zzz")})
            QCOMPARE(house.api
                         .post("/api/v1/user/tokens",
                               text({{"name", "x"}, {"scope", ""}, {"teamIds", boost::json::array{id}}}), eve)
                         .status,
                     400U);
    }

    void anAdministratorsTokenLimitedToATeamAdministersNothing()
    {
        House house;
        const auto made = house.api.post("/api/v1/user/tokens",
                                         text({{"name", "ci"},
                                               {"scope", "admin"},
                                               {"adminOptIn", true},
                                               {"teamIds", boost::json::array{house.team}}}),
                                         house.admin);
        const auto token = memberOf(made, "token");
        QCOMPARE(house.api.get("/api/v1/users", token).status, 403U);
        QVERIFY(q(house.api.get("/api/v1/user", token).body).contains("\"admin\":false"));
    }

    void aPlatformKeyCanBeLimitedToTeams()
    {
        House house;
        const auto other = house.addTeam("Two", "olga", 50);
        const auto limited =
            house.key("/api/v1/admin/keys",
                      {{"name", "ci"}, {"scope", "admin"}, {"teamIds", boost::json::array{house.team}}}, house.admin);
        QCOMPARE(house.api.get("/api/v1/teams/" + house.team + "/members", limited.token).status, 200U);
        QCOMPARE(house.api.get("/api/v1/teams/" + other, limited.token).status, 404U);
        QCOMPARE(house.api.get("/api/v1/teams", limited.token).status, 403U);
        QCOMPARE(house.api.get("/api/v1/admin/audit-log", limited.token).status, 403U);
    }

    void aTeamsKeysEndWithTheTeam()
    {
        House house;
        const auto made = house.teamKey("admin");
        QCOMPARE(house.api.get("/api/v1/teams/" + house.team, made.token).status, 200U);
        QCOMPARE(house.api.del("/api/v1/teams/" + house.team, house.owner).status, 200U);
        QCOMPARE(house.api.get("/api/v1/team-types", made.token).status, 401U);
    }

    void revokingAndDisablingWorkWhileNothingCanBeWritten_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("revoke");
        for (const bool revoke : {true, false})
            for (const auto &[name, kind] :
                 {std::pair("personal token", Kind::personal), std::pair("platform key", Kind::platform),
                  std::pair("team key", Kind::team)})
                QTest::addRow("%s %s", name, revoke ? "revoked" : "disabled") << int(kind) << revoke;
    }
    void revokingAndDisablingWorkWhileNothingCanBeWritten()
    {
        QFETCH(int, kind);
        QFETCH(bool, revoke);
        FaultyVfs disk;
        House house(disk.name());
        const auto made = make(house, Kind(kind), "read");
        const auto path = pathOf(house, Kind(kind)) + "/" + made.id;
        const auto by = ownerOf(house, Kind(kind));
        const auto ask = [&] { return house.api.get(readable(house, Kind(kind)), made.token).status; };
        QCOMPARE(ask(), 200U);
        disk.failFrom(1, FaultyVfs::Fault::error, true);
        QCOMPARE(house.api.post(path + "/rotate", "", by).status, 503U);
        const auto answer = revoke ? house.api.del(path, by) : house.api.post(path + "/disable", "", by);
        QCOMPARE(answer.status, 202U);
        QCOMPARE(ask(), 401U);
        disk.failNothing();
        const auto event = [&] { return q(house.api.lastEvents(1).at(0)); };
        QTRY_VERIFY(event().endsWith(revoke ? ".deleted" : ".updated"));
        QCOMPARE(ask(), 401U);
        if (!revoke) {
            QCOMPARE(house.api.post(path + "/enable", "", by).status, 200U);
            QCOMPARE(ask(), 200U);
        }
    }

    void keysOfPeopleWhoAreGoneAreListed()
    {
        House house;
        const auto keys = "/api/v1/teams/" + house.team + "/keys";
        const auto id = house.teamKey("read").id;
        const auto creator = [&] {
            const auto key = listed(house.api.get("/api/v1/admin/keys", house.admin), "keys", id);
            return q(key.at("creator").as_string());
        };
        QCOMPARE(creator(), QByteArray("active"));
        const auto olga = memberOf(house.api.get("/api/v1/user", house.owner), "id");
        const auto member = "/api/v1/teams/" + house.team + "/members/" + olga;
        (void)granted(house.api.put(member, text({{"role", 30}}), house.admin));
        QCOMPARE(creator(), QByteArray("without-right"));
        (void)granted(house.api.put("/api/v1/users/" + olga, text({{"suspended", true}}), house.admin));
        QCOMPARE(creator(), QByteArray("suspended"));
        (void)granted(house.api.del("/api/v1/users/" + olga, house.admin));
        QCOMPARE(creator(), QByteArray("gone"));
        QVERIFY(!listed(house.api.get(keys, house.admin), "keys", id).is_null());
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestApiKeys)
#include "test_api_keys.moc"
