// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/table_view.h"

#include <QStyledItemDelegate>

namespace castellan::ui {

/// Draws a TableView's cells from the TableRoles.
class TableDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit TableDelegate(Theme &theme, QObject *parent = nullptr);
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// Left edge of a cell's text.
    [[nodiscard]] static int inset(const Theme &theme);

private:
    void paintRuns(QPainter &painter, const QRect &where, const TextRuns &runs, bool faint) const;
    Theme &m_theme;
};

}  // namespace castellan::ui
