// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/lists/record_list.h"

#include "client/platform/feed.h"
#include "ui/lists/choice_filter.h"
#include "ui/lists/words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/table_delegate.h"
#include "ui/widgets/tool_tip.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace castellan::ui {
namespace {

constexpr int refreshDelay = 700;  // ms after an event, so that a series of events causes one refresh

}  // namespace

RecordList::RecordList(Theme &theme, client::Server &server, TableModel *model, const ListWords &words, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_server(server), m_model(model), m_columns(model->columnSpecs()),
      m_sorted(new SortedRecords(this)), m_words(words), m_filter(new FilterField(theme, words.filter, this)),
      m_table(new TableView(theme, words.name, this)), m_states(new StateView(theme, m_table, this)),
      m_tools(new QHBoxLayout), m_acts(new QHBoxLayout), m_guard(new WriteGuard(server, this))
{
    const auto &metrics = theme.metrics();
    model->setParent(this);
    m_sorted->setSourceModel(model);
    m_table->setColumns(m_columns);
    m_table->setRowFactor(2.0);
    m_table->setModel(m_sorted);
    m_table->setSortingEnabled(true);
    sort();
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setContextMenuPolicy(Qt::DefaultContextMenu);
    m_table->installEventFilter(this);
    m_table->viewport()->installEventFilter(this);
    m_filter->setMaximumWidth(metrics.units(76));
    m_filter->setMinimumWidth(metrics.units(40));

    auto *bar = new QHBoxLayout;
    bar->setSpacing(metrics.gap());
    bar->addWidget(m_filter, 3);
    bar->addLayout(m_tools);
    bar->addStretch(1);
    bar->addLayout(m_acts);
    m_tools->setSpacing(metrics.gap());
    m_acts->setSpacing(metrics.gap());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(metrics.units(2));
    layout->addLayout(bar);
    layout->addWidget(m_states, 1);

    m_refreshSoon.setSingleShot(true);
    m_refreshSoon.setInterval(refreshDelay);
    connect(&m_refreshSoon, &QTimer::timeout, this, &RecordList::refresh);

    connect(m_filter, &FilterField::filterChanged, this, [this](const QString &text) {
        m_sorted->setFilterText(text);
        loadAllWhileFiltering();
        updateState();
    });
    connect(m_states, &StateView::clearFilterRequested, this, &RecordList::clearFilters);
    connect(m_table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this,
            [this](int column, Qt::SortOrder order) { m_sorting = {column, order}; });
    connect(m_states, &StateView::retryRequested, this, &RecordList::refresh);
    connect(m_states, &StateView::actRequested, this, &RecordList::emptyActRequested);
    connect(m_model, &TableModel::stateChanged, this, [this] {
        loadAllWhileFiltering();
        updateState();
    });
    m_fitSoon.setSingleShot(true);
    m_fitSoon.setInterval(0);
    connect(&m_fitSoon, &QTimer::timeout, this, [this] {
        chooseColumns();
        fitColumns();
    });
    for (const QAbstractItemModel *each :
         {static_cast<QAbstractItemModel *>(m_model), static_cast<QAbstractItemModel *>(m_sorted)}) {
        for (const auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
            connect(each, change, this, [this] { m_fitSoon.start(); });
        connect(each, &QAbstractItemModel::dataChanged, this, [this] { m_fitSoon.start(); });
    }
    connect(m_sorted, &QAbstractItemModel::rowsInserted, this, &RecordList::updateState);
    connect(m_sorted, &QAbstractItemModel::rowsRemoved, this, &RecordList::updateState);
    connect(m_table, &TableView::opened, this, [this](const QModelIndex &index) {
        if (!index.data(ChoiceRole).toBool())
            Q_EMIT opened(modelRow(index));
    });
    connect(m_table, &TableView::choiceRequested, this, [this](const QModelIndex &index) {
        Q_EMIT choiceRequested(modelRow(index), index.column(), below(index));
    });
    connect(m_table, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        if (index.data(MoreRole).toBool())
            openMenu(index, below(index));
    });
    m_states->follow(&server);
    connect(this, &RecordList::emptyActRequested, this, &RecordList::create);
    connect(&server, &client::Server::userChanged, this, &RecordList::updateRights);
    connect(&server, &client::Server::refused, this, &RecordList::rereadAfterRefusal);
    connect(&server, &client::Server::platformKnown, this, [this] {
        watchFeed();
        refresh();
    });
}

int RecordList::modelRow(const QModelIndex &shown) const
{
    return m_sorted->mapToSource(shown).row();
}

QPoint RecordList::below(const QModelIndex &shown) const
{
    return m_table->viewport()->mapToGlobal(m_table->visualRect(shown).bottomLeft());
}

void RecordList::addFilter(ChoiceFilter *filter, int column, Passes passes)
{
    m_filters.push_back({filter, column, std::move(passes)});
    connect(filter, &ChoiceFilter::changed, this, &RecordList::applyFilters);
    m_tools->addWidget(filter);
    chainTabs();
}

void RecordList::applyFilters()
{
    std::vector<std::pair<QVariant, Passes>> chosen;
    for (const auto &filter : m_filters)
        if (filter.choice->value().isValid())
            chosen.emplace_back(filter.choice->value(), filter.passes);
    if (chosen.empty()) {
        m_sorted->setCondition({});
    } else {
        m_sorted->setCondition([chosen](int row) {
            return std::ranges::all_of(chosen, [row](const auto &one) { return one.second(row, one.first); });
        });
    }
    loadAllWhileFiltering();
    updateState();
}

void RecordList::clearFilters()
{
    m_filter->clear();
    for (const auto &filter : m_filters)
        filter.choice->clear();
}

void RecordList::addAct(QWidget *act)
{
    m_acts->addWidget(act);
    chainTabs();
}

void RecordList::chainTabs()
{
    QWidget *last = m_filter;
    for (const QBoxLayout *row : {m_tools, m_acts})
        for (int i = 0; i < row->count(); ++i)
            setTabOrder(std::exchange(last, row->itemAt(i)->widget()), row->itemAt(i)->widget());
    setTabOrder(last, m_table);
}

void RecordList::setActions(Actions actions)
{
    m_actions = std::move(actions);
}

void RecordList::offerCreate(const QString &text, std::function<QString()> whyNot,
                             std::function<void(QWidget *opener)> create)
{
    auto *button = new Button(m_theme, text, ButtonKind::primary, this);
    button->setIcon(Icon::plus);
    m_guard->add(button);
    m_create = button;
    m_whyNoCreate = std::move(whyNot);
    m_onCreate = std::move(create);
    connect(button, &QPushButton::clicked, this, &RecordList::create);
    addAct(button);
    updateRights();
}

void RecordList::updateRights()
{
    if (!m_create)
        return;
    const auto why = m_whyNoCreate();
    m_guard->setReason(m_create, why);
    setEmptyActVisible(why.isEmpty() && m_offersCreate);
}

void RecordList::setCreateOffered(bool offered)
{
    m_offersCreate = offered;
    if (m_create)
        m_create->setVisible(offered);
    updateRights();
}

void RecordList::create()
{
    if (!m_create)
        return;
    if (m_create->isEnabled())
        m_onCreate(m_create);
    else
        Q_EMIT toast(m_create->toolTip());
}

void RecordList::setEmptyActVisible(bool visible)
{
    m_offersEmptyAct = visible;
    if (m_states->state() == ViewState::empty)
        updateState();
}

void RecordList::refreshOnEvents(const QStringList &beginnings)
{
    m_beginnings = beginnings;
    watchFeed();
}

void RecordList::watchFeed()
{
    auto *feed = m_beginnings.isEmpty() ? nullptr : m_server.feed();
    if (feed == nullptr)
        return;
    disconnect(feed, nullptr, this, nullptr);
    connect(feed, &client::Feed::arrived, this, [this](const client::EventRecords &events) {
        // Every event is offered to the model, so all are counted.
        const bool concerns =
            0 < std::ranges::count_if(events, [this](const client::EventRecord &event) {
                const auto &word = event.text(client::EventColumn::event);
                return std::ranges::any_of(m_beginnings,
                                           [&](const QString &begin) { return word.startsWith(begin); }) &&
                       !m_model->takeEvent(event);
            });
        if (!concerns || !m_model->loadedAt().isValid())
            return;
        if (!isVisible())
            m_refreshWhenShown = true;
        else if (!m_refreshSoon.isActive())
            m_refreshSoon.start();
    });
}

void RecordList::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (std::exchange(m_refreshWhenShown, false))
        m_refreshSoon.start();
}

