// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace castellan::ui {

/// Base of a widget that paints itself with the theme: measured and painted anew when the theme changes.
template <class Base = QWidget> class Themed : public Base {
protected:
    explicit Themed(Theme &theme, QWidget *parent) : Base(parent), m_theme(theme)
    {
        QObject::connect(&theme, &Theme::changed, this, [this] { remeasure(); });
    }

    /// The size or the look has changed.
    void remeasure()
    {
        this->updateGeometry();
        this->update();
    }

    Theme &m_theme;
};

}  // namespace castellan::ui
