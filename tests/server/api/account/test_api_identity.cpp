// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/password.h"
#include "server/identity/lockout.h"
#include "server/store/tables/login_failures.h"
#include "server/store/tables/sessions.h"
#include "tests/server/api/pipeline/api_under_test.h"

#include <QTest>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;

namespace {

QByteArray q(const std::string &text)
{
    return QByteArray::fromStdString(text);
}

/// Observer that keeps what it hears.
struct Heard final : stream::RightsObserver {
    std::mutex mutex;
    std::vector<Digest> ended;
    std::vector<stream::Subscriber> changed;
    void credentialEnded(const Digest &credential) override
    {
        const std::lock_guard lock(mutex);
        ended.push_back(credential);
    }
    void rightsChanged(const stream::Subscriber &subscriber) override
    {
        const std::lock_guard lock(mutex);
        changed.push_back(subscriber);
    }
    void credentialRenewed(const Digest &, const Digest &) override {}
    void policyChanged() override {}
};

class TestApiIdentity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signingInGivesASessionAndOneEvent()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const auto before = api.head();
        const auto answer = api.login("ann", goodPassword);
        QCOMPARE(answer.status, 200U);
        QVERIFY(answer.body.empty());
        QCOMPARE(api.head(), before + 1);
        QCOMPARE(q(api.lastEvents(1).at(0)), QByteArray("account.login"));
        QCOMPARE(api.get("/api/v1/user", cookieOf(answer, "sid")).status, 200U);
    }

    void signingInWorksByEmailAndInAnyCase()
    {
        ApiUnderTest api;
        api.addUser("ann");
        QCOMPARE(api.login("ANN", goodPassword).status, 200U);
        QCOMPARE(api.login("Ann@Example.com", goodPassword).status, 200U);
    }

    void f1UnknownUsersAndWrongPasswordsGetTheSameAnswer()
    {
        ApiUnderTest api;
        api.addUser("ann");
        auto wrong = api.login("ann", "not-the-password");
        auto unknown = api.login("nobody", "not-the-password");
        QCOMPARE(api.login("ann", goodPassword).status, 200U);
        QCOMPARE(wrong.status, 401U);
        QCOMPARE(unknown.status, wrong.status);
        // but for the request's id
        const auto cut = [](const std::string &body) { return body.substr(0, body.find("\"requestId\"")); };
        QCOMPARE(q(cut(unknown.body)), q(cut(wrong.body)));
        QCOMPARE(unknown.headers.size(), wrong.headers.size());
    }

    void whatWasTypedForAnUnknownUserIsNotKept()
    {
        ApiUnderTest api;
        const auto admin = api.addUser("root-ann", true);
        QCOMPARE(api.login("my-secret-passphrase", "x").status, 401U);
        const auto token = api.signIn("root-ann");
        const auto log = api.get("/api/v1/admin/audit-log", token);
        QVERIFY(q(log.body).contains("account.login.failed"));
        QVERIFY(!q(log.body).contains("my-secret-passphrase"));
    }

    void aMissingPasswordIsAsked()
    {
        ApiUnderTest api;
        const auto answer = api.post("/account/login", text({{"username", "ann"}}));
        QCOMPARE(answer.status, 401U);
        QCOMPARE(q(codeOf(answer)), QByteArray("password_required"));
        QCOMPARE(q(codeOf(api.post("/account/login", "{}"))), QByteArray("FST_ERR_VALIDATION"));
    }

    void theSixthTryOfAnAddressInAMinuteWaits()
    {
        ApiUnderTest api;
        api.addUser("ann");
        for (int i = 0; i < 5; ++i)
            QCOMPARE(api.login("ann", "wrong").status, 401U);
        const auto limited = api.login("ann", goodPassword);
        QCOMPARE(limited.status, 429U);
        const auto after =
            std::ranges::find(limited.headers, std::string("Retry-After"), &std::pair<std::string, std::string>::first);
        QVERIFY(after != limited.headers.end());
        QCOMPARE(q(after->second), QByteArray("12"));
        QCOMPARE(api.login("ann", goodPassword, "198.51.100.7").status, 200U);
        api.clock.move(12s);
        QCOMPARE(api.login("ann", goodPassword).status, 200U);
    }

    void f14ASuspendedUserIsOutAtOnceAndToldOnlyWithTheRightPassword()
    {
        ApiUnderTest api;
        api.addUser("root-ann", true);
        const auto bob = api.addUser("bob");
        const auto admin = api.signIn("root-ann");
        const auto live = api.signIn("bob");
        QCOMPARE(api.get("/api/v1/user", live).status, 200U);
        QCOMPARE(api.put("/api/v1/users/" + api.idOf(bob), text({{"suspended", true}}), admin).status, 200U);
        QCOMPARE(api.get("/api/v1/user", live).status, 401U);  // at once
        QCOMPARE(q(codeOf(api.login("bob", goodPassword))), QByteArray("user_suspended"));
        QCOMPARE(q(codeOf(api.login("bob", "wrong"))), QByteArray("unauthorized"));
    }

    void sessionsEndAfterADayWithoutUse()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const auto token = api.signIn("ann");
        for (int day = 0; day < 3; ++day) {
            api.clock.move(23h);
            QCOMPARE(api.get("/api/v1/user", token).status, 200U);
        }
        api.clock.move(24h);
        QCOMPARE(api.get("/api/v1/user", token).status, 401U);
    }

    void sessionsEndAfterSevenDaysWhateverTheirUse()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const auto token = api.signIn("ann");
        for (int i = 0; i < 13; ++i) {
            api.clock.move(12h);
            QCOMPARE(api.get("/api/v1/user", token).status, 200U);
        }
        api.clock.move(12h);
        QCOMPARE(api.get("/api/v1/user", token).status, 401U);
    }

    void lastUsesReachTheStore()
    {
        ApiUnderTest api;
        const auto ann = api.addUser("ann");
        const auto token = api.signIn("ann");
        api.clock.move(5min);
        QCOMPARE(api.get("/api/v1/user", token).status, 200U);
        api.credentials().flush();
        const auto rows =
            api.store().write([&](store::Writer &writer) { return store::sessions::ofUser(writer, ann.id); });
        QVERIFY(rows.has_value());
        QCOMPARE(rows->size(), std::size_t(1));
        QVERIFY(rows->front().lastUsedAt == api.clock.now());
        QVERIFY(rows->front().idleAt == api.clock.now() + 24h);
    }

    void signingOutEndsTheSessionAtOnceAndTellsTheStream()
    {
        ApiUnderTest api;
        api.addUser("ann");
        Heard heard;
        api.application().viewers().observe(&heard);
        const auto token = api.signIn("ann");
        QCOMPARE(api.get("/api/v1/user", token).status, 200U);
        QCOMPARE(api.post("/account/logout", "", token).status, 200U);
        QCOMPARE(api.get("/api/v1/user", token).status, 401U);
        QCOMPARE(heard.ended.size(), std::size_t(1));
        QVERIFY(heard.ended.front() == tokenDigest(token));
        QCOMPARE(q(api.lastEvents(1).at(0)), QByteArray("account.logout"));
        const auto before = api.head();
        QCOMPARE(api.post("/account/logout", "").status, 200U);  // always
        QCOMPARE(api.head(), before);
        api.application().viewers().observe(nullptr);
    }

    void changingThePasswordEndsOtherSessions()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const auto here = api.signIn("ann");
        const auto elsewhere = api.signIn("ann");
        QCOMPARE(api.get("/api/v1/user", elsewhere).status, 200U);
        const auto body = text({{"old_password", goodPassword}, {"password", "cobalt-Mirror-frigate-5"}});
        QCOMPARE(api.put("/api/v1/user/change_password", body, here).status, 200U);
        QCOMPARE(api.get("/api/v1/user", here).status, 200U);
        QCOMPARE(api.get("/api/v1/user", elsewhere).status, 401U);
        QCOMPARE(api.login("ann", goodPassword).status, 401U);
        QCOMPARE(api.login("ann", "cobalt-Mirror-frigate-5").status, 200U);
    }

    void aBadNewPasswordIsRefusedAndAWrongOldOneIsRecorded()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const auto token = api.signIn("ann");
        const auto change = [&](const std::string &from, const std::string &to) {
            return codeOf(
                api.put("/api/v1/user/change_password", text({{"old_password", from}, {"password", to}}), token));
        };
        QCOMPARE(q(change(goodPassword, "password1234")), QByteArray("password_change_failed_too_weak"));
        QCOMPARE(q(change(goodPassword, goodPassword)), QByteArray("password_change_failed"));
        const auto before = std::int64_t(api.rowsAfter(0).size());
        QCOMPARE(q(change("wrong", "cobalt-Mirror-frigate-5")), QByteArray("password_change_failed"));
        QCOMPARE(api.head(), before + 1);
        QCOMPARE(q(api.lastEvents(1).at(0)), QByteArray("user.updated-password"));
    }

    void anInitialPasswordMustBeChangedFirst()
    {
        ApiUnderTest api;
        api.addUser("root-ann", true);
        const auto admin = api.signIn("root-ann");
        const auto made =
            api.post("/api/v1/users",
                     text({{"username", "bob"}, {"name", "Bob"}, {"password", "tidal-Orbit-lantern-88"}}), admin);
        QCOMPARE(made.status, 200U);
        QVERIFY(q(made.body).contains("\"password_expired\":true"));
        const auto token = api.signIn("bob");
        QCOMPARE(api.get("/api/v1/user", token).status, 200U);
        QCOMPARE(q(codeOf(api.get("/api/v1/user/teams", token))), QByteArray("password_expired"));
        const auto body = text({{"old_password", goodPassword}, {"password", "cobalt-Mirror-frigate-5"}});
        QCOMPARE(api.put("/api/v1/user/change_password", body, token).status, 200U);
        QCOMPARE(api.get("/api/v1/user/teams", token).status, 200U);
    }

    void f8CheapHashesAreRenewedAtSignIn()
    {
        ApiUnderTest api;
        auto ann = api.addUser("ann");
        const auto cheap = hashPassword(Secret{std::string_view(goodPassword)}, api.folder.random, {64, 1, 1});
        QVERIFY(cheap.has_value());
        ann.passwordHash = *cheap;
        REQUIRE(api.store().write([&](store::Writer &writer) -> Result<bool> {
            if (auto ok = store::users::update(writer, ann); !ok)
                return fail(ok.error());
            return true;
        }));
        QCOMPARE(api.login("ann", goodPassword).status, 200U);
        const auto now = api.store().read([&](store::Reader &reader) { return store::users::find(reader, ann.id); });
        QVERIFY(now && *now);
        QVERIFY(!needsRehash((*now)->passwordHash, cheapCost));
        QCOMPARE(api.login("ann", goodPassword).status, 200U);
    }

    void f118CookiesNeedTheCsrfValueForWhatChanges()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const auto answer = api.login("ann", goodPassword);
        const auto sid = cookieOf(answer, "sid");
        const auto csrf = cookieOf(answer, "csrf");
        const auto rename = [&](const std::string &token, const std::string &bearer = {}) {
            return api.ask({.method = http::Method::put,
                            .path = "/api/v1/user",
                            .body = text({{"name", "A"}}),
                            .bearer = bearer,
                            .cookie = sid,
                            .csrf = token});
        };
        QCOMPARE(api.ask({.path = "/api/v1/user", .cookie = sid}).status, 200U);
        QCOMPARE(q(codeOf(rename(""))), QByteArray("csrf"));
        QCOMPARE(q(codeOf(rename(csrf + "x"))), QByteArray("csrf"));
        QCOMPARE(rename(csrf).status, 200U);
        // With a header the cookie doesn't count.
        QCOMPARE(rename(csrf, "ffu_nonsense").status, 401U);
        QCOMPARE(rename("", sid).status, 200U);
    }

    void f119TheCsrfValueBelongsToOneSession()
    {
        ApiUnderTest api;
        api.addUser("ann");
        api.addUser("bob");
        const auto ann = api.login("ann", goodPassword);
        const auto again = api.login("ann", goodPassword);
        const auto bob = api.login("bob", goodPassword);
        const auto rename = [&](const std::string &csrf) {
            return api.ask({.method = http::Method::put,
                            .path = "/api/v1/user",
                            .body = text({{"name", "A"}}),
                            .cookie = cookieOf(ann, "sid"),
                            .csrf = csrf});
        };
        QCOMPARE(q(codeOf(rename(cookieOf(bob, "csrf")))), QByteArray("csrf"));
        QCOMPARE(q(codeOf(rename(cookieOf(again, "csrf")))), QByteArray("csrf"));  // not even one's own other one
        QVERIFY(cookieOf(ann, "csrf").size() >= 43);                               // 256 bits
        QCOMPARE(rename(cookieOf(ann, "csrf")).status, 200U);
        // What changes nothing needs none.
        QCOMPARE(api.ask({.path = "/api/v1/user", .cookie = cookieOf(ann, "sid")}).status, 200U);
    }

    void f120CookiesStayOnThisSite()
    {
        ApiUnderTest api;
        api.addUser("ann");
        QMap<QByteArray, QList<QByteArray>> seen;
        for (const auto &[name, value] : api.login("ann", goodPassword).headers)
            if (name == "Set-Cookie") {
                auto attributes = q(value).split(';');
                const auto cookie = attributes.takeFirst();
                for (auto &each : attributes)
                    each = each.trimmed();
                std::ranges::sort(attributes);
                seen[cookie.left(cookie.indexOf('='))] = attributes;
            }
        QCOMPARE(seen.keys(), (QList<QByteArray>{"csrf", "sid"}));
        QCOMPARE(seen["sid"], (QList<QByteArray>{"HttpOnly", "Max-Age=604800", "Path=/", "SameSite=Strict"}));
        // The one that pages read and send back.
        QCOMPARE(seen["csrf"], (QList<QByteArray>{"Max-Age=604800", "Path=/", "SameSite=Strict"}));
    }

    void otherSchemesAndUnknownTokensAreRefusedEverywhere()
    {
        ApiUnderTest api;
        QCOMPARE(api.get("/api/v1/settings", "ffpat_unknown").status, 401U);
        QCOMPARE(api.get("/api/v1/settings", "garbage").status, 401U);
        QCOMPARE(api.ask({.path = "/api/v1/settings", .cookie = "garbage"}).status, 200U);
        const auto unknown = newToken(TokenKind::session, api.folder.random);
        QCOMPARE(api.get("/api/v1/settings", std::string(unknown.view())).status, 401U);
        QCOMPARE(api.ask({.path = "/api/v1/settings", .cookie = std::string(unknown.view())}).status, 200U);
    }

    void tokensAreLessThanTheirUser()
    {
        ApiUnderTest api;
        api.addUser("root-ann", true);
        const auto session = api.signIn("root-ann");
        const auto make = [&](bool adminOptIn, bool readOnly) {
            const auto made = api.post(
                "/api/v1/user/tokens",
                text({{"name", "t"}, {"scope", ""}, {"adminOptIn", adminOptIn}, {"readOnly", readOnly}}), session);
            const auto body = json::parse(made.body);
            return std::string(body->as_object().at("token").as_string());
        };
        const auto plain = make(false, false);
        const auto administers = make(true, false);
        const auto reads = make(true, true);
        QVERIFY(q(api.get("/api/v1/user", plain).body).contains("\"admin\":false"));
        QCOMPARE(api.get("/api/v1/users", plain).status, 403U);
        QCOMPARE(api.get("/api/v1/users", administers).status, 200U);
        QCOMPARE(api.get("/api/v1/users", reads).status, 200U);
        QCOMPARE(api.put("/api/v1/user", text({{"name", "A"}}), administers).status, 200U);
        QCOMPARE(api.put("/api/v1/user", text({{"name", "B"}}), reads).status, 403U);
        QCOMPARE(q(codeOf(api.post("/api/v1/user/tokens", text({{"name", "t"}, {"scope", ""}}), administers))),
                 QByteArray("interactive_only"));
        QCOMPARE(
            q(codeOf(api.post("/api/v1/users",
                              text({{"username", "eve"}, {"password", "tidal-Orbit-lantern-88"}, {"isAdmin", true}}),
                              administers))),
            QByteArray("interactive_only"));
    }

    void tokensEndInNinetyDaysUnlessSaid()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const auto session = api.signIn("ann");
        const auto made = api.post("/api/v1/user/tokens", text({{"name", "t"}, {"scope", ""}}), session);
        const auto token = std::string(json::parse(made.body)->as_object().at("token").as_string());
        api.clock.move(24h * 89);
        QCOMPARE(api.get("/api/v1/user", token).status, 200U);
        api.clock.move(24h);
        QCOMPARE(api.get("/api/v1/user", token).status, 401U);
    }

    void revokingATokenWorksAtOnce()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const auto session = api.signIn("ann");
        const auto made =
            json::parse(api.post("/api/v1/user/tokens", text({{"name", "t"}, {"scope", ""}}), session).body);
        const auto token = std::string(made->as_object().at("token").as_string());
        const auto id = std::string(made->as_object().at("id").as_string());
        QCOMPARE(api.get("/api/v1/user", token).status, 200U);
        QCOMPARE(api.del("/api/v1/user/tokens/" + id, session).status, 204U);
        QCOMPARE(api.get("/api/v1/user", token).status, 401U);
        QCOMPARE(api.del("/api/v1/user/tokens/" + id, session).status, 404U);
    }

    void theLocalPersonHasNoPasswordUntilOneIsSet()
    {
        ApiUnderTest api;
        auto local = person("me");
        local.admin = true;
        local.local = true;
        const auto made = api.store().write([&](store::Writer &writer) { return store::users::insert(writer, local); });
        QVERIFY(made.has_value());
        for (const auto *password : {"x", " "})
            QCOMPARE(api.login("me", password).status, 401U);
        const auto session = api.credentials().openLocal(made->id);
        const std::string token(session.view());
        QVERIFY(q(api.get("/api/v1/user", token).body).contains("\"local\":true"));
        QCOMPARE(api.get("/api/v1/users", token).status, 200U);
        // Failures never lock it.
        for (int i = 0; i < 12; ++i) {
            api.clock.move(12s);
            QCOMPARE(api.login("me", "x").status, 401U);
        }
        const auto row =
            api.store().read([&](store::Reader &reader) { return store::login_failures::find(reader, made->id, ""); });
        QVERIFY(row && !*row);
        QCOMPARE(api.put("/api/v1/user/change_password",
                         text({{"old_password", ""}, {"password", "tidal-Orbit-lantern-88"}}), token)
                     .status,
                 200U);
        QCOMPARE(api.get("/api/v1/user", token).status, 401U);
        api.clock.move(1min);
        QCOMPARE(api.login("me", goodPassword).status, 200U);
    }

    void aClockPutBackGivesNoSessionMoreTime()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const auto idle = api.signIn("ann");
        const auto used = api.signIn("ann", "192.0.2.2");
        api.clock.move(5h);
        QCOMPARE(api.get("/api/v1/user", used).status, 200U);
        api.clock.move(1s);
        api.clock.set(-60s);
        QVERIFY(!api.followed.look());
        api.clock.set(-48h);
        api.clock.move(1s);
        const auto jump = api.followed.look();
        QVERIFY(jump.has_value());
        QVERIFY(jump->by() == -48h - 60s);
        api.lookAtTheClock();
        QVERIFY(!api.followed.look());
        const auto fresh = api.signIn("ann", "192.0.2.3");
        // 24 hours after its last use, each by the time that really passed.
        api.clock.move(19h + 2min);
        QCOMPARE(api.get("/api/v1/user", idle).status, 401U);
        api.clock.move(4h + 56min);
        QCOMPARE(api.get("/api/v1/user", fresh).status, 200U);
        api.clock.move(5min);
        QCOMPARE(api.get("/api/v1/user", used).status, 401U);
        QCOMPARE(api.get("/api/v1/user", fresh).status, 200U);
        // Nor are the seven days in all longer, however often it is used.
        for (int i = 0; i < 12; ++i) {
            api.clock.move(11h);
            QCOMPARE(api.get("/api/v1/user", fresh).status, 200U);
        }
        api.clock.move(13h);
        QCOMPARE(api.get("/api/v1/user", fresh).status, 401U);
    }

    void refusalsOfStrangersAreCountedNotListed()
    {
        ApiUnderTest api;
        const auto before = api.head();
        for (int i = 0; i < 20; ++i)
            QCOMPARE(api.ask({.path = "/api/v1/user", .address = "2001:db8::" + std::to_string(i)}).status, 401U);
        QCOMPARE(api.head(), before);
        const auto counted = api.refusals().take();
        QVERIFY(counted.has_value());
        QCOMPARE(counted->body().at("unauthorized").as_int64(), 20);
        QCOMPARE(counted->body().at("addressCount").as_int64(), 1);
        QVERIFY(!api.refusals().take());
    }

    void whatSomebodyMayNotDoIsRecorded()
    {
        ApiUnderTest api;
        api.addUser("bob");
        const auto bob = api.signIn("bob");
        QCOMPARE(api.get("/api/v1/users", bob).status, 403U);
        QTRY_COMPARE(q(api.lastEvents(1).at(0)), QByteArray("access.refused"));
    }

    void theStreamLearnsWhoSomebodyIs()
    {
        ApiUnderTest api;
        api.addUser("root-ann", true);
        api.addUser("bob");
        const auto admin = api.signIn("root-ann");
        const auto bob = api.signIn("bob");
        const auto types = json::parse(api.get("/api/v1/team-types", admin).body);
        const auto type = std::string(types->at("types").at(0).at("id").as_string());
        const auto team = json::parse(api.post("/api/v1/teams", text({{"name", "One"}, {"type", type}}), admin).body);
        const auto id = std::string(team->at("id").as_string());
        const auto viewer = [&](const std::string &token) {
            std::promise<Result<stream::Viewer>> answered;
            auto waiting = answered.get_future();
            api.application().viewers().recheck(tokenDigest(token), "192.0.2.1",
                                                [&answered](auto result) { answered.set_value(std::move(result)); });
            return waiting.get();
        };
        QVERIFY(viewer(admin)->admin);
        QVERIFY(viewer(bob)->teams.empty());
        Heard heard;
        api.application().viewers().observe(&heard);
        QCOMPARE(api.post("/api/v1/teams/" + id + "/members", text({{"user", "bob"}, {"role", 50}}), admin).status,
                 200U);
        QCOMPARE(heard.changed.size(), std::size_t(1));
        QCOMPARE(viewer(bob)->teams.size(), std::size_t(1));
        const auto seen = viewer(bob);
        QVERIFY(seen->maySee(EventScope::team, seen->teams.front()));
        QVERIFY(!seen->maySee(EventScope::platform, {}));
        QCOMPARE(api.post("/account/logout", "", bob).status, 200U);
        QVERIFY(viewer(bob).error().code == ErrorCode::unauthenticated);
        api.application().viewers().observe(nullptr);
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestApiIdentity)
#include "test_api_identity.moc"
