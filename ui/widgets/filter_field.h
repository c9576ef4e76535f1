// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QTimer>

class QLabel;

namespace castellan::ui {

/// The field that filters a view during typing: search icon, clear button, count at its right ("7 shown",
/// "214 of 12,480"). Esc clears it first.
class FilterField : public QLineEdit {
    Q_OBJECT
public:
    FilterField(Theme &theme, const QString &placeholder, QWidget *parent = nullptr);
    /// Text at the right end, inside; announced politely.
    void setCount(const QString &text, bool strong = false);
    /// Invalid text keeps the last good result; `why` becomes tooltip and description. Empty: valid.
    void setProblem(const QString &why);

Q_SIGNALS:
    /// 120 ms after the last key, and at once when cleared.
    void filterChanged(const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void place();
    Theme &m_theme;
    QTimer m_debounce;
    QAction *m_search = nullptr;
    QAction *m_clear = nullptr;
    QLabel *m_count = nullptr;
};

}  // namespace castellan::ui
