// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/event_record.h"
#include "core/records/audit.h"

#include <string_view>
#include <variant>

namespace castellan::client {

/// A batch whose entries are finished records.
struct StreamEvents {
    std::int64_t from = 0;
    std::int64_t to = 0;
    std::string cursor;
    EventRecords events;
};

/// One decoded message of the stream; monostate for kinds that later servers may add.
struct StreamFrame {
    std::variant<std::monostate, records::StreamWelcome, StreamEvents, records::StreamHeartbeat, records::StreamResync>
        message;
    std::string error;  ///< not empty: no valid message
};

/// For workers: reads the text and makes the records.
[[nodiscard]] StreamFrame readFrame(std::string_view text);

}  // namespace castellan::client
