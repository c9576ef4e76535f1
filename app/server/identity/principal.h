// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actor.h"
#include "core/clock.h"
#include "core/crypto/token.h"
#include "core/ids.h"
#include "core/role.h"
#include "server/journal/journal.h"
#include "server/store/tables/users.h"
#include "server/stream/viewer.h"

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace castellan::identity {

/// A request's credential before it is looked up.
struct PresentedCredential {
    Digest digest{};
    TokenKind kind = TokenKind::session;
    bool byCookie = false;
};

/// The session of a user.
struct PersonSession {
    SessionId id;
    store::User user;
    std::string csrf;  ///< requests by cookie must send it back
    Instant createdAt{};
    Instant steppedUpAt{};      ///< when the person last proved their identity
    bool secondFactor = false;  ///< the session has shown one
};

/// The session of the local person, which is never stored.
struct LocalSession {
    store::User user;
    Instant createdAt{};
    Instant steppedUpAt{};
};

/// The restrictions of a personal token or a service key.
struct KeyLimits {
    bool readOnly = false;
    bool adminOptIn = false;             ///< false: without its user's administrator rights
    bool limited = false;                ///< to `teams`
    std::vector<TeamId> teams;           ///< ascending
    std::vector<std::string> addresses;  ///< from which it is accepted; empty: from everywhere

    [[nodiscard]] KeyScope scope() const
    {
        return readOnly ? KeyScope::read : adminOptIn ? KeyScope::admin : KeyScope::write;
    }
};

/// A personal access token, with which a program acts for its user.
struct PersonalToken {
    KeyId id;
    store::User user;
    KeyLimits limits;
};

/// A service key, which belongs to a team or to the platform and not to a user.
struct ServiceKey {
    KeyId id;
    std::optional<TeamId> team;  ///< nothing: the platform's
    std::string name;            ///< with its last four characters, as the journal shows it
    KeyLimits limits;
};

/// A valid credential with its user, as last read from the store. Immutable except for its last use.
class Principal {
public:
    using Credential = std::variant<PersonSession, LocalSession, PersonalToken, ServiceKey>;

    Principal(const Digest &digest, Credential credential, std::optional<Instant> expiresAt)
        : m_digest(digest), m_credential(std::move(credential)), m_expiresAt(expiresAt)
    {
    }

    [[nodiscard]] const Digest &digest() const { return m_digest; }
    [[nodiscard]] const std::optional<Instant> &expiresAt() const { return m_expiresAt; }
    /// The actor of its journal entries.
    [[nodiscard]] Actor actor() const;
    [[nodiscard]] Auth auth() const;

    /// Null for a service key, which belongs to no user.
    [[nodiscard]] const store::User *user() const;
    [[nodiscard]] std::optional<UserId> userId() const;
    [[nodiscard]] bool is(UserId user) const { return userId() == user; }
    /// The name in journal entries: the user's or the key's.
    [[nodiscard]] const std::string &name() const;

    // Each null unless the credential is of that kind.
    [[nodiscard]] const PersonSession *session() const { return std::get_if<PersonSession>(&m_credential); }
    [[nodiscard]] const LocalSession *localSession() const { return std::get_if<LocalSession>(&m_credential); }
    [[nodiscard]] const ServiceKey *serviceKey() const { return std::get_if<ServiceKey>(&m_credential); }
    /// Of personal tokens and service keys.
    [[nodiscard]] const KeyLimits *keyLimits() const;
    [[nodiscard]] std::optional<KeyId> keyId() const;

    /// The user or key against whose limits its streams and requests count.
    [[nodiscard]] stream::Subscriber subscriber() const;

    /// Administrator of the platform; never a key that is limited to teams.
    [[nodiscard]] bool isAdmin() const;
    [[nodiscard]] bool isAuditor() const;
    [[nodiscard]] bool reaches(TeamId team) const;
    /// The role in a team where its user has the role `own`. A service key has an owner's role, within its scope.
    [[nodiscard]] Role roleIn(TeamId team, Role own) const;

    [[nodiscard]] Instant lastUsed() const { return fromMicros(m_lastUsed.load()); }
    void setLastUsed(Instant at) const { m_lastUsed.store(toMicros(at)); }

private:
    Digest m_digest;
    Credential m_credential;
    std::optional<Instant> m_expiresAt;
    mutable std::atomic<std::int64_t> m_lastUsed{0};  ///< µs since 1970
};
using PrincipalPtr = std::shared_ptr<const Principal>;

}  // namespace castellan::identity
