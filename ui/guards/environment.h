// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/profile/profile.h"
#include "ui/theme/themed.h"

#include <QFont>
#include <QSizeF>
#include <QWidget>

namespace castellan::ui {

/// "production", for sentences.
[[nodiscard]] QString environmentName(client::Environment environment);
/// "PROD", for the rail.
[[nodiscard]] QString environmentTag(client::Environment environment);

struct EnvironmentColors {
    ColorRole solid;   ///< under onEnvironment text
    ColorRole text;    ///< chip's text, frame
    ColorRole ground;  ///< chip's ground
};
[[nodiscard]] EnvironmentColors colorsOf(client::Environment environment);

/// The tag of an environment on a tile of the rail: bold capitals on the environment's colour. Its letters are as large
/// as the room allows and its height follows them, so that it can be read with any font.
class EnvironmentTag {
public:
    /// `room` is the width that it may take.
    EnvironmentTag(const Theme &theme, client::Environment environment, double room);

    [[nodiscard]] QSizeF size() const { return m_size; }
    [[nodiscard]] const QFont &font() const { return m_font; }
    void paint(QPainter &painter, const Theme &theme, QPointF center) const;

private:
    client::Environment m_environment;
    QFont m_font;
    QSizeF m_size;
};

/// The chip that names an environment beside a server's name: PRODUCTION.
class EnvironmentChip : public Themed<> {
    Q_OBJECT
public:
    EnvironmentChip(Theme &theme, client::Environment environment, QWidget *parent = nullptr);
    void setEnvironment(client::Environment environment);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

    /// For delegates: paints the chip with its left edge at `at` and vertically centred on it; answers its width.
    static int paint(QPainter &painter, const Theme &theme, client::Environment environment, QPointF at);
    [[nodiscard]] static int widthOf(const Theme &theme, client::Environment environment);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    client::Environment m_environment;
};

}  // namespace castellan::ui
