// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/castellan/role_rights.h"
#include "tests/ui/fake_server.h"
#include "ui/lists/sorted_records.h"
#include "ui/lists/words.h"
#include "ui/screens/invitations/own_invitations_model.h"
#include "ui/screens/members/invitations_model.h"
#include "ui/screens/members/members_model.h"
#include "ui/screens/security/review_model.h"
#include "ui/screens/security/setting_words.h"
#include "ui/screens/sessions/sessions_model.h"
#include "ui/screens/teams/teams_model.h"
#include "ui/screens/users/users_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace castellan;
using namespace castellan::ui;
using test::FakeServer;
using namespace Qt::StringLiterals;

namespace {

records::Team team(const std::string &id, const std::string &name, int members = 1)
{
    records::Team out;
    out.id = id;
    out.name = name;
    out.slug = "slug-" + id;
    out.memberCount = members;
    out.createdAt = "2024-03-02T09:00:00.000Z";
    return out;
}

records::Member member(const std::string &id, const std::string &name, Role role)
{
    records::Member out;
    out.id = id;
    out.username = id;
    out.name = name;
    out.role = std::int64_t(role);
    return out;
}

records::User user(const std::string &id, bool admin)
{
    records::User out;
    out.id = id;
    out.username = id;
    out.admin = admin;
    return out;
}

QStringList names(const QAbstractItemModel &model)
{
    QStringList out;
    for (int row = 0; row < model.rowCount(); ++row)
        out << model.index(row, 0).data().toString();
    return out;
}

records::SecurityDocument document()
{
    records::SecurityDocument out;
    out.revision = 7;
    out.values = {{"lockout.failures", 10}, {"password.requireDigit", true}};
    out.defaults = out.values;
    out.settings = {
        {.key = "password.requireDigit", .kind = "boolean", .unit = {}, .minimum = {}, .maximum = {}, .choices = {}},
        {.key = "lockout.failures",
         .kind = "integer",
         .unit = "failures",
         .minimum = 3,
         .maximum = 1000,
         .choices = {}}};
    return out;
}

#define STRICT(model) QAbstractItemModelTester tester(&(model), QAbstractItemModelTester::FailureReportingMode::QtTest)

}  // namespace

