// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"

namespace castellan::ui {

/// Whether the one who is signed in may do what `permission` says, by the table that the server checks too. `inTeam` is
/// their role in the team that it is about. Only tells beforehand; the server decides.
[[nodiscard]] bool mayDo(const client::Server &server, std::string_view permission, Role inTeam = Role::none);

}  // namespace castellan::ui
