// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

namespace castellan::ui {

/// The teams of one server, and the page of the one that is opened.
[[nodiscard]] Screen *makeTeamsScreen(ScreenContext context, QWidget *parent);

}  // namespace castellan::ui