void RecordList::refresh()
{
    if (m_server.platform() == nullptr) {
        m_states->showLoading();  // platformKnown() comes back here
        return;
    }
    m_model->refresh();
}

void RecordList::rereadAfterRefusal()
{
    if (!m_model->loadedAt().isValid())
        return;
    if (isVisible())
        refresh();
    else
        m_refreshWhenShown = true;
}

void RecordList::loadAllWhileFiltering()
{
    // The filter has to look at every record, those that are not loaded included.
    if (m_sorted->isFiltered() && !m_model->isLoading() && !m_model->error() && m_model->canFetchMore({}))
        m_model->fetchMore({});
}

bool RecordList::isBlank(int column) const
{
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (!m_model->index(row, column).data(BlankRole).toBool())
            return false;
    return true;
}

void RecordList::chooseColumns()
{
    if (m_model->rowCount() == 0)
        return;  // nothing is known about columns
    const int dots = m_model->columnCount() - 1;
    bool changed = false;
    for (int column = 1; column < dots; ++column) {
        const bool blank = isBlank(column);
        if (blank == m_table->isColumnHidden(column))
            continue;
        changed = true;
        const auto current = m_table->currentIndex();
        if (blank && current.column() == column)
            m_table->setCurrentIndex(current.siblingAtColumn(0));
        m_table->setColumnHidden(column, blank);
        for (const auto &filter : m_filters) {
            if (filter.column != column)
                continue;
            filter.choice->setVisible(!blank);
            if (blank)
                filter.choice->clear();
        }
    }
    if (!changed)
        return;
    sort();
    setWidths();
}

