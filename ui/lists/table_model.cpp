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
        return TableModel::tr("Actions");
    default:
        return {};
    }
}

}  // namespace

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
    return cellData(index.row(), index.column(), role);
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount() - 1)
        return {};
    return titleData(section, role);
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
