// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/describe/class.hpp>

#include "core/json/codec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Records of the API about the server's security policies. Values go by their keys (core/security_settings.h).
namespace castellan::records {

struct SecuritySetting {
    std::string key;
    std::string kind;                 ///< integer, boolean, choice, addresses, origins
    std::optional<std::string> unit;  ///< characters, failures, requests, steps, seconds, minutes, hours, days
    std::optional<std::int64_t> minimum;
    std::optional<std::int64_t> maximum;  ///< of integers; entries of lists
    std::optional<std::vector<std::string>> choices;
};

struct SecurityPreset {
    std::string name;
    json::object values;  ///< of every key but lists
};

/// A shortened retention that is not in force yet.
struct RetentionNotice {
    std::string key;        ///< audit.retentionDays, …
    std::int64_t days = 0;  ///< still in force; 0: for ever
    std::string until;
};

struct SecurityDocument {
    std::int64_t revision = 0;  ///< of the values; a change names the one it is made to
    json::object values;
    json::object defaults;
    std::vector<SecurityPreset> presets;
    std::vector<SecuritySetting> settings;
    std::optional<std::vector<RetentionNotice>> pending;
};

struct SecurityUpdate {
    std::int64_t revision = 0;
    json::object values;  ///< the changed values only
    /// Confirms a list of allowed addresses that leaves out the caller's own.
    std::optional<bool> confirmLockout;
};

BOOST_DESCRIBE_STRUCT(SecuritySetting, (), (key, kind, unit, minimum, maximum, choices))
BOOST_DESCRIBE_STRUCT(SecurityPreset, (), (name, values))
BOOST_DESCRIBE_STRUCT(RetentionNotice, (), (key, days, until))
BOOST_DESCRIBE_STRUCT(SecurityDocument, (), (revision, values, defaults, presets, settings, pending))
BOOST_DESCRIBE_STRUCT(SecurityUpdate, (), (revision, values, confirmLockout))

}  // namespace castellan::records
