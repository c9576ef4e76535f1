// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/address.h"
#include "core/event.h"
#include "core/result.h"
#include "core/secret.h"

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

/// Policies: rules about people's credentials as values, with their checks. No clock, no store.
namespace castellan {

/// What a new password must be.
struct PasswordPolicy {
    std::size_t minimum = 12;   ///< code points
    std::size_t maximum = 128;  ///< code points
    bool requireLower = true;
    bool requireUpper = true;
    bool requireDigit = true;
    bool requireSpecial = false;
    bool refuseCommon = true;  ///< those of the list of common passwords
    /// Guesses that it must withstand, as zxcvbn scores them, 0 to 4: 3 is "more than 10^8".
    int strength = 3;
    std::chrono::days expiresAfter{0};  ///< 0: never
};

/// zxcvbn's score, 0 (in every list of common passwords) to 4; words of `personal` (user name, e-mail) count as known.
[[nodiscard]] int passwordStrength(const Secret &password, std::span<const std::string> personal);

/// ErrorCode::password_too_weak with the rule that is broken; the password is in no text.
[[nodiscard]] Result<void> checkPassword(const PasswordPolicy &policy, const Secret &password,
                                         std::span<const std::string> personal);

/// How long a session lives, and how long a proof of who it is counts.
struct SessionPolicy {
    std::chrono::seconds idle{24 * 3600};
    std::chrono::seconds absolute{7 * 24 * 3600};
    std::chrono::seconds stepUp{5 * 60};
};

/// How many failed sign-ins lock.
struct LockoutPolicy {
    int perAddress = 10;  ///< of one account from one address (IPv6: /64)
    int perAccount = 100;
    std::chrono::seconds span{30 * 60};  ///< of the lock, and in which failures count together
    bool wholeAccount = false;           ///< `perAddress` failures lock the account for every address
};

/// Who must have a second factor.
enum class SecondFactorEnforcement : std::uint8_t { off, administrators, everyone };

struct SecondFactorPolicy {
    SecondFactorEnforcement enforcement = SecondFactorEnforcement::administrators;
    std::chrono::days grace{14};  ///< from the day on which a user became subject to it
    int window = 1;               ///< time steps before and after now whose codes are taken
};

/// How long tokens and service keys live.
struct KeyPolicy {
    std::chrono::days standard{90};  ///< if the request names no end
    std::chrono::days maximum{365};
    std::chrono::hours rotationOverlap{24};
};

/// How often something may be tried: a bucket of `burst`, filled again within `per`. A burst of 0 is no limit.
struct RatePolicy {
    int burst = 5;
    std::chrono::seconds per{60};
};

/// The limits that there are.
struct RatePolicies {
    RatePolicy login{5, std::chrono::seconds(60)};          ///< tries to sign in, by address
    RatePolicy secondFactor{5, std::chrono::seconds(300)};  ///< codes, by user
    RatePolicy reset{5, std::chrono::seconds(900)};         ///< codes of a reset, by address
    RatePolicy password{5, std::chrono::seconds(60)};       ///< passwords asked for again, by user
    RatePolicy address{100, std::chrono::seconds(60)};      ///< requests without credentials, by address
    RatePolicy user{6000, std::chrono::seconds(60)};        ///< requests by session, by user
    RatePolicy key{6000, std::chrono::seconds(60)};         ///< requests by token or key, by that
    RatePolicy write{3000, std::chrono::seconds(60)};       ///< changes, by user
    /// Changes, by user: what one account, or its stolen token, can add to the audit log in a day.
    RatePolicy dailyWrite{50'000, std::chrono::hours(24)};
};

/// Addresses are CIDR prefixes (core/address.h).
struct NetworkPolicy {
    std::vector<std::string> allowedAddresses;  ///< clients that may use the API; empty: all
    std::vector<std::string> trustedProxies;    ///< whose X-Forwarded-For counts
    std::vector<std::string> allowedOrigins;    ///< `https://host[:port]`, whose pages may call
    // The same lists, read once.
    std::vector<AddressRange> allowedRanges;
    std::vector<AddressRange> proxyRanges;

    /// Fills the ranges from the texts.
    void readRanges();
    /// Whether the list of allowed addresses lets this one in.
    [[nodiscard]] bool allows(std::string_view address) const;
};

enum class XssProtection : std::uint8_t { off, block };

struct HeaderPolicy {
    XssProtection xssProtection = XssProtection::off;
};

struct AuditPolicy {
    /// Evidence of an intrusion is often looked for weeks later: no retention is shorter.
    static constexpr std::chrono::days least{30};

    std::chrono::days retention{365};  ///< 0: for ever
    // Names, addresses, programs and values of entries of a kind go before the entries themselves; 0: with them.
    std::chrono::days signIn{0};
    std::chrono::days people{0};
    std::chrono::days keys{0};
    std::chrono::days teams{0};
    std::chrono::days platform{0};
    std::chrono::days refusals{0};

    [[nodiscard]] std::chrono::days of(EventCategory category) const;
    [[nodiscard]] bool operator==(const AuditPolicy &) const = default;
};

}  // namespace castellan
