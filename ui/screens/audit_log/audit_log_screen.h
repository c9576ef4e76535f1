// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

namespace castellan::ui {

/// The audit log of one server, or of all merged by time.
[[nodiscard]] Screen *makeAuditLogScreen(ScreenContext context, QWidget *parent);

}  // namespace castellan::ui
