// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

namespace castellan::ui {

/// The security settings of a server, in groups. Everything that is typed is a draft; nothing reaches the server before
/// the difference was reviewed.
[[nodiscard]] Screen *makeSecurityScreen(ScreenContext context, QWidget *parent);

}  // namespace castellan::ui
