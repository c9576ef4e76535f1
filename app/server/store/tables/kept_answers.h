// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/digest.h"
#include "server/store/act.h"

#include <optional>
#include <string>
#include <string_view>

namespace castellan::store {

/// The answer to a request with an Idempotency-Key.
struct KeptAnswer {
    Digest credential{};  ///< the caller's
    std::string key;
    Digest request{};  ///< keyed digest of the request
    unsigned status = 0;
    std::string contentType;
    std::string body;  ///< sealed
    Instant at{};
};

namespace kept_answers {

[[nodiscard]] Result<std::optional<KeptAnswer>> find(Reader &reader, const Digest &credential, std::string_view key);
/// Inserts, or replaces one that is too old to count.
[[nodiscard]] Result<void> save(Writer &writer, const KeptAnswer &answer);
/// Deletes the oldest answers to a credential, so that one more makes `most` of them.
[[nodiscard]] Result<void> makeRoom(Writer &writer, const Digest &credential, std::int64_t most);
/// Deletes the answers from before `since`.
[[nodiscard]] Result<void> forget(Writer &writer, Instant since);

}  // namespace kept_answers
}  // namespace castellan::store
