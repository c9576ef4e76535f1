// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/themed.h"
#include "ui/widgets/label.h"

#include <QPainter>
#include <QWidget>

namespace castellan::ui {

/// State is shape + word + colour, never colour alone.
enum class Shape {
    none,
    dot,       ///< fine, connected
    halfDot,   ///< connecting, polling
    ring,      ///< offline, pending
    triangle,  ///< needs attention: refused, off, sign in
    diamond,   ///< warning
    cross,     ///< failed, TLS trouble
    dash,      ///< not offered
};

void paintShape(QPainter &painter, const QRectF &where, Shape shape, const QColor &color);

/// A shape with its word, e.g. in the status bar; the word is the accessible name.
class StatusDot : public Themed<> {
    Q_OBJECT
public:
    explicit StatusDot(Theme &theme, QWidget *parent = nullptr);
    void set(Shape shape, Tone tone, const QString &text, TextSize size = TextSize::small);
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Shape m_shape = Shape::none;
    Tone m_tone = Tone::normal;
    TextSize m_size = TextSize::small;
    QString m_text;
};

}  // namespace castellan::ui
