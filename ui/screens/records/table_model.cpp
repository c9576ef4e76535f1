// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/records/table_model.h"

namespace castellan::ui {

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
