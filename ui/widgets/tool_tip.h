// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QAction;
class QPoint;
class QWidget;

namespace castellan::ui {

/// The only ways to a tooltip. Qt guesses whether a tooltip is HTML, and HTML of a stranger opens files; here a text is
/// shown literally. Line feeds are kept.
void setTip(QWidget *widget, const QString &text);
void setTip(QAction *action, const QString &text);
/// At once, for what paints its own parts; empty hides the tooltip.
void showTip(const QPoint &globalAt, const QString &text, QWidget *widget);

/// What Qt must be given so that it shows `text`: the text, or, where Qt would take it for HTML, HTML that shows it.
[[nodiscard]] QString literalTip(const QString &text);

/// A text for a button, a menu entry or the label of a field, where `&` marks the next letter: it is shown as it is.
[[nodiscard]] QString withoutMnemonic(QString text);

}  // namespace castellan::ui
