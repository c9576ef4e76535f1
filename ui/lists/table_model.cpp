// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/lists/table_model.h"

namespace castellan::ui {
namespace {

QVariant dots(int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return QStringLiteral("⋯");
    case MoreRole:
        return true;
    case ToneRole:
        return int(Tone::muted);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignHCenter | Qt::AlignVCenter);
    case FilterRole:
        return QString();
    case Qt::ToolTipRole:
        return TableModel::tr("What can be done");
    default:
        return {};
    }
}

QVariant dataOf(const Cell &cell, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return cell.words;
    case SortRole:
        return cell.sort.isValid() ? cell.sort : QVariant(cell.words);
    case FilterRole:
        return cell.filter.value_or(cell.words);
    case Qt::ToolTipRole:
        return cell.toolTip.isEmpty() ? QVariant() : QVariant(cell.toolTip);
    case ToneRole:
        return int(cell.tone);
    case ShapeRole:
        return cell.shape == Shape::none ? QVariant() : QVariant(int(cell.shape));
    case StrongRole:
        return cell.strong;
    case FixedRole:
        return cell.fixed;
    case ChoiceRole:
        return cell.choice;
    default:
        return {};
    }
}

}  // namespace

Cell timeCell(const QDateTime &at, const QString &words)
{
    return {.words = words,
            .sort = at,
            .toolTip = at.isValid() ? at.toLocalTime().toString(Qt::ISODate) : QString(),
            .tone = Tone::muted};
}

QVariant TableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == IdRole)
        return idAt(index.row());
    if (role == Qt::AccessibleTextRole)
        return sentenceAt(index.row());
    if (index.column() == columnCount() - 1)
        return dots(role);
    if (role == Qt::TextAlignmentRole)
        return int(alignmentOf(index.column()) | Qt::AlignVCenter);
    return dataOf(cellAt(index.row(), index.column()), role);
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(alignmentOf(section) | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(titleOf(section)) : QVariant();
}

void TableModel::beginLoading()
{
    if (m_loading)
        return;
    m_loading = true;
    Q_EMIT stateChanged();
}

void TableModel::endLoading(qint64 total, const QDateTime &at)
{
    m_loading = false;
    m_error.reset();
    m_total = total;
    m_loadedAt = at;
    Q_EMIT stateChanged();
}

void TableModel::failLoading(Error error)
{
    m_loading = false;
    m_error = std::move(error);
    Q_EMIT stateChanged();
}

}  // namespace castellan::ui
