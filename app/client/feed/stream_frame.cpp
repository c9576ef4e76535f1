// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/feed/stream_frame.h"

namespace castellan::client {
namespace {

template <class T> void readAs(const json::value &value, StreamFrame &frame)
{
    auto message = json::decode<T>(value, json::UnknownMembers::ignore);
    if (message)
        frame.message = std::move(*message);
    else
        frame.error = message.error().message;
}

}  // namespace

StreamFrame readFrame(std::string_view text)
{
    StreamFrame frame;
    const auto value = json::parse(text);
    if (!value) {
        frame.error = value.error().message;
        return frame;
    }
    const auto kind = json::decode<records::StreamMessage>(*value, json::UnknownMembers::ignore);
    if (!kind)
        frame.error = kind.error().message;
    else if (kind->type == "welcome")
        readAs<records::StreamWelcome>(*value, frame);
    else if (kind->type == "batch")
        readAs<records::StreamBatch>(*value, frame);
    else if (kind->type == "heartbeat")
        readAs<records::StreamHeartbeat>(*value, frame);
    else if (kind->type == "resync")
        readAs<records::StreamResync>(*value, frame);
    return frame;
}

}  // namespace castellan::client
