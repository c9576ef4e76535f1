// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/button.h"

#include "ui/widgets/label.h"

#include <QMenu>
#include <QStyleOptionButton>
#include <QStylePainter>

namespace castellan::ui {
namespace {

const char *word(ButtonKind kind)
{
    switch (kind) {
    case ButtonKind::secondary:
        return "secondary";
    case ButtonKind::primary:
        return "primary";
    case ButtonKind::danger:
        return "danger";
    case ButtonKind::quiet:
        return "quiet";
    case ButtonKind::link:
        return "link";
    case ButtonKind::active:
        return "active";
    }
    return "secondary";
}

}  // namespace

Button::Button(Theme &theme, const QString &text, ButtonKind kind, QWidget *parent)
    : QPushButton(text, parent), m_theme(theme), m_kind(kind)
{
    setProperty("kind", QLatin1String(word(kind)));
    setAutoDefault(false);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&m_theme, &Theme::changed, this, &Button::recolour);
    connect(this, &QAbstractButton::toggled, this, &Button::recolour);
}

Button::Button(Theme &theme, Icon icon, const QString &name, ButtonKind kind, QWidget *parent)
    : Button(theme, QString(), kind, parent)
{
    setProperty("iconOnly", true);
    setAccessibleName(name);
    setToolTip(name);
    setIcon(icon);
}

void Button::setIcon(Icon icon)
{
    m_icon = icon;
    recolour();
}

void Button::setKind(ButtonKind kind)
{
    if (m_kind == kind)
        return;
    m_kind = kind;
    setProperty("kind", QLatin1String(word(kind)));
    restyle(this);
    recolour();
}

ColorRole Button::ink() const
{
    if (isChecked())
        return ColorRole::accent;
    switch (m_kind) {
    case ButtonKind::secondary:
    case ButtonKind::quiet:
        return ColorRole::text;
    case ButtonKind::primary:
        return ColorRole::onAccent;
    case ButtonKind::danger:
        return ColorRole::onDanger;
    case ButtonKind::link:
        return ColorRole::accent;
    case ButtonKind::active:
        return ColorRole::success;
    }
    return ColorRole::text;
}

void Button::recolour()
{
    const int side = m_theme.metrics().iconSize();
    setIconSize({text().isEmpty() ? side : side + m_theme.metrics().unit(), side});
    if (m_icon)
        QPushButton::setIcon(m_theme.icon(*m_icon, ink()));
    updateGeometry();
}

void Button::setText(const QString &text)
{
    QPushButton::setText(text);
    recolour();
}

void Button::setMenu(QMenu *menu)
{
    QPushButton::setMenu(menu);
    setProperty("hasMenu", menu != nullptr);
    restyle(this);
    updateGeometry();
}

QSize Button::sizeHint() const
{
    QSize hint = QPushButton::sizeHint();
    if (menu() && !text().isEmpty())
        hint.rwidth() += m_theme.metrics().units(4);
    return hint;
}

QSize Button::minimumSizeHint() const
{
    return sizeHint();
}

void Button::paintEvent(QPaintEvent *event)
{
    if (!menu() || text().isEmpty()) {
        QPushButton::paintEvent(event);
        return;
    }
    // Text and chevron share the button: the text is centred in what the chevron leaves.
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.features.setFlag(QStyleOptionButton::HasMenu, false);
    painter.drawControl(QStyle::CE_PushButtonBevel, option);
    const int room = m_theme.metrics().units(4);
    option.rect.adjust(isRightToLeft() ? room : 0, 0, isRightToLeft() ? 0 : -room, 0);
    painter.drawControl(QStyle::CE_PushButtonLabel, option);
    const int side = m_theme.metrics().units(3);
    const int margin = m_theme.metrics().units(2.5);
    const QPoint at(isRightToLeft() ? margin : width() - side - margin, (height() - side) / 2);
    painter.drawPixmap(
        at, m_theme.pixmap(Icon::chevronDown, isEnabled() ? ink() : ColorRole::faint, side, devicePixelRatioF()));
}

}  // namespace castellan::ui
