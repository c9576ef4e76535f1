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

template <class Kind> struct Handlers {
    [[nodiscard]] static ReadFunction list;
    [[nodiscard]] static WriteFunction create, update, rotate, enable, disable, remove;
    /// Of `remove` and of `disable`, for when storage can't be written.
    [[nodiscard]] static RevokeFunction revoke, revokeUse;
};
extern template struct Handlers<PersonalTokens>;
extern template struct Handlers<ServiceKeys>;

}  // namespace castellan::api::keys
