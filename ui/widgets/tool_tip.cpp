// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/tool_tip.h"

#include <QAction>
#include <QTextDocument>
#include <QToolTip>
#include <QWidget>

namespace castellan::ui {

QString literalTip(const QString &text)
{
    return Qt::mightBeRichText(text) ? Qt::convertFromPlainText(text) : text;
}

void setTip(QWidget *widget, const QString &text)
{
    widget->setToolTip(literalTip(text));
}

void setTip(QAction *action, const QString &text)
{
    // Without one of its own, Qt shows the action's text, and guesses about that.
    action->setToolTip(literalTip(text.isEmpty() ? action->text().remove(QLatin1Char('&')) : text));
}

void showTip(const QPoint &globalAt, const QString &text, QWidget *widget)
{
    QToolTip::showText(globalAt, literalTip(text), widget);
}

QString withoutMnemonic(QString text)
{
    return text.replace(QLatin1Char('&'), QLatin1String("&&"));
}

}  // namespace castellan::ui
