// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/crypto/digest.h"
#include "core/event.h"
#include "core/result.h"
#include "core/role.h"
#include "server/http/message.h"
#include "server/journal/journal.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace castellan::stream {

/// Who may see what of the journal at one moment: what a subscriber of the live stream is.
struct Viewer {
    std::int64_t user = 0;  ///< see viewerOf
    std::string username;
    Digest credential{};  ///< of the session or key by which the caller came
    journal::Auth auth = journal::Auth::none;
    std::optional<Instant> endsAt;  ///< of the credential, by its date
    bool admin = false;
    bool auditor = false;
    /// Teams whose audit log the caller may read, ascending.
    std::vector<std::int64_t> teams;

    /// Platform and user events: administrators and auditors; a team's: its owners too. As the pages of the log have
    /// it.
    [[nodiscard]] bool maySee(EventScope scope, std::int64_t scopeId) const;
    [[nodiscard]] bool operator==(const Viewer &) const = default;
};

/// Whose streams a token's are: its user's, or a service key's own.
[[nodiscard]] constexpr std::int64_t viewerOf(std::int64_t user, std::int64_t key)
{
    return user != 0 ? user : -key;
}

/// Hears what ends a stream or narrows it. Called after the commit, on any thread; must return quickly.
class RightsObserver {
public:
    virtual ~RightsObserver() = default;
    /// Signed out, revoked, expired, suspended, deleted: close with 4401.
    virtual void credentialEnded(const Digest &credential) = 0;
    /// The same session goes on under another token.
    virtual void credentialRenewed(const Digest &old, const Digest &fresh) = 0;
    /// Roles or flags of this user changed: ask `Viewers::recheck`.
    virtual void rightsChanged(std::int64_t user) = 0;
    /// The policy changed: recheck all viewers.
    virtual void policyChanged() = 0;
};

/// Identifies the stream's viewers.
class Viewers {
public:
    virtual ~Viewers() = default;
    using Answer = std::function<void(Result<Viewer>)>;
    /// Of the upgrade request's credentials. unauthenticated, user_suspended, password_expired, storage_unavailable, …
    /// `answer` comes once, on any thread.
    virtual void of(const http::Request &request, Answer answer) = 0;
    /// The same credential, shown from `address`, some time later.
    virtual void recheck(const Digest &credential, const std::string &address, Answer answer) = 0;
    /// At most one observer; must outlive the server's run or be taken away by nullptr.
    virtual void observe(RightsObserver *observer) = 0;
};

}  // namespace castellan::stream
