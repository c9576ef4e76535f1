// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actor.h"
#include "server/journal/journal.h"

#include <optional>
#include <string_view>

namespace castellan::journal {

/// An actor as the journal's columns hold it. Valid as long as the actor.
struct ActorColumns {
    ActorKind kind = ActorKind::system;
    std::optional<UserId> user;  ///< of ActorKind::user
    std::string_view name;
    Auth auth = Auth::none;
};
[[nodiscard]] ActorColumns columnsOf(const Actor &actor);

}  // namespace castellan::journal
