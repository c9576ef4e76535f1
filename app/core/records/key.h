// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/describe/class.hpp>

#include "core/json/codec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Records of the API about service keys: credentials of programs, which belong to the platform or to a team and to no
/// person. FlowFuse has none of them. Personal tokens are in user.h.
namespace castellan::records {

struct Key {
    std::string id;
    std::string name;
    std::string scope;                                ///< read, write, admin: each holds the one before it
    std::optional<std::string> teamId;                ///< of a team's key; absent: the platform's
    std::optional<std::vector<std::string>> teamIds;  ///< the only teams that it reaches; absent: all of the platform
    std::vector<std::string> addresses;               ///< CIDR prefixes from which it is taken; empty: from everywhere
    std::string prefix;                               ///< cas_live, cas_test
    std::string lastFour;
    std::string environment;  ///< live, test
    bool enabled = true;
    std::string createdAt;
    std::optional<std::string> createdBy;  ///< user name, while there is that user
    std::optional<std::string> creator;    ///< active, suspended, without-right, gone: may they still create such keys?
    std::optional<std::string> expiresAt;
    std::optional<std::string> lastUsedAt;
    std::optional<std::string> replacedBy;    ///< id of the key that a rotation put in its place
    std::optional<json::SecretText<>> token;  ///< only in the answers to its creation and rotation
};

/// Newest first.
struct KeyList {
    std::int64_t count = 0;
    std::vector<Key> keys;
};

struct KeyCreate {
    std::string name;
    std::optional<std::string> scope;                 ///< default read
    std::optional<std::vector<std::string>> teamIds;  ///< the platform's keys only
    std::optional<std::vector<std::string>> addresses;
    std::optional<std::int64_t> expiresAt;   ///< ms since 1970; default as the policy says (90 days)
    std::optional<std::string> environment;  ///< default live
};

/// Absent members are left unchanged. Scope and teams can't change: make another key.
struct KeyUpdate {
    std::optional<std::string> name;
    std::optional<std::vector<std::string>> addresses;
    std::optional<std::int64_t> expiresAt;
};

/// `POST …/rotate`, of service keys and personal tokens; the body may be left out.
struct Rotate {
    std::optional<std::int64_t> overlapHours;  ///< for which the old one is still taken; default as the policy says
};

BOOST_DESCRIBE_STRUCT(Key, (),
                      (id, name, scope, teamId, teamIds, addresses, prefix, lastFour, environment, enabled, createdAt,
                       createdBy, creator, expiresAt, lastUsedAt, replacedBy, token))
BOOST_DESCRIBE_STRUCT(KeyList, (), (count, keys))
BOOST_DESCRIBE_STRUCT(KeyCreate, (), (name, scope, teamIds, addresses, expiresAt, environment))
BOOST_DESCRIBE_STRUCT(KeyUpdate, (), (name, addresses, expiresAt))
BOOST_DESCRIBE_STRUCT(Rotate, (), (overlapHours))

}  // namespace castellan::records
