// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/records/team.h"
#include "core/role.h"
#include "ui/lists/column.h"

namespace castellan::ui {

/// The columns that invitations to a team and invitations to oneself have in common: role, inviter, since when, until
/// when.
[[nodiscard]] Columns<records::Invitation> invitationColumns();

[[nodiscard]] Role roleOf(const records::Invitation &invitation);
/// The inviter's name, or a dash.
[[nodiscard]] QString inviterOf(const records::Invitation &invitation);

}  // namespace castellan::ui
