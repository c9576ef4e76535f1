// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/store/connection.h"
#include "server/store/tables/teams.h"
#include "server/store/tables/users.h"

/// The columns of users and teams, for the queries that join them. For store/ alone.
namespace castellan::store {

inline constexpr const char *userColumns =
    "u.id, u.username, u.email, u.name, u.password_hash, u.email_verified, u.admin, u.auditor, u.suspended,"
    " u.password_expired, u.local, u.default_team, u.locked_until, u.last_seen_at, u.created_at, u.updated_at,"
    " u.password_changed_at, u.factor_required_at,"
    " EXISTS (SELECT 1 FROM second_factors f WHERE f.user=u.id AND f.enrolled_at IS NOT NULL)";
inline constexpr int userColumnCount = 19;
/// From the columns beginning at `column`.
[[nodiscard]] User userFrom(Query &query, int column);

inline constexpr const char *teamColumns =
    "t.id, t.name, t.slug, t.type, t.suspended, (SELECT count(*) FROM members c WHERE c.team=t.id), t.created_at,"
    " t.updated_at";
inline constexpr int teamColumnCount = 8;
[[nodiscard]] Team teamFrom(Query &query, int column);

}  // namespace castellan::store
