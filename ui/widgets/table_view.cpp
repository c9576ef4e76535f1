// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/table_view.h"

#include "core/text/tab_separated.h"
#include "ui/widgets/table_delegate.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>
#include <set>

namespace castellan::ui {

TableView::TableView(Theme &theme, const QString &accessibleName, QWidget *parent) : QTableView(parent), m_theme(theme)
{
    setAccessibleName(accessibleName);
    setItemDelegate(new TableDelegate(theme, this));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setMouseTracking(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    horizontalHeader()->setMinimumSectionSize(theme.metrics().units(6));
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setTextElideMode(Qt::ElideRight);
    connect(this, &QAbstractItemView::doubleClicked, this, &TableView::opened);
    connect(this, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        if (index.data(ChoiceRole).toBool())
            Q_EMIT choiceRequested(index);
    });
    connect(&theme, &Theme::changed, this, &TableView::applyMetrics);
    setFlush(true);
    applyMetrics();
}

void TableView::setColumns(std::vector<ColumnSpec> columns)
{
    m_columns = std::move(columns);
    applyMetrics();
}

void TableView::setRowFactor(double factor)
{
    m_rowFactor = factor;
    applyMetrics();
}

void TableView::setFlush(bool flush)
{
    m_flush = flush;
    horizontalHeader()->setProperty("flush", flush);
    restyle(horizontalHeader());
    viewport()->update();
}

void TableView::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    applyMetrics();
}

void TableView::applyMetrics()
{
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(int(std::lround(m_theme.metrics().fontHeight() * m_rowFactor)));
    if (!model())
        return;
    const int count = std::min(int(m_columns.size()), horizontalHeader()->count());
    for (int i = 0; i < count; ++i)
        setColumnWidth(i, m_theme.metrics().units(m_columns[std::size_t(i)].units));
    resizeEvent(nullptr);
}

void TableView::resizeEvent(QResizeEvent *event)
{
    if (event)
        QTableView::resizeEvent(event);
    const auto it = std::find_if(m_columns.begin(), m_columns.end(), [](const ColumnSpec &c) { return c.stretches; });
    if (it == m_columns.end() || !model())
        return;
    const int column = int(it - m_columns.begin());
    int others = 0;
    for (int i = 0; i < horizontalHeader()->count(); ++i) {
        if (i != column && !isColumnHidden(i))
            others += columnWidth(i);
    }
    // It shrinks before the table has to be scrolled sideways.
    const int least = m_theme.metrics().units(it->units * 0.6);
    setColumnWidth(column, std::max(least, viewport()->width() - others));
}

QString TableView::textOfSelection() const
{
    if (!model())
        return {};
    std::vector<int> columns;
    for (int i = 0; i < horizontalHeader()->count(); ++i) {
        const int logical = horizontalHeader()->logicalIndex(i);
        if (!isColumnHidden(logical))
            columns.push_back(logical);
    }
    std::set<int> rows;
    if (selectionModel()) {
        for (const QModelIndex &index : selectionModel()->selectedRows())
            rows.insert(index.row());
    }
    if (rows.empty()) {
        for (int row = 0; row < model()->rowCount(); ++row)
            rows.insert(row);
    }
    std::vector<std::vector<std::string>> lines(1);
    for (const int column : columns)
        lines.back().push_back(model()->headerData(column, Qt::Horizontal).toString().toStdString());
    for (const int row : rows) {
        lines.emplace_back();
        for (const int column : columns)
            lines.back().push_back(model()->index(row, column).data().toString().toStdString());
    }
    return QString::fromStdString(tabSeparated(lines));  // lint: cells are what people are shown
}

void TableView::copySelection() const
{
    QApplication::clipboard()->setText(textOfSelection());
}

void TableView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT opened(currentIndex());
        return;
    }
    if (event->key() == Qt::Key_Down && event->modifiers() == Qt::AltModifier && currentIndex().isValid()) {
        for (int column = 0; column < model()->columnCount(); ++column) {
            const QModelIndex index = currentIndex().siblingAtColumn(column);
            if (index.data(ChoiceRole).toBool()) {
                Q_EMIT choiceRequested(index);
                return;
            }
        }
    }
    // Letters without a modifier are shortcuts of the view, not type-ahead.
    QTableView::keyPressEvent(event);
}

}  // namespace castellan::ui
