// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/views.h"

namespace castellan {

/// Every view of this console, in the order of the navigation. A further screen is a further row.
[[nodiscard]] ui::Views consoleViews();

}  // namespace castellan
