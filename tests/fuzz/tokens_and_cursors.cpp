// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// The short strings that strangers send: tokens, ids, cursors, times, sealed texts.
#include "core/clock.h"
#include "core/crypto/base64url.h"
#include "core/crypto/seal.h"
#include "core/crypto/token.h"
#include "server/store/public_id.h"
#include "server/stream/cursor.h"
#include "tests/fuzz/target.h"

using namespace castellan;
using castellan::fuzz::promise;

namespace {

void readId(const store::PublicIds &ids, std::string_view text)
{
    const auto hasOneSpelling = [&](const auto &id) {
        if (id)
            promise(ids.encode(*id) == text, "an id that is known has one spelling");
    };
    hasOneSpelling(ids.decode<UserId>(text));
    hasOneSpelling(ids.decode<TeamId>(text));
    hasOneSpelling(ids.decode<SessionId>(text));
    hasOneSpelling(ids.decodeJournal(text));
}

void readTime(std::string_view text)
{
    const auto at = fromIso(text);
    if (!at)
        return;
    const auto again = fromIso(toIso(*at));
    promise(again && *again == std::chrono::floor<std::chrono::milliseconds>(*at),
            "a time that was read is written as the same time, to the millisecond");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const Secret key(std::string_view("0123456789abcdef0123456789abcdef"));
    static const store::PublicIds ids(key);
    static const Sealer sealer("fuzz", 1, key);
    const auto text = castellan::fuzz::text(data, size);
    readId(ids, text);
    readTime(text);
    (void)tokenKind(text);
    if (const auto cursor = stream::Cursor::parse(text))
        promise(cursor->seq >= 0 && cursor->chain.size() == 16, "a cursor's parts are what they should be");
    if (const auto rows = stream::parseTail(text, 1000))
        promise(*rows >= 0 && *rows <= 1000, "a tail has its limit");
    promise(!sealer.open(text, "context"), "nobody seals by chance");
    (void)fromBase64Url(text);
    return 0;
}
