// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/guards/environment.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace castellan::ui {

using client::Environment;

namespace {

struct Row {
    const char *name;
    struct {
        const char *text;
        const char *comment;
    } tag;
    EnvironmentColors colors;
};

constexpr auto rows = std::to_array<Row>({
    {QT_TRANSLATE_NOOP("Environment", "production"),
     QT_TRANSLATE_NOOP3("Environment", "PROD", "two to five capital letters"),
     {ColorRole::production, ColorRole::productionText, ColorRole::productionGround}},
    {QT_TRANSLATE_NOOP("Environment", "staging"),
     QT_TRANSLATE_NOOP3("Environment", "STG", "two to five capital letters"),
     {ColorRole::staging, ColorRole::stagingText, ColorRole::stagingGround}},
    {QT_TRANSLATE_NOOP("Environment", "development"),
     QT_TRANSLATE_NOOP3("Environment", "DEV", "two to five capital letters"),
     {ColorRole::development, ColorRole::developmentText, ColorRole::developmentGround}},
    {QT_TRANSLATE_NOOP("Environment", "local"),
     QT_TRANSLATE_NOOP3("Environment", "LOCAL", "two to five capital letters"),
     {ColorRole::local, ColorRole::localText, ColorRole::localGround}},
    {QT_TRANSLATE_NOOP("Environment", "demo"),
     QT_TRANSLATE_NOOP3("Environment", "DEMO", "two to five capital letters"),
     {ColorRole::development, ColorRole::developmentText, ColorRole::developmentGround}},
});

/// The row of an environment; the table is in the order of Environment.
constexpr const Row &rowOf(Environment environment)
{
    return rows.at(std::size_t(environment));
}

}  // namespace

QString environmentName(Environment environment)
{
    return QCoreApplication::translate("Environment", rowOf(environment).name);
}

QString environmentTag(Environment environment)
{
    const auto &[text, comment] = rowOf(environment).tag;
    return QCoreApplication::translate("Environment", text, comment);
}

EnvironmentColors colorsOf(Environment environment)
{
    return rowOf(environment).colors;
}

namespace {

void scale(QFont &font, double factor)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(std::max(1, int(font.pixelSize() * factor)));
}

QFont chipFont(const Theme &theme)
{
    QFont font = theme.font(TextSize::small, QFont::Bold);
    scale(font, 0.86);
    font.setLetterSpacing(QFont::PercentageSpacing, 106);
    return font;
}

QString chipText(Environment environment)
{
    return environmentName(environment).toUpper();
}

}  // namespace

EnvironmentTag::EnvironmentTag(const Theme &theme, Environment environment, double room)
    : m_environment(environment), m_font(theme.font(TextSize::small, QFont::Bold))
{
    const double padding = theme.metrics().units(0.75);
    const QString tag = environmentTag(environment);
    scale(m_font, 0.9);
    // Widths of hinted fonts do not follow their sizes.
    for (int i = 0; i < 8 && QFontMetricsF(m_font).horizontalAdvance(tag) + 2 * padding > room; ++i)
        scale(m_font, 0.95);
    const QFontMetricsF metrics(m_font);
    m_size = {metrics.horizontalAdvance(tag) + 2 * padding, std::ceil(metrics.capHeight()) + 2 * padding};
}

void EnvironmentTag::paint(QPainter &painter, const Theme &theme, QPointF center) const
{
    const QRectF box(center.x() - m_size.width() / 2, center.y() - m_size.height() / 2, m_size.width(),
                     m_size.height());
    const QFontMetricsF metrics(m_font);
    painter.save();
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(colorsOf(m_environment).solid));
    painter.drawRoundedRect(box, theme.metrics().units(0.75), theme.metrics().units(0.75));
    painter.setPen(theme.color(ColorRole::onEnvironment));
    painter.setFont(m_font);
    const QString tag = environmentTag(m_environment);
    // By the height of capitals: a font's ascent and descent say nothing about them.
    painter.drawText(QPointF(center.x() - metrics.horizontalAdvance(tag) / 2, center.y() + metrics.capHeight() / 2),
                     tag);
    painter.restore();
}

int EnvironmentChip::widthOf(const Theme &theme, Environment environment)
{
    return QFontMetrics(chipFont(theme)).horizontalAdvance(chipText(environment)) + 2 * theme.metrics().units(1.5);
}

int EnvironmentChip::paint(QPainter &painter, const Theme &theme, Environment environment, QPointF at)
{
    const EnvironmentColors colors = colorsOf(environment);
    const QFont font = chipFont(theme);
    const int width = widthOf(theme, environment);
    const double height = theme.metrics().units(4.25);
    const QRectF box(at.x(), at.y() - height / 2, width, height);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(colors.ground));
    painter.drawRoundedRect(box, theme.metrics().units(0.75), theme.metrics().units(0.75));
    painter.setPen(theme.color(colors.text));
    painter.setFont(font);
    painter.drawText(box, Qt::AlignCenter, chipText(environment));
    painter.restore();
    return width;
}

EnvironmentChip::EnvironmentChip(Theme &theme, Environment environment, QWidget *parent)
    : Themed(theme, parent), m_environment(environment)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setEnvironment(environment);
}

void EnvironmentChip::setEnvironment(Environment environment)
{
    m_environment = environment;
    setAccessibleName(environmentName(environment));
    remeasure();
}

QSize EnvironmentChip::sizeHint() const
{
    return {widthOf(m_theme, m_environment), m_theme.metrics().units(4.5)};
}

void EnvironmentChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(painter, m_theme, m_environment, QPointF(0, height() / 2.0));
}

}  // namespace castellan::ui
