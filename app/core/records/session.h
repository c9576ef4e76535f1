// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/describe/class.hpp>

#include "core/json/codec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Records of the API about active sessions, which FlowFuse does not have.
namespace castellan::records {

struct Session {
    std::string id;
    std::string createdAt;
    std::string lastUsedAt;
    /// The earlier of its two ends (unused for too long, or too old) as of now; absent: the local person's.
    std::optional<std::string> expiresAt;
    std::string address;
    json::Text<512> client;  ///< user agent
    bool current = false;    ///< the session of the request itself
    bool secondFactor = false;
    std::optional<bool> local;  ///< of the program that hosts the server; ends with it and can't be revoked
};

/// Newest first.
struct SessionList {
    std::int64_t count = 0;
    std::vector<Session> sessions;
};

/// How many sessions a request ended.
struct SessionsEnded {
    std::string status = "okay";
    std::int64_t sessionsEnded = 0;
};

/// `POST /account/logout`; the body may be left out.
struct Logout {
    std::optional<std::string> scope;  ///< this (default), others, all
};

BOOST_DESCRIBE_STRUCT(Session, (),
                      (id, createdAt, lastUsedAt, expiresAt, address, client, current, secondFactor, local))
BOOST_DESCRIBE_STRUCT(SessionList, (), (count, sessions))
BOOST_DESCRIBE_STRUCT(SessionsEnded, (), (status, sessionsEnded))
BOOST_DESCRIBE_STRUCT(Logout, (), (scope))

}  // namespace castellan::records
