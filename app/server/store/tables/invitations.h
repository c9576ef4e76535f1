// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/role.h"
#include "server/store/store.h"

#include <optional>
#include <vector>

namespace castellan::store {

struct Invitation {
    std::int64_t id = 0;
    std::int64_t team = 0;
    std::int64_t invitor = 0;  ///< 0: gone
    std::int64_t invitee = 0;
    Role role = Role::none;
    Instant createdAt{};
    Instant expiresAt{};
};

/// Expired ones are as good as gone: reads leave them out by the reader's `now()`, an insert replaces them.
namespace invitations {

/// ErrorCode::conflict with path "user" if one is open for the same team and user.
[[nodiscard]] Result<Invitation> insert(Writer &writer, Invitation invitation);
[[nodiscard]] Result<void> remove(Writer &writer, std::int64_t id);
[[nodiscard]] Result<std::optional<Invitation>> find(Reader &reader, std::int64_t id);
[[nodiscard]] Result<std::vector<Invitation>> ofTeam(Reader &reader, std::int64_t team);
[[nodiscard]] Result<std::vector<Invitation>> ofInvitee(Reader &reader, std::int64_t user);
[[nodiscard]] Result<std::vector<Invitation>> all(Reader &reader, std::int64_t limit = 1000);
[[nodiscard]] Result<std::int64_t> countOpenOfTeam(Reader &reader, std::int64_t team);

}  // namespace invitations
}  // namespace castellan::store
