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

/// The credential that came with a request, before anything is known about it.
struct PresentedCredential {
    Digest digest{};
    TokenKind kind = TokenKind::session;
    bool byCookie = false;
};

/// A person's sign-in.
struct PersonSession {
    SessionId id;
    store::User user;
    std::string csrf;  ///< requests by cookie must send it back
    Instant createdAt{};
    Instant steppedUpAt{};      ///< when the person last proved their identity
    bool secondFactor = false;  ///< the session has shown one
};

/// The session of the local person, which is in no table.
struct LocalSession {
    store::User user;
    Instant createdAt{};
    Instant steppedUpAt{};
};

/// What narrows a personal token or a service key.
struct KeyLimits {
    bool readOnly = false;
    bool adminOptIn = false;             ///< false: leaves its user's administration out
    bool limited = false;                ///< to `teams`
    std::vector<TeamId> teams;           ///< ascending
    std::vector<std::string> addresses;  ///< from which it is accepted; empty: from everywhere

    [[nodiscard]] KeyScope scope() const
    {
        return readOnly ? KeyScope::read : adminOptIn ? KeyScope::admin : KeyScope::write;
    }
};

/// A key with which a program acts for its user.
struct PersonalToken {
    KeyId id;
    store::User user;
    KeyLimits limits;
};

/// A key that belongs to a team or to the platform, and to no user.
struct ServiceKey {
    KeyId id;
    std::optional<TeamId> team;  ///< nothing: the platform's
    std::string name;            ///< with its last four characters, as the journal shows it
    KeyLimits limits;
};

/// A live credential with the user to whom it belongs, as of when the store was last asked. Immutable but for its use.
class Principal {
public:
    using Credential = std::variant<PersonSession, LocalSession, PersonalToken, ServiceKey>;

    Principal(const Digest &digest, Credential credential, std::optional<Instant> expiresAt)
        : m_digest(digest), m_credential(std::move(credential)), m_expiresAt(expiresAt)
    {
    }

    [[nodiscard]] const Digest &digest() const { return m_digest; }
    [[nodiscard]] const std::optional<Instant> &expiresAt() const { return m_expiresAt; }
    /// As the journal names it.
    [[nodiscard]] Actor actor() const;
    [[nodiscard]] Auth auth() const;

    /// Null for a service key, which belongs to no user.
    [[nodiscard]] const store::User *user() const;
    [[nodiscard]] std::optional<UserId> userId() const;
    [[nodiscard]] bool is(UserId user) const { return userId() == user; }
    /// As the journal shows it: the user's name, or the key's.
    [[nodiscard]] const std::string &name() const;

    // Each null unless the credential is of that kind.
    [[nodiscard]] const PersonSession *session() const { return std::get_if<PersonSession>(&m_credential); }
    [[nodiscard]] const LocalSession *localSession() const { return std::get_if<LocalSession>(&m_credential); }
    [[nodiscard]] const ServiceKey *serviceKey() const { return std::get_if<ServiceKey>(&m_credential); }
    /// Of personal tokens and service keys.
    [[nodiscard]] const KeyLimits *keyLimits() const;
    [[nodiscard]] std::optional<KeyId> keyId() const;

    /// To whom this principal's streams and requests are counted.
    [[nodiscard]] stream::Subscriber subscriber() const;

    /// Administrator of the platform. A key that is limited to teams reaches none of it.
    [[nodiscard]] bool isAdmin() const;
    [[nodiscard]] bool isAuditor() const;
    [[nodiscard]] bool reaches(TeamId team) const;
    /// In a team where its user has the role `own`. A service key has an owner's role, as far as its scope lets it.
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
