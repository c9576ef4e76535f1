// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/palette.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace castellan::ui {
namespace {

struct Row {
    ColorRole role;
    QRgb light;
    QRgb dark;
    QRgb highContrast;
};

using R = ColorRole;

// Sorted as the enum is; a static_assert below holds it to that.
constexpr std::array<Row, colorRoleCount> table{{
    {R::bg, 0xF4F5F7, 0x14171A, 0x000000},
    {R::surface, 0xFFFFFF, 0x1A1E22, 0x000000},
    {R::raised, 0xFAFBFC, 0x1F2429, 0x0A0A0A},
    {R::border, 0xDCE0E5, 0x2E343B, 0xFFFFFF},
    {R::borderStrong, 0x7F8994, 0x747F8B, 0xFFFFFF},
    {R::text, 0x1B2128, 0xE4E8ED, 0xFFFFFF},
    {R::muted, 0x5B6672, 0x9AA5B1, 0xE6E6E6},
    {R::faint, 0x8A94A0, 0x6F7A86, 0xC8C8C8},
    {R::accent, 0x2F5FD0, 0x7AA2F7, 0xFFE14D},
    {R::accentGround, 0xE7EEFB, 0x1F2C47, 0x00205A},
    {R::onAccent, 0xFFFFFF, 0x10151B, 0x000000},
    {R::success, 0x1B7247, 0x5CC98B, 0x5CFF9D},
    {R::successGround, 0xE3F3EA, 0x17301F, 0x00260F},
    {R::warning, 0x855600, 0xE0B050, 0xFFC94D},
    {R::warningGround, 0xFBF1DB, 0x33290F, 0x2B1E00},
    {R::danger, 0xB3261E, 0xFF7B72, 0xFF9C95},
    {R::dangerGround, 0xFBE7E5, 0x3A1D1B, 0x330400},
    {R::onDanger, 0xFFFFFF, 0x1B0605, 0x000000},
    {R::selection, 0xDCE7FB, 0x22314F, 0x003A8C},
    {R::hover, 0xEBEEF2, 0x252B31, 0x1F1F1F},
    {R::histogram, 0x9DB7EE, 0x4A6DB8, 0x7FB2FF},
    {R::production, 0xB3261E, 0xB3261E, 0xB3261E},
    {R::staging, 0x946300, 0x946300, 0x8A5A00},
    {R::development, 0x1F7A4D, 0x1F7A4D, 0x1B7247},
    {R::local, 0x5B4FC7, 0x5B4FC7, 0x5B4FC7},
    {R::onEnvironment, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF},
    {R::productionText, 0xB3261E, 0xFF7B72, 0xFF9C95},
    {R::stagingText, 0x855600, 0xE0B050, 0xFFC94D},
    {R::developmentText, 0x1B7247, 0x5CC98B, 0x5CFF9D},
    {R::localText, 0x5B4FC7, 0xA79BFF, 0xC3BBFF},
    {R::productionGround, 0xFBE7E5, 0x3A1D1B, 0x330400},
    {R::stagingGround, 0xFBF1DB, 0x33290F, 0x2B1E00},
    {R::developmentGround, 0xE3F3EA, 0x17301F, 0x00260F},
    {R::localGround, 0xECEBFB, 0x25234A, 0x14104A},
}};

constexpr bool inOrder()
{
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (std::size_t(table[i].role) != i)
            return false;
    }
    return true;
}
static_assert(inOrder(), "the table of colours must follow the enum");

constexpr TextPair texts[] = {
    {R::text, R::bg},
    {R::text, R::surface},
    {R::text, R::raised},
    {R::text, R::selection},
    {R::text, R::hover},
    {R::text, R::accentGround},
    {R::muted, R::bg},
    {R::muted, R::surface},
    {R::muted, R::raised},
    {R::muted, R::selection},
    {R::muted, R::hover},
    {R::accent, R::surface},
    {R::accent, R::accentGround},
    {R::onAccent, R::accent},
    {R::success, R::bg},
    {R::success, R::surface},
    {R::success, R::raised},
    {R::success, R::successGround},
    {R::success, R::selection},
    {R::warning, R::bg},
    {R::warning, R::surface},
    {R::warning, R::raised},
    {R::warning, R::warningGround},
    {R::warning, R::selection},
    {R::text, R::warningGround},
    {R::text, R::dangerGround},
    {R::text, R::successGround},
    {R::danger, R::bg},
    {R::danger, R::surface},
    {R::danger, R::raised},
    {R::danger, R::dangerGround},
    {R::danger, R::selection},
    {R::onDanger, R::danger},
    {R::onEnvironment, R::production},
    {R::onEnvironment, R::staging},
    {R::onEnvironment, R::development},
    {R::onEnvironment, R::local},
    {R::productionText, R::productionGround},
    {R::stagingText, R::stagingGround},
    {R::developmentText, R::developmentGround},
    {R::localText, R::localGround},
};

constexpr TextPair shapes[] = {
    {R::borderStrong, R::surface},    {R::borderStrong, R::raised},
    {R::accent, R::surface},          {R::accent, R::bg},
    {R::accent, R::selection},        {R::productionText, R::surface},
    {R::stagingText, R::surface},     {R::localText, R::surface},
    {R::developmentText, R::surface},
};

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &c)
{
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

}  // namespace

QColor colorOf(Scheme scheme, ColorRole role)
{
    const Row &row = table[std::size_t(role)];
    switch (scheme) {
    case Scheme::light:
        return QColor::fromRgb(row.light);
    case Scheme::dark:
        return QColor::fromRgb(row.dark);
    case Scheme::highContrast:
        return QColor::fromRgb(row.highContrast);
    }
    return {};
}

QPalette paletteOf(Scheme scheme)
{
    const auto c = [scheme](ColorRole role) { return colorOf(scheme, role); };
    QPalette p;
    p.setColor(QPalette::Window, c(R::surface));
    p.setColor(QPalette::WindowText, c(R::text));
    p.setColor(QPalette::Base, c(R::surface));
    p.setColor(QPalette::AlternateBase, c(R::raised));
    p.setColor(QPalette::Text, c(R::text));
    p.setColor(QPalette::PlaceholderText, c(R::muted));
    p.setColor(QPalette::Button, c(R::raised));
    p.setColor(QPalette::ButtonText, c(R::text));
    p.setColor(QPalette::BrightText, c(R::danger));
    p.setColor(QPalette::Highlight, c(R::selection));
    p.setColor(QPalette::HighlightedText, c(R::text));
    p.setColor(QPalette::Link, c(R::accent));
    p.setColor(QPalette::LinkVisited, c(R::accent));
    p.setColor(QPalette::ToolTipBase, c(R::raised));
    p.setColor(QPalette::ToolTipText, c(R::text));
    p.setColor(QPalette::Light, c(R::raised));
    p.setColor(QPalette::Midlight, c(R::hover));
    p.setColor(QPalette::Mid, c(R::border));
    p.setColor(QPalette::Dark, c(R::borderStrong));
    p.setColor(QPalette::Shadow, c(R::border));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, c(R::faint));
    return p;
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

std::span<const TextPair> textPairs()
{
    return texts;
}

std::span<const TextPair> shapePairs()
{
    return shapes;
}

}  // namespace castellan::ui
