// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/style_sheet.h"

#include "ui/theme/theme.h"

#include <QHash>
#include <QRegularExpression>

namespace castellan::ui {
namespace {

// $name is a colour role or a font size, @n is n units of the grid (@1.5), all filled in below.
const char sheet[] = R"qss(
QLabel { background: transparent; }
QLabel[textSize="title"] { font-size: $title; font-weight: 600; }
QLabel[textSize="heading"] { font-size: $heading; font-weight: 600; }
QLabel[textSize="small"] { font-size: $small; }
QLabel[weight="strong"] { font-weight: 600; }
QLabel[fixed="true"], QLineEdit[fixed="true"] { font-family: $fixedFamily; font-size: $fixedSize; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="faint"] { color: $faint; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="success"] { color: $success; }
QLabel[tone="warning"] { color: $warning; }
QLabel[tone="danger"] { color: $danger; }

QWidget[ground="bg"] { background: $bg; }
QWidget[ground="surface"] { background: $surface; }
QWidget[ground="raised"] { background: $raised; border: 1px solid $border; border-radius: @radius; }
QWidget[ground="warning"] { background: $warningGround; }
QWidget[ground="danger"] { background: $dangerGround; }
QWidget[ground="accent"] { background: $accentGround; }
QWidget[ground="success"] { background: $successGround; border-radius: @radius; }
QWidget[line="bottom"] { border-bottom: 1px solid $border; }
QWidget[line="top"] { border-top: 1px solid $border; }
QWidget[line="left"] { border-left: 1px solid $border; }
QWidget[line="right"] { border-right: 1px solid $border; }
QWidget[ground="raised"] QLabel, QWidget[ground="warning"] QLabel, QWidget[ground="danger"] QLabel { border: none; }

QPushButton { background: $raised; color: $text; border: 1px solid $border; border-radius: @radius;
  padding: 0 @2.75; min-height: @control; max-height: @control; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $border; }
QPushButton:checked { background: $accentGround; border-color: $accent; color: $accent; }
QPushButton:focus { border: 2px solid $accent; padding: 0 @focuspad; min-height: @controlfocus; max-height: @controlfocus; }
QPushButton:disabled { color: $faint; background: $surface; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[kind="primary"] { background: $accent; color: $onAccent; border-color: $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accentHover; border-color: $accentHover; }
QPushButton[kind="primary"]:pressed { background: $accentPressed; border-color: $accentPressed; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $hover; color: $faint; border-color: $border; }
QPushButton[kind="danger"] { background: $danger; color: $onDanger; border-color: $danger; font-weight: 600; }
QPushButton[kind="danger"]:hover { background: $dangerHover; border-color: $dangerHover; }
QPushButton[kind="danger"]:focus { border: 2px solid $text; }
QPushButton[kind="danger"]:disabled { background: $hover; color: $faint; border-color: $border; }
QPushButton[kind="active"] { background: $successGround; color: $success; border-color: $success; font-weight: 600; }
QPushButton[kind="active"]:hover { background: $successGround; }
QPushButton[kind="active"]:focus { border: 2px solid $accent; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; padding: 0 @2; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:checked { background: $accentGround; color: $accent; }
QPushButton[kind="quiet"]:focus { border: 2px solid $accent; padding: 0 @quietfocuspad; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: $accent; padding: 0;
  min-height: @6; max-height: @6; text-align: left; }
QPushButton[kind="link"][tone="muted"] { color: $muted; padding: 0; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 1px solid transparent; border-bottom: 1px solid $accent; text-decoration: none; }
QPushButton[kind="link"]:disabled { color: $faint; }
QPushButton[iconOnly="true"], QPushButton[iconOnly="true"]:focus { padding: 0; min-width: @control; max-width: @control; }
QPushButton[iconOnly="true"]:focus { min-width: @controlfocus; max-width: @controlfocus; }

QLineEdit, QPlainTextEdit, QTextEdit { background: $surface; color: $text; border: 1px solid $border;
  border-radius: @radius; selection-background-color: $accent; selection-color: $onAccent; }
QLineEdit { padding: 0 @2; min-height: @control; max-height: @control; }
QLineEdit:focus { border: 2px solid $accent; padding: 0 @linefocuspad; min-height: @controlfocus; max-height: @controlfocus; }
QLineEdit[invalid="true"] { border-color: $danger; }
QLineEdit:disabled { background: $bg; color: $muted; }
QLineEdit:read-only { background: $raised; }
QPlainTextEdit, QTextEdit { padding: @1; }
QPlainTextEdit:focus, QTextEdit:focus { border-color: $accent; }

QAbstractItemView { background: $surface; color: $text; border: none; outline: none;
  selection-background-color: $selection; selection-color: $text; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $muted; border: none; border-bottom: 1px solid $border;
  padding: 0 @2; font-size: $small; font-weight: 600; min-height: @7; text-align: left; }
QHeaderView::section:hover { color: $text; }
QHeaderView[flush="true"]::section:first, QHeaderView[flush="true"]::section:only-one { padding-left: 0; }
QHeaderView::up-arrow, QHeaderView::down-arrow { image: none; width: 0; height: 0; }
QTableCornerButton::section { background: $surface; border: none; }

QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $muted; border: none; border-bottom: 2px solid transparent;
  padding: 0 0 @1 0; margin-right: @4.5; min-height: @6; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; font-weight: 600; border-bottom-color: $accent; }
QTabBar::tab:selected:focus { color: $accent; border-bottom: 4px solid $accent; padding-bottom: @tabfocuspad; }
QTabBar::tab:disabled { color: $faint; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabWidget::tab-bar { left: 0; }

QScrollBar:vertical { background: transparent; width: @2.5; margin: 0; }
QScrollBar:horizontal { background: transparent; height: @2.5; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: @handle; margin: 2px; }
QScrollBar::handle:vertical { min-height: @8; }
QScrollBar::handle:horizontal { min-width: @8; }
QScrollBar::handle:hover { background: $borderStrong; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[ground="none"] { background: transparent; }

QMenuBar { background: $bg; color: $text; border-bottom: 1px solid $border; padding: 1px @1; }
QMenuBar::item { padding: @0.75 @2; border-radius: @1; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $surface; color: $text; border: 1px solid $border; padding: @1; }
QMenu::item { padding: @1.25 @6 @1.25 @3; border-radius: @1; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $faint; background: transparent; }
QMenu::separator { height: 1px; background: $border; margin: @1 @2; }
QMenu::icon { padding-left: @2; }
QMenu::indicator { width: @4; height: @4; padding-left: @1.5; }

QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: @1; }
QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QDialog { background: $surface; }
QCheckBox, QRadioButton { spacing: @2; background: transparent; }
)qss";

QString measure(const QFont &font)
{
    if (font.pointSizeF() > 0)
        return QString::number(font.pointSizeF(), 'f', 2) + QStringLiteral("pt");
    return QString::number(font.pixelSize()) + QStringLiteral("px");
}

/// Towards the text: what a pointer over a solid button does, in every scheme.
QColor towards(const QColor &from, const QColor &to, double share)
{
    return QColor::fromRgbF(float(from.redF() + (to.redF() - from.redF()) * share),
                            float(from.greenF() + (to.greenF() - from.greenF()) * share),
                            float(from.blueF() + (to.blueF() - from.blueF()) * share));
}

QHash<QString, QString> values(const Theme &theme)
{
    using R = ColorRole;
    const auto name = [&theme](R role) { return theme.color(role).name(); };
    const QColor text = theme.color(R::text);
    QHash<QString, QString> v;
    const std::pair<const char *, R> roles[] = {
        {"bg", R::bg},
        {"surface", R::surface},
        {"raised", R::raised},
        {"border", R::border},
        {"borderStrong", R::borderStrong},
        {"text", R::text},
        {"muted", R::muted},
        {"faint", R::faint},
        {"accent", R::accent},
        {"accentGround", R::accentGround},
        {"onAccent", R::onAccent},
        {"success", R::success},
        {"successGround", R::successGround},
        {"warning", R::warning},
        {"warningGround", R::warningGround},
        {"danger", R::danger},
        {"dangerGround", R::dangerGround},
        {"onDanger", R::onDanger},
        {"selection", R::selection},
        {"hover", R::hover},
    };
    for (const auto &[word, role] : roles)
        v.insert(QLatin1Char('$') + QLatin1String(word), name(role));
    v.insert(QStringLiteral("$accentHover"), towards(theme.color(R::accent), text, 0.12).name());
    v.insert(QStringLiteral("$accentPressed"), towards(theme.color(R::accent), text, 0.24).name());
    v.insert(QStringLiteral("$dangerHover"), towards(theme.color(R::danger), text, 0.12).name());
    v.insert(QStringLiteral("$scroll"), towards(theme.color(R::border), theme.color(R::borderStrong), 0.35).name());
    v.insert(QStringLiteral("$title"), measure(theme.font(TextSize::title)));
    v.insert(QStringLiteral("$heading"), measure(theme.font(TextSize::heading)));
    v.insert(QStringLiteral("$small"), measure(theme.font(TextSize::small)));

    v.insert(QStringLiteral("$fixedFamily"), QLatin1Char('"') + theme.fixedFont().family() + QLatin1Char('"'));
    v.insert(QStringLiteral("$fixedSize"), measure(theme.fixedFont()));

    const Metrics &m = theme.metrics();
    const auto px = [](int n) -> QString { return QString::number(n) + QStringLiteral("px"); };
    // A focus ring is one pixel thicker than a border, and the line below a focused tab two pixels; what is inside
    // gives way, so that nothing moves.
    v.insert(QStringLiteral("@controlfocus"), px(m.controlHeight() - 4));
    v.insert(QStringLiteral("@control"), px(m.controlHeight() - 2));
    v.insert(QStringLiteral("@focuspad"), px(m.units(2.75) - 1));
    v.insert(QStringLiteral("@quietfocuspad"), px(m.units(2) - 1));
    v.insert(QStringLiteral("@linefocuspad"), px(m.units(2) - 1));
    v.insert(QStringLiteral("@tabfocuspad"), px(std::max(0, m.unit() - 2)));
    v.insert(QStringLiteral("@radius"), px(m.radius()));
    v.insert(QStringLiteral("@handle"), px(std::max(1, (m.units(2.5) - 4) / 2)));
    return v;
}

}  // namespace

QString styleSheet(const Theme &theme)
{
    static const QRegularExpression token(QStringLiteral("[$@][A-Za-z]+|@[0-9.]+"));
    const QHash<QString, QString> known = values(theme);
    const QString source = QString::fromLatin1(sheet);
    QString out;
    out.reserve(source.size());
    qsizetype done = 0;
    for (auto it = token.globalMatch(source); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString word = match.captured();
        out += QStringView(source).mid(done, match.capturedStart() - done);
        bool isNumber = false;
        const double units = QStringView(word).mid(1).toDouble(&isNumber);
        if (isNumber)
            out += QString::number(theme.metrics().units(units)) + QStringLiteral("px");
        else {
            Q_ASSERT_X(known.contains(word), "styleSheet", qPrintable(word));
            out += known.value(word);
        }
        done = match.capturedEnd();
    }
    out += QStringView(source).mid(done);
    return out;
}

}  // namespace castellan::ui
