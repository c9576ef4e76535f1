// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/records/table_model.h"

namespace castellan::ui {

QVariant TableModel::moreData(int role)
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
        return tr("What can be done");
    default:
        return {};
    }
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
