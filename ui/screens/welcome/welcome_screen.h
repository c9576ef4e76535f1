// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

namespace castellan::ui {

/// The first start: which servers? Three doors: connect to one, start one in this window, or look around in a demo.
[[nodiscard]] Screen *makeWelcomeScreen(ScreenContext context, QWidget *parent);

}  // namespace castellan::ui
