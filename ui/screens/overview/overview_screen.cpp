// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/overview/overview_screen.h"

#include "ui/guards/state_view.h"
#include "ui/lists/words.h"
#include "ui/screens/overview/overview_row.h"
#include "ui/screens/overview/server_overview_screen.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/section_header.h"

#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace castellan::ui {

OverviewScreen::OverviewScreen(ScreenContext context, QWidget *parent)
    : Screen(std::move(context), tr("Overview"), parent)
{
    const Metrics &m = theme().metrics();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(m.pageMargin(), m.units(5), m.pageMargin(), 0);
    layout->setSpacing(0);
    m_header = new SectionHeader(theme(), this);
    auto *check = new Button(theme(), tr("Check now"), ButtonKind::secondary, this);
    auto *add = new Button(theme(), tr("Connect to a server"), ButtonKind::primary, this);
    add->setIcon(Icon::plus);
    m_header->addAct(check);
    m_header->addAct(add);
    m_header->layout()->setContentsMargins(0, 0, 0, m.units(3));
    setGround(m_header, "surface", "bottom");
    layout->addWidget(m_header);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setAccessibleName(tr("Servers"));
    auto *inner = new QWidget(scroll);
    inner->setProperty("ground", QStringLiteral("none"));
    m_list = new QVBoxLayout(inner);
    m_list->setContentsMargins(0, 0, 0, m.pageMargin());
    m_list->setSpacing(0);
    m_list->addStretch();
    scroll->setWidget(inner);
    m_state = new StateView(theme(), scroll, this);
    layout->addWidget(m_state, 1);

    const auto connectNew = [this] { Q_EMIT navigate({{}, QStringLiteral("connect"), {}, {}}); };
    connect(check, &QPushButton::clicked, this, &OverviewScreen::refresh);
    connect(add, &QPushButton::clicked, this, connectNew);
    connect(m_state, &StateView::actRequested, this, connectNew);
    client::ServerList &servers = this->context().servers;
    connect(&servers, &client::ServerList::added, this, &OverviewScreen::addServer);
    connect(&servers, &client::ServerList::aboutToRemove, this, &OverviewScreen::removeServer);
    m_again.setInterval(60'000);
    m_clockTick.setInterval(10'000);  // ages are in minutes
    m_sortSoon.setSingleShot(true);
    m_sortSoon.setInterval(300);
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (isVisible() && !window()->isMinimized())
            refresh();
    });
    connect(&m_clockTick, &QTimer::timeout, this, [this] {
        if (!isVisible())
            return;
        showHeader();
        for (OverviewRow *row : m_rows)
            row->showAge();
    });
    connect(&m_sortSoon, &QTimer::timeout, this, &OverviewScreen::sort);
    m_again.start();
    m_clockTick.start();
    m_checkedAt = QDateTime::currentDateTime();
    for (client::Server *server : servers.servers())
        addServer(server);
    sort();
}

OverviewScreen::~OverviewScreen() = default;

void OverviewScreen::addServer(client::Server *server)
{
    auto *summary = new ServerSummary(*server, server->health(), this);
    auto *row = new OverviewRow(theme(), *summary, m_list->parentWidget());
    connect(row, &QAbstractButton::clicked, this,
            [this, id = server->profile().id] { Q_EMIT navigate({id, QStringLiteral("overview"), {}, {}}); });
    // The timer is not restarted by further changes, which never stop on a busy server.
    connect(summary, &ServerSummary::changed, this, [this] {
        if (!m_sortSoon.isActive())
            m_sortSoon.start();
    });
    m_rows.push_back(row);
    sort();
}

void OverviewScreen::removeServer(const client::Server *server)
{
    const auto it = std::find_if(m_rows.begin(), m_rows.end(),
                                 [server](const OverviewRow *row) { return &row->summary().server() == server; });
    if (it == m_rows.end())
        return;
    ServerSummary *summary = &(*it)->summary();
    delete *it;
    delete summary;
    m_rows.erase(it);
    sort();
}

void OverviewScreen::sort()
{
    // Rows under the pointer or with the focus are not moved.
    const bool held = std::any_of(m_rows.begin(), m_rows.end(),
                                  [](const OverviewRow *row) { return row->hasFocus() || row->underMouse(); });
    if (!held) {
        // Equally urgent ones stay in the order of the rail.
        const client::ServerList &servers = context().servers;
        std::sort(m_rows.begin(), m_rows.end(), [&servers](const OverviewRow *a, const OverviewRow *b) {
            const int urgencyA = a->summary().urgency();
            const int urgencyB = b->summary().urgency();
            return urgencyA != urgencyB ? urgencyA > urgencyB
                                        : servers.rowOf(&a->summary().server()) < servers.rowOf(&b->summary().server());
        });
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_list->removeWidget(m_rows[i]);
        m_list->insertWidget(int(i), m_rows[i]);
        if (i > 0)
            QWidget::setTabOrder(m_rows[i - 1], m_rows[i]);
    }
    if (m_rows.empty())
        m_state->showEmpty(tr("No servers yet"), tr("Connect to a server, or start a local one from the File menu."),
                           tr("Connect to a server"));
    else
        m_state->showContent();
    showHeader();
}

void OverviewScreen::showHeader()
{
    const int count = int(m_rows.size());
    const auto needing = std::count_if(m_rows.begin(), m_rows.end(),
                                       [](const OverviewRow *row) { return row->summary().urgency() > 0; });
    if (count == 0) {
        m_header->setTitle(tr("All servers"));
        m_header->setSubtitle({});
        return;
    }
    const QString servers = tr("%n server(s)", nullptr, count);
    m_header->setTitle(needing == 0 ? tr("%1, all well", "5 servers").arg(servers)
                                    : tr("%1, %n need(s) attention", "5 servers", int(needing)).arg(servers));
    m_header->setSubtitle(tr("Checked %1 · worst first").arg(Words::ago(m_checkedAt, QDateTime::currentDateTime())));
}

void OverviewScreen::refresh()
{
    m_checkedAt = QDateTime::currentDateTime();
    for (OverviewRow *row : m_rows)
        row->summary().refresh();
    showHeader();
}

Screen *makeOverview(ScreenContext context, QWidget *parent)
{
    if (context.server)
        return makeServerOverviewScreen(std::move(context), parent);
    return new OverviewScreen(std::move(context), parent);
}

}  // namespace castellan::ui
