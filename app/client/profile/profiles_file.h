// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/profile/profile.h"
#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace castellan::client {

/// servers.json: `{"version":1,"servers":[…]}`, readable by its owner alone. No secrets.
///
/// ErrorCode::corrupt names the member that is wrong, newer_file is a version that this program doesn't know, io what
/// the system said. No file is no servers.
[[nodiscard]] Result<std::vector<Profile>> readProfiles(const QString &path);
/// Written whole or not at all.
[[nodiscard]] Result<void> writeProfiles(const QString &path, const std::vector<Profile> &profiles);

/// One server as the file has it, a JSON object.
[[nodiscard]] std::string profileText(const Profile &profile);
/// Errors as those of readProfiles.
[[nodiscard]] Result<Profile> profileFromText(std::string_view text);

}  // namespace castellan::client
