// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/themed.h"
#include "ui/widgets/label.h"

#include <QWidget>

namespace castellan::ui {

/// One line that gives way when there is no room: at its end, or in the middle for ids and addresses. The whole text is
/// the tooltip while something is hidden, and always the accessible name.
class ElidedLabel : public Themed<> {
    Q_OBJECT
public:
    ElidedLabel(Theme &theme, const QString &text, Qt::TextElideMode mode = Qt::ElideRight, QWidget *parent = nullptr);
    void setText(const QString &text);
    [[nodiscard]] QString text() const { return m_text; }
    void setLook(TextSize size, Tone tone, bool fixed = false, QFont::Weight weight = QFont::Normal);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QFont face() const;
    QString m_text;
    Qt::TextElideMode m_mode;
    TextSize m_size = TextSize::body;
    Tone m_tone = Tone::normal;
    QFont::Weight m_weight = QFont::Normal;
    bool m_fixed = false;
};

}  // namespace castellan::ui
