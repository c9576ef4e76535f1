// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace castellan::ui {

class Theme;

/// The rules that neither palette nor style can express, generated from the theme's roles and lengths.
[[nodiscard]] QString styleSheet(const Theme &theme);

}  // namespace castellan::ui
