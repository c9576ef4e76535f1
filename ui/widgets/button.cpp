// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/button.h"

#include "ui/widgets/label.h"
#include "ui/widgets/tool_tip.h"

#include <QMenu>
#include <QStyleOptionButton>
#include <QStylePainter>

namespace castellan::ui {
namespace {

struct Look {
    const char *word;  ///< of the style sheet
    ColorRole ink;
};

/// In the order of ButtonKind.
constexpr Look looks[] = {
    {"secondary", ColorRole::text}, {"primary", ColorRole::onAccent}, {"danger", ColorRole::onDanger},
    {"quiet", ColorRole::text},     {"link", ColorRole::accent},      {"active", ColorRole::success},
};

constexpr const Look &lookOf(ButtonKind kind)
{
    return looks[std::size_t(kind)];
}

}  // namespace

Button::Button(Theme &theme, const QString &text, ButtonKind kind, QWidget *parent)
    : QPushButton(text, parent), m_theme(theme), m_kind(kind)
{
    setProperty("kind", QLatin1String(lookOf(kind).word));
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
    setTip(this, name);
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
    setProperty("kind", QLatin1String(lookOf(kind).word));
    restyle(this);
    recolour();
}

ColorRole Button::ink() const
{
    return isChecked() ? ColorRole::accent : lookOf(m_kind).ink;
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
