// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"

namespace castellan::ui {

/// Whether the signed-in user has a permission, by the table that the server checks too. `inTeam` is the user's role in
/// the team in question. For display only; the server decides.
[[nodiscard]] bool mayDo(const client::Server &server, std::string_view permission, Role inTeam = Role::none);

}  // namespace castellan::ui
