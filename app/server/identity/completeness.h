// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/security_settings.h"
#include "server/identity/principal.h"

#include <optional>

/// Whether a signed-in caller has to complete something first: a second factor, its enrolment, a new password.
namespace castellan::identity {

/// Either the flag that an administrator sets, or the age that the policy allows.
[[nodiscard]] bool isPasswordExpired(const store::User &user, const PasswordPolicy &policy, Instant now);

/// Whether the policy requires a second factor of this user. Never of the local person.
[[nodiscard]] bool isFactorRequired(const store::User &user, const SecondFactorPolicy &policy);

/// When the grace of a required second factor ends; nothing if none is required. `since` counts for a user of whom
/// none was required at the last sign-in.
[[nodiscard]] std::optional<Instant> factorRequiredFrom(const store::User &user, const SecondFactorPolicy &policy,
                                                        Instant since);

/// The step that a caller has to complete first. Decides for routes and streams alike whether a session is complete.
enum class Gap : std::uint8_t {
    none,
    secondFactor,  ///< one is enrolled, and this session hasn't shown it
    newPassword,
    enrolment,  ///< of a second factor; its grace is over
};
[[nodiscard]] Gap gapOf(const Principal &caller, const SecuritySettings &policy, Instant now);
/// As the error that a route answers; `gap` is not none.
[[nodiscard]] Error errorOf(Gap gap);

}  // namespace castellan::identity
