// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QStringList>
#include <QWidget>

namespace castellan::tour {

/// Sentences about text that doesn't fit its widget, or that a parent cuts off.
[[nodiscard]] QStringList clippedTexts(const QWidget &root);

/// Sentences about text whose contrast to its ground is below 4.5:1, measured in the picture of `root`. Disabled
/// controls are exempt (WCAG 1.4.3).
[[nodiscard]] QStringList faintTexts(const QWidget &root, const QImage &picture);

}  // namespace castellan::tour
