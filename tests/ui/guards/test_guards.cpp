// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/castellan/castellan_platform.h"
#include "client/platform/security.h"
#include "client/transport/transport.h"
#include "tests/client/servers/system_world.h"
#include "ui/guards/guard.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <map>

using namespace castellan;
using namespace castellan::client;
using namespace Qt::StringLiterals;

namespace {

records::UserUpdate userUpdate(void (*set)(records::UserUpdate &update))
{
    records::UserUpdate update;
    set(update);
    return update;
}

records::SecurityUpdate securityUpdate(bool confirmLockout)
{
    records::SecurityUpdate update;
    update.confirmLockout = confirmLockout;
    return update;
}

/// Changes by the name "facet.function", or with what tells two tiers of one function apart.
std::map<QString, Tier> tiersOf(Platform &platform)
{
    auto &identity = platform.identity();
    auto &users = *platform.users();
    auto &teams = *platform.teams();
    auto &tokens = *platform.accessTokens();
    auto &security = *platform.security();
    auto &sessions = *platform.sessions();
    const auto update = [&users](void (*set)(records::UserUpdate &)) {
        return users.update({}, userUpdate(set)).tier();
    };
    return {
        {u"Identity.changePassword"_s, identity.changePassword({}, {}, false).tier()},
        {u"Identity.updateSelf"_s, identity.updateSelf({}).tier()},
        {u"Users.create"_s, users.create({}).tier()},
        {u"Users.update name"_s, update([](auto &user) { user.name = std::string("Bob"); })},
        {u"Users.update suspended"_s, update([](auto &user) { user.suspended = true; })},
        {u"Users.update resumed"_s, update([](auto &user) { user.suspended = false; })},
        {u"Users.update password"_s, update([](auto &user) { user.password_expired = true; })},
        {u"Users.update admin"_s, update([](auto &user) { user.admin = false; })},
        {u"Users.update auditor"_s, update([](auto &user) { user.auditor = true; })},
        {u"Users.update second factor"_s, update([](auto &user) { user.mfa_enabled = false; })},
        {u"Users.remove"_s, users.remove({}).tier()},
        {u"Users.unlock"_s, users.unlock({}).tier()},
        {u"Users.erase"_s, users.erase({}).tier()},
        {u"Teams.create"_s, teams.create({}).tier()},
        {u"Teams.update"_s, teams.update({}, {}).tier()},
        {u"Teams.remove"_s, teams.remove({}).tier()},
        {u"Teams.addMember"_s, teams.addMember({}, {}).tier()},
        {u"Teams.changeRole"_s, teams.changeRole({}, {}, Role::member).tier()},
        {u"Teams.removeMember"_s, teams.removeMember({}, {}).tier()},
        {u"Teams.invite"_s, teams.invite({}, {}, Role::member).tier()},
        {u"Teams.withdraw"_s, teams.withdraw({}, {}).tier()},
        {u"Teams.accept"_s, teams.accept({}).tier()},
        {u"Teams.reject"_s, teams.reject({}).tier()},
        {u"AccessTokens.create"_s, tokens.create({}).tier()},
        {u"AccessTokens.remove"_s, tokens.remove({}).tier()},
        {u"Security.update"_s, security.update(securityUpdate(false)).tier()},
        {u"Security.update locking out"_s, security.update(securityUpdate(true)).tier()},
        {u"Sessions.end"_s, sessions.end({}).tier()},
        {u"Sessions.endOthers"_s, sessions.endOthers().tier()},
        {u"Sessions.endOfUser"_s, sessions.endOfUser({}, {}).tier()},
        {u"Sessions.endAllOfUser"_s, sessions.endAllOfUser({}).tier()},
    };
}

const std::map<QString, Tier> expected{
    {u"Identity.changePassword"_s, Tier::security},
    {u"Identity.updateSelf"_s, Tier::reversible},
    {u"Users.create"_s, Tier::reversible},
    {u"Users.update name"_s, Tier::reversible},
    {u"Users.update suspended"_s, Tier::disruptive},
    {u"Users.update resumed"_s, Tier::reversible},
    {u"Users.update password"_s, Tier::disruptive},
    {u"Users.update admin"_s, Tier::security},
    {u"Users.update auditor"_s, Tier::security},
    {u"Users.update second factor"_s, Tier::security},
    {u"Users.remove"_s, Tier::irreversible},
    {u"Users.unlock"_s, Tier::reversible},
    {u"Users.erase"_s, Tier::irreversible},
    {u"Teams.create"_s, Tier::reversible},
    {u"Teams.update"_s, Tier::reversible},
    {u"Teams.remove"_s, Tier::irreversible},
    {u"Teams.addMember"_s, Tier::security},
    {u"Teams.changeRole"_s, Tier::security},
    {u"Teams.removeMember"_s, Tier::security},
    {u"Teams.invite"_s, Tier::security},
    {u"Teams.withdraw"_s, Tier::disruptive},
    {u"Teams.accept"_s, Tier::reversible},
    {u"Teams.reject"_s, Tier::disruptive},
    {u"AccessTokens.create"_s, Tier::security},
    {u"AccessTokens.remove"_s, Tier::security},
    {u"Security.update"_s, Tier::security},
    {u"Security.update locking out"_s, Tier::irreversible},
    {u"Sessions.end"_s, Tier::disruptive},
    {u"Sessions.endOthers"_s, Tier::disruptive},
    {u"Sessions.endOfUser"_s, Tier::disruptive},
    {u"Sessions.endAllOfUser"_s, Tier::disruptive},
};

/// "Users.update" for each virtual function of the platform's facets that makes a Change.
QSet<QString> declaredChanges()
{
    static const QRegularExpression facet(u"^class (\\w+) \\{"_s);
    static const QRegularExpression change(u"virtual Change<.*> (\\w+)\\("_s);
    QSet<QString> found;
    const QDir folder(QStringLiteral(CASTELLAN_SOURCE_DIR) + u"/app/client/platform"_s);
    for (const auto &name : folder.entryList({u"*.h"_s})) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QString current;
        for (const auto &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
            if (const auto match = facet.match(line); match.hasMatch())
                current = match.captured(1);
            if (const auto match = change.match(line); match.hasMatch())
                found.insert(QString(current % u'.' % match.captured(1)));
        }
    }
    return found;
}

}  // namespace

