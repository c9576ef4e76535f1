// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

namespace castellan::ui {

/// Address → what is there → sign in → name it and keep it. A step that fails stays, with its cause.
[[nodiscard]] Screen *makeConnectScreen(ScreenContext context, QWidget *parent);

}  // namespace castellan::ui
