// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "core/role.h"
#include "server/store/act.h"

#include <optional>
#include <vector>

namespace castellan::store {

/// An invitation before the row exists.
struct NewInvitation {
    TeamId team;
    std::optional<UserId> invitor;  ///< nothing: a service key, or the user was deleted
    UserId invitee;
    Role role = Role::none;
    Instant expiresAt{};
    std::optional<KeyId> invitorKey{};  ///< the service key that invited
};

struct Invitation : NewInvitation {
    InvitationId id;
    Instant createdAt{};
};

/// Expired invitations are ignored: reads skip them by the reader's `now()`, an insert replaces them.
namespace invitations {

/// ErrorCode::conflict with path "user" if one is open for the same team and user.
[[nodiscard]] Result<Invitation> insert(Writer &writer, NewInvitation invitation);
[[nodiscard]] Result<void> remove(Writer &writer, InvitationId id);
[[nodiscard]] Result<std::optional<Invitation>> find(Reader &reader, InvitationId id);
[[nodiscard]] Result<std::vector<Invitation>> ofTeam(Reader &reader, TeamId team);
[[nodiscard]] Result<std::vector<Invitation>> ofInvitee(Reader &reader, UserId user);
[[nodiscard]] Result<std::vector<Invitation>> all(Reader &reader, std::int64_t limit = 1000);
[[nodiscard]] Result<std::int64_t> countOpenOfTeam(Reader &reader, TeamId team);

}  // namespace invitations
}  // namespace castellan::store
