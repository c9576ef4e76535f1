// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/palette.h"
#include "ui/theme/roles.h"

#include <QApplication>
#include <QFont>
#include <QObject>

namespace castellan::ui {

/// The user's choice; `system` follows the desktop.
enum class SchemeChoice { system, light, dark, highContrast };

/// The look of the program: colours by role, lengths from the font, four sizes of text, icons. Built once where the
/// program is composed, handed down by reference. Switches live: painting widgets update on changed(); widgets
/// that only have properties of the style sheet need to do nothing.
///
/// Properties that the style sheet knows:
///   QLabel       textSize = title | heading | body | small, tone = muted | faint | accent | success | warning |
///   danger,
///                weight = strong, fixed = true          (set by ui/widgets/label.h)
///   QPushButton  kind = primary | danger | quiet | link (set by ui/widgets/button.h; none = secondary)
///   QWidget      ground = bg | surface | raised | warning | danger | accent | success (needs WA_StyledBackground)
///   QLineEdit    invalid = true
class Theme : public QObject {
    Q_OBJECT
public:
    explicit Theme(QApplication &application, QObject *parent = nullptr);
    ~Theme() override;

    [[nodiscard]] SchemeChoice choice() const { return m_choice; }
    void choose(SchemeChoice choice);
    /// The scheme on screen.
    [[nodiscard]] Scheme scheme() const { return m_scheme; }

    /// In percent of the system's text size; 80 to 200.
    [[nodiscard]] int textScale() const { return m_textScale; }
    void setTextScale(int percent);

    /// Other faces than the system's; the tour does so for pictures that compare.
    void setFonts(const QFont &body, const QFont &fixed);

    [[nodiscard]] QColor color(ColorRole role) const { return colorOf(m_scheme, role); }
    [[nodiscard]] const Metrics &metrics() const { return m_metrics; }
    [[nodiscard]] QFont font(TextSize size = TextSize::body, QFont::Weight weight = QFont::Normal) const;
    /// For numbers, ids, tokens and codes.
    [[nodiscard]] QFont fixedFont(TextSize size = TextSize::body) const;
    [[nodiscard]] QIcon icon(Icon icon, ColorRole role = ColorRole::text) const;
    [[nodiscard]] QPixmap pixmap(Icon icon, ColorRole role, int size, qreal devicePixelRatio) const;
    /// No fades at all then.
    [[nodiscard]] bool reducedMotion() const { return m_reducedMotion; }
    void setReducedMotion(bool on) { m_reducedMotion = on; }

    /// Mnemonics are underlined while Alt is held: labels are calmer without.
    [[nodiscard]] bool showsMnemonics() const { return m_showsMnemonics; }

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();
    [[nodiscard]] Scheme wanted() const;

    QApplication &m_application;
    QPalette m_systemPalette;
    QFont m_systemFont;
    QFont m_body;
    QFont m_fixed;
    Metrics m_metrics;
    SchemeChoice m_choice = SchemeChoice::system;
    Scheme m_scheme = Scheme::light;
    int m_textScale = 100;
    bool m_reducedMotion = false;
    bool m_showsMnemonics = false;
};

/// Factor of a size to the body's.
[[nodiscard]] double textFactor(TextSize size);

}  // namespace castellan::ui
