// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/flowfuse/flowfuse_world.h"
#include "translations/languages.h"
#include "ui/screens/members/member_facts.h"

#include <QJsonObject>
#include <QMenu>

using namespace castellan;
using namespace castellan::test;

/// What FlowFuse 2.33 says of a membership besides its role.
class TestFlowFuseMembers : public FlowFuseWorld {
    Q_OBJECT

    static records::Member memberWith(std::string_view raw)
    {
        records::Member member;
        member.raw = json::parse(raw)->as_object();
        return member;
    }

private Q_SLOTS:
    void initTestCase() { installLanguages(*qApp); }
    void cleanup() { end(); }

    void readsRolesForApplications_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("full");
        QTest::newRow("none") << QByteArray("{}") << QString() << QString();
        QTest::newRow("empty") << QByteArray(R"({"permissions":{"applications":{}}})") << QString() << QString();
        QTest::newRow("of another shape")
            << QByteArray(R"({"permissions":{"applications":[50]}})") << QString() << QString();
        QTest::newRow("unknown role") << QByteArray(R"({"permissions":{"applications":{"a":51}}})") << QString()
                                      << QString();
        QTest::newRow("up") << QByteArray(R"({"permissions":{"applications":{"xn7zlDzPYr":50}}})")
                            << u"Owner of 1 application"_s << u"Application xn7zlDzPYr: Owner"_s;
        QTest::newRow("hidden") << QByteArray(R"({"permissions":{"applications":{"a":0,"b":0}}})")
                                << u"2 applications hidden"_s << u"Application a: hidden\nApplication b: hidden"_s;
        QTest::newRow("several") << QByteArray(R"({"permissions":{"applications":{"a":50,"b":5}}})")
                                 << u"other roles in 2 applications"_s
                                 << u"Application a: Owner\nApplication b: Dashboard"_s;
    }
    void readsRolesForApplications()
    {
        QFETCH(QByteArray, raw);
        const auto roles = applicationRolesOf(memberWith({raw.constData(), std::size_t(raw.size())}));
        QTEST(applicationRolesInWords(roles), "words");
        QTEST(applicationRolesInFull(roles), "full");
    }

    void showsThemInTheListOfMembers()
    {
        auto &wire = make(FlowFuseWire::Version::v2_33);
        const auto team = wire.addTeam(u"Operations"_s);
        wire.addMember(team, wire.users.first()[u"id"].toString(), 50);
        wire.addMember(team, wire.addUser(u"bob"_s, u"Bob Builder"_s), 10,
                       {{u"permissions"_s, QJsonObject{{u"applications"_s, QJsonObject{{u"xn7zlDzPYr"_s, 50}}}}}});
        wire.addMember(team, wire.addUser(u"eve"_s, u"Eve"_s), 30, {{u"ssoManaged"_s, true}});
        QVERIFY(signIn());
        QVERIFY(go(u"teams"_s, team, u"members"_s));
        QTRY_VERIFY(shows(u"Members"_s, u"Owner of 1 application"_s));
        QVERIFY(shows(u"Members"_s, u"by single sign-on"_s));
        picture(&window(), u"members-with-application-roles"_s);
    }

    void changesNoMembershipOfSingleSignOn()
    {
        auto &wire = make(FlowFuseWire::Version::v2_33);
        const auto team = wire.addTeam(u"Operations"_s);
        wire.addMember(team, wire.users.first()[u"id"].toString(), 50);
        wire.addMember(team, wire.addUser(u"eve"_s, u"Eve"_s), 30, {{u"ssoManaged"_s, true}});
        QVERIFY(signIn());
        QVERIFY(go(u"teams"_s, team, u"members"_s));
        QTRY_VERIFY(shows(u"Members"_s, u"Eve"_s));
        auto *members = table(u"Members"_s);
        clickCell(members, rowWith(members, u"Eve"_s), MembersModel::RoleColumn);
        QTRY_VERIFY(qobject_cast<QMenu *>(QApplication::activePopupWidget()));
        auto *roles = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        int choices = 0;
        for (const auto *action : roles->actions()) {
            choices += action->isCheckable();
            QVERIFY2(!action->isEnabled() || action->isSeparator(), qPrintable(action->text()));
        }
        QVERIFY(choices >= 4);
        QVERIFY(roles->actions().constLast()->text().contains(u"Single sign-on"_s));
        picture(roles, u"roles-by-single-sign-on"_s);
        roles->close();
        (void)wire.asked("DELETE /api/v1/teams/" + team.toUtf8());
        members->setFocus();
        members->setCurrentIndex(members->model()->index(rowWith(members, u"Eve"_s), 0));
        QTest::keyClick(members, Qt::Key_Delete);
        QTest::qWait(100);
        QVERIFY(!QApplication::activeModalWidget());
    }
};

QTEST_MAIN(TestFlowFuseMembers)
#include "test_flowfuse_members.moc"
