// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

namespace castellan::ui {

/// The steps of adding a server: address, sign-in, name and environment. A failed step stays and shows its error.
[[nodiscard]] Screen *makeConnectScreen(ScreenContext context, QWidget *parent);

}  // namespace castellan::ui
