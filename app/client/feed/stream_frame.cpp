// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/feed/stream_frame.h"

#include "client/events/event_chunk.h"

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

void readBatch(const json::value &value, StreamFrame &frame)
{
    auto batch = json::decode<records::StreamBatch>(value, json::UnknownMembers::ignore);
    if (!batch) {
        frame.error = batch.error().message;
        return;
    }
    StreamEvents out{batch->from, batch->to, std::move(batch->cursor), {}};
    out.events.reserve(batch->events.size());
    for (const auto &entry : batch->events)
        out.events.push_back(recordOf(entry));
    frame.message = std::move(out);
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
        readBatch(*value, frame);
    else if (kind->type == "heartbeat")
        readAs<records::StreamHeartbeat>(*value, frame);
    else if (kind->type == "resync")
        readAs<records::StreamResync>(*value, frame);
    return frame;
}

}  // namespace castellan::client
