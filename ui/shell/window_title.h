// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "ui/screen/screen.h"

namespace castellan::ui {

class Commands;

/// "Operations — Plant A [PRODUCTION], read-only — Castellan": the current place, for the list of windows. Both may be
/// null.
[[nodiscard]] QString windowTitleOf(const Screen *screen, const client::Server *server);

/// Puts the servers' names into the menu "Server", the one with this id marked.
void listServers(Commands &commands, const client::ServerList &servers, const QString &currentId);

}  // namespace castellan::ui
