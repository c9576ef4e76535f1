// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <filesystem>
#include <optional>
#include <string>

namespace castellan::cli {

/// A secret by the ways in which containers and services receive one: the variable NAME, or the file that NAME_FILE
/// names (its last line's end left out). Nothing if neither is set. Both are taken out of the environment, so that no
/// child process and no later look at it finds them.
///
/// A file that others may read is refused, except below /run/secrets, where container engines put secrets readable and
/// keep others away by other means. ErrorCode::usage (both are set, or it is empty), key_missing, key_wrong.
[[nodiscard]] Result<std::optional<Secret>> secretFromEnvironment(const std::string &name);

/// Container engines put secrets there that every account inside can read, and keep those outside away.
[[nodiscard]] bool isContainerSecret(const std::filesystem::path &file);

}  // namespace castellan::cli
