// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/theme.h"

#include "ui/theme/style.h"
#include "ui/theme/style_sheet.h"
#include "ui/theme/system_scheme.h"

#include <QFontDatabase>
#include <QKeyEvent>
#include <QWidget>

#include <algorithm>

// Outside of every namespace: the resource's initialiser is a global function.
static void loadResources()
{
    Q_INIT_RESOURCE(castellan);
}

namespace castellan::ui {

double textFactor(TextSize size)
{
    switch (size) {
    case TextSize::title:
        return 1.5;
    case TextSize::heading:
        return 1.15;
    case TextSize::body:
        return 1.0;
    case TextSize::small:
        return 0.9;
    }
    return 1.0;
}

namespace {

/// Fonts come in points or in pixels; either is scaled in its own measure.
QFont scaled(QFont font, double factor)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(std::max(1, qRound(font.pixelSize() * factor)));
    return font;
}

}  // namespace

Theme::Theme(QApplication &application, QObject *parent)
    : QObject(parent), m_application(application), m_systemPalette(QApplication::palette()),
      m_systemFont(QApplication::font()), m_body(m_systemFont),
      m_fixed(QFontDatabase::systemFont(QFontDatabase::FixedFont)), m_metrics(m_body)
{
    loadResources();
    QApplication::setStyle(new Style(*this));
    m_scheme = wanted();
    apply();
    application.installEventFilter(this);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] { choose(m_choice); });
#endif
}

Theme::~Theme()
{
    // The style refers to this theme.
    m_application.setStyleSheet({});
    QApplication::setStyle(QStringLiteral("Fusion"));
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::KeyRelease;
    const bool alt = key && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Alt;
    if (alt || event->type() == QEvent::ApplicationDeactivate) {
        const bool show = event->type() == QEvent::KeyPress;
        if (show != m_showsMnemonics) {
            m_showsMnemonics = show;
            for (QWidget *widget : QApplication::allWidgets())
                widget->update();
        }
    }
    return QObject::eventFilter(watched, event);
}

Scheme Theme::wanted() const
{
    switch (m_choice) {
    case SchemeChoice::system:
        return systemIsDark(m_systemPalette) ? Scheme::dark : Scheme::light;
    case SchemeChoice::light:
        return Scheme::light;
    case SchemeChoice::dark:
        return Scheme::dark;
    case SchemeChoice::highContrast:
        return Scheme::highContrast;
    }
    return Scheme::light;
}

void Theme::choose(SchemeChoice choice)
{
    m_choice = choice;
    const Scheme next = wanted();
    if (next == m_scheme)
        return;
    m_scheme = next;
    apply();
}

void Theme::setTextScale(int percent)
{
    percent = std::clamp(percent, 80, 200);
    if (percent == m_textScale)
        return;
    m_textScale = percent;
    apply();
}

void Theme::setFonts(const QFont &body, const QFont &fixed)
{
    m_systemFont = body;
    m_fixed = fixed;
    apply();
}

void Theme::apply()
{
    m_body = scaled(m_systemFont, m_textScale / 100.0);
    m_metrics = Metrics(m_body);
    QApplication::setFont(m_body);
    QApplication::setPalette(paletteOf(m_scheme));
    // Qt's style of style sheets keeps widgets that died while they were styled, and touches them when one sheet
    // follows another. Without a sheet it goes, and with it what it kept; the next sheet begins anew from the living.
    m_application.setStyleSheet({});
    m_application.setStyleSheet(styleSheet(*this));
    Q_EMIT changed();
}

QFont Theme::font(TextSize size, QFont::Weight weight) const
{
    QFont font = scaled(m_body, textFactor(size));
    font.setWeight(weight);
    return font;
}

QFont Theme::fixedFont(TextSize size) const
{
    QFont font = m_fixed;
    // Fixed faces look larger than proportional ones of the same size.
    const double factor = textFactor(size) * 0.94;
    if (m_body.pointSizeF() > 0)
        font.setPointSizeF(m_body.pointSizeF() * factor);
    else
        font.setPixelSize(std::max(1, qRound(m_body.pixelSize() * factor)));
    return font;
}

QIcon Theme::icon(Icon icon, ColorRole role) const
{
    return iconIn(icon, color(role), color(ColorRole::faint));
}

QPixmap Theme::pixmap(Icon icon, ColorRole role, int size, qreal devicePixelRatio) const
{
    return iconPixmap(icon, color(role), size, devicePixelRatio);
}

}  // namespace castellan::ui
