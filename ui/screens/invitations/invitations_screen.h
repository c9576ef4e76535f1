// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screen/screen.h"

namespace castellan::ui {

/// The invitations of the signed-in user to teams of a server, each to be accepted or declined.
[[nodiscard]] Screen *makeInvitationsScreen(ScreenContext context, QWidget *parent);

}  // namespace castellan::ui
