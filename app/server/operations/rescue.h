// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/random.h"
#include "core/result.h"
#include "core/secret.h"
#include "core/security_settings.h"
#include "server/journal/journal.h"
#include "server/store/store.h"
#include "server/store/tables/users.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Help for users who can't sign in, given from the server's own machine. Journalled with the host as actor.
namespace castellan::rescue {

[[nodiscard]] Result<std::vector<store::User>> list(store::Store &store);

/// Ends the locks of an account and forgets its failed sign-ins. ErrorCode::not_found.
[[nodiscard]] Result<void> unlock(store::Store &store, journal::Journal &journal, std::string_view username,
                                  std::string_view by);

enum class AccessTokens { keep, end };

struct PasswordReset {
    std::int64_t sessionsEnded = 0;
    std::int64_t tokensEnded = 0;
    std::int64_t tokensKept = 0;  ///< still valid
};

/// Gives an account a password that must be changed at the next sign-in, unlocks it, and ends its sessions and, if
/// asked, its access tokens. ErrorCode::not_found, password_too_weak.
[[nodiscard]] Result<PasswordReset> resetPassword(store::Store &store, journal::Journal &journal,
                                                  std::string_view username, const Secret &password,
                                                  AccessTokens tokens, std::string_view by);

/// Removes an account's second factor and ends its sessions; false if it had none, and then nothing is written.
/// ErrorCode::not_found.
[[nodiscard]] Result<bool> resetSecondFactor(store::Store &store, journal::Journal &journal, std::string_view username,
                                             std::string_view by);

/// The security settings: every key with its value.
[[nodiscard]] Result<json::object> settings(store::Store &store);

/// Resets security settings to their defaults, at once, and lists those that changed. ErrorCode::validation for an
/// unknown key, or if the remaining settings contradict each other; then nothing is changed.
[[nodiscard]] Result<std::vector<std::string>> resetSettings(store::Store &store, journal::Journal &journal,
                                                             std::span<const std::string> keys, std::string_view by);

}  // namespace castellan::rescue