void RecordList::sort()
{
    const auto chosen = m_sorting;
    const auto shown = m_table->isColumnHidden(chosen.column) ? Sorting() : chosen;
    m_table->sortByColumn(shown.column, shown.order);
    m_sorting = chosen;
}

void RecordList::setWidths()
{
    auto columns = m_columns;
    int last = 0;
    for (int column = 0; column < m_model->columnCount() - 1; ++column) {
        auto &spec = columns[std::size_t(column)];
        if (m_table->isColumnHidden(column))
            spec.stretches = false;
        else
            last = column;
    }
    if (std::ranges::none_of(columns, &ColumnSpec::stretches))
        columns[std::size_t(last)].stretches = true;
    m_table->setColumns(std::move(columns));
}

void RecordList::fitColumns()
{
    const auto &metrics = m_theme.metrics();
    const QFontMetrics body(m_theme.font(TextSize::body, QFont::Medium));
    const QFontMetrics fixed(m_theme.fixedFont());
    const QFontMetrics head(m_theme.font(TextSize::small, QFont::DemiBold));
    const int most = metrics.units(72);
    const int rows = std::min(m_sorted->rowCount(), 200);  // enough to know how long values are
    bool changed = false;
    for (int column = 0; column < int(m_columns.size()); ++column) {
        auto &spec = m_columns[std::size_t(column)];
        int width = head.horizontalAdvance(m_sorted->headerData(column, Qt::Horizontal).toString());
        for (int row = 0; row < rows; ++row) {
            const auto cell = m_sorted->index(row, column);
            const auto &font = cell.data(FixedRole).toBool() ? fixed : body;
            int one = font.horizontalAdvance(cell.data().toString());
            if (Shape(cell.data(ShapeRole).toInt()) != Shape::none)
                one += metrics.units(4);
            if (cell.data(ChoiceRole).toBool())
                one += metrics.units(4);
            width = std::max(width, one);
        }
        const int inset = TableDelegate::inset(m_theme);
        const double units = double(std::min(width, most) + 2 * inset + inset) / metrics.unit();
        if (!spec.stretches && units > spec.units) {
            spec.units = units;
            changed = true;
        }
    }
    if (changed)
        setWidths();
}

void RecordList::updateState()
{
    const int shown = m_sorted->rowCount();
    const int hidden = m_sorted->hiddenCount();
    m_filter->setCount(m_sorted->isFiltered() ? tr("%n shown", "rows", shown) : QString());
    Q_EMIT shownCountChanged(shown, hidden);
    if (m_model->error()) {
        m_states->showError(*m_model->error());
        return;
    }
    if (m_model->isLoading() && !m_model->loadedAt().isValid()) {
        m_states->showLoading();
        return;
    }
    if (!m_model->loadedAt().isValid())
        return;
    if (m_model->rowCount() == 0 && !m_model->isLoading())
        m_states->showEmpty(m_words.empty, {}, m_offersEmptyAct ? m_words.emptyAct : QString());
    else if (shown == 0 && hidden > 0)
        m_states->showFilteredEmpty(m_sorted->filterText(), choices(), hidden);
    else if (!m_states->isStale() || m_states->state() != ViewState::content)
        m_states->showContent();
}

QStringList RecordList::choices() const
{
    QStringList out;
    for (const auto &filter : m_filters)
        if (filter.choice->value().isValid())
            out << filter.choice->words();
    return out;
}

int RecordList::currentRow() const
{
    const auto current = m_table->currentIndex();
    return current.isValid() ? modelRow(current) : -1;
}

void RecordList::select(const QString &id)
{
    for (int row = 0; row < m_sorted->rowCount(); ++row) {
        const auto index = m_sorted->index(row, 0);
        if (index.data(IdRole).toString() == id) {
            m_table->setCurrentIndex(index);
            m_table->scrollTo(index);
            return;
        }
    }
}

std::vector<RowAction> RecordList::actionsOf(int row) const
{
    auto actions = m_actions ? m_actions(row) : std::vector<RowAction>();
    for (auto &action : actions)
        if (action.change && action.whyNot.isEmpty())
            action.whyNot = m_guard->reason();
    return actions;
}

