// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/flowfuse/flowfuse_world.h"
#include "ui/lists/words.h"

#include <QLineEdit>

using namespace castellan;
using namespace castellan::test;

namespace {

/// Some of FlowFuse's rights: the least role, and whether they came after 2.4.
struct Right {
    QString words;
    Role least;
    bool late = false;
};

QList<Right> someRights()
{
    return {{u"see snapshots"_s, Role::viewer},
            {u"see the members"_s, Role::viewer},
            {u"see instance history"_s, Role::viewer, true},
            {u"edit flows"_s, Role::member},
            {u"edit environment variables"_s, Role::member},
            {u"create and deploy snapshots"_s, Role::member},
            {u"see pipelines"_s, Role::member},
            {u"see databases"_s, Role::member, true},
            {u"delete snapshots"_s, Role::owner},
            {u"edit and import snapshots"_s, Role::owner, true},
            {u"change and run pipelines"_s, Role::owner},
            {u"manage Git tokens"_s, Role::owner, true},
            {u"change roles"_s, Role::owner}};
}

}  // namespace

/// What the console says before a change on FlowFuse is what FlowFuse does.
class TestFlowFuseConsequences : public FlowFuseWorld {
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { end(); }

    void namesWhatAViewerLoses_data() { FlowFuseWire::addRows(); }
    void namesWhatAViewerLoses()
    {
        QVERIFY(prepare());
        QVERIFY(draft(u"bob"_s, u"Viewer"_s));
        for (const auto &words :
             {u"edit flows"_s, u"edit environment variables"_s, u"deploy snapshots"_s, u"see pipelines"_s})
            QVERIFY2(says(words), qPrintable(words));
        QVERIFY(!says(u"No change to team permissions"_s));
        QCOMPARE(says(u"see databases"_s), m_wire->isNew());
        picture(&window(), u"member-to-viewer"_s);
        click(button(review(), u"Discard"_s));
        QVERIFY(draft(u"carol"_s, u"Dashboard"_s));
        picture(&window(), u"owner-to-dashboard"_s);
    }

    void tellsEveryChangeOfRole_data() { FlowFuseWire::addRows(); }
    void tellsEveryChangeOfRole()
    {
        QVERIFY(prepare());
        const auto rights = m_server->platform()->teams()->roleRights();
        const QList roles{Role::dashboard, Role::viewer, Role::member, Role::owner};
        for (const auto from : roles)
            for (const auto to : roles) {
                const auto words = Words::effect(rights, from, to);
                QVERIFY(from == to || words.startsWith(to > from ? u"Gains"_s : u"Loses"_s));
                for (const auto &right : someRights()) {
                    const bool concerns = std::max(from, to) >= right.least && std::min(from, to) < right.least;
                    const bool told = concerns && (m_wire->isNew() || !right.late);
                    QVERIFY2(words.contains(right.words) == told, qPrintable(words + u" | "_s + right.words));
                }
            }
    }

    void namesTheTeamsThatGoWithAnAccount_data() { FlowFuseWire::addRows(); }
    void namesTheTeamsThatGoWithAnAccount()
    {
        auto &wire = make(version());
        const auto bob = wire.addUser(u"bob"_s);
        for (const auto &name : {u"Lab"_s, u"Busy"_s, u"Shared"_s, u"Guest"_s})
            wire.addMember(wire.addTeam(name), bob, name == u"Guest"_s ? 30 : 50);
        wire.teams[1][u"instanceCount"] = 2;
        wire.addMember(wire.teams[2][u"id"].toString(), idOf(u"alice"_s), 30);
        wire.addMember(wire.teams[3][u"id"].toString(), idOf(u"alice"_s), 50);
        QVERIFY(signIn());
        QVERIFY(go(u"users"_s));
        QTRY_VERIFY(shows(u"Users"_s, u"bob"_s));
        auto *users = table(u"Users"_s);
        clickCell(users, rowWith(users, u"bob"_s), 0);
        QTest::keyClick(users, Qt::Key_Delete);
        QTRY_VERIFY(dialog(u"Delete the account of bob?"_s));
        auto *ask = dialog(u"Delete the account of bob?"_s);
        QVERIFY(says(u"the team Lab"_s));
        for (const auto &kept : {u"Busy"_s, u"Shared"_s, u"Guest"_s, u"teams without other members"_s})
            QVERIFY2(!says(kept), qPrintable(kept));
        QVERIFY(says(u"no longer say that bob acted"_s));
        QVERIFY(says(u"only owner of a team with other members, instances or devices"_s));
        picture(ask, u"delete-account"_s);
        type(ask->findChild<QLineEdit *>(), u"bob"_s);
        click(button(ask, u"Delete user"_s));
        QTRY_VERIFY(!shows(u"Users"_s, u"bob"_s));
    }

