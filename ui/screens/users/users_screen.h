// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

namespace castellan::ui {

/// The accounts of one server. Actions that would lock the caller out are disabled.
[[nodiscard]] Screen *makeUsersScreen(ScreenContext context, QWidget *parent);

}  // namespace castellan::ui
