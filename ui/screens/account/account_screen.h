// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

namespace castellan::ui {

/// The account of the signed-in user on a server: profile and password.
[[nodiscard]] Screen *makeAccountScreen(ScreenContext context, QWidget *parent);

}  // namespace castellan::ui
