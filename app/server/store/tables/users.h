// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "server/store/act.h"
#include "server/store/page.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::store {

/// A user before the row exists.
struct NewUser {
    std::string username{};  ///< unique in any case (core/text/fold.h)
    std::string email{};     ///< unique in any spelling (core/text/email.h); may be empty (the local person)
    std::string name{};
    std::string passwordHash{};  ///< PHC string; empty: has none, can't sign in by password
    bool emailVerified = false;
    bool admin = false;
    bool auditor = false;
    bool suspended = false;
    bool passwordExpired = false;
    bool local = false;  ///< the local person
    Instant passwordChangedAt{};
    std::optional<Instant> factorRequiredAt{};  ///< since when a second factor has been required
    std::optional<TeamId> defaultTeam{};
    std::optional<Instant> lockedUntil{};
};

struct User : NewUser {
    UserId id;
    bool secondFactor = false;  ///< has enrolled one; written by second_factors alone
    std::optional<Instant> lastSeenAt{};
    Instant createdAt{};
    Instant updatedAt{};
};

/// Everywhere in store/: ErrorCode::not_found if the named row does not exist, ErrorCode::conflict with the member as
/// path where a value must be unique, storage_unavailable and query_too_slow as in Store.
namespace users {

/// Sets passwordChangedAt to now if it isn't set, and the address to the form in which it is stored.
[[nodiscard]] Result<User> insert(Writer &writer, NewUser user);
/// Writes everything but id, createdAt and lastSeenAt.
[[nodiscard]] Result<void> update(Writer &writer, const User &user);
/// Deletes memberships, invitations, sessions and tokens too. The journal keeps its rows.
[[nodiscard]] Result<void> remove(Writer &writer, UserId id);
[[nodiscard]] Result<void> setLastSeen(Writer &writer, UserId id, Instant at);

[[nodiscard]] Result<std::optional<User>> find(Reader &reader, UserId id);
[[nodiscard]] Result<std::optional<User>> findByUsername(Reader &reader, std::string_view username);
/// In any spelling. Where an earlier version told two addresses apart that are equal now, in the case of ASCII letters
/// only.
[[nodiscard]] Result<std::optional<User>> findByEmail(Reader &reader, std::string_view email);
/// By user name, else by e-mail.
[[nodiscard]] Result<std::optional<User>> findByLogin(Reader &reader, std::string_view login);
[[nodiscard]] Result<std::optional<User>> findLocal(Reader &reader);
/// `query` is found in user name, name and e-mail address in any case.
[[nodiscard]] Result<Page<User>> list(Reader &reader, const PageRequest<UserId> &request);

[[nodiscard]] Result<std::int64_t> count(Reader &reader);
/// Administrators who are not suspended, other than `except`.
[[nodiscard]] Result<std::int64_t> countActiveAdmins(Reader &reader, std::optional<UserId> except = std::nullopt);
/// The same, without those who are locked now.
[[nodiscard]] Result<std::int64_t> countUnlockedAdmins(Reader &reader, UserId except);
/// At most `most` users whose lock has expired but is still set.
[[nodiscard]] Result<std::vector<UserId>> withEndedLock(Reader &reader, std::int64_t most);

}  // namespace users
}  // namespace castellan::store
