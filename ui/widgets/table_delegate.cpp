// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/table_delegate.h"

#include "ui/widgets/tool_tip.h"

#include <QAbstractItemView>
#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>

namespace castellan::ui {

TableDelegate::TableDelegate(Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

int TableDelegate::inset(const Theme &theme)
{
    return theme.metrics().units(2);
}

void TableDelegate::paintRuns(QPainter &painter, const QRect &where, const TextRuns &runs, bool faint) const
{
    int x = where.left();
    for (const TextRun &run : runs) {
        const QFont font = m_theme.font(TextSize::body, run.strong ? QFont::DemiBold : QFont::Normal);
        const QFontMetrics metrics(font);
        const int room = where.right() - x;
        if (room < metrics.averageCharWidth() * 2)
            return;
        const int width = metrics.horizontalAdvance(run.text);
        painter.setFont(font);
        painter.setPen(m_theme.color(faint ? ColorRole::muted : roleOf(run.tone)));
        painter.drawText(QRect(x, where.top(), room, where.height()), Qt::AlignVCenter | Qt::AlignLeft,
                         width > room ? metrics.elidedText(run.text, Qt::ElideRight, room) : run.text);
        if (width > room)
            return;
        x += width;
    }
}

void TableDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected)
        painter->fillRect(option.rect, m_theme.color(ColorRole::selection));
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, m_theme.color(ColorRole::raised));

    const bool enabled = option.state.testFlag(QStyle::State_Enabled) && index.flags().testFlag(Qt::ItemIsEnabled);
    const bool faint = !enabled || index.data(StaleRole).toBool();
    const Tone tone = faint ? Tone::muted : Tone(index.data(ToneRole).toInt());
    const bool fixed = index.data(FixedRole).toBool();
    const bool strong = index.data(StrongRole).toBool();
    const int pad = inset(m_theme);
    const auto *table = qobject_cast<const TableView *>(option.widget);
    const bool first = table && table->isFlush() && table->horizontalHeader()->visualIndex(index.column()) == 0;
    const bool rightToLeft = option.direction == Qt::RightToLeft;
    QRect where = option.rect.adjusted(first && !rightToLeft ? 0 : pad, 0, first && rightToLeft ? 0 : -pad, 0);

    const auto shape = Shape(index.data(ShapeRole).toInt());
    const QString text = index.data(Qt::DisplayRole).toString();
    if (shape != Shape::none) {
        const double side = m_theme.metrics().units(2.5);
        const double x = option.direction == Qt::RightToLeft ? where.right() - side : where.left();
        paintShape(*painter, QRectF(x, where.center().y() - side / 2 + 0.5, side, side), shape,
                   m_theme.color(roleOf(tone)));
        const int taken = m_theme.metrics().units(3.75);
        where.adjust(option.direction == Qt::RightToLeft ? 0 : taken, 0,
                     option.direction == Qt::RightToLeft ? -taken : 0, 0);
    }

    const QVariant runs = index.data(RunsRole);
    if (runs.canConvert<TextRuns>() && runs.isValid())
        paintRuns(*painter, where, runs.value<TextRuns>(), faint);
    else {
        const QFont font =
            fixed ? m_theme.fixedFont() : m_theme.font(TextSize::body, strong ? QFont::Medium : QFont::Normal);
        const QFontMetrics metrics(font);
        const bool choice = index.data(ChoiceRole).toBool();
        const int chevron = m_theme.metrics().units(3);
        if (choice)
            where.setRight(where.right() - chevron - 2);
        const QVariant mode = index.data(ElideRole);
        const QString shown =
            metrics.elidedText(text, mode.isValid() ? Qt::TextElideMode(mode.toInt()) : Qt::ElideRight, where.width());
        const QVariant alignment = index.data(Qt::TextAlignmentRole);
        const Qt::Alignment horizontal =
            alignment.isValid() ? Qt::Alignment(alignment.toInt()) & Qt::AlignHorizontal_Mask : Qt::AlignLeft;
        painter->setFont(font);
        painter->setPen(m_theme.color(roleOf(tone)));
        painter->drawText(where, int(QStyle::visualAlignment(option.direction, horizontal) | Qt::AlignVCenter), shown);
        if (choice) {
            const int x = where.left() + metrics.horizontalAdvance(shown) + m_theme.metrics().unit();
            painter->drawPixmap(
                x, option.rect.center().y() - chevron / 2 + 1,
                m_theme.pixmap(Icon::chevronDown, roleOf(tone), chevron, painter->device()->devicePixelRatioF()));
        }
    }
    if (option.state.testFlag(QStyle::State_HasFocus) && selected) {
        painter->setPen(QPen(m_theme.color(ColorRole::accent), 1));
        const QRect &r = option.rect;
        painter->drawLine(r.topLeft(), r.topRight());
        painter->drawLine(r.bottomLeft(), r.bottomRight());
    }
    painter->restore();
}

/// The tooltip of a cell, literally.
bool TableDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                              const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    showTip(event->globalPos(), index.data(Qt::ToolTipRole).toString(), view);
    return true;
}

QSize TableDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize hint = QStyledItemDelegate::sizeHint(option, index);
    hint.setHeight(m_theme.metrics().rowHeight());
    hint.rwidth() += 2 * inset(m_theme);
    return hint;
}

}  // namespace castellan::ui