void RecordList::openMenu(const QModelIndex &shown, const QPoint &at)
{
    if (!m_actions || !shown.isValid())
        return;
    m_table->setCurrentIndex(shown.siblingAtColumn(0));
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    for (const auto &action : actionsOf(modelRow(shown))) {
        if (action.apart)
            menu->addSeparator();
        if (action.fill) {
            action.fill(*menu->addMenu(action.text));
            continue;
        }
        auto *entry = menu->addAction(action.text);
        entry->setEnabled(action.whyNot.isEmpty());
        setTip(entry, action.whyNot);
        entry->setShortcut(action.removes ? QKeySequence(Qt::Key_Delete) : action.keys);
        entry->setShortcutVisibleInContextMenu(true);
        entry->setShortcutContext(Qt::WidgetShortcut);  // while the menu is open; else the table takes the keys
        connect(entry, &QAction::triggered, this, [this, action, id = shown.data(IdRole)] {
            if (!m_model->match(m_model->index(0, 0), IdRole, id, 1, Qt::MatchExactly).isEmpty())
                run(action);
        });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("&Copy row")), &QAction::triggered, m_table, &TableView::copySelection);
    menu->popup(at);
}

void RecordList::run(const RowAction &action)
{
    if (!action.whyNot.isEmpty())
        Q_EMIT toast(action.whyNot);
    else if (action.change && action.ask)
        askFirst(action);
    else if (action.change)
        apply(action.change(), action.confirmation);
    else if (action.go)
        action.go();
}

void RecordList::askFirst(const RowAction &action)
{
    if (std::exchange(m_asking, true))
        return;
    client::whenDone(this, action.ask(), [this, action](const Result<Confirmation> &what) {
        m_asking = false;
        if (what)
            apply(action.change(), *what);
        else
            Q_EMIT toast(sentenceOf(what.error()));
    });
}

void RecordList::apply(const ListChange &change, const Confirmation &what)
{
    guarded(m_theme, change.tier(), m_server.profile(), what, this, [this, change] {
        change.apply(m_server, this, [this](const Result<QString> &sentence) {
            Q_EMIT toast(sentence ? *sentence : sentenceOf(sentence.error()));
            if (sentence)
                m_model->refresh();
        });
    });
}

void RecordList::removeCurrent()
{
    if (currentRow() < 0)
        return;
    for (const auto &action : actionsOf(currentRow()))
        if (action.removes)
            return run(action);
}

bool RecordList::runByKeys(QKeyCombination keys)
{
    const auto modifiers = keys.keyboardModifiers() & ~Qt::KeyboardModifiers(Qt::KeypadModifier);
    if (keys.key() == Qt::Key_Delete && modifiers == Qt::NoModifier) {
        removeCurrent();
        return true;
    }
    for (const auto &action : actionsOf(currentRow())) {
        if (!action.keys.isEmpty() && action.keys == QKeySequence(QKeyCombination(modifiers, keys.key()))) {
            run(action);
            return true;
        }
    }
    return false;
}

bool RecordList::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ContextMenu && watched == m_table->viewport()) {
        const auto *request = static_cast<QContextMenuEvent *>(event);
        const bool byKey = request->reason() == QContextMenuEvent::Keyboard;
        const auto index = byKey ? m_table->currentIndex() : m_table->indexAt(request->pos());
        openMenu(index, byKey ? below(index) : request->globalPos());
        return true;
    }
    if (event->type() == QEvent::KeyPress && watched == m_table) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (currentRow() >= 0 && runByKeys(key->keyCombination()))
            return true;
        if (key->key() == Qt::Key_Menu && currentRow() >= 0) {
            openMenu(m_table->currentIndex(), below(m_table->currentIndex()));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

QJsonObject RecordList::saveState() const
{
    QJsonObject state{
        {QStringLiteral("filter"), m_filter->text()},
        {QStringLiteral("sortColumn"), m_sorting.column},
        {QStringLiteral("descending"), m_sorting.order == Qt::DescendingOrder},
    };
    const auto current = m_table->currentIndex();
    if (current.isValid())
        state.insert(QStringLiteral("selected"), current.data(IdRole).toString());
    return state;
}

void RecordList::restoreState(const QJsonObject &state)
{
    m_filter->setText(state.value(QStringLiteral("filter")).toString());
    const int column = state.value(QStringLiteral("sortColumn")).toInt(0);
    if (column >= 0 && column < m_model->columnCount()) {
        m_sorting = {column,
                     state.value(QStringLiteral("descending")).toBool() ? Qt::DescendingOrder : Qt::AscendingOrder};
        sort();
    }
    select(state.value(QStringLiteral("selected")).toString());
}

}  // namespace castellan::ui
