// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/api/pipeline/answers.h"

#include <QTest>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;

namespace {

constexpr const char *tokens = "/api/v1/user/tokens";

/// An administrator's and a user's session, and their tokens.
struct Desk {
    ApiUnderTest api;
    std::string admin = api.addSignedIn("root-ann", true);
    std::string user = api.addSignedIn("bob");

    http::Response make(std::initializer_list<boost::json::value_ref> body, const std::string &by)
    {
        return api.post(tokens, text(body), by);
    }
    http::Response change(const std::string &id, std::initializer_list<boost::json::value_ref> body,
                          const std::string &by)
    {
        return api.put(std::string(tokens) + "/" + id, text(body), by);
    }
    /// What the token can do: read, write, or administer.
    [[nodiscard]] QByteArray rightOf(const std::string &token)
    {
        if (api.get("/api/v1/users", token).status == 200)
            return "admin";
        const auto name = text({{"name", "Renamed"}});
        const auto written = api.put("/api/v1/user", name, token);
        return written.status == 200 ? "write" : "read";
    }
};

}  // namespace

/// A token's scope is one field: the word that is shown is the right that it has.
class TestApiTokenScope : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void f54TheWordIsTheRightAtCreationAndAtAChange()
    {
        Desk desk;
        const auto made = desk.make({{"name", "ci"}, {"scope", "write"}}, desk.user);
        const auto id = memberOf(made, "id");
        const auto token = memberOf(made, "token");
        QCOMPARE(desk.rightOf(token), QByteArray("write"));
        const auto less = desk.change(id, {{"scope", "read"}}, desk.user);
        QCOMPARE(q(memberOf(less, "scope")), QByteArray("read"));
        QCOMPARE(bodyOf(less).at("readOnly").as_bool(), true);
        QCOMPARE(desk.rightOf(token), QByteArray("read"));
        const auto more = desk.change(id, {{"scope", "write"}}, desk.user);
        QCOMPARE(q(memberOf(more, "scope")), QByteArray("write"));
        QCOMPARE(desk.rightOf(token), QByteArray("write"));
    }

    void f54AdministrationIsForAdministratorsAtAChangeToo()
    {
        Desk desk;
        const auto bobs = memberOf(desk.make({{"name", "ci"}, {"scope", "read"}}, desk.user), "id");
        QCOMPARE(desk.change(bobs, {{"scope", "admin"}}, desk.user).status, 403U);
        const auto anns = desk.make({{"name", "ci"}, {"scope", "write"}}, desk.admin);
        QCOMPARE(desk.api.get("/api/v1/users", memberOf(anns, "token")).status, 403U);
        QCOMPARE(desk.change(memberOf(anns, "id"), {{"scope", "admin"}}, desk.admin).status, 200U);
        QCOMPARE(desk.api.get("/api/v1/users", memberOf(anns, "token")).status, 200U);
    }

    void f54NearMissesAreRefused_data()
    {
        QTest::addColumn<QString>("scope");
        for (const char *scope : {"Read", "READ", "read ", " read", "readonly", "read-only", "reads", "Write", "Admin",
                                  "administrator", "all", "*", "none", "read,write"})
            QTest::addRow("F54 '%s'", scope) << QString::fromLatin1(scope);
    }
    void f54NearMissesAreRefused()
    {
        QFETCH(QString, scope);
        Desk desk;
        const auto word = scope.toStdString();
        const auto made = desk.make({{"name", "ci"}, {"scope", word}}, desk.user);
        QCOMPARE(made.status, 400U);
        QCOMPARE(q(memberOf(made, "path")), QByteArray("scope"));
        const auto id = memberOf(desk.make({{"name", "ci"}, {"scope", "read"}}, desk.user), "id");
        const auto changed = desk.change(id, {{"scope", word}}, desk.user);
        QCOMPARE(changed.status, 400U);
        QCOMPARE(q(memberOf(changed, "path")), QByteArray("scope"));
    }

    void f54FlowFusesOwnValuesStillCount()
    {
        Desk desk;
        const auto plain = desk.make({{"name", "ci"}, {"scope", ""}}, desk.user);
        QCOMPARE(desk.rightOf(memberOf(plain, "token")), QByteArray("write"));
        QCOMPARE(q(memberOf(plain, "scope")), QByteArray("write"));
        const auto reads = desk.make({{"name", "ci"}, {"scope", ""}, {"readOnly", true}}, desk.user);
        QCOMPARE(desk.rightOf(memberOf(reads, "token")), QByteArray("read"));
        const auto administers = desk.make({{"name", "ci"}, {"scope", ""}, {"adminOptIn", true}}, desk.admin);
        QCOMPARE(desk.rightOf(memberOf(administers, "token")), QByteArray("admin"));
        // A PUT with an empty scope, as FlowFuse's clients send it, leaves the right as it is.
        QCOMPARE(desk.change(memberOf(reads, "id"), {{"scope", ""}, {"name", "desk"}}, desk.user).status, 200U);
        QCOMPARE(desk.rightOf(memberOf(reads, "token")), QByteArray("read"));
    }

    void f54FlagsThatContradictTheWordAreRefused()
    {
        Desk desk;
        const auto reads = desk.make({{"name", "ci"}, {"scope", "read"}, {"readOnly", false}}, desk.user);
        QCOMPARE(q(memberOf(reads, "path")), QByteArray("readOnly"));
        const auto administers = desk.make({{"name", "ci"}, {"scope", "write"}, {"adminOptIn", true}}, desk.admin);
        QCOMPARE(q(memberOf(administers, "path")), QByteArray("adminOptIn"));
        QCOMPARE(desk.make({{"name", "ci"}, {"scope", "read"}, {"readOnly", true}}, desk.user).status, 200U);
    }

    void f55RenamingDoesNotMoveTheEnd()
    {
        Desk desk;
        const auto at = (toMicros(desk.api.clock.now()) + std::chrono::microseconds(24h).count()) / 1000;
        const auto made = desk.make({{"name", "ci"}, {"scope", "read"}, {"expiresAt", at}}, desk.user);
        const auto renamed = desk.change(memberOf(made, "id"), {{"name", "desk"}, {"scope", ""}}, desk.user);
        QCOMPARE(renamed.status, 200U);
        QCOMPARE(q(memberOf(renamed, "expiresAt")), q(memberOf(made, "expiresAt")));
    }
};

QTEST_GUILESS_MAIN(TestApiTokenScope)
#include "test_api_token_scope.moc"
