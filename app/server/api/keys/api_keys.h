// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

/// API keys: personal access tokens, and service keys of teams and of the platform. The handlers are the same for both;
/// `Kind` (PersonalTokens, ServiceKeys) says which keys a path reaches, what a request may set, and how records and
/// journal entries look.
namespace castellan::api::keys {

struct PersonalTokens;
struct ServiceKeys;

template <class Kind> [[nodiscard]] Result<http::Response> list(Context &, const http::Request &);
template <class Kind> [[nodiscard]] Result<http::Response> create(WriteContext &, const http::Request &);
template <class Kind> [[nodiscard]] Result<http::Response> update(WriteContext &, const http::Request &);
template <class Kind> [[nodiscard]] Result<http::Response> rotate(WriteContext &, const http::Request &);
template <class Kind> [[nodiscard]] Result<http::Response> enable(WriteContext &, const http::Request &);
template <class Kind> [[nodiscard]] Result<http::Response> disable(WriteContext &, const http::Request &);
template <class Kind> [[nodiscard]] Result<http::Response> remove(WriteContext &, const http::Request &);
/// Of `remove` and of `disable`, for when storage can't be written.
template <class Kind> [[nodiscard]] Result<std::optional<Revocation>> revoke(Context &, const http::Request &);
template <class Kind> [[nodiscard]] Result<std::optional<Revocation>> revokeUse(Context &, const http::Request &);

}  // namespace castellan::api::keys
