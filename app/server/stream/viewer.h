// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/crypto/digest.h"
#include "core/event.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/role.h"
#include "server/http/message.h"
#include "server/journal/journal.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace castellan::stream {

/// The owner of streams: the user for sessions and personal tokens, the key for a service key.
using Subscriber = std::variant<UserId, KeyId>;

/// A subscriber of the live stream: the rows of the journal that it may see at one moment.
struct Viewer {
    Subscriber subscriber;
    std::string username{};
    Digest credential{};  ///< of the caller's session or key
    Auth auth = Auth::none;
    std::optional<Instant> endsAt{};  ///< of the credential, by its date
    bool admin = false;
    bool auditor = false;
    /// Teams whose audit log the caller may read, ascending.
    std::vector<TeamId> teams{};

    /// Platform and user events: administrators and auditors; a team's: its owners too. As the pages of the log have
    /// it.
    [[nodiscard]] bool maySee(EventScope scope, const std::optional<TeamId> &team) const;
    [[nodiscard]] bool operator==(const Viewer &) const = default;
};

/// Hears what ends a stream or narrows it. Called after the commit, on any thread; must return quickly.
class RightsObserver {
public:
    virtual ~RightsObserver() = default;
    /// Signed out, revoked, expired, suspended, deleted: close with 4401.
    virtual void credentialEnded(const Digest &credential) = 0;
    /// The session's token was replaced.
    virtual void credentialRenewed(const Digest &old, const Digest &fresh) = 0;
    /// Roles, flags or limits of this subscriber changed: ask `Viewers::recheck`.
    virtual void rightsChanged(const Subscriber &subscriber) = 0;
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
    /// Rechecks the same credential, presented from `address`.
    virtual void recheck(const Digest &credential, const std::string &address, Answer answer) = 0;
    /// At most one observer; must outlive the server's run or be removed by nullptr.
    virtual void observe(RightsObserver *observer) = 0;
};

}  // namespace castellan::stream
