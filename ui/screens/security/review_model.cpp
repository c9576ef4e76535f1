// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/security/review_model.h"

#include "ui/screens/security/setting_words.h"
#include "ui/widgets/table_view.h"

#include <algorithm>

namespace castellan::ui {

ReviewModel::ReviewModel(const SecurityDraft &draft, QObject *parent)
    : QAbstractTableModel(parent), m_draft(draft), m_keys(draft.changed())
{
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
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

int ReviewModel::weaker() const
{
    return int(std::ranges::count_if(m_keys, [this](const std::string &key) {
        const auto *setting = m_draft.setting(key);
        return setting && strictnessOf(*setting, m_draft.onServer(key), m_draft.value(key)) == Strictness::weaker;
    }));
}

QVariant ReviewModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &key = m_keys[std::size_t(index.row())];
    const auto *setting = m_draft.setting(key);
    if (!setting)
        return {};
    const QString now = valueWords(*setting, m_draft.onServer(key));
    const QString next = valueWords(*setting, m_draft.value(key));
    const bool weaker = strictnessOf(*setting, m_draft.onServer(key), m_draft.value(key)) == Strictness::weaker;
    const QString effect = weaker ? tr("Weaker. %1", "%1 a sentence").arg(effectOf(key)).trimmed() : effectOf(key);
    if (role == Qt::AccessibleTextRole)
        return tr("%1: %2, will become %3. %4", "a field, two values, a sentence")
            .arg(labelOfSetting(key), now, next, effect);
    const auto column = Column(index.column());
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole) {
        switch (column) {
        case FieldColumn:
            return labelOfSetting(key);
        case NowColumn:
            return now;
        case NextColumn:
            return next;
        case EffectColumn:
            return effect;
        case ColumnCount:
            break;
        }
    }
    if (role == StrongRole)
        return column == FieldColumn || column == NextColumn;
    if (role == ShapeRole && column == EffectColumn && weaker)
        return int(Shape::triangle);
    if (role == ToneRole)
        return int(column == EffectColumn && weaker                ? Tone::warning
                   : column == NowColumn || column == EffectColumn ? Tone::muted
                                                                   : Tone::normal);
    return {};
}

QVariant ReviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case FieldColumn:
        return tr("Field");
    case NowColumn:
        return tr("Now on the server");
    case NextColumn:
        return tr("Will become");
    case EffectColumn:
        return tr("Effect");
    case ColumnCount:
        break;
    }
    return {};
}

}  // namespace castellan::ui
