// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/change.h"
#include "core/records/security.h"
#include "core/records/session.h"

namespace castellan::client {

/// The security policies of a server that lets them be changed.
class Security {
public:
    virtual ~Security() = default;
    [[nodiscard]] virtual Future<records::SecurityDocument> read() = 0;
    /// ErrorCode::conflict if the revision has moved; validation names the value (`values.lockout.failures`).
    [[nodiscard]] virtual Change<records::SecurityDocument> update(records::SecurityUpdate update) = 0;
};

/// Where people are signed in.
class Sessions {
public:
    virtual ~Sessions() = default;
    [[nodiscard]] virtual Future<records::SessionList> own() = 0;
    [[nodiscard]] virtual Change<void> end(const QString &sessionId) = 0;
    /// All sessions but the current one.
    [[nodiscard]] virtual Change<records::SessionsEnded> endOthers() = 0;

    // For administrators.
    [[nodiscard]] virtual Future<records::SessionList> ofUser(const QString &userId) = 0;
    [[nodiscard]] virtual Change<void> endOfUser(const QString &userId, const QString &sessionId) = 0;
    [[nodiscard]] virtual Change<records::SessionsEnded> endAllOfUser(const QString &userId) = 0;
};

}  // namespace castellan::client
