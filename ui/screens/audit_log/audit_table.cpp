// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/audit_log/audit_table.h"

#include "ui/widgets/button.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QWheelEvent>

namespace castellan::ui {
namespace {

using C = AuditModel;

/// Units of the Server column, which holds one of these names.
double serverWidth(const Theme &theme, const QStringList &names)
{
    const QFontMetricsF font(theme.font());
    double widest = 0;
    for (const auto &name : names)
        widest = std::max(widest, font.horizontalAdvance(name));
    return std::clamp(std::ceil(widest / theme.metrics().unit()) + 5, 21.0, 45.0);
}

std::vector<ColumnSpec> columns(const Theme &theme, const QStringList &servers)
{
    const auto &metrics = theme.metrics();
    const double time = QFontMetricsF(theme.fixedFont()).horizontalAdvance(QStringLiteral("00:00:00.000"));
    std::vector<ColumnSpec> specs(C::ColumnCount);
    specs[C::OutcomeColumn] = {8};
    specs[C::TimeColumn] = {time / metrics.unit() + 6};
    specs[C::ServerColumn] = {serverWidth(theme, servers)};
    specs[C::ActorColumn] = {32};
    specs[C::TeamColumn] = {36};
    specs[C::WhatColumn] = {50, true};
    specs[C::EventColumn] = {44};
    specs[C::AddressColumn] = {28};
    specs[C::LevelColumn] = {26};
    return specs;
}

/// Columns that wait for room: from how many units of width on they are shown.
constexpr std::pair<int, int> roomy[] = {
    {C::TeamColumn, 186}, {C::EventColumn, 240}, {C::AddressColumn, 280}, {C::LevelColumn, 310}};

}  // namespace

AuditTable::AuditTable(Theme &theme, AuditModel &model, QWidget *parent)
    : TableView(theme, tr("Events"), parent), m_theme(theme), m_model(model),
      m_chip(new Button(theme, QString(), ButtonKind::primary, this))
{
    setColumns(columns(theme, m_serverNames));
    setRowFactor(1.56);
    setFlush(false);
    setModel(&model);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    setSortingEnabled(false);
    m_chip->setIcon(Icon::chevronUp);
    m_chip->setFocusPolicy(Qt::NoFocus);
    m_chip->hide();
    connect(m_chip, &QPushButton::clicked, this, &AuditTable::followRequested);
    connect(verticalScrollBar(), &QAbstractSlider::actionTriggered, this, [this](int action) {
        if (action != QAbstractSlider::SliderNoAction)
            Q_EMIT turnedAway();
    });
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(horizontalHeader(), &QWidget::customContextMenuRequested, this,
            [this](const QPoint &at) { chooseColumns(horizontalHeader()->mapToGlobal(at)); });
    connect(&theme, &Theme::changed, this, [this] {
        setColumns(columns(m_theme, m_serverNames));
        arrangeColumns();
    });
    arrangeColumns();
}

void AuditTable::toNewest()
{
    verticalScrollBar()->setValue(verticalScrollBar()->minimum());
}

void AuditTable::setNewCount(qsizetype count)
{
    m_chip->setText(tr("%n new", "events", int(count)));
    m_chip->setAccessibleName(tr("%n new, follow", "events", int(count)));
    m_chip->setVisible(count > 0);
    placeChip();
}

void AuditTable::placeChip()
{
    m_chip->resize(m_chip->sizeHint());
    m_chip->move((width() - m_chip->width()) / 2, horizontalHeader()->height() + m_theme.metrics().gap());
    m_chip->raise();
}

void AuditTable::setServerShown(bool shown)
{
    m_serverShown = shown;
    arrangeColumns();
}

void AuditTable::fitServers(const QStringList &names)
{
    if (names == m_serverNames)
        return;
    m_serverNames = names;
    setColumns(columns(m_theme, m_serverNames));
    arrangeColumns();
}

client::EventRow AuditTable::rowUnderCursor() const
{
    return m_model.eventAt(currentIndex().row());
}

void AuditTable::selectQuietly(int row)
{
    const QScopedValueRollback quiet(m_quiet, true);
    selectionModel()->setCurrentIndex(m_model.index(row, 0),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void AuditTable::stepToProblem(bool older)
{
    const int step = older ? 1 : -1;
    const auto &store = m_model.view().store();
    for (int row = currentIndex().isValid() ? currentIndex().row() + step : 0; row >= 0 && row < m_model.rowCount();
         row += step) {
        const auto outcome = store.outcome(m_model.eventAt(row));
        if (outcome == client::RowOutcome::refused || outcome == client::RowOutcome::failed) {
            setCurrentIndex(m_model.index(row, 0));
            return;
        }
    }
}

void AuditTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    TableView::currentChanged(current, previous);
    if (!current.isValid())
        return;
    if (!m_quiet)
        Q_EMIT turnedAway();
    if (current.row() != previous.row())
        Q_EMIT eventSelected(m_model.eventAt(current.row()));
}

void AuditTable::focusInEvent(QFocusEvent *event)
{
    // The view makes its first row the current one when it gets the focus; that does not end following.
    const bool before = std::exchange(m_quiet, true);
    TableView::focusInEvent(event);
    m_quiet = before;
}

void AuditTable::keyPressEvent(QKeyEvent *event)
{
    const bool plain = event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier;
    if (plain && event->key() == Qt::Key_Space) {
        Q_EMIT holdToggled();
        return;
    }
    if (plain && (event->key() == Qt::Key_End || event->key() == Qt::Key_Home)) {
        Q_EMIT followRequested();  // the newest row is the edge in both cases
        return;
    }
    if (event->key() == Qt::Key_E && (plain || event->modifiers() == Qt::ShiftModifier)) {
        stepToProblem(plain);
        return;
    }
    TableView::keyPressEvent(event);
}

void AuditTable::wheelEvent(QWheelEvent *event)
{
    const bool wasAtEdge = verticalScrollBar()->value() == verticalScrollBar()->minimum();
    const bool away = event->angleDelta().y() < 0 || event->pixelDelta().y() < 0;
    if (away || !wasAtEdge)
        Q_EMIT turnedAway();
    TableView::wheelEvent(event);
}

void AuditTable::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const auto cell = byKey ? currentIndex() : indexAt(viewport()->mapFromGlobal(event->globalPos()));
    if (cell.isValid())
        Q_EMIT menuRequested(cell, byKey ? viewport()->mapToGlobal(visualRect(cell).bottomLeft()) : event->globalPos());
}

void AuditTable::resizeEvent(QResizeEvent *event)
{
    arrangeColumns();
    TableView::resizeEvent(event);
    placeChip();
}

void AuditTable::arrangeColumns()
{
    const int units = viewport()->width() / m_theme.metrics().unit();
    for (const auto &[column, least] : roomy)
        setColumnHidden(column, !m_byHand.value(column, units >= least));
    setColumnHidden(C::ServerColumn, !m_byHand.value(C::ServerColumn, m_serverShown));
    TableView::resizeEvent(nullptr);
}

void AuditTable::chooseColumns(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const C::Column column :
         {C::ServerColumn, C::ActorColumn, C::TeamColumn, C::EventColumn, C::AddressColumn, C::LevelColumn}) {
        auto *action = menu->addAction(m_model.headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        connect(action, &QAction::triggered, this, [this, column](bool on) {
            m_byHand.insert(column, on);
            setColumnHidden(column, !on);
            arrangeColumns();
        });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("&Reset columns")), &QAction::triggered, this, [this] {
        m_byHand.clear();
        setColumnHidden(C::ActorColumn, false);
        arrangeColumns();
    });
    menu->popup(at);
}

QStringList AuditTable::saveColumns() const
{
    QStringList out;
    for (auto it = m_byHand.cbegin(); it != m_byHand.cend(); ++it)
        out << QString((it.value() ? u'+' : u'-') % QString::number(it.key()));
    return out;
}

void AuditTable::restoreColumns(const QStringList &saved)
{
    for (const auto &one : saved) {
        bool isNumber = false;
        const int column = QStringView(one).mid(1).toInt(&isNumber);
        if (!isNumber || column <= C::TimeColumn || column >= C::ColumnCount || column == C::WhatColumn)
            continue;
        m_byHand.insert(column, one.startsWith(u'+'));
        setColumnHidden(column, !one.startsWith(u'+'));
    }
    arrangeColumns();
}

}  // namespace castellan::ui
