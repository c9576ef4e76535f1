// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProxyStyle>

namespace castellan::ui {

class Theme;

/// Fusion with this program's own check boxes, radio buttons, choices and arrows, drawn in the theme's roles.
class Style : public QProxyStyle {
    Q_OBJECT
public:
    explicit Style(const Theme &theme);

    using QProxyStyle::polish;
    using QProxyStyle::unpolish;
    /// From then on a wheel over the widget turns its value only while it has the focus, and scrolls the page
    /// otherwise; and Return presses a button that has the focus.
    void polish(QWidget *widget) override;
    void unpolish(QWidget *widget) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                       const QWidget *widget) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                         const QWidget *widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                                QStyleHintReturn *data) const override;

private:
    void drawChoice(const QStyleOption &option, QPainter &painter, const QWidget *widget, bool round) const;
    const Theme &m_theme;
};

}  // namespace castellan::ui
