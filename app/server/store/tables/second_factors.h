// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/crypto/digest.h"
#include "core/crypto/password.h"
#include "core/ids.h"
#include "server/store/act.h"

#include <optional>
#include <span>
#include <string>

namespace castellan::store {

/// A user's authenticator, enrolled or being enrolled.
struct SecondFactor {
    UserId user;
    std::string sealed{};                 ///< its secret, sealed
    std::optional<Instant> enrolledAt{};  ///< nothing: not confirmed by a code yet
    std::int64_t lastStep = 0;            ///< of the newest code accepted; it and older ones are refused
    std::optional<Instant> lastUsedAt{};
    std::string backupSalt{};  ///< of all backup codes of the user
    PasswordCost backupCost{};
};

namespace second_factors {

[[nodiscard]] Result<std::optional<SecondFactor>> find(Reader &reader, UserId user);
/// Inserts or replaces; a new secret deletes the backup codes.
[[nodiscard]] Result<void> save(Writer &writer, const SecondFactor &factor);
/// With the backup codes. False if there was none.
[[nodiscard]] Result<bool> remove(Writer &writer, UserId user);

/// Compare-and-set: false if a code of this step or a later one was accepted before.
[[nodiscard]] Result<bool> takeStep(Writer &writer, UserId user, std::int64_t step);

/// Replaces them all; hashes are made with the factor's salt and cost.
[[nodiscard]] Result<void> setBackupCodes(Writer &writer, UserId user, std::span<const Digest> hashes);
/// True the first time only.
[[nodiscard]] Result<bool> takeBackupCode(Writer &writer, UserId user, const Digest &hash);
[[nodiscard]] Result<std::int64_t> backupCodesLeft(Reader &reader, UserId user);

/// After a restore: codes accepted since the backup must not be accepted again.
[[nodiscard]] Result<void> raiseSteps(Writer &writer, std::int64_t step);

}  // namespace second_factors
}  // namespace castellan::store
