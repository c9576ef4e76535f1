// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace castellan::ui {

class Theme;

/// What neither palette nor style can say: generated from the theme's roles and lengths.
[[nodiscard]] QString styleSheet(const Theme &theme);

}  // namespace castellan::ui
