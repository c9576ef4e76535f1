// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/store/tables/sessions.h"
#include "tests/server/api/pipeline/answers.h"
#include "tests/server/store/faulty_vfs.h"

#include <QTest>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;

namespace {

/// Revocations work while storage is unavailable, and are journalled once it is back.
class TestApiContainment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signingOutWorksWhileNothingCanBeWritten()
    {
        FaultyVfs disk;
        ApiUnderTest api(disk.name());
        const auto token = api.addSignedIn("ann");
        QCOMPARE(api.statusOf(token), 200U);
        disk.failFrom(1, FaultyVfs::Fault::error, true);
        // No entry, no change; and no hint whether the password was right.
        const auto change = api.put("/api/v1/user", text({{"name", "A"}}), token);
        QCOMPARE(change.status, 503U);
        QCOMPARE(q(codeOf(change)), QByteArray("audit_unavailable"));
        QCOMPARE(q(codeOf(api.login("ann", goodPassword))), QByteArray("audit_unavailable"));
        QCOMPARE(q(codeOf(api.login("ann", "wrong"))), QByteArray("audit_unavailable"));
        // The revocation happens all the same,
        QCOMPARE(api.post("/account/logout", "", token).status, 202U);
        QCOMPARE(api.statusOf(token), 401U);
        disk.failNothing();
        // and is journalled when the disk is back.
        QTRY_COMPARE(q(api.lastEvent()), QByteArray("account.logout"));
        QCOMPARE(api.statusOf(token), 401U);
        QCOMPARE(api.login("ann", goodPassword).status, 200U);
    }

    void revokingAndSuspendingWorkWhileNothingCanBeWritten()
    {
        FaultyVfs disk;
        ApiUnderTest api(disk.name());
        api.addUser("root-ann", true);
        const auto bob = api.addUser("bob");
        const auto admin = api.signIn("root-ann");
        const auto session = api.signIn("bob");
        const auto scope = text({{"name", "ci"}, {"scope", ""}});
        const auto made = json::parse(api.post("/api/v1/user/tokens", scope, session).body);
        const std::string token(made->at("token").as_string());
        const std::string tokenId(made->at("id").as_string());
        const auto kept = json::parse(api.post("/api/v1/user/tokens", scope, session).body);
        const std::string other(kept->at("token").as_string());
        QCOMPARE(api.statusOf(token), 200U);
        disk.failFrom(1, FaultyVfs::Fault::error, true);

        // Only one's own token, and only what is there.
        QCOMPARE(api.del("/api/v1/user/tokens/" + tokenId, admin).status, 404U);
        QCOMPARE(api.statusOf(token), 200U);
        QCOMPARE(api.del("/api/v1/user/tokens/" + tokenId, session).status, 202U);
        QCOMPARE(api.statusOf(token), 401U);
        QCOMPARE(api.statusOf(other), 200U);

        // Requests without the right, requests that also grant or change, and protected users are left alone.
        const auto path = "/api/v1/users/" + api.idOf(bob);
        const auto suspend = text({{"suspended", true}});
        const auto self = json::parse(api.get("/api/v1/user", admin).body);
        const auto own = "/api/v1/users/" + std::string(self->at("id").as_string());
        QCOMPARE(api.put(own, suspend, session).status, 403U);
        QCOMPARE(api.put(path, suspend, session).status, 400U);
        QCOMPARE(api.put(path, text({{"name", "B"}}), admin).status, 503U);
        QCOMPARE(api.put(path, text({{"suspended", true}, {"name", "B"}}), admin).status, 503U);
        QCOMPARE(api.put(own, suspend, admin).status, 400U);
        QCOMPARE(api.statusOf(admin), 200U);
        QCOMPARE(api.statusOf(session), 200U);

        const auto suspended = api.put(path, suspend, admin);
        QCOMPARE(suspended.status, 202U);
        QVERIFY(json::parse(suspended.body)->at("suspended").as_bool());
        QCOMPARE(api.statusOf(session), 401U);
        QCOMPARE(api.statusOf(other), 401U);

        disk.failNothing();
        QTRY_COMPARE(q(api.lastEvent()), QByteArray("users.updated-user"));
        const auto events = api.lastEvents(8);
        const auto revoked = std::ranges::find(events, "user.pat.deleted");
        QVERIFY(revoked != events.end());
        QCOMPARE(std::ranges::count(events, "user.pat.deleted"), 1);
        QCOMPARE(api.statusOf(session), 401U);
        QCOMPARE(api.statusOf(other), 401U);
        QCOMPARE(q(codeOf(api.login("bob", goodPassword))), QByteArray("user_suspended"));
        // A credential that was denied in memory is not denied for ever.
        QCOMPARE(api.put(path, text({{"suspended", false}}), admin).status, 200U);
        QCOMPARE(api.statusOf(other), 200U);
        QCOMPARE(api.statusOf(token), 401U);
    }

    void whatMayNotBeTakenAwayAfterAllIsGivenBack()
    {
        FaultyVfs disk;
        ApiUnderTest api(disk.name());
        auto ann = api.addUser("root-ann", true);
        const auto bob = api.addUser("root-bob", true);
        const auto asAnn = api.signIn("root-ann");
        const auto asBob = api.signIn("root-bob");
        disk.failFrom(1, FaultyVfs::Fault::error, true);
        // Waits before hers, and takes her right to it.
        ann.admin = false;
        api.store().submitWithRetry([ann](store::Writer &writer) { return store::users::update(writer, ann); });
        QCOMPARE(api.put("/api/v1/users/" + api.idOf(bob), text({{"suspended", true}}), asAnn).status, 202U);
        QCOMPARE(api.statusOf(asBob), 401U);
        disk.failNothing();
        QTRY_COMPARE(api.statusOf(asBob), 200U);
        QVERIFY(json::parse(api.get("/api/v1/user", asBob).body)->at("suspended").as_bool() == false);
    }
};

}  // namespace

QTEST_GUILESS_MAIN(TestApiContainment)
#include "test_api_containment.moc"
