// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screens/security/security_draft.h"

#include <QAbstractTableModel>

namespace castellan::ui {

/// What applying a draft would change: field, now on the server, will become, effect. Follows the draft.
class ReviewModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { FieldColumn, NowColumn, NextColumn, EffectColumn, ColumnCount };

    explicit ReviewModel(const SecurityDraft &draft, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_keys.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// How many of the changes take protection away.
    [[nodiscard]] int weaker() const;

private:
    void update();
    const SecurityDraft &m_draft;
    std::vector<std::string> m_keys;
};

}  // namespace castellan::ui
