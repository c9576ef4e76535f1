// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/digest.h"
#include "core/secret.h"
#include "server/http/message.h"
#include "server/identity/principal.h"
#include "server/store/store.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

/// The header Idempotency-Key: a client that isn't sure whether its change arrived repeats it with the same key, and
/// gets the first answer instead of a second change.
namespace castellan::api::idempotency {

inline constexpr const char *header = "Idempotency-Key";
inline constexpr std::size_t longest = 255;
/// How long an answer is kept.
inline constexpr std::chrono::hours kept{24};
/// Answers kept for one credential: an older one makes room for a newer.
inline constexpr std::int64_t mostPerCredential = 1000;

/// A request with such a key. Its answer is sealed under a key derived from the caller's credential, because it may
/// hold a secret that is shown once. The digest of the request is keyed by the same, because the body may hold a
/// password.
struct Asked {
    std::string key;
    Digest credential{};
    Digest request{};
    Secret sealing;
};
using AskedPtr = std::shared_ptr<const Asked>;

/// Null if the request has none. ErrorCode::validation for one that is empty, too long, not of visible ASCII, or there
/// twice.
[[nodiscard]] Result<AskedPtr> askedBy(const http::Request &request, const identity::PresentedCredential &presented,
                                       bool tls);

/// The first answer, if there is one; ErrorCode::idempotency_mismatch if that was to another request.
[[nodiscard]] Result<std::optional<http::Response>> find(store::Reader &reader, const Asked &asked);
/// Stores the answer in the act's transaction.
[[nodiscard]] Result<void> keep(store::Writer &writer, const Asked &asked, const http::Response &answer);

}  // namespace castellan::api::idempotency
