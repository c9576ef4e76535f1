// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/codec.h"
#include "core/policy.h"
#include "core/result.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

/// Every value of the security policies that an administrator may set, in one table: its key, bounds and presets.
namespace castellan {

/// The policies of a server, as they are in force.
struct SecuritySettings {
    PasswordPolicy password;
    SessionPolicy session;
    LockoutPolicy lockout;
    SecondFactorPolicy secondFactor;
    KeyPolicy keys;
    RatePolicies limits;
    NetworkPolicy network;
    HeaderPolicy headers;
    AuditPolicy audit;
};

enum class SettingKind : std::uint8_t {
    integer,
    boolean,
    choice,     ///< one of `choices`, as a string
    addresses,  ///< a list of CIDR prefixes
    origins,    ///< a list of `https://host[:port]`
};
/// `integer`, `boolean`, `choice`, `addresses`, `origins`.
[[nodiscard]] std::string_view wireWord(SettingKind kind);

enum class SettingUnit : std::uint8_t { none, characters, failures, requests, steps, seconds, minutes, hours, days };
/// Its own name; empty for none.
[[nodiscard]] std::string_view wireWord(SettingUnit unit);

/// A line of the table, for screens and documents.
struct Setting {
    std::string_view key;
    SettingKind kind;
    SettingUnit unit;
    std::int64_t minimum;                       ///< of integers
    std::int64_t maximum;                       ///< of integers; entries of lists
    std::span<const std::string_view> choices;  ///< of choices, by number
};
[[nodiscard]] std::span<const Setting> securitySettingsTable();
[[nodiscard]] const Setting *findSetting(std::string_view key);

/// The settings that say for how long the audit log is kept; 0 of any is the longest. None is between 0 and
/// AuditPolicy::least.
struct RetentionSetting {
    std::string_view key;
    std::chrono::days AuditPolicy::*member;
};
[[nodiscard]] std::span<const RetentionSetting> retentionSettings();

/// Values that belong together under a name: the default, and what others recommend. Lists (addresses, origins) are in
/// none, because they are a place's own.
struct SecurityPreset {
    std::string_view name;  ///< castellan, flowstack, fluxbase, appflowy, strict
    json::object values;    ///< of every key but lists
};
[[nodiscard]] std::vector<SecurityPreset> securityPresets();

/// Every key with its value.
[[nodiscard]] json::object toValues(const SecuritySettings &settings);

/// `onto` with the given values. ErrorCode::validation naming the key (`values.lockout.failures`) for one that doesn't
/// exist, is of another kind or beyond its bounds, and for a set that contradicts itself (a default above its maximum).
[[nodiscard]] Result<SecuritySettings> withValues(SecuritySettings onto, const json::object &values);
/// The defaults with the given values.
[[nodiscard]] Result<SecuritySettings> fromValues(const json::object &values);

}  // namespace castellan
