// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/records/audit.h"

#include <string_view>
#include <variant>

namespace castellan::client {

/// One message of the stream, read; monostate for kinds that later servers may add.
struct StreamFrame {
    std::variant<std::monostate, records::StreamWelcome, records::StreamBatch, records::StreamHeartbeat,
                 records::StreamResync>
        message;
    std::string error;  ///< not empty: no valid message
};

[[nodiscard]] StreamFrame readFrame(std::string_view text);

}  // namespace castellan::client
