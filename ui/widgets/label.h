// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/roles.h"

#include <QLabel>

namespace castellan::ui {

/// The colours that text may have by itself.
enum class Tone { normal, muted, faint, accent, success, warning, danger };
[[nodiscard]] ColorRole roleOf(Tone tone);

/// A label whose size and colour come from the theme and follow its changes. Plain text unless told otherwise.
[[nodiscard]] QLabel *makeLabel(const QString &text, QWidget *parent, TextSize size = TextSize::body,
                                Tone tone = Tone::normal);
/// As makeLabel, wraps.
[[nodiscard]] QLabel *makeParagraph(const QString &text, QWidget *parent, Tone tone = Tone::normal,
                                    TextSize size = TextSize::body);
/// For ids, tokens, codes: fixed font, selectable.
[[nodiscard]] QLabel *makeCode(const QString &text, QWidget *parent, Tone tone = Tone::normal);

/// The label for a form's error; hidden until showProblem().
[[nodiscard]] QLabel *makeProblem(QWidget *parent);
/// Shows an error. With `field`, it becomes the field's description and the field gets the focus.
void showProblem(QLabel *problem, const QString &sentence, QWidget *field = nullptr);

void setTone(QLabel *label, Tone tone);
void setStrong(QLabel *label, bool on = true);

/// The ground of a plain container: a word of the theme's style sheet ("bg", "surface", "raised", "warning", …), and
/// its line ("bottom", "top", "left", "right"; empty for none).
void setGround(QWidget *widget, const char *ground, const char *line = nullptr);

/// A label above or before a field, tied to it (buddy and accessible name).
[[nodiscard]] QLabel *makeFieldLabel(const QString &text, QWidget *field, QWidget *parent);

/// Puts a changed style property into effect.
void restyle(QWidget *widget);

}  // namespace castellan::ui
