// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QScrollArea>

class QBoxLayout;

namespace castellan::ui {

/// The body of a page of forms: two columns side by side where the window is wide enough, else below each other. It
/// scrolls where it is higher than the window.
class TwoColumns : public QScrollArea {
    Q_OBJECT
public:
    /// `name` is said by screen readers.
    TwoColumns(Theme &theme, const QString &name, QWidget *parent = nullptr);

    /// The parent of what is added.
    [[nodiscard]] QWidget *content() const { return widget(); }
    void addLeft(QWidget *form);
    void addRight(QWidget *form);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void add(QBoxLayout *column, QWidget *form);
    void arrange();

    Theme &m_theme;
    QBoxLayout *m_columns;
    QBoxLayout *m_left;
    QBoxLayout *m_right;
};

}  // namespace castellan::ui
