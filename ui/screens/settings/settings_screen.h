// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

namespace castellan::ui {

/// How this console looks. Takes effect at once; there is nothing to apply.
[[nodiscard]] Screen *makeSettingsScreen(ScreenContext context, QWidget *parent);

}  // namespace castellan::ui
