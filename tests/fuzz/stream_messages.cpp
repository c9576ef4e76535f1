// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// Messages of the live stream, as the console reads what a server sends.
#include "client/feed/stream_frame.h"
#include "tests/fuzz/target.h"

using castellan::fuzz::promise;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto frame = castellan::client::readFrame(castellan::fuzz::text(data, size));
    const bool known = !std::holds_alternative<std::monostate>(frame.message);
    promise(!known || frame.error.empty(), "a message is read or refused, never both");
    return 0;
}
