// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/fake_server.h"
#include "tests/ui/hands.h"
#include "ui/lists/choice_filter.h"
#include "ui/screens/members/members_pane.h"
#include "ui/screens/teams/teams_model.h"
#include "ui/screens/users/users_model.h"

#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace castellan;
using namespace castellan::ui;
using namespace castellan::test;
using namespace Qt::StringLiterals;

namespace {

records::Team team(const std::string &id, const std::string &name)
{
    records::Team out;
    out.id = id;
    out.name = name;
    return out;
}

records::Member member(const std::string &id, Role role)
{
    records::Member out;
    out.id = id;
    out.username = id;
    out.role = int(role);
    return out;
}

ChoiceFilter *filterOf(QWidget *parent, const QString &name)
{
    return find<ChoiceFilter>(parent, [&](ChoiceFilter *filter) { return filter->text().startsWith(name); });
}

void choose(ChoiceFilter *filter, const QString &choice)
{
    for (auto *action : filter->menu()->actions())
        if (action->text() == choice)
            action->trigger();
}

Error error(ErrorCode code, const std::string &sentence, std::optional<std::chrono::seconds> retryAfter = {})
{
    return Error(code, sentence).ofRequest("request-7").retryIn(retryAfter);
}

}  // namespace

/// The states that a list shows instead of rows, for errors that a real server cannot be made to have.
class TestListStates : public QObject {
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<RecordList> m_list;

    FakeTeams &facet() { return m_server->fake.teamFacet; }
    bool says(const QString &words)
    {
        return find<QLabel>(m_list.get(), [&](QLabel *label) { return label->text().contains(words); }) != nullptr;
    }
    ViewState state() const { return m_list->states()->state(); }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void cleanupTestCase() { m_theme.reset(); }

