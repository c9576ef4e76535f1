// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/password.h"
#include "server/identity/lockout.h"
#include "server/store/tables/login_failures.h"
#include "server/store/tables/sessions.h"
#include "tests/server/api/pipeline/answers.h"
#include "tests/server/api/pipeline/heard.h"

#include <QTest>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;

namespace {

class TestApiIdentity : public QObject {
    Q_OBJECT

    /// A session lives through so many uses at this interval, and has ended that long after the last one.
    static void livesThrough(int uses, std::chrono::hours interval, std::chrono::hours end)
    {
        ApiUnderTest api;
        const auto token = api.addSignedIn("ann");
        for (int i = 0; i < uses; ++i) {
            api.clock.move(interval);
            QCOMPARE(api.statusOf(token), 200U);
        }
        api.clock.move(end);
        QCOMPARE(api.statusOf(token), 401U);
    }
    /// `token` and `id` of a new personal access token of the session's user.
    static json::value makeToken(ApiUnderTest &api, const std::string &session, bool adminOptIn = false,
                                 bool readOnly = false)
    {
        return bodyOf(api.post("/api/v1/user/tokens",
                               text({{"name", "t"}, {"scope", ""}, {"adminOptIn", adminOptIn}, {"readOnly", readOnly}}),
                               session));
    }
    static std::string memberIn(const json::value &object, const char *name)
    {
        return std::string(object.at(name).as_string());
    }

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
        QCOMPARE(q(api.lastEvent()), QByteArray("account.login"));
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
            std::ranges::find(limited.headers, std::string("Retry-After"), &http::Headers::value_type::first);
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
        QCOMPARE(api.statusOf(live), 200U);
        QCOMPARE(api.put("/api/v1/users/" + api.idOf(bob), text({{"suspended", true}}), admin).status, 200U);
        QCOMPARE(api.statusOf(live), 401U);  // at once
        QCOMPARE(q(codeOf(api.login("bob", goodPassword))), QByteArray("user_suspended"));
        QCOMPARE(q(codeOf(api.login("bob", "wrong"))), QByteArray("unauthorized"));
    }

    void sessionsEndAfterADayWithoutUse() { livesThrough(3, 23h, 24h); }
    void sessionsEndAfterSevenDaysWhateverTheirUse() { livesThrough(13, 12h, 12h); }

    void lastUsesReachTheStore()
    {
        ApiUnderTest api;
        const auto ann = api.addUser("ann");
        const auto token = api.signIn("ann");
        api.clock.move(5min);
        QCOMPARE(api.statusOf(token), 200U);
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
        const Heard heard(api);
        const auto token = api.signIn("ann");
        QCOMPARE(api.statusOf(token), 200U);
        QCOMPARE(api.post("/account/logout", "", token).status, 200U);
        QCOMPARE(api.statusOf(token), 401U);
        QCOMPARE(heard.ended.size(), std::size_t(1));
        QVERIFY(heard.ended.front() == tokenDigest(token));
        QCOMPARE(q(api.lastEvent()), QByteArray("account.logout"));
        const auto before = api.head();
        QCOMPARE(api.post("/account/logout", "").status, 200U);  // always
        QCOMPARE(api.head(), before);
    }

    void changingThePasswordEndsOtherSessions()
    {
        ApiUnderTest api;
        const auto here = api.addSignedIn("ann");
        const auto elsewhere = api.signIn("ann");
        QCOMPARE(api.statusOf(elsewhere), 200U);
        const auto body = text({{"old_password", goodPassword}, {"password", "cobalt-Mirror-frigate-5"}});
        QCOMPARE(api.put("/api/v1/user/change_password", body, here).status, 200U);
        QCOMPARE(api.statusOf(here), 200U);
        QCOMPARE(api.statusOf(elsewhere), 401U);
        QCOMPARE(api.login("ann", goodPassword).status, 401U);
        QCOMPARE(api.login("ann", "cobalt-Mirror-frigate-5").status, 200U);
    }

    void aBadNewPasswordIsRefusedAndAWrongOldOneIsRecorded()
    {
        ApiUnderTest api;
        const auto token = api.addSignedIn("ann");
        const auto change = [&](const std::string &from, const std::string &to) {
            return codeOf(
                api.put("/api/v1/user/change_password", text({{"old_password", from}, {"password", to}}), token));
        };
        QCOMPARE(q(change(goodPassword, "password1234")), QByteArray("password_change_failed_too_weak"));
        QCOMPARE(q(change(goodPassword, goodPassword)), QByteArray("password_change_failed"));
        const auto before = std::int64_t(api.rowsAfter(0).size());
        QCOMPARE(q(change("wrong", "cobalt-Mirror-frigate-5")), QByteArray("password_change_failed"));
        QCOMPARE(api.head(), before + 1);
        QCOMPARE(q(api.lastEvent()), QByteArray("user.updated-password"));
    }

