// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/address.h"
#include "core/security_settings.h"

#include <QTest>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <set>
#include <tuple>

using namespace castellan;
using boost::json::array;
using boost::json::object;

namespace {

SecuritySettings preset(std::string_view name)
{
    for (const auto &one : securityPresets())
        if (one.name == name)
            return *fromValues(one.values);
    qFatal("no such preset");
}

std::string pathOf(const Result<SecuritySettings> &result)
{
    return result ? std::string("accepted") : result.error().path;
}

}  // namespace

class TestSecuritySettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void policiesWithoutAStoreAreTheTablesDefaults()
    {
        const auto defaults = fromValues({});
        QVERIFY(defaults);
        QVERIFY(toValues(*defaults) == toValues(SecuritySettings{}));
    }

    void everyKeyIsThereOnceAndGoesThereAndBack()
    {
        std::set<std::string_view> keys;
        const auto values = toValues(SecuritySettings{});
        for (const auto &setting : securitySettingsTable()) {
            QVERIFY2(keys.insert(setting.key).second, setting.key.data());
            QVERIFY(values.contains(setting.key));
            QCOMPARE(findSetting(setting.key)->key, setting.key);
        }
        QCOMPARE(values.size(), keys.size());
        QCOMPARE(findSetting("password.minimum"), nullptr);
    }

    void everyValueWithinItsBoundsArrivesInItsPolicy()
    {
        // The value of another setting that allows every value of the first.
        constexpr std::tuple<std::string_view, std::string_view, int> companions[]{
            {"session.idleMinutes", "session.absoluteHours", 8760},
            {"session.absoluteHours", "session.idleMinutes", 5},
            {"lockout.failures", "lockout.accountFailures", 100000},
            {"lockout.accountFailures", "lockout.failures", 3},
            {"keys.defaultDays", "keys.maximumDays", 3650},
            {"keys.maximumDays", "keys.defaultDays", 1}};
        for (const auto &setting : securitySettingsTable())
            for (const auto number : {setting.minimum, setting.maximum}) {
                if (setting.kind != SettingKind::integer)
                    continue;
                object values{{setting.key, number}};
                for (const auto &[key, other, value] : companions)
                    if (setting.key == key)
                        values[other] = value;
                const auto read = fromValues(values);
                QVERIFY2(read, setting.key.data());
                QCOMPARE(toValues(*read).at(setting.key).as_int64(), number);
            }
    }

    void everyPresetIsConsistentAndHoldsNoList()
    {
        for (const auto &one : securityPresets()) {
            const auto read = fromValues(one.values);
            QVERIFY2(read, one.name.data());
            QVERIFY(!one.values.contains("network.allowedAddresses"));
        }
        QVERIFY(toValues(preset("castellan")) == toValues(SecuritySettings{}));
    }

    void presetsHaveTheValuesOfTheirSources()
    {
        const auto ours = preset("castellan");
        const auto flowstack = preset("flowstack");
        const auto fluxbase = preset("fluxbase");
        const auto appflowy = preset("appflowy");
        const auto strict = preset("strict");
        // F3, F4: lengths
        QCOMPARE(flowstack.password.minimum, std::size_t(8));
        for (const auto &one : {ours, fluxbase, appflowy})
            QCOMPARE(one.password.minimum, std::size_t(12));
        QCOMPARE(strict.password.minimum, std::size_t(15));
        // F5: upper, lower and digit; F6: special too
        for (const auto &one : {ours, flowstack, appflowy})
            QVERIFY(one.password.requireUpper && one.password.requireLower && one.password.requireDigit);
        QVERIFY(!flowstack.password.requireSpecial);
        QVERIFY(appflowy.password.requireSpecial);
        // F10: 10 failures, 30 minutes, for the whole account
        QCOMPARE(flowstack.lockout.perAddress, 10);
        QVERIFY(flowstack.lockout.wholeAccount);
        QVERIFY(flowstack.lockout.span == std::chrono::minutes(30));
        QVERIFY(!ours.lockout.wholeAccount);
        QCOMPARE(fluxbase.lockout.perAddress, 5);
        QVERIFY(fluxbase.lockout.span == std::chrono::minutes(15));
        // F17: 24 hours of inactivity, seven days in all
        QVERIFY(ours.session.idle == std::chrono::hours(24));
        QVERIFY(ours.session.absolute == std::chrono::hours(168));
        QVERIFY(strict.session.idle == std::chrono::minutes(30));
        QVERIFY(strict.session.absolute == std::chrono::hours(12));
        // F35, F36
        QVERIFY(ours.secondFactor.enforcement == SecondFactorEnforcement::administrators);
        QVERIFY(appflowy.secondFactor.enforcement == SecondFactorEnforcement::everyone);
        // F135, F136
        QCOMPARE(ours.limits.login.burst, 5);
        QCOMPARE(fluxbase.limits.login.burst, 10);
        QCOMPARE(ours.limits.address.burst, 100);
        QVERIFY(ours.limits.address.per == std::chrono::minutes(1));
        QVERIFY(ours.audit.retention == std::chrono::days(365));
        QVERIFY(appflowy.headers.xssProtection == XssProtection::block);
    }

    void wrongValuesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("values");
        QTest::addColumn<QByteArray>("path");
        const auto row = [](const char *name, object values, const char *path) {
            QTest::newRow(name) << QByteArray::fromStdString(json::serialize(values)) << QByteArray(path);
        };
        row("unknown", {{"password.minimum", 12}}, "values.password.minimum");
        row("a text for a number", {{"lockout.failures", "10"}}, "values.lockout.failures");
        row("a fraction", {{"lockout.failures", 10.5}}, "values.lockout.failures");
        row("too few", {{"lockout.failures", 2}}, "values.lockout.failures");
        row("too many", {{"lockout.failures", 1001}}, "values.lockout.failures");
        row("negative", {{"audit.retentionDays", -1}}, "values.audit.retentionDays");
        row("null", {{"lockout.failures", nullptr}}, "values.lockout.failures");
        row("a number for a switch", {{"lockout.wholeAccount", 1}}, "values.lockout.wholeAccount");
        row("no such choice", {{"secondFactor.enforcement", "admins"}}, "values.secondFactor.enforcement");
        row("a text for a list", {{"network.allowedAddresses", "10.0.0.0/8"}}, "values.network.allowedAddresses");
        row("no range", {{"network.allowedAddresses", array{"10.0.0.0/8", "10.0.0.0/33"}}},
            "values.network.allowedAddresses[1]");
        row("bits beyond the prefix", {{"network.trustedProxies", array{"10.0.0.1/8"}}},
            "values.network.trustedProxies[0]");
        row("twice", {{"network.trustedProxies", array{"10.0.0.1", "10.0.0.1"}}}, "values.network.trustedProxies[1]");
        row("an origin with a path", {{"network.allowedOrigins", array{"https://a.example/x"}}},
            "values.network.allowedOrigins[0]");
        row("every origin", {{"network.allowedOrigins", array{"*"}}}, "values.network.allowedOrigins[0]");
        row("least above most", {{"password.maximumLength", 64}, {"password.minimumLength", 65}},
            "values.password.minimumLength");
        row("fewer for all than for one", {{"lockout.accountFailures", 9}}, "values.lockout.accountFailures");
        row("idle longer than life", {{"session.absoluteHours", 12}}, "values.session.idleMinutes");
        row("default above most", {{"keys.maximumDays", 30}}, "values.keys.defaultDays");
    }
    void wrongValuesAreNamed()
    {
        QFETCH(QByteArray, values);
        QFETCH(QByteArray, path);
        const auto parsed = json::parse(values.toStdString());
        QVERIFY(parsed);
        QCOMPARE(pathOf(fromValues(parsed->as_object())), path.toStdString());
    }

    void addressRangesContainWhatTheySay_data()
    {
        QTest::addColumn<QByteArray>("range");
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<bool>("inside");
        QTest::newRow("the address") << QByteArray("192.0.2.7") << QByteArray("192.0.2.7") << true;
        QTest::newRow("another") << QByteArray("192.0.2.7") << QByteArray("192.0.2.8") << false;
        QTest::newRow("first of /24") << QByteArray("192.0.2.0/24") << QByteArray("192.0.2.0") << true;
        QTest::newRow("last of /24") << QByteArray("192.0.2.0/24") << QByteArray("192.0.2.255") << true;
        QTest::newRow("after /24") << QByteArray("192.0.2.0/24") << QByteArray("192.0.3.0") << false;
        QTest::newRow("odd bits") << QByteArray("192.0.2.128/25") << QByteArray("192.0.2.127") << false;
        QTest::newRow("mapped") << QByteArray("192.0.2.0/24") << QByteArray("::ffff:192.0.2.9") << true;
        QTest::newRow("all of IPv4") << QByteArray("0.0.0.0/0") << QByteArray("203.0.113.1") << true;
        QTest::newRow("IPv6 is not IPv4") << QByteArray("0.0.0.0/0") << QByteArray("2001:db8::1") << false;
        QTest::newRow("IPv4 is not IPv6") << QByteArray("::/0") << QByteArray("203.0.113.1") << false;
        QTest::newRow("all of IPv6") << QByteArray("::/0") << QByteArray("2001:db8::1") << true;
        QTest::newRow("/32 of IPv6") << QByteArray("2001:db8::/32") << QByteArray("2001:db8:ffff::1") << true;
        QTest::newRow("beside /32") << QByteArray("2001:db8::/32") << QByteArray("2001:db9::1") << false;
        QTest::newRow("with a zone") << QByteArray("fe80::/10") << QByteArray("fe80::1%eth0") << true;
        QTest::newRow("no address") << QByteArray("0.0.0.0/0") << QByteArray("localhost") << false;
    }
    void addressRangesContainWhatTheySay()
    {
        QFETCH(QByteArray, range);
        QFETCH(QByteArray, address);
        QFETCH(bool, inside);
        QVERIFY(addressRangeFrom(range.toStdString()));
        const std::vector<std::string> list{range.toStdString()};
        QCOMPARE(isListed(list, address.toStdString()), inside);
    }

    void refusesWhatIsNoRange()
    {
        for (const auto *text : {"", "/", "1.2.3", "1.2.3.4/", "1.2.3.4/-1", "1.2.3.4/33", "1.2.3.4/8", "::1/129",
                                 "fe80::1%eth0", "host", "1.2.3.4/8x", " 1.2.3.4"})
            QVERIFY2(!addressRangeFrom(text), text);
    }
};

QTEST_APPLESS_MAIN(TestSecuritySettings)
#include "test_security_settings.moc"