    void init()
    {
        m_server = std::make_unique<FakeServer>();
        m_list =
            std::make_unique<RecordList>(*m_theme, *m_server, new TeamsModel(*m_server),
                                         ListWords{u"Teams"_s, u"Filter teams"_s, u"No teams yet"_s, u"Create team"_s});
        m_list->resize(900, 500);
        m_list->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_list.get()));
    }
    void cleanup()
    {
        m_list.reset();
        m_server.reset();
    }

    void waitsWithoutFlicker()
    {
        facet().answers.hold = true;
        m_list->refresh();
        QCOMPARE(state(), ViewState::loading);
        facet().all = {team("a", "Alpha")};
        facet().answers.release();
        m_list->refresh();
        QTRY_COMPARE(state(), ViewState::content);
    }

    void saysThatThereIsNothingYetAndOffersTheFirstStep()
    {
        QSignalSpy act(m_list.get(), &RecordList::emptyActRequested);
        m_list->refresh();
        QTRY_COMPARE(state(), ViewState::empty);
        QVERIFY(says(u"No teams yet"_s));
        click(button(m_list.get(), u"Create team"_s));
        QCOMPARE(act.count(), 1);
    }

    void saysWhatTheFilterHides()
    {
        facet().all = {team("a", "Alpha"), team("b", "Beta")};
        m_list->refresh();
        QTRY_COMPARE(state(), ViewState::content);
        type(m_list->filterField(), u"gamma"_s);
        QTRY_COMPARE(state(), ViewState::filteredEmpty);
        click(button(m_list.get(), u"Clear filter"_s));
        QTRY_COMPARE(state(), ViewState::content);
    }

    void offersNoRetryWhereARightIsMissing()
    {
        facet().answers.failure = error(ErrorCode::forbidden, "Your role Viewer cannot list teams.");
        m_list->refresh();
        QTRY_COMPARE(state(), ViewState::forbidden);
        QVERIFY(says(u"Your role Viewer"_s));
        QVERIFY(button(m_list.get(), u"Retry"_s) == nullptr);
    }

    void retriesAfterAnError()
    {
        facet().answers.failure = error(ErrorCode::internal, "The server made a mistake.");
        m_list->refresh();
        QTRY_COMPARE(state(), ViewState::error);
        facet().answers.failure.reset();
        facet().all = {team("a", "Alpha")};
        click(button(m_list.get(), u"Retry"_s));
        QTRY_COMPARE(state(), ViewState::content);
    }

    void keepsRowsUnderAnError()
    {
        facet().all = {team("a", "Alpha")};
        m_list->refresh();
        QTRY_COMPARE(state(), ViewState::content);
        facet().answers.failure = error(ErrorCode::busy, "The server is busy.");
        m_list->refresh();
        QTRY_COMPARE(state(), ViewState::error);
        QVERIFY(m_list->table()->isVisible());
        QVERIFY(says(u"The server is busy."_s));
    }

    void triesAgainWhenTheServerSaysSo()
    {
        facet().answers.failure = error(ErrorCode::too_many_requests, "Too many requests.", std::chrono::seconds(1));
        m_list->refresh();
        QTRY_COMPARE(state(), ViewState::rateLimited);
        QVERIFY(button(m_list.get(), u"Retry"_s) == nullptr);
        facet().answers.failure.reset();
        facet().all = {team("a", "Alpha")};
        QTRY_COMPARE(state(), ViewState::content);
    }

    void marksRowsAsStaleWhileOffline()
    {
        facet().all = {team("a", "Alpha")};
        m_list->refresh();
        QTRY_COMPARE(state(), ViewState::content);
        m_server->become(client::ConnectionState::offline);
        QTRY_VERIFY(m_list->states()->isStale());
        QVERIFY(m_list->table()->isVisible());
        m_server->become(client::ConnectionState::connected);
        QTRY_VERIFY(!m_list->states()->isStale());
    }

    void saysWhatIsNotOffered()
    {
        m_server->fake.offersUsers = false;
        RecordList users(*m_theme, *m_server, new UsersModel(*m_server),
                         ListWords{u"Users"_s, u"Filter users"_s, u"No users yet"_s, {}});
        users.show();
        users.refresh();
        QTRY_COMPARE(users.states()->state(), ViewState::notOffered);
    }

    void asksWhatTheTierOfAChangeDemands()
    {
        int applied = 0;
        auto tier = client::Tier::reversible;
        const auto change = [&applied, &tier] {
            return ListChange(client::Change<void>(tier,
                                                   [&applied] {
                                                       ++applied;
                                                       return client::ready<void>({});
                                                   }),
                              u"Done."_s);
        };
        m_list->setActions([&change](int) {
            return std::vector{RowAction{.text = u"&Remove…"_s,
                                         .confirmation = {.title = u"Remove it?"_s, .verb = u"Remove"_s},
                                         .change = change,
                                         .removes = true}};
        });
        facet().all = {team("a", "Alpha")};
        m_list->refresh();
        QTRY_COMPARE(state(), ViewState::content);
        m_list->select(u"a"_s);
        QSignalSpy said(m_list.get(), &RecordList::toast);
        QTest::keyClick(m_list->table(), Qt::Key_Delete);
        QTRY_COMPARE(said.count(), 1);
        QCOMPARE(applied, 1);

        tier = client::Tier::disruptive;
        QTest::keyClick(m_list->table(), Qt::Key_Delete);
        auto *dialog = m_list->findChild<QDialog *>();
        QVERIFY(dialog && dialog->windowTitle() == u"Remove it?"_s);
        QCOMPARE(applied, 1);
        click(dialog->findChild<QPushButton *>(u"confirm"_s));
        QTRY_COMPARE(said.count(), 2);
        QCOMPARE(applied, 2);

        m_server->setReadOnly(true);
        QTest::keyClick(m_list->table(), Qt::Key_Delete);
        QCOMPARE(said.count(), 3);
        QVERIFY(said.last().first().toString().contains(u"read-only"_s));
        QCOMPARE(applied, 2);
    }

    void hidesColumnsThatNoRecordFills()
    {
        MembersPane pane(*m_theme, *m_server, u"a"_s);
        pane.resize(900, 500);
        pane.show();
        const auto *table = pane.list()->table();
        facet().people = {member("ann", Role::owner), member("bob", Role::viewer)};
        pane.refresh();
        QTRY_VERIFY(table->isColumnHidden(MembersModel::LastSeenColumn));
        QVERIFY(table->isColumnHidden(MembersModel::SecondFactorColumn));
        QVERIFY(table->isColumnHidden(MembersModel::NoteColumn));
        QVERIFY(!table->isColumnHidden(MembersModel::RoleColumn));
        QVERIFY(!table->isColumnHidden(MembersModel::MoreColumn));
        QVERIFY(!filterOf(&pane, u"Second factor"_s));
        QVERIFY(filterOf(&pane, u"Role"_s));
        QVERIFY(!table->textOfSelection().contains(u"Last seen"_s));
        QVERIFY(table->columnViewportPosition(MembersModel::MoreColumn) > table->viewport()->width() / 2);

        facet().people[1].mfa_enabled = false;
        facet().people[1].lastSeenAt = "2026-11-22T03:31:24.240Z";
        pane.refresh();
        QTRY_VERIFY(!table->isColumnHidden(MembersModel::LastSeenColumn));
        QVERIFY(!table->isColumnHidden(MembersModel::SecondFactorColumn));
        QVERIFY(filterOf(&pane, u"Second factor"_s));

        // A filter ends with its column; a column that no visible row fills stays.
        choose(filterOf(&pane, u"Role"_s), u"Owner"_s);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QVERIFY(!table->isColumnHidden(MembersModel::SecondFactorColumn));
        choose(filterOf(&pane, u"Role"_s), u"All roles"_s);
        choose(filterOf(&pane, u"Second factor"_s), u"With a second factor"_s);
        QTRY_COMPARE(pane.list()->states()->state(), ViewState::filteredEmpty);
        facet().people[1].mfa_enabled.reset();
        pane.refresh();
        QTRY_VERIFY(table->isColumnHidden(MembersModel::SecondFactorColumn));
        QTRY_COMPARE(table->model()->rowCount(), 2);
    }

    void showsAColumnWhenALaterPageFillsIt()
    {
        facet().pageSize = 10;
        for (int i = 0; i < 15; ++i)
            facet().all.push_back(team("t" + std::to_string(i), "Team " + std::to_string(i)));
        facet().all.back().createdAt = "2026-11-22T03:31:24.240Z";
        m_list->resize(900, 200);
        m_list->refresh();
        const auto *table = m_list->table();
        QTRY_VERIFY(table->isColumnHidden(TeamsModel::CreatedColumn));
        type(m_list->filterField(), u"Team"_s);
        QTRY_VERIFY(!table->isColumnHidden(TeamsModel::CreatedColumn));
    }

    void sortsByTheFirstColumnWhileTheChosenOneIsHidden()
    {
        facet().all = {team("a", "Alpha"), team("b", "Beta"), team("c", "Gamma")};
        facet().all[1].createdAt = "2026-11-22T03:31:24.240Z";
        facet().all[2].createdAt = "2026-11-23T03:31:24.240Z";
        m_list->refresh();
        QTRY_COMPARE(state(), ViewState::content);
        auto *table = m_list->table();
        table->sortByColumn(TeamsModel::CreatedColumn, Qt::DescendingOrder);
        QCOMPARE(rowWith(table, u"Gamma"_s), 0);
        facet().all[1].createdAt.reset();
        facet().all[2].createdAt.reset();
        m_list->refresh();
        QTRY_VERIFY(table->isColumnHidden(TeamsModel::CreatedColumn));
        QCOMPARE(table->horizontalHeader()->sortIndicatorSection(), int(TeamsModel::NameColumn));
        QCOMPARE(rowWith(table, u"Alpha"_s), 0);
        QCOMPARE(m_list->saveState()[u"sortColumn"].toInt(), int(TeamsModel::CreatedColumn));
        facet().all[0].createdAt = "2026-11-24T03:31:24.240Z";
        m_list->refresh();
        QTRY_VERIFY(!table->isColumnHidden(TeamsModel::CreatedColumn));
        QCOMPARE(table->horizontalHeader()->sortIndicatorSection(), int(TeamsModel::CreatedColumn));
        QCOMPARE(table->horizontalHeader()->sortIndicatorOrder(), Qt::DescendingOrder);
    }

    void namesTheChoicesThatHideEverything()
    {
        MembersPane pane(*m_theme, *m_server, u"a"_s);
        pane.resize(900, 500);
        pane.show();
        facet().people = {member("ann", Role::owner)};
        pane.refresh();
        QTRY_COMPARE(pane.list()->table()->model()->rowCount(), 1);
        choose(filterOf(&pane, u"Role"_s), u"Viewer"_s);
        QTRY_COMPARE(pane.list()->states()->state(), ViewState::filteredEmpty);
        const auto says = [&pane](const QString &words) {
            return find<QLabel>(&pane, [&](QLabel *label) {
                       return label->text().remove(QChar(0x2068)).remove(QChar(0x2069)) == words;
                   }) != nullptr;
        };
        QVERIFY(says(u"Nothing matches Role: Viewer"_s));
        type(pane.list()->filterField(), u"zoe"_s);
        QTRY_VERIFY(says(u"Nothing matches "_s + QLocale().createSeparatedList({u"“zoe”"_s, u"Role: Viewer"_s})));
        click(button(&pane, u"Clear filters"_s));
        QTRY_COMPARE(pane.list()->states()->state(), ViewState::content);
        QVERIFY(!filterOf(&pane, u"Role"_s)->value().isValid());
    }

    void findsWhatIsNotLoadedYet()
    {
        facet().pageSize = 10;
        for (int i = 0; i < 35; ++i)
            facet().all.push_back(team("t" + std::to_string(i), "Team " + std::to_string(i)));
        m_list->refresh();
        QTRY_COMPARE(state(), ViewState::content);
        type(m_list->filterField(), u"Team 34"_s);
        QTRY_COMPARE(rowWith(m_list->table(), u"Team 34"_s), 0);
    }
};

QTEST_MAIN(TestListStates)
#include "test_list_states.moc"
