// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

namespace castellan::ui {

/// Version, licence, and the licences of the parts it is made with.
[[nodiscard]] Screen *makeAboutScreen(ScreenContext context, QWidget *parent);

}  // namespace castellan::ui
