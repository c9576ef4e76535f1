// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

namespace castellan::ui {

/// One server: findings, connection, account and contents.
[[nodiscard]] Screen *makeServerOverviewScreen(ScreenContext context, QWidget *parent);

}  // namespace castellan::ui
