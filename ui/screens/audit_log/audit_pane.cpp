// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/audit_log/audit_pane.h"

#include "client/display_text.h"
#include "client/platform/feed.h"
#include "ui/guards/state_view.h"
#include "ui/lists/words.h"
#include "ui/screens/audit_log/audit_filter_field.h"
#include "ui/screens/audit_log/audit_table.h"
#include "ui/screens/audit_log/event_inspector.h"
#include "ui/screens/audit_log/facet_panel.h"
#include "ui/screens/audit_log/histogram.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/tool_tip.h"

#include <QAction>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLocale>
#include <QMenu>
#include <QScrollArea>
#include <QVBoxLayout>

namespace castellan::ui {

AuditPane::AuditPane(Theme &theme, client::ServerList &servers, client::EventStore &store, const Clock &clock,
                     Scope scope, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_servers(servers), m_store(store), m_scope(std::move(scope)),
      m_view(store, clock), m_all(store, clock), m_facetCounts(m_all), m_model(m_view)
{
    if (m_scope.server != nullptr) {
        m_view.setServer(m_scope.server->profile().id);
        m_all.setServer(m_scope.server->profile().id);
    }
    build();
    makeActions();
    connectAll();
    applyFilter({});
    updateFollow();
    watchServers();
    updateState();
    updateStatus();
    learnTeamNames();
}

AuditPane::~AuditPane()
{
    delete m_inspector.data();
}

void AuditPane::build()
{
    const auto &metrics = m_theme.metrics();
    m_follow = new Button(m_theme, tr("Following"), ButtonKind::active, this);
    m_range = new Button(m_theme, tr("All times"), ButtonKind::secondary, this);
    m_range->setMenu(new QMenu(m_range));
    m_filter = new AuditFilterField(m_theme, this);
    m_clear = new Button(m_theme, tr("Clear"), ButtonKind::secondary, this);
    setTip(m_clear, tr("Hides the events shown. Nothing is deleted."));
    m_status = new StatusDot(m_theme, this);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(metrics.barMargin(), metrics.units(2.5), metrics.barMargin(), metrics.units(2));
    bar->setSpacing(metrics.gap());
    bar->addWidget(m_follow);
    bar->addWidget(m_range);
    bar->addWidget(m_filter, 1);
    bar->addWidget(m_clear);
    bar->addWidget(m_status);

    m_histogram = new Histogram(m_theme, m_view, this);
    auto *strips = new QWidget(this);
    setGround(strips, "surface", "bottom");
    auto *stripsLayout = new QVBoxLayout(strips);
    stripsLayout->setContentsMargins(metrics.barMargin(), 0, metrics.barMargin(), metrics.units(2));
    stripsLayout->addWidget(m_histogram);

    m_facets = new FacetPanel(m_theme, m_facetCounts, this);
    m_facets->setServersShown(m_scope.server == nullptr);
    auto *facetScroll = new QScrollArea(this);
    facetScroll->setAccessibleName(tr("Facets"));
    facetScroll->setWidget(m_facets);
    facetScroll->setWidgetResizable(true);
    facetScroll->setFrameShape(QFrame::NoFrame);
    facetScroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    facetScroll->setFixedWidth(metrics.units(40));
    facetScroll->setObjectName(QStringLiteral("facets"));
    auto *facetFrame = new QWidget(this);
    facetFrame->setObjectName(QStringLiteral("facetFrame"));
    setGround(facetFrame, "surface", "right");
    auto *facetLayout = new QVBoxLayout(facetFrame);
    facetLayout->setContentsMargins(0, 0, 1, 0);
    facetLayout->addWidget(facetScroll);

    m_table = new AuditTable(m_theme, m_model, this);
    m_table->setServerShown(m_scope.server == nullptr);
    m_states = new StateView(m_theme, m_table, this);
    m_states->follow(m_scope.server);
    m_states->setCheckedAt([this] {
        const auto *feed = m_scope.server == nullptr ? nullptr : m_scope.server->feed();
        return feed == nullptr ? QDateTime() : feed->checkedAt(m_scope.source);
    });
    m_states->setInset(metrics.barMargin());
    m_inspector = new EventInspector(m_theme, m_store);

    auto *body = new QHBoxLayout;
    body->setContentsMargins({});
    body->setSpacing(0);
    body->addWidget(facetFrame);
    body->addWidget(m_states, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(strips);
    layout->addLayout(body, 1);
    connect(&m_theme, &Theme::changed, facetScroll,
            [this, facetScroll] { facetScroll->setFixedWidth(m_theme.metrics().units(40)); });
    setTabOrder(m_follow, m_range);
    setTabOrder(m_range, m_filter);
    setTabOrder(m_filter, m_clear);
    setTabOrder(m_clear, m_table);

    auto &ranges = *m_range->menu();
    addRange(ranges, tr("All times"), {});
    addRange(ranges, tr("Last 5 minutes"), QStringLiteral("after:5m"));
    addRange(ranges, tr("Last 30 minutes"), QStringLiteral("after:30m"));
    addRange(ranges, tr("Last hour"), QStringLiteral("after:1h"));
    addRange(ranges, tr("Last 24 hours"), QStringLiteral("after:24h"));
    addRange(ranges, tr("Last 7 days"), QStringLiteral("after:7d"));
    addRange(ranges, tr("Last 30 days"), QStringLiteral("after:30d"));
}

void AuditPane::addRange(QMenu &menu, const QString &words, const QString &clause)
{
    auto *action = menu.addAction(words);
    action->setData(clause);
    connect(action, &QAction::triggered, this, [this, clause] { setRange(clause); });
}

void AuditPane::setRange(const QString &clause)
{
    const auto actions = m_range->menu()->actions();
    for (const auto *action : actions) {
        if (action->data().toString() != clause)
            continue;
        m_rangeClause = clause;
        m_range->setText(action->text());
        m_range->updateGeometry();
        applyFilter(m_filter->text());
        return;
    }
}

void AuditPane::makeActions()
{
    const auto add = [this](const QString &words, const QKeySequence &keys) {
        auto *action = new QAction(words, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        m_actions << action;
        return action;
    };
    connect(add(tr("&Pause or follow the log"), {}), &QAction::triggered, this,
            [this] { isFollowing() ? hold() : follow(); });
    connect(add(tr("&Clear the view"), {}), &QAction::triggered, this, &AuditPane::clear);
    connect(add(tr("&Show everything again"), {}), &QAction::triggered, &m_view, &client::EventView::showAgain);
    m_utcAction = add(tr("Times in &UTC"), {});
    m_utcAction->setCheckable(true);
    connect(m_utcAction, &QAction::toggled, this, &AuditPane::setUtc);
    m_facetsAction = add(tr("Show &facets"), {});
    m_facetsAction->setCheckable(true);
    m_facetsAction->setChecked(true);
    connect(m_facetsAction, &QAction::toggled, findChild<QWidget *>(QStringLiteral("facetFrame")),
            &QWidget::setVisible);
    connect(add(tr("&Next refused or failed"), {}), &QAction::triggered, this,
            [this] { m_table->stepToProblem(true); });
}

void AuditPane::connectAll()
{
    connect(m_follow, &QPushButton::clicked, this, [this] { isFollowing() ? hold() : follow(); });
    connect(m_clear, &QPushButton::clicked, this, &AuditPane::clear);
    connect(m_filter, &FilterField::filterChanged, this, &AuditPane::applyFilter);
    connect(m_states, &StateView::clearFilterRequested, this, [this] {
        setRange({});
        m_filter->clear();
    });
    connect(m_facets, &FacetPanel::toggled, m_filter, &AuditFilterField::toggleClause);
    m_facets->setChosen([this](const QString &clause) { return m_filter->hasClause(clause); });
    connect(m_table, &AuditTable::turnedAway, this, &AuditPane::hold);
    connect(m_table, &AuditTable::followRequested, this, &AuditPane::follow);
    connect(m_table, &AuditTable::holdToggled, this, [this] { isFollowing() ? hold() : follow(); });
    connect(m_table, &AuditTable::menuRequested, this, &AuditPane::openMenu);
    connect(m_table, &TableView::opened, this, &AuditPane::inspectorRequested);
    connect(m_table, &AuditTable::eventSelected, this, [this](client::EventRow row) {
        m_selected = row;
        m_inspector->show(row);
    });
    connect(m_inspector, &EventInspector::filterWanted, m_filter, &AuditFilterField::addClause);
    connect(&m_view, &client::EventView::heldBackChanged, this, &AuditPane::updateFollow);
    connect(&m_view, &client::EventView::filterChanged, this, [this] {
        m_filter->show(m_view.filter(), m_view.error());
        updateCounts();
        updateState();
    });
    connect(&m_view, &client::EventView::inserted, this, [this] {
        if (isFollowing())
            m_table->toNewest();
        updateCounts();
        updateState();
    });
    connect(&m_view, &client::EventView::removed, this, [this] {
        updateCounts();
        updateState();
    });
    connect(&m_view, &client::EventView::wasReset, this, [this] {
        // The selection is an event, not a position.
        const int row = m_selected ? m_model.rowOf(*m_selected) : -1;
        if (row >= 0)
            m_table->selectQuietly(row);
        if (isFollowing())
            m_table->toNewest();
        updateCounts();
        updateState();
    });
    connect(&m_all, &client::EventView::inserted, this, &AuditPane::updateState);
    connect(&m_store, &client::EventStore::added, this, [this](const std::vector<client::EventRow> &rows) {
        const auto id = m_scope.server == nullptr ? QString() : m_scope.server->profile().id;
        bool nameless = false;
        for (const auto row : rows) {
            m_sinceTick += id.isEmpty() || m_store.serverId(row) == id ? 1 : 0;
            const auto team = m_store.teamId(row);
            if (team.isEmpty() || m_store.text(row, client::EventColumn::team) != team || m_nameless.contains(team))
                continue;
            m_nameless.insert(team);
            nameless = true;
        }
        if (m_sinceTick > 0 && !m_tick.isActive())
            m_tick.start();
        if (nameless && !m_learnSoon.isActive())
            m_learnSoon.start();
        updateCounts();
    });
    connect(&m_facetCounts, &EventFacets::changed, this, &AuditPane::updateCompletions);
    m_learnSoon.setSingleShot(true);
    m_learnSoon.setInterval(1500);  // at most this often, so that new names cost few requests
    connect(&m_learnSoon, &QTimer::timeout, this, &AuditPane::learnTeamNames);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        m_rate = m_sinceTick;
        m_sinceTick = 0;
        if (m_rate == 0)
            m_tick.stop();
        updateStatus();
    });
}

/// By id and by name: some entries have the one, some the other, and names change.
QString AuditPane::teamFilter() const
{
    const auto quoted = [](const QString &value) { return client::filterClause(client::FilterKey::text, value); };
    return QStringLiteral("team:(%1 OR %2)").arg(quoted(m_scope.source.teamId), quoted(m_scope.teamName));
}

QString AuditPane::baseFilter() const
{
    QStringList clauses;
    if (!m_scope.source.teamId.isEmpty())
        clauses << teamFilter();
    if (!m_rangeClause.isEmpty())
        clauses << m_rangeClause;
    return clauses.join(u' ');
}

void AuditPane::setTeamName(const QString &name)
{
    if (m_scope.teamName == name)
        return;
    m_scope.teamName = name;
    m_all.setFilter(teamFilter());
    applyFilter(m_filter->text());
}

void AuditPane::applyFilter(const QString &text)
{
    // The clauses of scope and range are appended, so that positions in the text stay those of the field.
    const auto base = baseFilter();
    m_view.setFilter(base.isEmpty() ? text : QString(text % u' ' % base));
    m_filter->show(m_view.filter(), m_view.error());
    m_facets->update();
    updateCounts();
    updateState();
}

void AuditPane::follow()
{
    m_all.setFrozen(false);
    m_view.setFrozen(false);
    m_table->toNewest();
    updateFollow();
    updateState();
}

void AuditPane::hold()
{
    if (!isFollowing())
        return;
    m_view.setFrozen(true);
    m_all.setFrozen(true);  // the facets count what the table can show
    updateFollow();
}

void AuditPane::updateFollow()
{
    const auto held = m_view.heldBack();
    const auto words = isFollowing() ? tr("Following")
                       : held == 0   ? tr("Paused")
                                     : tr("Paused · %1 new", "%1 a number of events").arg(QLocale().toString(held));
    if (m_follow->text() != words) {
        m_follow->setText(words);
        m_follow->updateGeometry();
    }
    m_follow->setKind(isFollowing() ? ButtonKind::active : ButtonKind::secondary);
    m_follow->setIcon(isFollowing() ? Icon::play : Icon::pause);
    setTip(m_follow, isFollowing() ? tr("New events appear at the top. Space pauses.")
                                   : tr("New events are held back. End or Space shows them."));
    m_table->setNewCount(isFollowing() ? 0 : held);
}

void AuditPane::updateCounts()
{
    const QLocale locale;
    const bool filtered = !m_filter->text().trimmed().isEmpty() || !m_rangeClause.isEmpty();
    if (m_view.error()) {
        m_filter->setCount(tr("invalid filter", "a filter"));
        return;
    }
    const auto shown = locale.toString(m_view.size());
    m_filter->setCount(filtered ? tr("%1 of %2", "shown rows of all rows").arg(shown, locale.toString(m_all.size()))
                                : shown,
                       filtered);
}

std::vector<client::Server *> AuditPane::scopeServers() const
{
    return m_scope.server == nullptr ? m_servers.servers() : std::vector<client::Server *>{m_scope.server};
}

void AuditPane::watchServers()
{
    const auto watch = [this](client::Server *server) {
        const auto feedToo = [this, server] {
            if (auto *feed = server->feed()) {
                disconnect(feed, &client::Feed::modeChanged, this, nullptr);
                connect(feed, &client::Feed::modeChanged, this, &AuditPane::updateStatus);
            }
            updateStatus();
            if (isVisible())
                focusFeed();
        };
        connect(server, &client::Server::platformKnown, this, feedToo);
        connect(server, &client::Server::stateChanged, this, &AuditPane::updateStatus);
        feedToo();
    };
    for (auto *server : scopeServers())
        watch(server);
    if (m_scope.server != nullptr)
        return;
    connect(&m_servers, &client::ServerList::added, this, watch);
    const auto fit = [this] {
        QStringList names;
        for (auto *server : m_servers.servers())
            names << server->profile().name;
        m_table->fitServers(names);
    };
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_servers, signal, this, fit);
    connect(&m_servers, &QAbstractItemModel::dataChanged, this, fit);
    connect(&m_servers, &QAbstractItemModel::modelReset, this, fit);
    fit();
}

void AuditPane::learnTeamNames()
{
    for (auto *server : scopeServers()) {
        auto *teams = server->platform() == nullptr ? nullptr : server->platform()->teams();
        if (teams == nullptr)
            continue;
        client::whenDone(this, teams->list({}), [this, id = server->profile().id](Result<records::TeamPage> page) {
            if (!page)
                return;  // ids are shown instead; the screens of teams show the error
            QHash<QString, QString> names;
            for (const auto &team : page->teams)
                names.insert(verbatim(team.id), client::displayText(team.name));
            m_store.setNames(id, names);
        });
    }
}

void AuditPane::updateStatus()
{
    int live = 0;
    int polling = 0;
    int all = 0;
    client::Feed *only = nullptr;
    for (auto *server : scopeServers()) {
        ++all;
        auto *feed = server->feed();
        if (feed == nullptr)
            continue;
        only = feed;
        live += feed->mode() == client::FeedMode::live ? 1 : 0;
        polling += feed->mode() == client::FeedMode::polling ? 1 : 0;
    }
    const auto rate = m_rate == 0 ? QString() : tr(" · %1/s", "events a second").arg(QLocale().toString(m_rate));
    if (m_scope.server == nullptr) {
        m_status->set(live == all ? Shape::dot : Shape::halfDot, live == all ? Tone::success : Tone::warning,
                      (polling == 0 ? tr("%1 of %2 live", "servers").arg(live).arg(all)
                                    : tr("%1 of %2 live, %3 polling", "servers").arg(live).arg(all).arg(polling)) +
                          rate);
    } else {
        const auto mode = only == nullptr ? client::FeedMode::connecting : only->mode();
        const auto seconds = only == nullptr ? 0 : qRound(double(only->pollInterval().count()) / 1000.0);
        switch (mode) {
        case client::FeedMode::live:
            m_status->set(Shape::dot, Tone::success, tr("Live") + rate);
            break;
        case client::FeedMode::polling:
            m_status->set(Shape::halfDot, Tone::warning, tr("Polling every %n s", "seconds", std::max(1, seconds)));
            break;
        case client::FeedMode::refused:
            m_status->set(Shape::ring, Tone::warning, tr("No right to read"));
            break;
        case client::FeedMode::connecting:
            m_status->set(Shape::ring, Tone::muted, tr("Connecting"));
            break;
        case client::FeedMode::waiting:
            m_status->set(Shape::ring, Tone::muted, tr("Reconnecting"));
            break;
        case client::FeedMode::stopped:
            m_status->set(Shape::ring, Tone::muted, tr("Stopped"));
            break;
        case client::FeedMode::diverged:
            m_status->set(Shape::diamond, Tone::warning, tr("History changed"));
            break;
        }
        setTip(m_status, only == nullptr ? QString() : only->detail());
    }
    m_status->updateGeometry();
    updateState();
}

void AuditPane::updateState()
{
    if (m_model.rowCount() > 0) {
        if (m_states->state() != ViewState::content)
            m_states->showContent();
        return;
    }
    if (m_scope.server != nullptr && m_scope.server->platform() != nullptr &&
        m_scope.server->platform()->auditLog() == nullptr) {
        const auto info = m_scope.server->platform()->info();
        m_states->showNotOffered(tr("The audit log is not offered by %1 %2.", "a program and its version")
                                     .arg(client::isolated(info.product), client::isolated(info.version)));
        return;
    }
    if (m_all.size() > 0 || m_view.heldBack() > 0) {
        const auto words = m_filter->text().trimmed();
        if (words.isEmpty() && m_rangeClause.isEmpty())
            m_states->showEmpty(tr("Cleared. New events appear here."));
        else
            m_states->showFilteredEmpty(words, m_rangeClause.isEmpty() ? QStringList() : QStringList{m_range->text()},
                                        m_all.size());
        return;
    }
    bool waiting = false;
    bool refused = true;
    for (auto *server : scopeServers()) {
        const auto *feed = server->feed();
        waiting = waiting || feed == nullptr || feed->mode() == client::FeedMode::connecting;
        refused = refused && feed != nullptr && feed->mode() == client::FeedMode::refused;
    }
    if (waiting)
        m_states->showLoading();
    else if (refused)
        m_states->showForbidden(tr("You may not read any audit log here."),
                                tr("Administrators read the platform's log, and a team's owners the team's."));
    else
        m_states->showEmpty(tr("No events yet. They appear here as they happen."));
}

void AuditPane::updateCompletions()
{
    const auto values = [this](EventFacets::Facet facet) {
        QStringList out;
        for (const auto &count : m_facetCounts.top(facet, 50))
            out << count.value;
        return out;
    };
    m_filter->setSeenValues(QStringLiteral("outcome"), values(EventFacets::Outcome));
    m_filter->setSeenValues(QStringLiteral("event"), values(EventFacets::Event));
    m_filter->setSeenValues(QStringLiteral("actor"), values(EventFacets::Actor));
    m_filter->setSeenValues(QStringLiteral("server"), values(EventFacets::Server));
    m_filter->setSeenValues(QStringLiteral("level"),
                            {QStringLiteral("platform"), QStringLiteral("user"), QStringLiteral("team"),
                             QStringLiteral("application"), QStringLiteral("instance"), QStringLiteral("device")});
}

void AuditPane::clear()
{
    const auto count = m_view.size();
    if (count == 0)
        return;
    m_view.clear();
    updateState();
    updateCounts();
    Q_EMIT toast(tr("Cleared %n event(s) from the view.", nullptr, int(count)), tr("Undo"),
                 [this] { m_view.showAgain(); });
}

void AuditPane::setUtc(bool utc)
{
    m_model.setUtc(utc);
    m_inspector->setUtc(utc);
    m_histogram->setUtc(utc);
    m_view.setZone(utc ? QTimeZone::utc() : QTimeZone::systemTimeZone());
    if (m_utcAction->isChecked() != utc)
        m_utcAction->setChecked(utc);
}

void AuditPane::openMenu(const QModelIndex &cell, const QPoint &at)
{
    m_table->setCurrentIndex(cell);
    const auto event = m_model.eventAt(cell.row());
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto key = m_model.filterOf(event, AuditModel::Column(cell.column()));
    const auto value = key ? m_store.text(event, key->second) : QString();
    if (!value.isEmpty()) {
        const auto shown =
            withoutMnemonic(client::isolated(value.size() > 40 ? QString(value.left(38) % u'…') : value));
        const auto add = [&](const QString &words, bool negated) {
            auto *action = menu->addAction(words);
            setTip(action, {});  // not its text, which comes from the server
            connect(action, &QAction::triggered, this,
                    [this, clause = client::filterClause(key->first, value, negated)] { m_filter->addClause(clause); });
        };
        add(tr("&Only “%1”").arg(shown), false);
        add(tr("&Not “%1”").arg(shown), true);
    }
    const auto entry = m_store.entry(event);
    if (entry && entry->requestId && !entry->requestId->empty())
        connect(menu->addAction(tr("Entries of the same &request")), &QAction::triggered, this,
                [this, clause = QString(QStringLiteral("request:") % verbatim(*entry->requestId))] {
                    m_filter->addClause(clause);
                });
    menu->addSeparator();
    connect(menu->addAction(tr("&Details")), &QAction::triggered, this, &AuditPane::inspectorRequested);
    connect(menu->addAction(tr("&Copy row")), &QAction::triggered, m_table, &TableView::copySelection);
    menu->popup(at);
}

void AuditPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    focusFeed();
}

void AuditPane::focusFeed()
{
    if (m_scope.server != nullptr && m_scope.server->feed() != nullptr)
        m_scope.server->feed()->setFocus(m_scope.source);
}

QJsonObject AuditPane::saveState() const
{
    return {{QStringLiteral("filter"), m_filter->text()},
            {QStringLiteral("range"), m_rangeClause},
            {QStringLiteral("utc"), m_model.isUtc()},
            {QStringLiteral("facets"), m_facetsAction->isChecked()},
            {QStringLiteral("columns"), QJsonArray::fromStringList(m_table->saveColumns())}};
}

void AuditPane::restoreState(const QJsonObject &state)
{
    setRange(state.value(QStringLiteral("range")).toString());
    m_filter->setText(state.value(QStringLiteral("filter")).toString());
    setUtc(state.value(QStringLiteral("utc")).toBool());
    m_facetsAction->setChecked(state.value(QStringLiteral("facets")).toBool(true));
    QStringList columns;
    const auto saved = state.value(QStringLiteral("columns")).toArray();
    for (const auto &one : saved)
        columns << one.toString();
    m_table->restoreColumns(columns);
}

}  // namespace castellan::ui
