// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

namespace castellan::ui {

/// The sessions of the caller on a server, and for administrators those of another user (the place's subject is the
/// user's id). One session ends by its menu, all others at once by the button.
[[nodiscard]] Screen *makeSessionsScreen(ScreenContext context, QWidget *parent);

}  // namespace castellan::ui
