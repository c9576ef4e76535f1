// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

namespace castellan::ui {

/// One server: what needs attention, how it is connected, who we are there, what is on it.
[[nodiscard]] Screen *makeServerOverviewScreen(ScreenContext context, QWidget *parent);

}  // namespace castellan::ui
