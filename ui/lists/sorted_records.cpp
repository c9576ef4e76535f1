// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/lists/sorted_records.h"

#include "ui/lists/table_model.h"

#include <QLocale>

#include <algorithm>

namespace castellan::ui {

namespace {

/// The C locale compares bytes and knows no numbers.
QLocale readingLocale()
{
    const QLocale locale;
    return locale.language() == QLocale::C ? QLocale(QLocale::English) : locale;
}

}  // namespace

SortedRecords::SortedRecords(QObject *parent) : QSortFilterProxyModel(parent), m_collator(readingLocale())
{
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    setSortRole(SortRole);
    setDynamicSortFilter(true);
}

void SortedRecords::setFilterText(const QString &text)
{
    m_text = text;
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

void SortedRecords::setCondition(std::function<bool(int)> condition)
{
    m_condition = std::move(condition);
    invalidateFilter();
}

int SortedRecords::hiddenCount() const
{
    return sourceModel() == nullptr ? 0 : sourceModel()->rowCount() - rowCount();
}

bool SortedRecords::filterAcceptsRow(int sourceRow, const QModelIndex &parent) const
{
    if (m_condition && !m_condition(sourceRow))
        return false;
    if (m_words.isEmpty())
        return true;
    QString all;
    for (int column = 0; column < sourceModel()->columnCount(parent); ++column) {
        const auto cell = sourceModel()->index(sourceRow, column, parent);
        const auto text = cell.data(FilterRole);
        all += (text.isValid() ? text : cell.data()).toString() % u'\n';
    }
    return std::ranges::all_of(m_words, [&](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
}

bool SortedRecords::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    if (const bool blank = left.data(BlankRole).toBool(); blank != right.data(BlankRole).toBool())
        return blank == (sortOrder() == Qt::DescendingOrder);
    const auto a = left.data(SortRole);
    const auto b = right.data(SortRole);
    if (a.typeId() != QMetaType::QString) {
        const auto order = QVariant::compare(a, b);
        if (order != QPartialOrdering::Equivalent)
            return order == QPartialOrdering::Less;
    } else if (const int order = m_collator.compare(a.toString(), b.toString()); order != 0) {
        return order < 0;
    }
    return left.row() < right.row();
}

}  // namespace castellan::ui
