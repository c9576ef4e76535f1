// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/ui/hands.h"
#include "tests/ui/real_world.h"
#include "ui/screens/audit_log/audit_model.h"
#include "ui/shell/navigation.h"
#include "ui/shell/server_rail.h"
#include "ui/sign_in/session_overlay.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/table_view.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QTabBar>

namespace castellan::test {

using ui::AuditModel;
using ui::ElidedLabel;
using ui::MainWindow;
using ui::NavigationEntry;
using ui::RailTile;
using ui::SessionOverlay;
using ui::TableView;
using namespace Qt::StringLiterals;

/// Finds and operates controls of the console's window, as a user does.
class WindowHands {
protected:
    std::unique_ptr<test::Console> m_console;

    MainWindow &window() { return *m_console->window; }
    TableView *table(const QString &name)
    {
        return find<TableView>(&window(), [&](TableView *t) { return t->accessibleName() == name; });
    }
    bool shows(const QString &table_, const QString &text)
    {
        return table(table_) && rowWith(table(table_), text) >= 0;
    }
    QLineEdit *field(const QString &name)
    {
        return find<QLineEdit>(&window(), [&](QLineEdit *l) { return l->objectName() == name; });
    }
    QString problem()
    {
        auto *label = find<QLabel>(&window(), [](QLabel *l) { return l->objectName() == u"problem"_s; });
        return label ? label->text() : QString();
    }
    bool says(const QString &part)
    {
        return find<QLabel>(&window(), [&](QLabel *l) { return l->text().contains(part); }) != nullptr;
    }
    /// Replaces the text of the field.
    static void write(QLineEdit *into, const QString &text)
    {
        QTest::mouseClick(into, Qt::LeftButton);
        QTest::keyClick(into, Qt::Key_A, Qt::ControlModifier);
        type(into, text);
    }
    bool openView(const QString &id)
    {
        NavigationEntry *entry = nullptr;
        const auto offered = [&](NavigationEntry *e) { return QLatin1String(e->view().id) == id && e->isEnabled(); };
        if (!QTest::qWaitFor([&] { return (entry = find<NavigationEntry>(&window(), offered)) != nullptr; }))
            return false;
        click(entry);
        return QTest::qWaitFor([&] { return window().place().view == id; });
    }
    bool openServer(const client::Server *server)
    {
        auto *tile = find<RailTile>(&window(), [&](RailTile *t) { return t->server() == server; });
        if (tile)
            click(tile);
        return tile && QTest::qWaitFor([&] { return window().place().serverId == server->profile().id; });
    }
    bool openPart(int part)
    {
        auto *tabs = find<QTabBar>(&window(), [](QTabBar *t) { return t->accessibleName() == u"Team sections"_s; });
        if (tabs)
            QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(part).center());
        return tabs && tabs->currentIndex() == part;
    }
    SessionOverlay *overlay()
    {
        return find<SessionOverlay>(&window(), [](SessionOverlay *) { return true; });
    }

    /// Milliseconds until the table of events has a row that says `text`; -1: not within `ms`.
    qint64 seenWithin(int ms, const QString &text, const QElapsedTimer &since)
    {
        const auto seen = [&] {
            auto *events = table(u"Events"_s);
            for (int row = 0; events && row < events->model()->rowCount(); ++row)
                if (events->model()->index(row, AuditModel::WhatColumn).data().toString().contains(text))
                    return true;
            return false;
        };
        return QTest::qWaitFor(seen, ms - int(since.elapsed())) ? since.elapsed() : -1;
    }
};

}  // namespace castellan::test
