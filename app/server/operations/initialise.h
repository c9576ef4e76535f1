// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/random.h"
#include "core/result.h"
#include "core/secret.h"
#include "server/operations/care.h"
#include "server/store/keys.h"

#include <filesystem>
#include <string>

namespace castellan {

/// The first administrator. Without a password it is the local person.
struct FirstUser {
    std::string username;
    std::string email;
    std::string name;
    Secret password;
};

/// Creates a data folder (0700) with its database and first user. Refuses to touch existing data
/// (ErrorCode::already_exists).
[[nodiscard]] Result<void> initialise(const std::filesystem::path &data, const StoreKeys &keys, const FirstUser &first,
                                      Clock &clock, Random &random, const Care &care = {});

/// The same without a user: the first request that presents the returned token creates the administrator.
[[nodiscard]] Result<Secret> initialiseForSetup(const std::filesystem::path &data, const StoreKeys &keys, Clock &clock,
                                                Random &random, const Care &care = {});

}  // namespace castellan