    void saysWhatATokenLacks_data() { FlowFuseWire::addRows(); }
    void saysWhatATokenLacks()
    {
        auto &wire = make(version());
        wire.addUser(u"bob"_s);
        wire.tokens[QByteArray("ffpat_alice")] = {.user = u"alice"_s};
        wire.tokens[QByteArray("ffpat_bob")] = {.user = u"bob"_s};
        QVERIFY(signInWithToken(wire.isNew() ? "ffpat_alice" : "ffpat_bob"));
        QVERIFY(!m_server->user()->admin.value_or(false));
        QVERIFY(go(u"users"_s));
        QTRY_VERIFY(says(u"This token may not do this."_s));
        QCOMPARE(says(u"administrator opt-in"_s), wire.isNew());
        QCOMPARE(says(u"not read-only and not limited to other teams"_s), wire.isNew());
        QVERIFY(says(u"Sign in with another token"_s));
        QVERIFY(!says(u"An owner of the team or an administrator"_s));
        picture(&window(), u"token-refused"_s);
    }

    void tellsAccountsNothingOfTokens_data() { FlowFuseWire::addRows(); }
    void tellsAccountsNothingOfTokens()
    {
        make(version()).addUser(u"bob"_s);
        QVERIFY(signIn(u"bob"_s));
        QVERIFY(go(u"users"_s));
        QTRY_VERIFY(says(u"Your account is not allowed to do this."_s));
        QVERIFY(!says(u"token"_s));
    }

    void hidesTheCreationOfTeamsThatIsOff_data() { FlowFuseWire::addRows(); }
    void hidesTheCreationOfTeamsThatIsOff()
    {
        auto &wire = make(version());
        wire.addUser(u"bob"_s);
        QVERIFY(signIn(u"bob"_s));
        (void)wire.asked("GET /api/v1/settings");
        QVERIFY(go(u"teams"_s));
        QTRY_VERIFY(says(u"No teams yet"_s));
        QVERIFY(QTest::qWaitFor([&] { return wire.asked("GET /api/v1/settings") > 0; }));
        QTest::qWait(200);  // the answer would show the button
        QVERIFY(!button(&window(), u"Create team"_s));
        picture(&window(), u"no-create-team"_s);
        wire.settings[u"team:create"] = true;
        QTest::keyClick(&window(), Qt::Key_F5);
        QTRY_VERIFY(button(&window(), u"Create team"_s));
        wire.settings[u"team:create"] = false;
        QTest::keyClick(&window(), Qt::Key_F5);
        QTRY_VERIFY(!button(&window(), u"Create team"_s));
    }

    void letsAdministratorsCreateTeams_data() { FlowFuseWire::addRows(); }
    void letsAdministratorsCreateTeams()
    {
        make(version());
        QVERIFY(signIn());
        QVERIFY(go(u"teams"_s));
        QTRY_VERIFY(button(&window(), u"Create team"_s));
    }

    void saysNothingOfAnUnknownVersion()
    {
        make(FlowFuseWire::Version::v2_33).before = [](const RawRequest &request) -> std::optional<QByteArray> {
            if (request.target == "/api/json")
                return client::RawServer::reply(404, {});
            return std::nullopt;
        };
        QVERIFY(signIn());
        QVERIFY(m_server->platform()->teams()->roleRights().empty());
    }
};

QTEST_MAIN(TestFlowFuseConsequences)
#include "test_flowfuse_consequences.moc"
