// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/codec.h"
#include "server/store/public_id.h"
#include "server/store/tables/users.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace castellan::journal {

/// Bytes of a body as it is stored; with the other members' bounds a row stays below 16 KiB.
inline constexpr std::size_t bodyLimit = 14 * 1024;

/// Replaces the values of secret members by `***`: members whose name ends in password, token, secret, … in any case,
/// `old` and `new` of such `updates`, values of environment variables, and every text that looks like a token of this
/// server.
void maskSecrets(json::object &body);

/// The body as it is stored. A longer one is cut: {"cut":true,"bytes":…,"sha256":"…","begin":"…"}, with the length and
/// hash of all of it. Valid UTF-8.
[[nodiscard]] std::string storedBody(const json::object &body);

/// A user in the body of an entry that the server or its host makes.
[[nodiscard]] json::object userBody(const store::PublicIds &ids, const store::User &user);

}  // namespace castellan::journal
