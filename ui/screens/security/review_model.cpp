// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/security/review_model.h"

#include "ui/screens/security/setting_words.h"

#include <algorithm>

namespace castellan::ui {

ReviewModel::ReviewModel(const SecurityDraft &draft, QObject *parent)
    : QAbstractTableModel(parent), m_draft(draft), m_keys(draft.changed())
{
    using Key = std::string;
    const auto field = [](const Key &key) { return Cell{.words = labelOfSetting(key), .strong = true}; };
    const auto now = [this](const Key &key) {
        return Cell{.words = valueOf(key, m_draft.onServer(key)), .tone = Tone::muted};
    };
    const auto next = [this](const Key &key) {
        return Cell{.words = valueOf(key, m_draft.value(key)), .strong = true};
    };
    const auto effectCell = [this](const Key &key) {
        return Cell{.words = effect(key),
                    .tone = weakens(key) ? Tone::warning : Tone::muted,
                    .shape = weakens(key) ? Shape::triangle : Shape::none};
    };
    m_columns = {
        {.title = tr("Field"), .width = 48, .cell = field},
        {.title = tr("Now on the server"), .width = 35, .cell = now},
        {.title = tr("Will become"), .width = 35, .cell = next},
        {.title = tr("Effect"), .width = 60, .cell = effectCell, .stretches = true},
    };
    connect(&draft, &SecurityDraft::draftChanged, this, &ReviewModel::update);
}

void ReviewModel::update()
{
    auto next = m_draft.changed();
    if (next != m_keys) {
        beginResetModel();
        m_keys = std::move(next);
        endResetModel();
    } else if (!m_keys.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

int ReviewModel::weaker() const
{
    return int(std::ranges::count_if(m_keys, [this](const std::string &key) { return weakens(key); }));
}

bool ReviewModel::weakens(const std::string &key) const
{
    const auto *setting = m_draft.setting(key);
    return setting && strictnessOf(*setting, m_draft.onServer(key), m_draft.value(key)) == Strictness::weaker;
}

QString ReviewModel::valueOf(const std::string &key, const json::value &value) const
{
    const auto *setting = m_draft.setting(key);
    return setting ? valueWords(*setting, value) : QString();
}

QString ReviewModel::effect(const std::string &key) const
{
    return weakens(key) ? tr("Weaker. %1", "%1 a sentence").arg(effectOf(key)).trimmed() : effectOf(key);
}

QString ReviewModel::sentence(const std::string &key) const
{
    return tr("%1: %2, will become %3. %4", "a field, two values, a sentence")
        .arg(labelOfSetting(key), valueOf(key, m_draft.onServer(key)), valueOf(key, m_draft.value(key)), effect(key));
}

QVariant ReviewModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &key = m_keys[std::size_t(index.row())];
    const auto &column = m_columns[std::size_t(index.column())];
    if (role == Qt::AccessibleTextRole)
        return sentence(key);
    if (role == Qt::TextAlignmentRole)
        return headerOf(column, role);
    return dataOf(column.cell(key), role == Qt::ToolTipRole ? int(Qt::DisplayRole) : role);
}

QVariant ReviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    return headerOf(m_columns[std::size_t(section)], role);
}

}  // namespace castellan::ui