class TestRecordModels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void leavesCountsThatTheServerDoesNotGiveBlankAndLast()
    {
        FakeServer server;
        auto uncounted = team("b", "Beta");
        uncounted.memberCount.reset();
        server.fake.teamFacet.all = {team("a", "Alpha", 0), uncounted, team("c", "Gamma", 5)};
        TeamsModel model(server);
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 3);
        constexpr auto members = TeamsModel::MembersColumn;
        QCOMPARE(model.index(0, members).data().toString(), u"0"_s);
        QCOMPARE(model.index(1, members).data().toString(), Words::none());
        QVERIFY(!model.index(1, 0).data(Qt::AccessibleTextRole).toString().contains(u"member"_s));
        SortedRecords sorted;
        sorted.setSourceModel(&model);
        sorted.sort(members, Qt::AscendingOrder);
        QCOMPARE(names(sorted), QStringList({u"Alpha"_s, u"Gamma"_s, u"Beta"_s}));
        sorted.sort(members, Qt::DescendingOrder);
        QCOMPARE(names(sorted), QStringList({u"Gamma"_s, u"Alpha"_s, u"Beta"_s}));
    }

    void reviewsOnlyWhatChanges()
    {
        SecurityDraft draft;
        draft.take(document());
        ReviewModel model(draft);
        STRICT(model);
        QCOMPARE(model.rowCount(), 0);
        draft.setText("lockout.failures", u"25"_s);
        draft.set("password.requireDigit", false);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.weaker(), 2);
        draft.setText("lockout.failures", u"10"_s);  // as it is
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(!draft.isChanged("lockout.failures"));
        QCOMPARE(draft.update().values.size(), 1U);
        draft.discard();
        QCOMPARE(model.rowCount(), 0);
    }

    void saysWhatCannotBeAValue()
    {
        SecurityDraft draft;
        draft.take(document());
        for (const auto &typed : {u"2"_s, u"1001"_s, u"many"_s, u""_s, u"7.5"_s}) {
            draft.setText("lockout.failures", typed);
            QVERIFY2(!draft.problem("lockout.failures").isEmpty(), qPrintable(typed));
            QVERIFY(draft.firstProblem() == "lockout.failures");
        }
        draft.setText("lockout.failures", u"3"_s);
        QVERIFY(draft.problem("lockout.failures").isEmpty());
        QVERIFY(draft.blame(
            Error(ErrorCode::validation, "values.lockout.failures: too small").at("values.lockout.failures")));
        QCOMPARE(draft.problem("lockout.failures"), u"Too small"_s);
        QVERIFY(!draft.blame(Error(ErrorCode::offline, "gone")));
    }

    void marksFieldsThatOthersMoved()
    {
        SecurityDraft draft;
        draft.take(document());
        draft.setText("lockout.failures", u"25"_s);
        draft.set("password.requireDigit", false);
        auto next = document();
        next.revision = 8;
        next.values["lockout.failures"] = 15;
        next.values["password.requireDigit"] = false;
        draft.take(next);
        // One draft came true by itself, the other has to be decided.
        QVERIFY(!draft.isChanged("password.requireDigit"));
        QVERIFY(draft.moved("lockout.failures"));
        QVERIFY(draft.moved("lockout.failures")->was == json::value(10));
        QCOMPARE(draft.update().revision, std::int64_t(8));
        draft.keep("lockout.failures");
        QVERIFY(!draft.hasMoved());
        QVERIFY(draft.isChanged("lockout.failures"));
    }

    void weighsProtection()
    {
        const records::SecuritySetting limit{.key = "limits.user.burst",
                                             .kind = "integer",
                                             .unit = "requests",
                                             .minimum = 0,
                                             .maximum = 100,
                                             .choices = {}};
        QCOMPARE(strictnessOf(limit, 10, 0), Strictness::weaker);  // 0 is no limit
        QCOMPARE(strictnessOf(limit, 0, 10), Strictness::stricter);
        QCOMPARE(valueWords(limit, 0), u"no limit"_s);
        const records::SecuritySetting choice{.key = "secondFactor.enforcement",
                                              .kind = "choice",
                                              .unit = {},
                                              .minimum = {},
                                              .maximum = {},
                                              .choices = std::vector<std::string>{"off", "administrators", "everyone"}};
        QCOMPARE(strictnessOf(choice, "administrators", "off"), Strictness::weaker);
        QCOMPARE(strictnessOf(choice, "administrators", "everyone"), Strictness::stricter);
    }

    void showsSessionsAndWhichOneAsks()
    {
        FakeServer server;
        records::Session one;
        one.id = "s1";
        one.createdAt = one.lastUsedAt = "2026-11-22T03:31:39.509Z";
        one.address = "10.2.0.14";
        one.client = "Castellan/0.1 (Linux)";
        one.current = true;
        auto two = one;
        two.id = "s2";
        two.client = "curl/8.0";
        two.current = false;
        server.fake.sessionsFacet.list = {2, {one, two}};
        SessionsModel model(server, {});
        STRICT(model);
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 2);
        QCOMPARE(names(model), (QStringList{u"Castellan 0.1"_s, u"curl 8.0"_s}));
        QVERIFY(!model.canEnd(0));
        QVERIFY(model.canEnd(1));
        QCOMPARE(model.others(), 1);
        server.fake.sessionsFacet.list = {1, {one}};
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 1);
    }

    void namesProgramsAsPeopleKnowThem_data()
    {
        QTest::addColumn<QString>("sent");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *sent, const QString &name) {
            QTest::newRow(qPrintable(name)) << QString::fromLatin1(sent) << name;
        };
        row("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", u"Firefox 128"_s);
        row("Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36", u"Chrome 130"_s);
        row("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/131.0", u"Edge 131"_s);
        row("Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15", u"Safari 18"_s);
        row("Mozilla/4.0 (compatible)", u"Mozilla 4.0"_s);
        row("curl/8.5.0", u"curl 8.5.0"_s);
        row("Castellan/0.1 (Linux) Firefox/1", u"Castellan 0.1"_s);
        row("", u"unknown program"_s);
    }
    void namesProgramsAsPeopleKnowThem()
    {
        QFETCH(QString, sent);
        records::Session session;
        session.client = sent.toStdString();
        QTEST(SessionsModel::clientOf(session), "name");
    }

    void showsTheInvitationsToOneself()
    {
        FakeServer server;
        auto &facet = server.fake.teamFacet;
        records::Invitation one;
        one.id = "i1";
        one.role = std::int64_t(Role::member);
        one.team = team("a", "Alpha");
        one.invitor = user("eva", true);
        one.expiresAt = "2020-01-01T00:00:00.000Z";
        auto two = one;
        two.id = "i2";
        two.team.reset();  // deleted meanwhile
        two.invitor.reset();
        two.expiresAt.reset();
        facet.invitedMyself = {one, two};
        OwnInvitationsModel model(server);
        STRICT(model);
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 2);
        QCOMPARE(names(model), (QStringList{u"Alpha"_s, Words::none()}));
        QCOMPARE(model.index(0, OwnInvitationsModel::InvitedByColumn).data().toString(), u"eva"_s);
        QVERIFY(model.hasExpired(0));
        QVERIFY(!model.hasExpired(1));
        facet.invitedMyself = {two};
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 1);
    }

    void mergesADifferenceWithoutReset()
    {
        FakeServer server;
        auto &facet = server.fake.teamFacet;
        facet.all = {team("a", "Alpha"), team("b", "Beta"), team("c", "Gamma"), team("d", "Delta")};
        TeamsModel model(server);
        STRICT(model);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 4);

        QPersistentModelIndex gamma = model.index(2, 0);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        facet.all = {team("c", "Gamma"), team("d", "Delta two"), team("e", "Epsilon"), team("f", "Phi")};
        model.refresh();
        QTRY_COMPARE(names(model), QStringList({u"Gamma"_s, u"Delta two"_s, u"Epsilon"_s, u"Phi"_s}));
        QCOMPARE(removed.count(), 1);  // Alpha and Beta went as one range
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(gamma.row(), 0);
        QCOMPARE(reset.count(), 0);
    }

    void saysNothingWhenNothingChanged()
    {
        FakeServer server;
        server.fake.teamFacet.all = {team("a", "Alpha"), team("b", "Beta")};
        TeamsModel model(server);
        STRICT(model);
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 2);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy state(&model, &TableModel::stateChanged);
        model.refresh();
        QTRY_VERIFY(state.count() >= 2 && !model.isLoading());
        QCOMPARE(changed.count(), 0);
    }

    void pagesByCursorAndRefreshesWhatIsLoaded()
    {
        FakeServer server;
        auto &facet = server.fake.teamFacet;
        facet.pageSize = 10;
        for (int i = 0; i < 25; ++i)
            facet.all.push_back(team("t" + std::to_string(i), "Team " + std::to_string(i)));
        TeamsModel model(server);
        STRICT(model);
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 10);
        QCOMPARE(model.total(), 25);
        QVERIFY(model.canFetchMore({}));
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), 20);
        facet.all[15].name = "Renamed";
        model.refresh();
        QTRY_COMPARE(model.index(15, 0).data().toString(), u"Renamed"_s);
        QCOMPARE(model.rowCount(), 20);
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), 25);
        QVERIFY(!model.canFetchMore({}));
    }

    void keepsItsRowsWhenARefreshFails()
    {
        FakeServer server;
        auto &facet = server.fake.teamFacet;
        facet.all = {team("a", "Alpha")};
        TeamsModel model(server);
        STRICT(model);
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 1);
        facet.answers.failure = Error(ErrorCode::busy, "The server is busy.").retryIn(std::chrono::seconds(3));
        model.refresh();
        QTRY_VERIFY(model.error().has_value());
        QVERIFY(model.error()->retryAfter == std::chrono::seconds(3));
        QCOMPARE(model.rowCount(), 1);
        facet.answers.failure.reset();
        model.refresh();
        QTRY_VERIFY(!model.isLoading());
        QVERIFY(!model.error());
    }

    void answersOfAnOlderQuestionAreDropped()
    {
        FakeServer server;
        auto &facet = server.fake.teamFacet;
        facet.answers.hold = true;
        facet.all = {team("old", "Old")};
        TeamsModel model(server);
        STRICT(model);
        model.refresh();
        facet.all = {team("new", "New")};
        model.refresh();
        facet.answers.release();
        QTRY_COMPARE(names(model), QStringList({u"New"_s}));
    }

    void sortsTheWayPeopleReadAndFiltersByWords()
    {
        FakeServer server;
        server.fake.teamFacet.all = {team("a", "Line 10", 3), team("b", "line 2", 12), team("c", "Assembly", 7)};
        TeamsModel model(server);
        SortedRecords sorted;
        STRICT(sorted);
        sorted.setSourceModel(&model);
        sorted.sort(TeamsModel::NameColumn);
        model.refresh();
        QTRY_COMPARE(names(sorted), QStringList({u"Assembly"_s, u"line 2"_s, u"Line 10"_s}));
        sorted.sort(TeamsModel::MembersColumn, Qt::DescendingOrder);
        QCOMPARE(names(sorted), QStringList({u"line 2"_s, u"Assembly"_s, u"Line 10"_s}));
        sorted.setFilterText(u"LINE slug-a"_s);
        QCOMPARE(names(sorted), QStringList({u"Line 10"_s}));
        QCOMPARE(sorted.hiddenCount(), 2);
    }

    void keepsRoleDraftsThroughARefreshAndDropsSettledOnes()
    {
        FakeServer server;
        auto &facet = server.fake.teamFacet;
        facet.people = {member("ann", "Ann Weber", Role::owner), member("bob", "Bob Lindt", Role::member),
                        member("eva", "Eva Brandt", Role::viewer)};
        MembersModel model(server, u"team"_s);
        STRICT(model);
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 3);
        model.draftRole(1, Role::owner);
        model.draftRole(2, Role::member);
        QCOMPARE(model.index(1, MembersModel::RoleColumn).data().toString(), u"Owner"_s);
        QVERIFY(model.index(1, MembersModel::RoleColumn).data(StrongRole).toBool());
        QCOMPARE(model.drafts().size(), std::size_t(2));

        facet.people[1].role = std::int64_t(Role::owner);  // another user was quicker
        model.refresh();
        QTRY_COMPARE(model.drafts().size(), std::size_t(1));
        QCOMPARE(model.drafts()[0].name, u"Eva Brandt"_s);
        facet.people.pop_back();
        model.refresh();
        QTRY_VERIFY(model.drafts().empty());
    }

    void knowsTheLastOwner()
    {
        FakeServer server;
        server.fake.teamFacet.people = {member("ann", "Ann", Role::owner), member("bob", "Bob", Role::member)};
        MembersModel model(server, u"team"_s);
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 2);
        QVERIFY(model.isLastOwner(0));
        QVERIFY(!model.isLastOwner(1));
        model.draftRole(0, Role::viewer);
        QVERIFY(!model.draftsLeaveAnOwner());
        model.draftRole(1, Role::owner);
        QVERIFY(model.draftsLeaveAnOwner());
    }

    void speaksEveryRowAsASentence()
    {
        FakeServer server;
        server.fake.teamFacet.people = {member("bob", "Bob Lindt", Role::member)};
        server.fake.teamFacet.people[0].mfa_enabled = false;
        MembersModel model(server, u"team"_s);
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 1);
        for (int column = 0; column < model.columnCount(); ++column)
            QCOMPARE(model.index(0, column).data(Qt::AccessibleTextRole).toString(),
                     u"Bob Lindt, Member, second factor off"_s);
    }

    void showsPeopleWithoutAnAccountByTheirAddress()
    {
        FakeServer server;
        records::Invitation invitation;
        invitation.id = "i1";
        invitation.role = 10;
        json::object invitee;
        invitee["external"] = true;
        invitee["email"] = "eva@plant.example";
        invitation.invitee = invitee;
        invitation.expiresAt = QDateTime::currentDateTimeUtc().addDays(7).toString(Qt::ISODate).toStdString();
        server.fake.teamFacet.invited = {invitation};
        InvitationsModel model(server, u"team"_s);
        STRICT(model);
        model.refresh();
        QTRY_COMPARE(names(model), QStringList({u"eva@plant.example"_s}));
        QCOMPARE(model.index(0, InvitationsModel::RoleColumn).data().toString(), u"Viewer"_s);
        QCOMPARE(model.index(0, InvitationsModel::ExpiresColumn).data().toString(), u"in 7 days"_s);
    }

    void knowsOneselfAndTheLastAdministrator()
    {
        FakeServer server;
        auto &facet = server.fake.userFacet;
        facet.all = {user("u1", true), user("u2", true), user("u3", false)};
        facet.all[1].suspended = true;
        UsersModel model(server);
        STRICT(model);
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 3);
        QVERIFY(model.isOneself(0));
        QVERIFY(model.isLastAdministrator(0));  // a suspended one can't help
        facet.all[1].suspended = false;
        model.refresh();
        QTRY_VERIFY(!model.isLastAdministrator(0));
    }

    void tellsWhatTheServerDoesNotOffer()
    {
        FakeServer server;
        server.fake.offersUsers = false;
        UsersModel model(server);
        model.refresh();
        QTRY_VERIFY(model.error().has_value());
        QCOMPARE(model.error()->code, ErrorCode::not_offered);
    }

    void saysWhatARoleGainsAndLoses()
    {
        const auto rights = client::own::roleRights();
        const auto up = Words::effect(rights, Role::member, Role::owner);
        QVERIFY2(up.startsWith(u"Gains 6"_s), qPrintable(up));
        QVERIFY(up.contains(u"delete the team"_s));
        const auto down = Words::effect(rights, Role::owner, Role::viewer);
        QVERIFY2(down.startsWith(u"Loses 6"_s), qPrintable(down));
        QVERIFY(Words::effect(rights, Role::viewer, Role::member).startsWith(u"No change"_s));
        QVERIFY(Words::effect({}, Role::owner, Role::viewer).isEmpty());  // nothing is known of such a server
    }

    void saysHowLongAgo()
    {
        const auto now = QDateTime(QDate(2026, 11, 22), QTime(14, 0), Qt::LocalTime);
        QCOMPARE(Words::ago({}, now), u"—"_s);
        QCOMPARE(Words::ago(now.addSecs(-20), now), u"now"_s);
        QCOMPARE(Words::ago(now.addSecs(-12 * 60), now), u"12 min ago"_s);
        QCOMPARE(Words::ago(now.addSecs(-3 * 3600), now), u"3 h ago"_s);
        QCOMPARE(Words::ago(now.addSecs(-20 * 3600), now), u"yesterday"_s);
        QCOMPARE(Words::ago(now.addDays(-8), now), u"8 days ago"_s);
        QCOMPARE(Words::ago(now.addDays(-80), now), u"2026-09-03"_s);
    }
};

QTEST_GUILESS_MAIN(TestRecordModels)
#include "test_record_models.moc"
