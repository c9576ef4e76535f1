// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

namespace castellan::ui {

/// The first start: connect to a server, start a local one, or try the demo.
[[nodiscard]] Screen *makeWelcomeScreen(ScreenContext context, QWidget *parent);

}  // namespace castellan::ui