/// The policy of danger tiers, and the guard of each tier.
class TestGuards : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyChangeHasTheTierOfItsDanger()
    {
        SystemClock clock;
        OpenSslRandom random;
        Endpoint endpoint;
        endpoint.base = QUrl(u"https://plant-a.example"_s);
        Transport transport(std::move(endpoint), clock, random);
        const own::Offers everything(QSet{u"post /api/v1/teams/*/members"_s, u"get /api/v1/audit/stream"_s,
                                          u"post /api/v1/users/*/unlock"_s, u"post /api/v1/admin/erasures"_s,
                                          u"put /api/v1/admin/security"_s, u"get /api/v1/user/sessions"_s});
        own::CastellanPlatform platform(transport, {}, everything);
        const auto tiers = tiersOf(platform);
        for (const auto &[name, tier] : tiers)
            QVERIFY2(expected.contains(name) && expected.at(name) == tier, qPrintable(name));
        QCOMPARE(tiers.size(), expected.size());
    }

    void noChangeIsLeftOut()
    {
        QSet<QString> listed;
        for (const auto &[name, tier] : expected)
            listed.insert(name.section(u' ', 0, 0));
        const auto declared = declaredChanges();
        QVERIFY(declared.size() > 20);
        QCOMPARE(listed, declared);
    }

    void everyTierHasItsGuard()
    {
        for (const auto environment : {Environment::production, Environment::staging, Environment::development,
                                       Environment::local, Environment::demo}) {
            const auto guard = [environment](Tier tier) { return ui::guardOf(tier, environment); };
            QVERIFY(!guard(Tier::reversible).asks);
            QVERIFY(guard(Tier::disruptive).asks && guard(Tier::disruptive).red);
            QVERIFY(guard(Tier::security).asks);
            QCOMPARE(guard(Tier::security).ticks, environment == Environment::production);
            QVERIFY(guard(Tier::irreversible).asks && guard(Tier::irreversible).red);
            for (const auto tier : {Tier::reversible, Tier::disruptive, Tier::security})
                QVERIFY(!guard(tier).typesName);
            QVERIFY(guard(Tier::irreversible).typesName);
        }
    }
};

QTEST_GUILESS_MAIN(TestGuards)
#include "test_guards.moc"
