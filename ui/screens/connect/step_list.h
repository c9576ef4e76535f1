// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/themed.h"

#include <QStringList>
#include <QWidget>

namespace castellan::ui {

/// The steps of a procedure at its left: done ones ticked, the current one strong.
class StepList : public Themed<> {
    Q_OBJECT
public:
    StepList(Theme &theme, const QStringList &steps, QWidget *parent = nullptr);
    void setCurrent(int step);
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QStringList m_steps;
    int m_current = 0;
};

}  // namespace castellan::ui
