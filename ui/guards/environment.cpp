// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/guards/environment.h"

#include <QCoreApplication>
#include <QPainter>

namespace castellan::ui {

using client::Environment;

QString environmentName(Environment environment)
{
    switch (environment) {
    case Environment::production:
        return QCoreApplication::translate("Environment", "production");
    case Environment::staging:
        return QCoreApplication::translate("Environment", "staging");
    case Environment::development:
        return QCoreApplication::translate("Environment", "development");
    case Environment::local:
        return QCoreApplication::translate("Environment", "local");
    case Environment::demo:
        return QCoreApplication::translate("Environment", "demo");
    }
    return {};
}

QString environmentTag(Environment environment)
{
    switch (environment) {
    case Environment::production:
        return QCoreApplication::translate("Environment", "PROD", "two to five capital letters");
    case Environment::staging:
        return QCoreApplication::translate("Environment", "STG", "two to five capital letters");
    case Environment::development:
        return QCoreApplication::translate("Environment", "DEV", "two to five capital letters");
    case Environment::local:
        return QCoreApplication::translate("Environment", "LOCAL", "two to five capital letters");
    case Environment::demo:
        return QCoreApplication::translate("Environment", "DEMO", "two to five capital letters");
    }
    return {};
}

EnvironmentColors colorsOf(Environment environment)
{
    switch (environment) {
    case Environment::production:
        return {ColorRole::production, ColorRole::productionText, ColorRole::productionGround};
    case Environment::staging:
        return {ColorRole::staging, ColorRole::stagingText, ColorRole::stagingGround};
    case Environment::development:
    case Environment::demo:
        return {ColorRole::development, ColorRole::developmentText, ColorRole::developmentGround};
    case Environment::local:
        return {ColorRole::local, ColorRole::localText, ColorRole::localGround};
    }
    return {ColorRole::development, ColorRole::developmentText, ColorRole::developmentGround};
}

namespace {

QFont chipFont(const Theme &theme)
{
    QFont font = theme.font(TextSize::small, QFont::Bold);
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * 0.86);
    else
        font.setPixelSize(qRound(font.pixelSize() * 0.86));
    font.setLetterSpacing(QFont::PercentageSpacing, 106);
    return font;
}

QString chipText(Environment environment)
{
    return environmentName(environment).toUpper();
}

}  // namespace

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
    : QWidget(parent), m_theme(theme), m_environment(environment)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setEnvironment(environment);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void EnvironmentChip::setEnvironment(Environment environment)
{
    m_environment = environment;
    setAccessibleName(environmentName(environment));
    updateGeometry();
    update();
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
