// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/api/api_under_test.h"

#include <QTest>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

using namespace castellan;
using namespace castellan::test;
using namespace std::chrono_literals;
using boost::json::array;
using boost::json::object;

namespace {

const std::string path = "/api/v1/admin/security";

QByteArray q(const std::string &text)
{
    return QByteArray::fromStdString(text);
}

object bodyOf(const http::Response &response)
{
    auto parsed = json::parse(response.body);
    return parsed && parsed->is_object() ? parsed->get_object() : object();
}

/// An administrator with a session at a server whose policies are to be changed.
struct Platform {
    ApiUnderTest api;
    std::string admin;

    Platform()
    {
        api.addUser("root", true);
        admin = api.signIn("root", "198.51.100.200");
    }
    std::int64_t revision() { return bodyOf(api.get(path, admin)).at("revision").as_int64(); }
    http::Response set(object values, bool confirmLockout = false)
    {
        object body{{"revision", revision()}, {"values", std::move(values)}};
        if (confirmLockout)
            body["confirmLockout"] = true;
        return api.put(path, json::serialize(body), admin);
    }
};

}  // namespace

class TestApiPolicy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theDocumentExplainsItself()
    {
        Platform p;
        const auto document = bodyOf(p.api.get(path, p.admin));
        QCOMPARE(document.at("revision").as_int64(), 0);
        QVERIFY(document.at("values") == document.at("defaults"));
        QCOMPARE(document.at("values").at("lockout.failures").as_int64(), 10);
        QCOMPARE(document.at("presets").as_array().size(), std::size_t(5));
        QCOMPARE(document.at("settings").as_array().size(), securitySettingsTable().size());
        const auto &first = document.at("settings").as_array().at(0).as_object();
        QVERIFY(first.at("key") == "password.minimumLength");
        QVERIFY(first.at("kind") == "integer");
        QVERIFY(first.at("unit") == "characters");
        QCOMPARE(first.at("minimum").as_int64(), 8);
        QCOMPARE(first.at("maximum").as_int64(), 128);
    }

    void aChangeIsInForceAtOnceAndInTheJournal()
    {
        Platform p;
        const auto before = p.api.head();
        const auto held = p.api.policy().current();
        const auto answer = p.set({{"lockout.failures", 4}, {"session.idleMinutes", 60}});
        QCOMPARE(answer.status, 200U);
        const auto document = bodyOf(answer);
        QCOMPARE(document.at("revision").as_int64(), 1);
        QCOMPARE(document.at("values").at("lockout.failures").as_int64(), 4);
        QCOMPARE(p.api.policy().current()->lockout.perAddress, 4);
        QVERIFY(p.api.policy().current()->session.idle == 60min);
        QCOMPARE(held->lockout.perAddress, 10);  // who holds the old one may go on reading it
        QCOMPARE(p.api.head(), before + 1);
        const auto entry = bodyOf(p.api.get("/api/v1/admin/audit-log", p.admin)).at("log").as_array().at(0);
        QVERIFY(entry.at("event") == "platform.settings.updated");
        const auto &updates = entry.at("body").at("updates").as_array();
        QCOMPARE(updates.size(), std::size_t(2));
        QVERIFY(updates.at(0).at("key") == "lockout.failures");
        QCOMPARE(updates.at(0).at("old").as_int64(), 10);
        QCOMPARE(updates.at(0).at("new").as_int64(), 4);
    }

    void aServerStartsWithWhatWasSet()
    {
        Platform p;
        QCOMPARE(p.set({{"audit.retentionDays", 30}, {"network.allowedOrigins", array{"https://a.example"}}}).status,
                 200U);
        identity::SecurityPolicy again;
        QVERIFY(p.api.store().read([&](store::Reader &reader) { return again.load(reader); }));
        QVERIFY(again.current()->audit.retention == std::chrono::days(30));
        QCOMPARE(again.current()->network.allowedOrigins.size(), std::size_t(1));
        QCOMPARE(again.current()->lockout.perAddress, 10);
    }

    void whatDoesNotChangeLeavesNoEntry()
    {
        Platform p;
        const auto before = p.api.head();
        const auto answer = p.set({{"lockout.failures", 10}});
        QCOMPARE(answer.status, 200U);
        QCOMPARE(bodyOf(answer).at("revision").as_int64(), 0);
        QCOMPARE(p.api.head(), before);
    }

    void aChangeToAnOldRevisionIsRefused()
    {
        Platform p;
        QCOMPARE(p.set({{"lockout.failures", 4}}).status, 200U);
        const auto late =
            p.api.put(path, text({{"revision", 0}, {"values", object{{"lockout.failures", 5}}}}), p.admin);
        QCOMPARE(late.status, 409U);
        QCOMPARE(q(codeOf(late)), QByteArray("conflict"));
        QCOMPARE(p.api.policy().current()->lockout.perAddress, 4);
    }

    void oneWrongValueChangesNothing()
    {
        Platform p;
        const auto before = p.api.head();
        const auto answer = p.set({{"lockout.minutes", 5}, {"lockout.failures", 0}});
        QCOMPARE(answer.status, 400U);
        QVERIFY(bodyOf(answer).at("path") == "values.lockout.failures");
        QVERIFY(p.api.policy().current()->lockout.span == 30min);
        QCOMPARE(p.api.head(), before);
        const auto extra = p.api.put(path, text({{"revision", 0}, {"values", object()}, {"force", true}}), p.admin);
        QCOMPARE(extra.status, 400U);
        QVERIFY(bodyOf(extra).at("path") == "force");
    }

    void f138AListWithoutTheCallersAddressNeedsTheirConfirmation()
    {
        Platform p;
        const auto refused = p.set({{"network.allowedAddresses", array{"10.0.0.0/8"}}});
        QCOMPARE(refused.status, 400U);
        QVERIFY(bodyOf(refused).at("path") == "values.network.allowedAddresses");
        QVERIFY(p.api.policy().current()->network.allowedAddresses.empty());
        QCOMPARE(p.set({{"network.allowedAddresses", array{"10.0.0.0/8", "192.0.2.0/24"}}}).status, 200U);
        QCOMPARE(p.api.policy().current()->network.allowedAddresses.size(), std::size_t(2));
    }
};

QTEST_GUILESS_MAIN(TestApiPolicy)
#include "test_api_policy.moc"
