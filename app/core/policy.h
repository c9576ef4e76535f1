// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <chrono>
#include <cstdint>
#include <span>
#include <string>

/// Policies: rules about people's credentials as values, with their checks. No clock, no store.
namespace castellan {

/// What a new password must be.
struct PasswordPolicy {
    std::size_t minimum = 12;   ///< code points
    std::size_t maximum = 128;  ///< code points
    /// Guesses that it must withstand, as zxcvbn scores them, 0 to 4: 3 is "more than 10^8".
    int strength = 3;
};

/// zxcvbn's score, 0 (in every list of common passwords) to 4; words of `personal` (user name, e-mail) count as known.
[[nodiscard]] int passwordStrength(const Secret &password, std::span<const std::string> personal);

/// ErrorCode::password_too_weak with the rule that is broken; the password is in no text.
[[nodiscard]] Result<void> checkPassword(const PasswordPolicy &policy, const Secret &password,
                                         std::span<const std::string> personal);

/// How long a session lives.
struct SessionPolicy {
    std::chrono::seconds idle{24 * 3600};
    std::chrono::seconds absolute{7 * 24 * 3600};
};

/// How many failed sign-ins lock.
struct LockoutPolicy {
    int perAddress = 10;  ///< of one account from one address (IPv6: /64)
    int perAccount = 100;
    std::chrono::seconds span{30 * 60};  ///< of the lock, and in which failures count together
};

/// How often something may be tried.
struct RatePolicy {
    int burst = 5;
    std::chrono::seconds per{60};
};

}  // namespace castellan
