// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/lists/column.h"

#include "ui/lists/words.h"

namespace castellan::ui {

Cell timeCell(const QDateTime &at, const QString &words)
{
    return {.words = words,
            .sort = at,
            .toolTip = at.isValid() ? at.toLocalTime().toString(Qt::ISODate) : QString(),
            .tone = Tone::muted};
}

QVariant dataOf(const Cell &cell, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return cell.words;
    case SortRole:
        return cell.sort.isValid() ? cell.sort : QVariant(cell.words);
    case FilterRole:
        return cell.filter.value_or(cell.words);
    case Qt::ToolTipRole:
        return cell.toolTip.isEmpty() ? QVariant() : QVariant(cell.toolTip);
    case BlankRole:
        return cell.words.isEmpty() || cell.words == Words::none();
    case ToneRole:
        return int(cell.tone);
    case ShapeRole:
        return cell.shape == Shape::none ? QVariant() : QVariant(int(cell.shape));
    case StrongRole:
        return cell.strong;
    case FixedRole:
        return cell.fixed;
    case ChoiceRole:
        return cell.choice;
    default:
        return {};
    }
}

}  // namespace castellan::ui
