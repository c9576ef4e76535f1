// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/events/event_store.h"
#include "client/servers/server_list.h"
#include "tests/interop/console.h"
#include "tests/ui/fake_server.h"
#include "ui/screens/audit_log/audit_pane.h"
#include "ui/screens/audit_log/event_inspector.h"
#include "ui/theme/theme.h"

#include <QStackedWidget>
#include <QTest>

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
};

QTEST_MAIN(TestAuditPane)
#include "test_audit_pane.moc"
