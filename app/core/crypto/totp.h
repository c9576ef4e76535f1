// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/random.h"
#include "core/secret.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// One-time codes by counter (HOTP, RFC 4226) and by time (TOTP, RFC 6238).
namespace castellan::totp {

enum class Algorithm : std::uint8_t { sha1, sha256, sha512 };

/// The parameters of every enrolment: all authenticators support them, and many support no others.
inline constexpr int digits = 6;
inline constexpr std::chrono::seconds period{30};
inline constexpr std::size_t secretSize = 20;  ///< bytes, as long as SHA-1's result (RFC 4226 R6)

/// `length`: 6 to 8 digits.
[[nodiscard]] std::string codeAt(const Secret &secret, std::uint64_t counter, int length = digits,
                                 Algorithm algorithm = Algorithm::sha1);

/// Number of the time step; counted from 1970.
[[nodiscard]] std::int64_t stepOf(Instant at);

/// The step, at most `window` from now's and later than `after`, whose code this is. Looks at every one of them
/// whichever it is. Nothing for a text that isn't six digits.
[[nodiscard]] std::optional<std::int64_t> stepOfCode(const Secret &secret, std::string_view code, Instant now,
                                                     int window, std::int64_t after);

/// Six digits, spaces left out: a code of an authenticator rather than something else.
[[nodiscard]] bool looksLikeCode(std::string_view text);

[[nodiscard]] Secret newSecret(Random &random);

/// `otpauth://totp/ISSUER:ACCOUNT?secret=…&issuer=…&algorithm=SHA1&digits=6&period=30`: what a QR code shows.
[[nodiscard]] Secret keyUri(std::string_view issuer, std::string_view account, const Secret &secret);

}  // namespace castellan::totp
