// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/tour/inspection.h"

#include "ui/theme/palette.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/shapes.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QCheckBox>
#include <QComboBox>
#include <QHash>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QTabBar>
#include <QTableView>

namespace castellan::tour {
namespace {

QString nameOf(const QWidget &widget, const QString &text)
{
    return QStringLiteral("%1 \"%2\"").arg(QLatin1String(widget.metaObject()->className()), text.left(60));
}

QString textOf(const QWidget &widget)
{
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        return label->text();
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        return button->text();
    if (const auto *elided = qobject_cast<const ui::ElidedLabel *>(&widget))
        return elided->text();
    if (const auto *state = qobject_cast<const ui::StatusDot *>(&widget))
        return state->text();
    return {};
}

bool scrolls(const QWidget &widget)
{
    for (const QWidget *parent = widget.parentWidget(); parent; parent = parent->parentWidget()) {
        if (qobject_cast<const QAbstractScrollArea *>(parent))
            return true;
    }
    return false;
}

bool cutOffByParent(const QWidget &widget, const QWidget &root)
{
    if (scrolls(widget))
        return false;
    const QRect area(widget.mapTo(&root, QPoint()), widget.size());
    for (const QWidget *parent = widget.parentWidget(); parent; parent = parent->parentWidget()) {
        const QRect around(parent->mapTo(&root, QPoint()), parent->size());
        if (!around.adjusted(-1, -1, 1, 1).contains(area))
            return true;
        if (parent == &root)
            break;
    }
    return false;
}

void checkTabs(const QTabBar &bar, QStringList &out)
{
    for (int i = 0; i < bar.count(); ++i) {
        if (bar.isTabVisible(i) && bar.fontMetrics().horizontalAdvance(bar.tabText(i)) > bar.tabRect(i).width())
            out << nameOf(bar, bar.tabText(i)) + QStringLiteral(": the tab is too narrow");
    }
}

void checkHeader(const QHeaderView &header, QStringList &out)
{
    if (!header.model() || header.orientation() != Qt::Horizontal)
        return;
    for (int i = 0; i < header.count(); ++i) {
        const QString title = header.model()->headerData(i, Qt::Horizontal).toString();
        if (!header.isSectionHidden(i) && header.fontMetrics().horizontalAdvance(title) * 0.9 > header.sectionSize(i))
            out << nameOf(header, title) + QStringLiteral(": the column's title is too wide");
    }
}

/// The colour seen most, and the greatest contrast to it: text is drawn in few pixels, so its ink is the extreme.
double contrastIn(const QImage &picture, QRect area)
{
    area &= picture.rect();
    if (area.isEmpty())
        return 21;
    QHash<QRgb, int> seen;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x)
            ++seen[picture.pixel(x, y) | 0xFF000000U];
    }
    QRgb ground = 0;
    int most = 0;
    for (auto it = seen.constBegin(); it != seen.constEnd(); ++it) {
        if (it.value() > most) {
            most = it.value();
            ground = it.key();
        }
    }
    double best = 1;
    for (auto it = seen.constBegin(); it != seen.constEnd(); ++it)
        best = std::max(best, ui::contrastRatio(QColor(ground), QColor(it.key())));
    return best;
}

void judge(const QString &what, double contrast, QStringList &out)
{
    if (contrast < 4.5)
        out << QStringLiteral("%1: contrast %2").arg(what).arg(contrast, 0, 'f', 2);
}

QRect inPicture(const QWidget &widget, const QRect &area, const QWidget &root, const QImage &picture)
{
    const double ratio = picture.devicePixelRatio();
    const QRect at(widget.mapTo(&root, area.topLeft()), area.size());
    return {QPoint(int(at.x() * ratio), int(at.y() * ratio)), at.size() * ratio};
}

}  // namespace

QStringList clippedTexts(const QWidget &root)
{
    QStringList out;
    for (const QWidget *widget : root.findChildren<QWidget *>()) {
        if (!widget->isVisibleTo(&root) || widget->window() != root.window())
            continue;
        if (const auto *bar = qobject_cast<const QTabBar *>(widget))
            checkTabs(*bar, out);
        if (const auto *header = qobject_cast<const QHeaderView *>(widget))
            checkHeader(*header, out);
        const QString text = textOf(*widget);
        if (text.isEmpty())
            continue;
        if (text.contains(QStringLiteral("(s)")) || text.contains(QStringLiteral("(ies)")))
            out << nameOf(*widget, text) + QStringLiteral(": plural without a catalogue, run translations/update");
        if (cutOffByParent(*widget, root))
            out << nameOf(*widget, text) + QStringLiteral(": cut off by what it lies in");
        const auto *label = qobject_cast<const QLabel *>(widget);
        if (label && label->wordWrap() && label->heightForWidth(label->width()) > label->height() + 1)
            out << nameOf(*widget, text) + QStringLiteral(": too low for its lines");
        const bool sized = (label && !label->wordWrap()) || qobject_cast<const QPushButton *>(widget) ||
                           qobject_cast<const QCheckBox *>(widget) || qobject_cast<const QRadioButton *>(widget) ||
                           qobject_cast<const QComboBox *>(widget);
        if (sized && widget->sizeHint().width() > widget->width() + 1)
            out << nameOf(*widget, text) +
                       QStringLiteral(": needs %1, has %2").arg(widget->sizeHint().width()).arg(widget->width());
        if (sized && widget->sizeHint().height() > widget->height() + 1)
            out << nameOf(*widget, text) + QStringLiteral(": needs height %1, has %2")
                                               .arg(widget->sizeHint().height())
                                               .arg(widget->height());
    }
    return out;
}

QStringList faintTexts(const QWidget &root, const QImage &picture)
{
    QStringList out;
    for (const QWidget *widget : root.findChildren<QWidget *>()) {
        if (!widget->isVisibleTo(&root) || !widget->isEnabled() || widget->visibleRegion().isEmpty() ||
            widget->window() != root.window())
            continue;
        if (const auto *table = qobject_cast<const QTableView *>(widget)) {
            for (int row = table->rowAt(0); row >= 0 && row < table->rowAt(0) + 20; ++row) {
                for (int column = 0; table->model() && column < table->model()->columnCount(); ++column) {
                    const QModelIndex index = table->model()->index(row, column);
                    const QRect cell = table->visualRect(index) & table->viewport()->rect();
                    if (index.data().toString().trimmed().size() > 1 && cell.width() > 30 && cell.height() > 10)
                        judge(QStringLiteral("cell \"%1\"").arg(index.data().toString().left(40)),
                              contrastIn(picture, inPicture(*table->viewport(), cell, root, picture)), out);
                }
            }
        }
        const QString text = textOf(*widget);
        const QRect seen = widget->visibleRegion().boundingRect();
        if (text.trimmed().size() < 2 || seen.width() < 12 || seen.height() < 8)
            continue;
        judge(nameOf(*widget, text), contrastIn(picture, inPicture(*widget, seen, root, picture)), out);
    }
    return out;
}

}  // namespace castellan::tour
