// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/security/review_model.h"

#include "ui/screens/security/setting_words.h"

#include <algorithm>

namespace castellan::ui {
namespace {

using Key = std::string;

bool weakens(const SecurityDraft &draft, const Key &key)
{
    const auto *setting = draft.setting(key);
    return setting && strictnessOf(*setting, draft.onServer(key), draft.value(key)) == Strictness::weaker;
}

QString valueOf(const SecurityDraft &draft, const Key &key, const json::value &value)
{
    const auto *setting = draft.setting(key);
    return setting ? valueWords(*setting, value) : QString();
}

QString effectIn(const SecurityDraft &draft, const Key &key)
{
    return weakens(draft, key) ? ReviewModel::tr("Weaker. %1", "%1 a sentence").arg(effectOf(key)).trimmed()
                               : effectOf(key);
}

/// Values and effects may be longer than their columns.
Cell cellOf(const QString &words)
{
    return {.words = words, .toolTip = words};
}

Columns<Key> columnsOf(const SecurityDraft &draft)
{
    const auto field = [](const Key &key) {
        auto cell = cellOf(labelOfSetting(key));
        cell.strong = true;
        return cell;
    };
    const auto now = [&draft](const Key &key) {
        auto cell = cellOf(valueOf(draft, key, draft.onServer(key)));
        cell.tone = Tone::muted;
        return cell;
    };
    const auto next = [&draft](const Key &key) {
        auto cell = cellOf(valueOf(draft, key, draft.value(key)));
        cell.strong = true;
        return cell;
    };
    const auto effect = [&draft](const Key &key) {
        auto cell = cellOf(effectIn(draft, key));
        cell.tone = weakens(draft, key) ? Tone::warning : Tone::muted;
        cell.shape = weakens(draft, key) ? Shape::triangle : Shape::none;
        return cell;
    };
    return {
        {.title = ReviewModel::tr("Field"), .width = 48, .cell = field},
        {.title = ReviewModel::tr("Now on the server"), .width = 35, .cell = now},
        {.title = ReviewModel::tr("Will become"), .width = 35, .cell = next},
        {.title = ReviewModel::tr("Effect"), .width = 60, .cell = effect, .stretches = true},
    };
}

QString sentenceIn(const SecurityDraft &draft, const Key &key)
{
    return ReviewModel::tr("%1: %2, will become %3. %4", "a field, two values, a sentence")
        .arg(labelOfSetting(key), valueOf(draft, key, draft.onServer(key)), valueOf(draft, key, draft.value(key)),
             effectIn(draft, key));
}

}  // namespace

ReviewModel::ReviewModel(const SecurityDraft &draft, QObject *parent)
    : ColumnModel(
          columnsOf(draft), draft.changed(), [&draft](const Key &key) { return sentenceIn(draft, key); }, parent),
      m_draft(draft)
{
    connect(&draft, &SecurityDraft::draftChanged, this, [this] { setRows(m_draft.changed()); });
}

int ReviewModel::weaker() const
{
    return int(std::ranges::count_if(rows(), [this](const Key &key) { return weakens(m_draft, key); }));
}

}  // namespace castellan::ui
