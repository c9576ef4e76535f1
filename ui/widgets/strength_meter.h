// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/themed.h"
#include "ui/widgets/label.h"

#include <QWidget>

namespace castellan::ui {

/// How much guessing a password withstands: a bar of four parts and a word beside it. The word says all of it, also to
/// screen readers.
class StrengthMeter : public Themed<> {
    Q_OBJECT
public:
    explicit StrengthMeter(Theme &theme, QWidget *parent = nullptr);

    /// zxcvbn's score, 0 to 4; less than 0: there is no password to judge.
    void setScore(int score);
    [[nodiscard]] int score() const { return m_score; }
    /// "Strong"; empty where there is nothing to judge.
    [[nodiscard]] QString word() const;
    [[nodiscard]] static QString wordOf(int score);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] Tone tone() const;
    [[nodiscard]] int wordWidth() const;

    int m_score = -1;
};

}  // namespace castellan::ui
