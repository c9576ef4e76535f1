// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

namespace castellan::ui {

/// The settings of one server in this console: its name and environment, and the way to it. Nothing of it is sent to
/// the server.
[[nodiscard]] Screen *makeConnectionScreen(ScreenContext context, QWidget *parent);

}  // namespace castellan::ui
