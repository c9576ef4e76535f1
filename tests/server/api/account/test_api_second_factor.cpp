// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/digest.h"
#include "server/store/rows.h"
#include "server/store/tables/second_factors.h"
#include "tests/fixtures/rows.h"
#include "tests/server/api/pipeline/answers.h"
#include "tests/server/api/pipeline/holder.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <semaphore>
#include <thread>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;

namespace {

/// For tests of what a code does, not of how often one may be tried.
bool widenCodes(ApiUnderTest &api)
{
    return api.change([](auto &settings) { settings.limits.secondFactor.burst = 1000; });
}

class TestApiSecondFactor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void f32SignsInWithPasswordAndCode()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const Holder ann(api, "ann");
        const auto first = api.login("ann", goodPassword);
        QCOMPARE(first.status, 403U);
        QCOMPARE(q(codeOf(first)), QByteArray("mfa_required"));
        const auto ticket = cookieOf(first, "sid");
        QVERIFY(!ticket.empty());
        QCOMPARE(q(api.lastEvent()), QByteArray("account.login.second-factor-asked"));
        const auto second = ann.show(ticket, ann.freshCode());
        QCOMPARE(second.status, 200U);
        QCOMPARE(q(api.lastEvent()), QByteArray("account.login"));
        const auto session = cookieOf(second, "sid");
        QVERIFY(session != ticket);
        QCOMPARE(api.statusOf(session), 200U);
        QVERIFY(q(api.get("/api/v1/user", session).body).contains("\"mfa_enabled\":true"));
    }

    void f40HalfASignInOpensNothing()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const Holder ann(api, "ann");
        const auto ticket = ann.ticket();
        QCOMPARE(api.ask({.path = "/api/v1/user", .cookie = ticket}).status, 401U);
        QCOMPARE(api.statusOf(ticket), 401U);
    }

    void f32ACodeCountsOnce()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const Holder ann(api, "ann");
        const auto code = ann.freshCode();
        QCOMPARE(ann.show(ann.ticket(), code).status, 200U);
        api.clock.move(12s);
        QCOMPARE(ann.show(ann.ticket("192.0.2.2"), code, "192.0.2.2").status, 401U);
        // two steps old
        api.clock.move(5min);
        QCOMPARE(ann.show(ann.ticket("192.0.2.3"), ann.code(-2), "192.0.2.3").status, 401U);
        QCOMPARE(ann.show(ann.ticket("192.0.2.4"), ann.code(-1), "192.0.2.4").status, 200U);
    }

    void f33AWrongCodeLeavesTheEnrolmentAsItIs()
    {
        ApiUnderTest api;
        const auto session = api.addSignedIn("ann");
        QCOMPARE(q(codeOf(api.put("/api/v1/user/mfa/verify", text({{"token", "123456"}}), session))),
                 QByteArray("mfa_disabled"));
        const auto begun = json::decodeText<records::MfaEnrolment>(api.put("/api/v1/user/mfa", "{}", session).body,
                                                                   json::UnknownMembers::ignore);
        const auto secret = std::move(*fromBase32(begun->secret->view()));
        const auto right = totp::codeAt(secret, std::uint64_t(totp::stepOf(api.clock.now())));
        const auto wrong = right == "000000" ? "000001" : "000000";
        const auto refused = api.put("/api/v1/user/mfa/verify", text({{"token", wrong}}), session);
        QCOMPARE(refused.status, 400U);
        QCOMPARE(q(codeOf(refused)), QByteArray("mfa_failed"));
        QVERIFY(q(api.get("/api/v1/user/mfa", session).body).contains("\"enabled\":false"));
        QCOMPARE(api.put("/api/v1/user/mfa/verify", text({{"token", right}}), session).status, 200U);
        QVERIFY(q(api.get("/api/v1/user/mfa", session).body).contains("\"enabled\":true"));
        QCOMPARE(q(codeOf(api.put("/api/v1/user/mfa", "{}", session))), QByteArray("mfa_enabled"));
    }

    void f33EnrollingEndsOtherSessions()
    {
        ApiUnderTest api;
        const auto other = api.addSignedIn("ann");
        const Holder ann(api, "ann");
        QCOMPARE(api.statusOf(other), 401U);
        QCOMPARE(api.statusOf(ann.session), 200U);
    }

    void f34EachBackupCodeWorksOnce()
    {
        ApiUnderTest api;
        const auto user = api.addUser("ann");
        const Holder ann(api, "ann");
        QCOMPARE(ann.backup.size(), std::size_t(10));
        QVERIFY(widenCodes(api));
        int n = 0;
        for (const auto &code : ann.backup) {
            const auto address = "198.51.100." + std::to_string(++n);
            QCOMPARE(ann.show(ann.ticket(address), code, address).status, 200U);
            QCOMPARE(ann.show(ann.ticket(address), code, address).status, 401U);
        }
        QVERIFY(q(api.get("/api/v1/user/mfa", ann.session).body).contains("\"backupCodesLeft\":0"));
    }

    void f34NewBackupCodesEndTheOldOnes()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const Holder ann(api, "ann");
        const auto made = json::decodeText<records::BackupCodes>(
            api.post("/api/v1/user/mfa/backup-codes", "{}", ann.session).body, json::UnknownMembers::ignore);
        QVERIFY(made.has_value());
        QCOMPARE(made->codes.size(), std::size_t(10));
        QCOMPARE(ann.show(ann.ticket(), ann.backup[0]).status, 401U);
        // as people type it
        std::string typed(made->codes[0].view());
        std::ranges::transform(typed, typed.begin(), [](char c) { return c == '-' ? ' ' : char(std::tolower(c)); });
        QCOMPARE(ann.show(ann.ticket(), typed).status, 200U);
    }

    void f34OnlyHashesAreKept()
    {
        ApiUnderTest api;
        const auto user = api.addUser("ann");
        const Holder ann(api, "ann");
        auto factor =
            api.store().read([&](store::Reader &reader) { return store::second_factors::find(reader, user.id); });
        QVERIFY(factor.has_value() && *factor);
        QVERIFY(!q((*factor)->sealed).contains(q(std::string(ann.secret.view()))));
        QCOMPARE((*factor)->backupSalt.size(), std::size_t(16));
        const auto hashes = api.store().read([](store::Reader &reader) {
            return store::rows::all(reader.connection().query("SELECT hash FROM backup_codes"),
                                    [](store::Query &row) { return row.blob(0); });
        });
        REQUIRE(hashes);
        QCOMPARE(hashes->size(), ann.backup.size());
        // Neither the codes nor digests that could be computed without the salt, with or without their hyphens.
        for (const auto &code : ann.backup) {
            auto bare = code;
            std::erase(bare, '-');
            for (const auto &spelling : {code, bare}) {
                const auto digest = sha256(bytesOf(spelling));
                const std::string plain(reinterpret_cast<const char *>(digest.data()), digest.size());
                for (const auto &hash : *hashes)
                    QVERIFY(hash != plain && hash.find(spelling.substr(0, 4)) == std::string::npos);
            }
        }
    }

    void f35ARequiredFactorOpensOnlyItsEnrolment()
    {
        ApiUnderTest api;
        api.addUser("root-ann", true);
        api.addUser("bob");
        (void)api.signIn("root-ann");  // the grace begins
        api.clock.move(std::chrono::hours(24 * 14) - 1s);
        const auto early = api.signIn("root-ann");
        QCOMPARE(api.get("/api/v1/users", early).status, 200U);
        api.clock.move(1s);
        const auto late = api.get("/api/v1/users", early);
        QCOMPARE(late.status, 403U);
        QCOMPARE(q(codeOf(late)), QByteArray("mfa_enrolment_required"));
        QCOMPARE(api.statusOf(early), 200U);
        QVERIFY(q(api.get("/api/v1/user/mfa", early).body).contains("\"required\":true"));
        QCOMPARE(api.post("/api/v1/user/step-up", text({{"password", goodPassword}}), early).status, 200U);
        QCOMPARE(api.put("/api/v1/user/mfa", "{}", early).status, 200U);
        QCOMPARE(api.post("/account/logout", "", early).status, 200U);
        // Only administrators, by default.
        const auto bob = api.signIn("bob");
        QCOMPARE(api.get("/api/v1/user/teams", bob).status, 200U);
        const Holder ann(api, "root-ann");
        QCOMPARE(api.get("/api/v1/users", ann.session).status, 200U);
    }

    void f39AnAdministratorResetsALostFactor()
    {
        ApiUnderTest api;
        api.addUser("root-ann", true);
        const auto bob = api.addUser("bob");
        const Holder holder(api, "bob");
        const auto admin = api.signIn("root-ann");
        const auto path = "/api/v1/users/" + api.idOf(bob);
        api.clock.move(6min);
        QCOMPARE(q(codeOf(api.put(path, text({{"mfa_enabled", false}}), admin))), QByteArray("reauth_required"));
        QCOMPARE(api.post("/api/v1/user/step-up", text({{"password", goodPassword}}), admin).status, 200U);
        const auto head = api.head();
        QCOMPARE(api.put(path, text({{"mfa_enabled", false}}), admin).status, 200U);
        QCOMPARE(api.head(), head + 1);
        QCOMPARE(q(api.lastEvent()), QByteArray("users.reset-mfa"));
        QCOMPARE(api.statusOf(holder.session), 401U);
        QCOMPARE(api.login("bob", goodPassword).status, 200U);
        // Nothing to reset any more; and one's own isn't reset so.
        QCOMPARE(api.put(path, text({{"mfa_enabled", false}}), admin).status, 200U);
        QCOMPARE(api.put("/api/v1/user", text({{"mfa_enabled", false}}), admin).status, 400U);
    }

    void f39ATeamsOwnersSeeWhoHasAFactor()
    {
        ApiUnderTest api;
        const auto ann = api.addUser("ann");
        const auto bob = api.addUser("bob");
        const auto owner = api.signIn("ann");
        const auto team = api.store().write([&](store::Writer &writer) -> Result<store::Team> {
            auto made = store::teams::insert(writer, {"one", "one", TeamTypeId(1)});
            for (const auto &[user, role] : {std::pair(ann.id, Role::owner), std::pair(bob.id, Role::viewer)})
                if (auto ok = store::members::insert(writer, made->id, user, role); !ok)
                    return fail(ok.error());
            return made;
        });
        QVERIFY(team.has_value());
        const auto path = "/api/v1/teams/" + api.store().ids().encode(team->id) + "/members";
        QVERIFY(!q(api.get(path, owner).body).contains("\"mfa_enabled\":true"));
        const Holder holder(api, "bob");
        QVERIFY(q(api.get(path, owner).body).contains("\"mfa_enabled\":true"));
        QVERIFY(!q(api.get(path, holder.session).body).contains("mfa_enabled"));
    }

    void f40FiveTriesAndFiveMinutes()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const Holder ann(api, "ann");
        QCOMPARE(ann.show("", ann.freshCode()).status, 401U);
        const auto ticket = ann.ticket("192.0.2.9");
        const auto wrong = ann.code() == "000000" ? "000001" : "000000";
        for (int i = 0; i < 5; ++i)
            QCOMPARE(ann.show(ticket, wrong, "198.51.100." + std::to_string(i + 1)).status, 401U);
        QCOMPARE(ann.show(ticket, ann.freshCode()).status, 401U);
        const auto old = ann.ticket("192.0.2.10");
        api.clock.move(5min);
        QCOMPARE(ann.show(old, ann.code(), "192.0.2.10").status, 401U);
        const auto good = ann.ticket("192.0.2.11");
        api.clock.move(5min - 1s);
        QCOMPARE(ann.show(good, ann.code(), "192.0.2.11").status, 200U);
    }

    void f135CodesAreLimitedByUserWhereverTheyComeFrom()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const Holder ann(api, "ann");
        QVERIFY(api.change([](auto &settings) { settings.limits.secondFactor.burst = 2; }));
        const auto wrong = ann.freshCode() == "000000" ? "000001" : "000000";
        for (const auto *address : {"198.51.100.1", "198.51.100.2"})
            QCOMPARE(ann.show(ann.ticket(address), wrong, address).status, 401U);
        const auto limited = ann.show(ann.ticket("198.51.100.3"), ann.code(), "198.51.100.3");
        QCOMPARE(limited.status, 429U);
        QVERIFY(std::ranges::any_of(limited.headers, [](const auto &h) { return h.first == "Retry-After"; }));
        api.clock.move(5min);
        QCOMPARE(ann.show(ann.ticket("198.51.100.3"), ann.code(), "198.51.100.3").status, 200U);
    }

    void f41TokensAreMadeByCompleteSessionsOnly()
    {
        ApiUnderTest api;
        const auto user = api.addUser("ann");
        const auto bare = api.signIn("ann");
        // A factor from elsewhere: no session of this server has shown it.
        auto added = api.store().write([&](store::Writer &writer) {
            store::SecondFactor factor{.user = user.id};
            factor.sealed = "x";
            factor.enrolledAt = writer.now();
            return store::second_factors::save(writer, factor);
        });
        QVERIFY(added.has_value());
        api.credentials().userChanged(user.id);
        const auto refused = api.post("/api/v1/user/tokens", text({{"name", "ci"}, {"scope", ""}}), bare);
        QCOMPARE(refused.status, 403U);
        QCOMPARE(q(codeOf(refused)), QByteArray("mfa_required"));
    }

    void turningItOffNeedsPasswordAndCode()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const Holder ann(api, "ann");
        const auto off = [&](const std::string &password, const std::string &code) {
            api.clock.move(30s);
            return api.ask({.method = http::Method::del,
                            .path = "/api/v1/user/mfa",
                            .body = text({{"password", password}, {"token", code}}),
                            .bearer = ann.session});
        };
        QCOMPARE(q(codeOf(off("wrong", ann.code(1)))), QByteArray("mfa_failed"));
        QCOMPARE(q(codeOf(off(goodPassword, "000000"))), QByteArray("mfa_failed"));
        QCOMPARE(off(goodPassword, ann.code(1)).status, 200U);
        QCOMPARE(q(api.lastEvent()), QByteArray("user.mfa.disabled"));
        QCOMPARE(api.login("ann", goodPassword).status, 200U);
    }

    void s7OneOfAHundredParallelTriesSucceeds_data() { addBoolRows("backup", "S-7 backup code", "S-7 code"); }
    void s7OneOfAHundredParallelTriesSucceeds()
    {
        QFETCH(bool, backup);
        ApiUnderTest api;
        api.addUser("ann");
        const Holder ann(api, "ann");
        QVERIFY(widenCodes(api));
        const auto code = backup ? ann.backup[3] : ann.freshCode();
        constexpr int tries = 100;
        std::vector<std::string> tickets;
        for (int i = 0; i < tries; ++i)
            tickets.push_back(ann.ticket("10.1." + std::to_string(i) + ".1"));
        std::atomic<int> successes = 0;
        std::atomic<int> refusals = 0;
        std::counting_semaphore<> few(24);
        std::vector<std::thread> threads;
        for (int i = 0; i < tries; ++i)
            threads.emplace_back([&, i] {
                // The queue of passwords holds 32.
                few.acquire();
                const auto status = ann.show(tickets[std::size_t(i)], code, "10.2." + std::to_string(i) + ".1").status;
                few.release();
                ++(status == 200 ? successes : refusals);
            });
        for (auto &thread : threads)
            thread.join();
        QCOMPARE(successes.load(), 1);
        QCOMPARE(refusals.load(), tries - 1);
    }

    // Response times that a stranger can measure. Load disturbs single runs; a real difference would be in all of them.
    void s7AndF11UnknownUsersTakeAsLongAsKnownOnes()
    {
        ApiUnderTest api({}, {19 * 1024, 2, 1});
        api.addUser("ann");
        const auto taken = [&](const char *name, int i) {
            const auto begin = std::chrono::steady_clock::now();
            const auto answer = api.login(name, "wrong-Horse-7", "10.3." + std::to_string(i) + ".1");
            const auto end = std::chrono::steady_clock::now();
            return answer.status == 401 ? end - begin : std::chrono::hours(1);
        };
        double apart = 0;
        for (int run = 0; run < 4; ++run) {
            std::vector<std::chrono::nanoseconds> known;
            std::vector<std::chrono::nanoseconds> unknown;
            for (int i = 0; i < 21; ++i) {
                known.push_back(taken("ann", run * 50 + i));
                unknown.push_back(taken("nobody", run * 50 + i));
            }
            std::ranges::sort(known);
            std::ranges::sort(unknown);
            apart = std::abs(std::chrono::duration<double, std::milli>(known[10] - unknown[10]).count());
            if (apart <= 5)
                return;
        }
        QVERIFY2(false, ("medians are " + std::to_string(apart) + " ms apart").c_str());
    }

    void f13WhatIsSensitiveAsksAgainAfterFiveMinutes()
    {
        ApiUnderTest api;
        const auto session = api.addSignedIn("ann");
        const auto make = [&] {
            return api.post("/api/v1/user/tokens", text({{"name", "ci"}, {"scope", ""}}), session);
        };
        api.clock.move(5min);
        QCOMPARE(make().status, 200U);
        api.clock.move(1s);
        const auto refused = make();
        QCOMPARE(refused.status, 403U);
        QCOMPARE(q(codeOf(refused)), QByteArray("reauth_required"));
        const auto wrong = api.post("/api/v1/user/step-up", text({{"password", "nonsense"}}), session);
        QCOMPARE(wrong.status, 403U);
        QCOMPARE(q(codeOf(wrong)), QByteArray("reauth_failed"));
        QCOMPARE(make().status, 403U);
        QCOMPARE(api.post("/api/v1/user/step-up", text({{"confirm", true}}), session).status, 400U);
        QCOMPARE(api.post("/api/v1/user/step-up", "{}", session).status, 400U);
        QCOMPARE(api.post("/api/v1/user/step-up", text({{"password", goodPassword}}), session).status, 200U);
        QCOMPARE(q(api.lastEvent()), QByteArray("account.stepped-up"));
        QCOMPARE(make().status, 200U);
    }

    void f13ACodeConfirmsToo()
    {
        ApiUnderTest api;
        api.addUser("ann");
        const Holder ann(api, "ann");
        api.clock.move(6min);
        const auto make = [&] {
            return api.post("/api/v1/user/tokens", text({{"name", "ci"}, {"scope", ""}}), ann.session).status;
        };
        QCOMPARE(make(), 403U);
        const auto code = ann.code();
        QCOMPARE(api.post("/api/v1/user/step-up", text({{"code", code}}), ann.session).status, 200U);
        QCOMPARE(make(), 200U);
        QCOMPARE(q(codeOf(api.post("/api/v1/user/step-up", text({{"code", code}}), ann.session))),
                 QByteArray("reauth_failed"));
    }

    void f13TheLocalPersonConfirms()
    {
        ApiUnderTest api;
        auto user = api.addUser("ann", true);
        user.local = true;
        user.passwordHash.clear();
        QVERIFY(api.store().write([&](store::Writer &w) { return store::users::update(w, user); }).has_value());
        const auto bob = api.addUser("bob");
        const auto token = api.credentials().openLocal(user.id);
        const std::string local(token.view());
        const auto path = "/api/v1/users/" + api.idOf(bob);
        api.clock.move(6min);
        QCOMPARE(q(codeOf(api.del(path, local))), QByteArray("reauth_required"));
        QCOMPARE(api.post("/api/v1/user/step-up", text({{"password", "x"}}), local).status, 400U);
        QCOMPARE(api.post("/api/v1/user/step-up", text({{"confirm", true}}), local).status, 200U);
        QCOMPARE(api.del(path, local).status, 200U);
    }

    void f13RolesOfThePlatformAskAgainNamesDoNot()
    {
        ApiUnderTest api;
        api.addUser("root-ann", true);
        const auto bob = api.addUser("bob");
        const auto admin = api.signIn("root-ann");
        api.clock.move(6min);
        const auto path = "/api/v1/users/" + api.idOf(bob);
        QCOMPARE(api.put(path, text({{"name", "Bob B."}}), admin).status, 200U);
        QCOMPARE(api.put(path, text({{"suspended", true}}), admin).status, 200U);
        QCOMPARE(q(codeOf(api.put(path, text({{"admin", true}}), admin))), QByteArray("reauth_required"));
        QCOMPARE(q(codeOf(api.del(path, admin))), QByteArray("reauth_required"));
    }

    void f12AnAdministratorGivesACodeAndItsHolderChooses()
    {
        ApiUnderTest api;
        api.addUser("root-ann", true);
        const auto bob = api.addUser("bob");
        const auto live = api.signIn("bob", "203.0.113.9");
        const auto admin = api.signIn("root-ann");
        const auto given = json::decodeText<records::ResetCode>(
            api.post("/api/v1/users/" + api.idOf(bob) + "/reset-password", "", admin).body,
            json::UnknownMembers::ignore);
        QVERIFY(given.has_value());
        QCOMPARE(q(api.lastEvent()), QByteArray("users.reset-password"));
        QCOMPARE(api.statusOf(live), 401U);
        QCOMPARE(api.login("bob", goodPassword, "203.0.113.9").status, 401U);
        const auto finish = [&](const std::string &name, const std::string &code, const std::string &password) {
            api.clock.move(3min);
            return api.post("/account/reset-password",
                            text({{"username", name}, {"code", code}, {"password", password}}));
        };
        constexpr const char *fresh = "cobalt-Mirror-frigate-5";
        const auto wrong = finish("bob", "AAAAA-AAAAA-AAAAA-AAAAA-AAAAA", fresh);
        const auto unknown = finish("unknown", std::string(given->code.view()), fresh);
        const auto none = finish("root-ann", std::string(given->code.view()), fresh);
        const auto cut = [](const std::string &body) { return body.substr(0, body.find("\"requestId\"")); };
        QCOMPARE(wrong.status, 401U);
        QCOMPARE(q(cut(unknown.body)), q(cut(wrong.body)));
        QCOMPARE(q(cut(none.body)), q(cut(wrong.body)));
        QCOMPARE(finish("bob", std::string(given->code.view()), "short").status, 400U);
        QCOMPARE(finish("bob", std::string(given->code.view()), fresh).status, 200U);
        QCOMPARE(q(api.lastEvent()), QByteArray("account.reset-password"));
        QCOMPARE(finish("bob", std::string(given->code.view()), fresh).status, 401U);
        const auto again = api.login("bob", fresh, "203.0.113.9");
        QCOMPARE(again.status, 200U);
        const auto log = q(api.get("/api/v1/admin/audit-log", admin).body);
        QVERIFY(!log.contains(q(std::string(given->code.view()))) && !log.contains(fresh));
        QCOMPARE(api.post("/api/v1/users/" + api.idOf(bob) + "/reset-password", "", cookieOf(again, "sid")).status,
                 403U);
    }

    void f12ACodeEndsAfterADay()
    {
        ApiUnderTest api;
        api.addUser("root-ann", true);
        const auto bob = api.addUser("bob");
        const auto given = json::decodeText<records::ResetCode>(
            api.post("/api/v1/users/" + api.idOf(bob) + "/reset-password", "", api.signIn("root-ann")).body,
            json::UnknownMembers::ignore);
        api.clock.move(24h);
        QCOMPARE(api.post("/account/reset-password", text({{"username", "bob"},
                                                           {"code", std::string(given->code.view())},
                                                           {"password", "cobalt-Mirror-frigate-5"}}))
                     .status,
                 401U);
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestApiSecondFactor)
#include "test_api_second_factor.moc"
