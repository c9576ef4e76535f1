// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QPushButton>

#include <optional>

namespace castellan::ui {

enum class ButtonKind {
    secondary,
    primary,  ///< one per view at most
    danger,
    quiet,   ///< no outline until the pointer is over it
    link,    ///< looks like a link
    active,  ///< a mode that is on, e.g. "Following"
};

/// A button of the theme: kind, icon recoloured live, a chevron when it has a menu.
class Button : public QPushButton {
    Q_OBJECT
public:
    Button(Theme &theme, const QString &text, ButtonKind kind = ButtonKind::secondary, QWidget *parent = nullptr);
    /// Icon alone: `name` becomes accessible name and tooltip.
    Button(Theme &theme, Icon icon, const QString &name, ButtonKind kind = ButtonKind::quiet,
           QWidget *parent = nullptr);

    void setIcon(Icon icon);
    void setKind(ButtonKind kind);
    void setText(const QString &text);
    void setMenu(QMenu *menu);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void recolour();
    [[nodiscard]] ColorRole ink() const;

    Theme &m_theme;
    ButtonKind m_kind;
    std::optional<Icon> m_icon;
};

}  // namespace castellan::ui
