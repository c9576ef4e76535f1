// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/context.h"

/// Passwords and codes by which the user of a live session confirms their identity.
namespace castellan::api::proofs {

/// Wrong ones in a row that end a session (OWASP ASVS 5.0, 6.3.1: authentication attempts are limited everywhere).
inline constexpr std::int64_t atMost = 10;

/// Counts a wrong proof of the caller and answers `error`; `atMost` in a row end the session, with an entry of their
/// own, and the answer is 401. The caller has recorded the failed act itself.
[[nodiscard]] Result<http::Response> refuse(WriteContext &act, const http::Request &request, const Error &error);

/// A right proof: the wrong ones before it no longer count.
[[nodiscard]] Result<void> accepted(WriteContext &act);

}  // namespace castellan::api::proofs
