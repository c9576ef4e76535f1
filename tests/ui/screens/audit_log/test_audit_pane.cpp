// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/events/event_store.h"
#include "client/events/texts.h"
#include "client/servers/server_list.h"
#include "tests/interop/console.h"
#include "tests/ui/fake_server.h"
#include "tests/ui/hands.h"
#include "ui/guards/server_words.h"
#include "ui/screen/views.h"
#include "ui/screens/audit_log/audit_filter_field.h"
#include "ui/screens/audit_log/audit_pane.h"
#include "ui/screens/audit_log/audit_table.h"
#include "ui/screens/audit_log/event_facets.h"
#include "ui/screens/audit_log/event_inspector.h"
#include "ui/screens/audit_log/facet_panel.h"
#include "ui/screens/audit_log/histogram.h"
#include "ui/screens/teams/team_page.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QLocale>
#include <QStackedWidget>
#include <QTest>

#include <algorithm>
#include <array>

using namespace castellan;
using namespace castellan::ui;
using namespace Qt::StringLiterals;

/// The pane's requests to the feed of a server in memory.
class TestAuditPane : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hasTheSourceOnScreenPolledFirst()
    {
        Theme theme(*qApp);
        client::Console console;
        client::EventStore events;
        test::FakeServer server;
        const auto pane = [&](const client::AuditSource &source, const QString &team) {
            return new AuditPane(theme, console.list, events, console.clock,
                                 {.server = &server, .source = source, .teamName = team});
        };
        QStackedWidget pages;
        auto *ofServer = pane({}, {});
        auto *ofTeam = pane({u"t1"_s}, u"Operations"_s);
        pages.addWidget(ofServer);
        pages.addWidget(ofTeam);
        QVERIFY(server.events.focused.isEmpty());
        pages.show();
        QCOMPARE(server.events.focused, QStringList{u""_s});
        pages.setCurrentWidget(ofTeam);
        QCOMPARE(server.events.focused.last(), u"t1"_s);
        pages.setCurrentWidget(ofServer);
        QCOMPARE(server.events.focused.last(), u""_s);
        // A feed that is made while the pane is shown learns it too; the hidden pane stays silent.
        server.events.focused.clear();
        Q_EMIT server.platformKnown();
        QCOMPARE(server.events.focused, QStringList{u""_s});
    }

    /// Without a name of its own, a server has its address for one.
    void givesTheServerColumnTheRoomOfItsNames()
    {
        Theme theme(*qApp);
        client::Console console;
        client::EventStore events;
        client::EventView view(events, console.clock);
        AuditModel model(view);
        AuditTable table(theme, model);
        const int narrow = table.columnWidth(AuditModel::ServerColumn);
        const auto name = u"127.0.0.1:38753"_s;
        table.fitServers({u"Plant A"_s, name});
        const int fitting = table.columnWidth(AuditModel::ServerColumn);
        QVERIFY(fitting >= QFontMetrics(theme.font()).horizontalAdvance(name) + 2 * theme.metrics().units(2));
        table.fitServers({QString(200, u'x')});
        QVERIFY(table.columnWidth(AuditModel::ServerColumn) <= theme.metrics().units(45));
        table.fitServers({u"A"_s});
        QCOMPARE(table.columnWidth(AuditModel::ServerColumn), narrow);
    }

    void countsWhatIsShownWhilePaused()
    {
        Theme theme(*qApp);
        client::Console console;
        client::EventStore events;
        events.setServer(u"a"_s, u"Plant A"_s);
        int n = 0;
        const auto happen = [&](const std::string &username) {
            ++n;
            const auto entry = json::decodeText<records::AuditEntry>(
                R"({"id":")" + std::to_string(n) + R"(","createdAt":"2026-11-22T03:31:)" + std::to_string(10 + n) +
                    R"(.000Z","event":"account.login","username":")" + username + R"("})",
                json::UnknownMembers::ignore);
            QVERIFY(entry);
            events.add(u"a"_s, client::EventRecords{client::recordOf(*entry)});
        };
        AuditPane pane(theme, console.list, events, console.clock, {});
        pane.resize(1200, 700);
        pane.show();
        const auto facets = [&pane] {
            QStringList out;
            for (const auto *row : pane.findChildren<FacetRow *>())
                if (row->isVisible() && (row->value() == u"ann" || row->value() == u"bob"))
                    out << row->accessibleName().remove(QChar(0x2068)).remove(QChar(0x2069));
            return out;
        };
        const auto bars = [&pane] {
            qint64 sum = 0;
            for (const auto &bar : pane.findChild<Histogram *>()->bars())
                sum += bar.total;
            return sum;
        };
        const auto count = [&pane] { return pane.filterField()->findChild<QLabel *>()->text(); };
        happen("ann");
        happen("ann");
        QTRY_COMPARE(facets(), QStringList{u"ann, 2"_s});
        QCOMPARE(count(), u"2"_s);

        pane.hold();
        for (int i = 0; i < 3; ++i)
            happen("bob");
        QTest::qWait(1300);  // longer than facets and histogram wait for more
        QVERIFY(test::button(&pane, u"Paused · 3 new"_s));
        QCOMPARE(facets(), QStringList{u"ann, 2"_s});
        QCOMPARE(bars(), 2);
        QCOMPARE(count(), u"2"_s);
        pane.filterField()->setText(u"actor:ann"_s);
        QTRY_COMPARE(count(), u"2 of 2"_s);
        pane.filterField()->setText(u"actor:bob"_s);
        QTRY_COMPARE(count(), u"0 of 2"_s);
        QTRY_COMPARE(bars(), 0);
        QCOMPARE(facets(), QStringList{u"ann, 2"_s});
        pane.filterField()->clear();
        test::picture(&pane, u"paused-counts"_s);

        pane.follow();
        QTRY_COMPARE(facets(), (QStringList{u"bob, 3"_s, u"ann, 2"_s}));
        QTRY_COMPARE(bars(), 5);
        QCOMPARE(count(), u"5"_s);
    }

    /// FlowFuse 2.33 writes `account.login` with an error; sentence, title, facet and filter judge it alike.
    void tellsAFailedSignInOfFlowFuseFromASignIn()
    {
        Theme theme(*qApp);
        client::Console console;
        client::EventStore events;
        events.setServer(u"a"_s, u"Plant A"_s);
        client::EventRecords records;
        for (const std::string text :
             {R"({"id":"1","createdAt":"2026-11-22T03:31:38.000Z","event":"account.login","username":"alice"})",
              R"({"id":"2","createdAt":"2026-11-22T03:31:39.509Z","event":"account.login","username":null,
                  "trigger":{"id":null,"type":"unknown","name":"unknown"},
                  "body":{"user":{"username":"mallory"},"error":{"code":"unauthorized","message":"unauthorized"}}})"}) {
            const auto entry = json::decodeText<records::AuditEntry>(text, json::UnknownMembers::ignore);
            QVERIFY(entry);
            records.push_back(client::recordOf(*entry));
        }
        events.add(u"a"_s, records);
        client::EventView view(events, console.clock);
        QCOMPARE(view.size(), 2);
        const auto failed = view.at(1);

        EventInspector inspector(theme, events, nullptr);
        inspector.show(failed);
        QStringList shown;
        for (const auto *label : inspector.findChildren<QLabel *>())
            shown << label->text();
        QVERIFY(shown.contains(u"Sign-in failed"_s));
        QVERIFY(shown.contains(u"A sign-in as mallory failed: unauthorized"_s));

        EventFacets facets(view);
        QTRY_COMPARE(facets.distinct(EventFacets::Event), 2);
        QStringList titles;
        for (const auto &count : facets.top(EventFacets::Event, 5)) {
            titles << client::eventTitle(count.value);
            QVERIFY(view.setFilter(FacetPanel::clauseOf(EventFacets::Event, count.value)));
            QCOMPARE(view.size(), 1);
            QCOMPARE(view.at(0) == failed, titles.last() == u"sign-in failed"_s);
            view.setFilter({});
        }
        titles.sort();
        QCOMPARE(titles, (QStringList{u"sign-in"_s, u"sign-in failed"_s}));
    }

    void hasATeamPolledFirstOnEveryTabOfItsPage()
    {
        Theme theme(*qApp);
        client::Console console;
        client::EventStore events;
        test::FakeServer server;
        const Views views({});
        const ScreenContext context{.theme = theme,
                                    .servers = console.list,
                                    .events = events,
                                    .clock = console.clock,
                                    .views = views,
                                    .server = &server,
                                    .place = {}};
        for (const auto *part : {"members", "invitations", "audit", "settings"}) {
            server.events.focused.clear();
            TeamPage page(context, u"t1"_s);
            page.showPart(QString::fromLatin1(part));
            QVERIFY(server.events.focused.isEmpty());
            page.setVisible(true);
            QVERIFY(!server.events.focused.isEmpty());
            QCOMPARE(server.events.focused.last(), u"t1"_s);
            // A feed that is made while the page is shown learns it, too.
            server.events.focused.clear();
            Q_EMIT server.platformKnown();
            QVERIFY(server.events.focused.contains(u"t1"_s));
        }
    }

    void saysEitherThatItPollsOrThatNoLogMayBeRead()
    {
        Theme theme(*qApp);
        client::Console console;
        client::EventStore events;
        test::FakeServer server;
        AuditPane pane(theme, console.list, events, console.clock, {.server = &server, .source = {}, .teamName = {}});
        const auto status = [&] {
            QStringList words;
            for (const auto *dot : pane.findChildren<StatusDot *>())
                words << dot->text();
            return QString(words.join(u' ') % u' ' % feedWords(server));
        };
        server.events.become(client::FeedMode::polling);
        QVERIFY2(status().contains(u"polling"_s) && !status().contains(u"right to read"_s), qPrintable(status()));
        server.events.become(client::FeedMode::refused);
        QVERIFY2(!status().contains(u"polling"_s, Qt::CaseInsensitive), qPrintable(status()));
        QVERIFY2(status().contains(u"No right to read"_s), qPrintable(status()));
        QVERIFY2(status().contains(u"you may not read any audit log here"_s), qPrintable(status()));
    }

    void namesTheLastPollAsTheTimeOfWhatItShows()
    {
        Theme theme(*qApp);
        client::Console console;
        client::EventStore events;
        test::FakeServer server;
        events.setServer(server.profile().id, u"Plant A"_s);
        AuditPane pane(theme, console.list, events, console.clock, {.server = &server, .source = {}, .teamName = {}});
        client::EventRecord record;
        record.micros = 1'795'000'000'000'000;
        events.add(server.profile().id, std::array{record});
        pane.show();
        // Later than the first event came in, and two hours ahead, so that the minute differs.
        const auto polled = QDateTime::currentDateTime().addSecs(7200);
        server.events.sources = {{{}, u"Platform"_s, polled.addSecs(-60)}, {{u"t1"_s}, u"Operations"_s, polled}};
        server.become(client::ConnectionState::offline);
        const auto shown = QLocale().toString(polled.time(), QLocale::ShortFormat);
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::any_of(pane.findChildren<QLabel *>(),
                                                     [&](const QLabel *label) {
                                                         return label->isVisible() && label->text().contains(shown);
                                                     }),
                                 3'000);
    }
};

QTEST_MAIN(TestAuditPane)
#include "test_audit_pane.moc"
