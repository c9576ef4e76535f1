// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/describe/class.hpp>

#include "core/json/codec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Records of the API about people and what they hold (FlowFuse's shapes; additions of ours are marked +).
namespace castellan::records {

/// `meta` of a page.
struct PageMeta {
    std::optional<std::string> next_cursor;
};

struct User {
    std::string id;
    std::string username;
    std::optional<std::string> name;
    std::optional<std::string> email;
    std::optional<bool> email_verified;
    std::optional<std::string> avatar;
    std::optional<bool> admin;
    std::optional<std::string> createdAt;
    std::optional<bool> suspended;
    std::optional<bool> sso_enabled;
    std::optional<bool> mfa_enabled;
    std::optional<bool> password_expired;
    std::optional<std::string> defaultTeam;
    std::optional<bool> auditor;             // + reads everything, changes nothing
    std::optional<std::string> lockedUntil;  // +
    std::optional<std::string> lastSeenAt;   // +
    std::optional<bool> local;               // + the local person: signs in through the host process only
    std::optional<bool> email_mixed_script;  // + true: the address mixes scripts, as look-alikes of other addresses do
    json::object raw;
};

struct UserPage {
    PageMeta meta;
    std::int64_t count = 0;
    std::vector<User> users;
};

struct UserCreate {
    std::optional<std::string> name;
    std::string username;
    json::SecretText<1024> password;
    std::optional<std::string> email;
    std::optional<bool> isAdmin;
    std::optional<bool> createDefaultTeam;
    std::optional<bool> auditor;  // +
};

struct UserUpdate {
    json::Patch<std::string> name;
    json::Patch<std::string> username;
    json::Patch<std::string> email;
    json::Patch<bool> email_verified;
    json::Patch<bool> admin;
    json::Patch<bool> auditor;  // +
    json::Patch<bool> password_expired;
    json::Patch<bool> suspended;
    json::Patch<std::string> defaultTeam;
    json::Patch<bool> mfa_enabled;
    json::Patch<bool> tcs_accepted;
};

struct Login {
    std::string username;
    std::optional<json::SecretText<1024>> password;
};

struct PasswordChange {
    json::SecretText<1024> old_password;
    json::SecretText<1024> password;
    std::optional<bool> endTokens;  // + true: the user's access tokens end, too
};

/// Answer to a change of password: FlowFuse's `{"status":"okay"}`, and after `endTokens` the number of tokens.
struct PasswordChanged {
    std::string status = "okay";
    std::optional<std::int64_t> tokensEnded;  // +
};

struct AccessToken {
    std::string id;
    std::string name;
    std::optional<std::string> expiresAt;
    std::optional<std::string> scope;
    std::optional<bool> readOnly;
    std::optional<bool> adminOptIn;
    std::optional<std::string> createdAt;               // +
    std::optional<std::string> lastUsedAt;              // +
    std::optional<std::string> lastFour;                // +
    std::optional<json::SecretText<>> token;            // only in the answers to its creation and rotation
    std::optional<bool> enabled;                        // +
    std::optional<std::vector<std::string>> teamIds;    // + the only teams that it reaches; absent: all of its user
    std::optional<std::vector<std::string>> addresses;  // + CIDR prefixes from which it is taken; absent: everywhere
    std::optional<std::string> replacedBy;              // + id of the one that a rotation put in its place
};

struct AccessTokenList {
    std::int64_t count = 0;
    std::vector<AccessToken> tokens;
};

struct AccessTokenCreate {
    std::string name;
    std::string scope;
    std::optional<std::int64_t> expiresAt;  // ms since 1970
    std::optional<bool> readOnly;
    std::optional<bool> adminOptIn;
    std::optional<std::vector<std::string>> teamIds;    // +
    std::optional<std::vector<std::string>> addresses;  // +
};

struct AccessTokenUpdate {
    std::optional<std::string> name;
    std::string scope;
    std::optional<std::int64_t> expiresAt;              // absent: unchanged (FlowFuse: never)
    std::optional<std::vector<std::string>> addresses;  // +
};

/// `{"status":"okay"}`
struct Status {
    std::string status = "okay";
};

/// `{"code","error"}` and, from this program's server, `requestId`; FlowFuse's validation errors carry `message`.
struct Failure {
    std::optional<std::string> code;
    std::optional<json::value> error;
    std::optional<json::Text<4096>> message;
    std::optional<std::string> requestId;  // +
    std::optional<std::string> path;       // + the member that is wrong
};

BOOST_DESCRIBE_STRUCT(PageMeta, (), (next_cursor))
BOOST_DESCRIBE_STRUCT(User, (),
                      (id, username, name, email, email_verified, avatar, admin, createdAt, suspended, sso_enabled,
                       mfa_enabled, password_expired, defaultTeam, auditor, lockedUntil, lastSeenAt, local,
                       email_mixed_script))
BOOST_DESCRIBE_STRUCT(UserPage, (), (meta, count, users))
BOOST_DESCRIBE_STRUCT(UserCreate, (), (name, username, password, email, isAdmin, createDefaultTeam, auditor))
BOOST_DESCRIBE_STRUCT(UserUpdate, (),
                      (name, username, email, email_verified, admin, auditor, password_expired, suspended, defaultTeam,
                       mfa_enabled, tcs_accepted))
BOOST_DESCRIBE_STRUCT(Login, (), (username, password))
BOOST_DESCRIBE_STRUCT(PasswordChange, (), (old_password, password, endTokens))
BOOST_DESCRIBE_STRUCT(PasswordChanged, (), (status, tokensEnded))
BOOST_DESCRIBE_STRUCT(AccessToken, (),
                      (id, name, expiresAt, scope, readOnly, adminOptIn, createdAt, lastUsedAt, lastFour, token,
                       enabled, teamIds, addresses, replacedBy))
BOOST_DESCRIBE_STRUCT(AccessTokenList, (), (count, tokens))
BOOST_DESCRIBE_STRUCT(AccessTokenCreate, (), (name, scope, expiresAt, readOnly, adminOptIn, teamIds, addresses))
BOOST_DESCRIBE_STRUCT(AccessTokenUpdate, (), (name, scope, expiresAt, addresses))
BOOST_DESCRIBE_STRUCT(Status, (), (status))
BOOST_DESCRIBE_STRUCT(Failure, (), (code, error, message, requestId, path))

}  // namespace castellan::records
