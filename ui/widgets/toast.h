// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;

namespace castellan::ui {

class Button;

/// A short word at the lower edge of the window: lives 6 s (10 s with an act such as Undo), pauses while the pointer is
/// over it. Never carries the only copy of an error.
class Toast : public QWidget {
    Q_OBJECT
public:
    Toast(Theme &theme, QWidget *window);
    void say(const QString &text, const QString &act = {}, std::function<void()> onAct = {});
    [[nodiscard]] QString text() const;

protected:
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    Theme &m_theme;
    QTimer m_life;
    QLabel *m_text;
    Button *m_act;
    std::function<void()> m_onAct;
};

}  // namespace castellan::ui
