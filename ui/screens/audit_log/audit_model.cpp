// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/audit_log/audit_model.h"

#include "client/events/entry_sentence.h"
#include "ui/lists/words.h"

namespace castellan::ui {

using client::EventRow;

AuditModel::AuditModel(client::EventView &view, QObject *parent) : QAbstractTableModel(parent), m_view(view)
{
    // The view counts from the oldest, the table from the newest.
    connect(&view, &client::EventView::aboutToInsert, this, [this](qsizetype first, qsizetype last) {
        const auto top = int(m_view.size() - first);
        beginInsertRows({}, top, top + int(last - first));
    });
    connect(&view, &client::EventView::inserted, this, &AuditModel::endInsertRows);
    connect(&view, &client::EventView::aboutToRemove, this, [this](qsizetype first, qsizetype last) {
        const auto newest = m_view.size() - 1;
        beginRemoveRows({}, int(newest - last), int(newest - first));
    });
    connect(&view, &client::EventView::removed, this, &AuditModel::endRemoveRows);
    connect(&view, &client::EventView::aboutToReset, this, &AuditModel::beginResetModel);
    connect(&view, &client::EventView::wasReset, this, &AuditModel::endResetModel);
    connect(&view, &client::EventView::relabelled, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
}

int AuditModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_view.size());
}

EventRow AuditModel::eventAt(int row) const
{
    return m_view.at(m_view.size() - 1 - row);
}

int AuditModel::rowOf(EventRow event) const
{
    const auto position = m_view.positionOf(event);
    return position < 0 ? -1 : int(m_view.size() - 1 - position);
}

void AuditModel::setUtc(bool utc)
{
    if (m_utc == utc)
        return;
    m_utc = utc;
    Q_EMIT headerDataChanged(Qt::Horizontal, TimeColumn, TimeColumn);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, TimeColumn), index(rowCount() - 1, TimeColumn));
}

Shape AuditModel::shapeOf(client::RowOutcome outcome)
{
    switch (outcome) {
    case client::RowOutcome::unknown:
        return Shape::ring;
    case client::RowOutcome::success:
        return Shape::dot;
    case client::RowOutcome::refused:
        return Shape::triangle;
    case client::RowOutcome::failed:
        return Shape::cross;
    }
    return Shape::ring;
}

Tone AuditModel::toneOf(client::RowOutcome outcome)
{
    switch (outcome) {
    case client::RowOutcome::unknown:
        return Tone::muted;
    case client::RowOutcome::success:
        return Tone::success;
    case client::RowOutcome::refused:
    case client::RowOutcome::failed:
        return Tone::danger;
    }
    return Tone::muted;
}

QString AuditModel::clock(const QDateTime &at, bool utc)
{
    return (utc ? at.toUTC() : at.toLocalTime()).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString AuditModel::whatHappened(const records::AuditEntry &entry)
{
    auto sentence = client::sentenceOf(entry);
    const auto actor = client::actorOf(entry);
    if (!actor.isEmpty() && sentence.startsWith(actor, Qt::CaseInsensitive)) {
        auto rest = sentence.mid(actor.size());
        while (!rest.isEmpty() && (rest.front() == u' ' || rest.front() == u':'))
            rest.remove(0, 1);
        if (!rest.isEmpty())
            return rest;
    }
    return sentence;
}

QVariant AuditModel::text(EventRow event, Column column) const
{
    const auto &store = m_view.store();
    switch (column) {
    case OutcomeColumn:
        return {};
    case TimeColumn:
        return clock(store.time(event), m_utc);
    case ServerColumn:
        return store.text(event, client::EventColumn::server);
    case ActorColumn: {
        const auto actor = store.text(event, client::EventColumn::actor);
        return actor.isEmpty() ? Words::none() : actor;
    }
    case TeamColumn:
        return store.text(event, client::EventColumn::team);
    case WhatColumn: {
        const auto entry = store.entry(event);
        return entry ? whatHappened(*entry) : QString();
    }
    case EventColumn:
        return store.text(event, client::EventColumn::event);
    case AddressColumn:
        return store.text(event, client::EventColumn::address);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant AuditModel::whatRuns(EventRow event) const
{
    const auto what = text(event, WhatColumn).toString();
    const auto name = m_view.store().text(event, client::EventColumn::target);
    const auto at = name.isEmpty() ? -1 : what.indexOf(name);
    if (at < 0)
        return QVariant::fromValue(TextRuns{{what}});
    return QVariant::fromValue(TextRuns{{what.left(at)}, {name, true}, {what.mid(at + name.size())}});
}

QVariant AuditModel::gapData(EventRow event, Column column, int role) const
{
    const auto &store = m_view.store();
    if (role == GapRole)
        return true;
    if (role == ToneRole)
        return int(Tone::warning);
    if (role == ShapeRole && column == OutcomeColumn)
        return int(Shape::diamond);
    const auto sentence = tr("Events may be missing here: %1", "%1: from when to when, and why")
                              .arg(store.text(event, client::EventColumn::detail));
    if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole)
        return sentence;
    if (role == FixedRole && column == TimeColumn)
        return true;
    if (role != Qt::DisplayRole)
        return {};
    if (column == WhatColumn)
        return sentence;
    return column == TimeColumn || column == ServerColumn ? text(event, column) : QVariant();
}

QVariant AuditModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto event = eventAt(index.row());
    const auto &store = m_view.store();
    const auto column = Column(index.column());
    if (store.kind(event) == client::RowKind::gap)
        return gapData(event, column, role);
    switch (role) {
    case Qt::DisplayRole:
        return text(event, column);
    case Qt::AccessibleTextRole: {
        const auto entry = store.entry(event);
        return tr("%1, %2, %3, %4", "a row: outcome, time, server, sentence")
            .arg(client::outcomeText(store.outcome(event)), text(event, TimeColumn).toString(),
                 text(event, ServerColumn).toString(), entry ? client::sentenceOf(*entry) : QString());
    }
    case Qt::ToolTipRole:
        if (column == OutcomeColumn)
            return client::outcomeText(store.outcome(event));
        if (column == TimeColumn)
            return (m_utc ? store.time(event).toUTC() : store.time(event).toLocalTime()).toString(Qt::ISODateWithMs);
        return text(event, column);
    case ShapeRole:
        if (column == OutcomeColumn)
            return int(shapeOf(store.outcome(event)));
        break;
    case ToneRole:
        if (column == OutcomeColumn)
            return int(toneOf(store.outcome(event)));
        return int(column == EventColumn || column == AddressColumn ? Tone::muted : Tone::normal);
    case FixedRole:
        return column == TimeColumn || column == EventColumn || column == AddressColumn;
    case ElideRole:
        if (column == EventColumn || column == AddressColumn)
            return int(Qt::ElideMiddle);
        break;
    case RunsRole:
        if (column == WhatColumn)
            return whatRuns(event);
        break;
    case StaleRole:
        return store.isOldHistory(event);
    default:
        break;
    }
    return {};
}

QVariant AuditModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::AccessibleTextRole && section == OutcomeColumn)
        return tr("Outcome");
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case OutcomeColumn:
        return QString();
    case TimeColumn:
        return m_utc ? tr("Time UTC") : tr("Time");
    case ServerColumn:
        return tr("Server");
    case ActorColumn:
        return tr("Actor");
    case TeamColumn:
        return tr("Team");
    case WhatColumn:
        return tr("What happened");
    case EventColumn:
        return tr("Event");
    case AddressColumn:
        return tr("Address", "network address");
    case ColumnCount:
        break;
    }
    return {};
}

}  // namespace castellan::ui
