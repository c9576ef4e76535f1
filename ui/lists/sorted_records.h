// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCollator>
#include <QSortFilterProxyModel>

#include <functional>

namespace castellan::ui {

/// Sorts records the way people read (numbers inside names count, case does not), those without a value last in both
/// orders, and keeps those in which every word of the filter occurs.
class SortedRecords : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit SortedRecords(QObject *parent = nullptr);

    void setFilterText(const QString &text);
    [[nodiscard]] QString filterText() const { return m_text; }
    /// A further condition on source rows; empty: none.
    void setCondition(std::function<bool(int sourceRow)> condition);
    [[nodiscard]] bool isFiltered() const { return !m_words.isEmpty() || m_condition; }
    /// Rows of the source that the filter hides.
    [[nodiscard]] int hiddenCount() const;

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QCollator m_collator;
    QString m_text;
    QStringList m_words;
    std::function<bool(int)> m_condition;
};

}  // namespace castellan::ui
