// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QString>

#include <string_view>

namespace castellan::client {

/// Writes a file that only its owner may use, in the place of the one that is there: after a failure, the old one is as
/// it was. A link is followed. ErrorCode::io; the message is the system's reason alone.
[[nodiscard]] Result<void> writePrivateFile(const QString &path, std::string_view bytes);

}  // namespace castellan::client
