// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFont>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace castellan::ui {

/// Lengths in device-independent pixels, all derived from the body font's height; none is written in pixels elsewhere.
class Metrics {
public:
    explicit Metrics(const QFont &body)
        : m_font(QFontMetricsF(body).height()), m_unit(std::max(2, int(std::lround(m_font / 4.0))))
    {
    }

    /// The grid's unit: 4 px at 100 % text.
    [[nodiscard]] int unit() const { return m_unit; }
    [[nodiscard]] int units(double n) const { return int(std::lround(m_unit * n)); }
    [[nodiscard]] int fontHeight() const { return int(std::lround(m_font)); }
    [[nodiscard]] int rowHeight() const { return int(std::lround(m_font * 1.7)); }
    /// Buttons and fields.
    [[nodiscard]] int controlHeight() const { return units(7); }
    [[nodiscard]] int pageMargin() const { return units(6); }
    [[nodiscard]] int barMargin() const { return units(4); }
    [[nodiscard]] int gap() const { return units(2); }       ///< between neighbours
    [[nodiscard]] int labelGap() const { return units(1); }  ///< between label and field
    [[nodiscard]] int groupGap() const { return units(6); }  ///< between groups
    [[nodiscard]] int iconSize() const { return units(4); }  ///< in buttons and navigation
    [[nodiscard]] int radius() const { return std::max(2, units(1.5)); }
    [[nodiscard]] int railWidth() const { return units(14); }
    [[nodiscard]] int navigationWidth() const { return units(46); }
    [[nodiscard]] int topBarHeight() const { return units(10); }
    [[nodiscard]] int frameWidth() const { return std::max(2, units(0.75)); }  ///< the environment's line
    /// Least side of what can be clicked (24 px at 100 %).
    [[nodiscard]] int target() const { return units(6); }

private:
    double m_font;
    int m_unit;
};

}  // namespace castellan::ui
