// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/themed.h"
#include "ui/widgets/label.h"

#include <QWidget>

namespace castellan::ui {

/// Text that gives way when there is no room: first it breaks into as many lines as it may have, one unless told, then
/// the last of them ends early, or its middle is left out, as for ids and addresses. The whole text is the tooltip
/// while something is hidden, and always the accessible name.
class ElidedLabel : public Themed<> {
    Q_OBJECT
public:
    ElidedLabel(Theme &theme, const QString &text, Qt::TextElideMode mode = Qt::ElideRight, QWidget *parent = nullptr);
    void setText(const QString &text);
    [[nodiscard]] QString text() const { return m_text; }
    void setLook(TextSize size, Tone tone, bool fixed = false, QFont::Weight weight = QFont::Normal);
    void setMostLines(int lines);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QFont face() const;
    /// The text as it is shown in that width; the last line may be too wide.
    [[nodiscard]] QStringList linesFor(int width) const;
    QString m_text;
    Qt::TextElideMode m_mode;
    TextSize m_size = TextSize::body;
    Tone m_tone = Tone::normal;
    QFont::Weight m_weight = QFont::Normal;
    bool m_fixed = false;
    int m_mostLines = 1;
};

}  // namespace castellan::ui
