// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/lists/column.h"
#include "ui/screens/security/security_draft.h"

#include <QAbstractTableModel>

namespace castellan::ui {

/// What applying a draft would change: field, now on the server, will become, effect. Follows the draft.
class ReviewModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum { FieldColumn, NowColumn, NextColumn, EffectColumn };

    explicit ReviewModel(const SecurityDraft &draft, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_keys.size()); }
    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_columns.size());
    }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// The number of changes that take protection away.
    [[nodiscard]] int weaker() const;

    [[nodiscard]] std::vector<ColumnSpec> columnSpecs() const { return specsOf(m_columns); }

private:
    void update();
    [[nodiscard]] bool weakens(const std::string &key) const;
    [[nodiscard]] QString valueOf(const std::string &key, const json::value &value) const;
    [[nodiscard]] QString effect(const std::string &key) const;
    [[nodiscard]] QString sentence(const std::string &key) const;

    const SecurityDraft &m_draft;
    Columns<std::string> m_columns;
    std::vector<std::string> m_keys;
};

}  // namespace castellan::ui