    void anInitialPasswordMustBeChangedFirst()
    {
        ApiUnderTest api;
        const auto admin = api.addSignedIn("root-ann", true);
        const auto made =
            api.post("/api/v1/users",
                     text({{"username", "bob"}, {"name", "Bob"}, {"password", "tidal-Orbit-lantern-88"}}), admin);
        QCOMPARE(made.status, 200U);
        QVERIFY(q(made.body).contains("\"password_expired\":true"));
        const auto token = api.signIn("bob");
        QCOMPARE(api.statusOf(token), 200U);
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
        // An Authorization header takes precedence over the cookie.
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
        // Safe methods need no CSRF value.
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
        const auto session = api.addSignedIn("root-ann", true);
        const auto plain = memberIn(makeToken(api, session), "token");
        const auto administers = memberIn(makeToken(api, session, true), "token");
        const auto reads = memberIn(makeToken(api, session, true, true), "token");
        QVERIFY(q(api.get("/api/v1/user", plain).body).contains("\"admin\":false"));
        QCOMPARE(api.get("/api/v1/users", plain).status, 403U);
        QCOMPARE(api.get("/api/v1/users", administers).status, 200U);
        QCOMPARE(api.get("/api/v1/users", reads).status, 200U);
        const auto bob = "/api/v1/users/" + api.idOf(api.addUser("bob"));
        QCOMPARE(api.put(bob, text({{"name", "A"}}), administers).status, 200U);
        QCOMPARE(api.put(bob, text({{"name", "B"}}), reads).status, 403U);
        QCOMPARE(q(codeOf(api.put("/api/v1/user", text({{"name", "A"}}), administers))),
                 QByteArray("interactive_only"));  // the account of an administrator
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
        const auto session = api.addSignedIn("ann");
        const auto token = memberIn(makeToken(api, session), "token");
        api.clock.move(24h * 89);
        QCOMPARE(api.statusOf(token), 200U);
        api.clock.move(24h);
        QCOMPARE(api.statusOf(token), 401U);
    }

    void revokingATokenWorksAtOnce()
    {
        ApiUnderTest api;
        const auto session = api.addSignedIn("ann");
        const auto made = makeToken(api, session);
        const auto token = memberIn(made, "token");
        const auto id = memberIn(made, "id");
        QCOMPARE(api.statusOf(token), 200U);
        QCOMPARE(api.del("/api/v1/user/tokens/" + id, session).status, 204U);
        QCOMPARE(api.statusOf(token), 401U);
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
        QCOMPARE(api.statusOf(token), 401U);
        api.clock.move(1min);
        QCOMPARE(api.login("me", goodPassword).status, 200U);
    }

    void aClockPutBackGivesNoSessionMoreTime()
    {
        ApiUnderTest api;
        const auto idle = api.addSignedIn("ann");
        const auto used = api.signIn("ann", "192.0.2.2");
        api.clock.move(5h);
        QCOMPARE(api.statusOf(used), 200U);
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
        QCOMPARE(api.statusOf(idle), 401U);
        api.clock.move(4h + 56min);
        QCOMPARE(api.statusOf(fresh), 200U);
        api.clock.move(5min);
        QCOMPARE(api.statusOf(used), 401U);
        QCOMPARE(api.statusOf(fresh), 200U);
        // The absolute limit of seven days is not extended by use either.
        for (int i = 0; i < 12; ++i) {
            api.clock.move(11h);
            QCOMPARE(api.statusOf(fresh), 200U);
        }
        api.clock.move(13h);
        QCOMPARE(api.statusOf(fresh), 401U);
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
        const auto bob = api.addSignedIn("bob");
        QCOMPARE(api.get("/api/v1/users", bob).status, 403U);
        QTRY_COMPARE(q(api.lastEvent()), QByteArray("access.refused"));
    }

    void theStreamLearnsWhoSomebodyIs()
    {
        ApiUnderTest api;
        api.addUser("root-ann", true);
        api.addUser("bob");
        const auto admin = api.signIn("root-ann");
        const auto bob = api.signIn("bob");
        const auto id = api.addTeam("One", admin);
        QVERIFY(recheck(api, admin)->admin);
        QVERIFY(recheck(api, bob)->teams.empty());
        const Heard heard(api);
        QCOMPARE(api.post("/api/v1/teams/" + id + "/members", text({{"user", "bob"}, {"role", 50}}), admin).status,
                 200U);
        QCOMPARE(heard.changed.size(), std::size_t(1));
        QCOMPARE(recheck(api, bob)->teams.size(), std::size_t(1));
        const auto seen = recheck(api, bob);
        QVERIFY(seen->maySee(EventScope::team, seen->teams.front()));
        QVERIFY(!seen->maySee(EventScope::platform, {}));
        QCOMPARE(api.post("/account/logout", "", bob).status, 200U);
        QVERIFY(recheck(api, bob).error().code == ErrorCode::unauthenticated);
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestApiIdentity)
#include "test_api_identity.moc"
