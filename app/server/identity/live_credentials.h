// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/mutex.h"
#include "server/identity/denials.h"
#include "server/identity/last_uses.h"
#include "server/identity/principal.h"
#include "server/identity/security_policy.h"
#include "server/store/store.h"
#include "server/store/tables/sessions.h"
#include "server/stream/viewer.h"

#include <atomic>
#include <memory>
#include <unordered_map>
#include <vector>

namespace castellan::identity {

/// The valid credentials: a cache in front of the store, and the local person's session, which exists only here. Ends
/// revoked credentials at once and notifies the observer. Thread-safe.
class LiveCredentials {
public:
    LiveCredentials(store::Store &store, const SecurityPolicy &policy);

    /// The cached principal; counts as a use. Null: call `load`.
    [[nodiscard]] PrincipalPtr find(const PresentedCredential &presented);

    /// The cache's generation, to be taken before the act in which `load` runs is posted: a principal read before a
    /// change is not cached.
    [[nodiscard]] std::uint64_t generation() const { return m_generation.load(); }
    /// Reads the store and caches the principal. ErrorCode::unauthenticated for a credential that isn't valid.
    [[nodiscard]] Result<PrincipalPtr> load(store::Reader &reader, const PresentedCredential &presented,
                                            std::uint64_t generation);
    /// Reads the store inside a write transaction, without caching. `evenDenied`: also a credential revoked in memory,
    /// for the act that stores the revocation.
    [[nodiscard]] Result<PrincipalPtr> check(store::Reader &reader, const PresentedCredential &presented,
                                             bool evenDenied);

    /// A user's valid sessions, newest first, with their current last uses and expiries.
    [[nodiscard]] Result<std::vector<store::Session>> ofUser(store::Reader &reader, UserId user);

    /// The last use of a token or key, if it is not stored yet.
    [[nodiscard]] std::optional<Instant> lastUseOf(const Digest &digest, KeyId key) const;

    /// A session of the local person, bound to this object's life.
    [[nodiscard]] Secret openLocal(UserId user);

    // To be called after the commit of the change that they announce.
    void userChanged(UserId user);
    void userEnded(UserId user, const Digest *except = nullptr);
    void credentialEnded(const Digest &digest);
    void sessionsEnded(const SessionsOf &which);
    /// The session's token was replaced; its streams continue with the new one.
    void renewed(const Digest &old, const Digest &fresh);
    /// The session was stepped up. The local person's step-up is kept in memory only.
    void steppedUp(const Digest &digest, Instant at);
    /// A personal token of `owner`, or without an owner a service key, has a new expiry, name or list of addresses.
    void keyChanged(const std::optional<UserId> &owner, KeyId key);
    /// A stricter policy applies to open sessions, too.
    void policyChanged();
    /// A team was deleted, and its service keys with it.
    void teamEnded(TeamId team);
    /// Before any commit, while the store can't be written: refuses the access from now on.
    void deny(const Denied &denied);
    /// The revocation is stored by now, or it was refused.
    void noLongerDeny(const Denied &denied) { m_denials.remove(denied); }

    void observe(stream::RightsObserver *observer);

    /// The wall clock was set back by `by`: the times of sessions move with it, so that none lives longer. Tokens keep
    /// their expiry date.
    [[nodiscard]] Result<void> setBack(store::Writer &writer, std::chrono::microseconds by);

    /// Drops what has expired. About once a second.
    void expire();
    /// Writes last uses.
    void flush();

private:
    struct Local {
        UserId user;
        Instant createdAt;
        Instant steppedUpAt;
    };
    using Found = Result<std::shared_ptr<Principal>>;

    [[nodiscard]] Found read(store::Reader &reader, const PresentedCredential &presented, bool evenDenied);
    [[nodiscard]] Found readLocal(store::Reader &reader, const Digest &digest, const Local &local) const;
    [[nodiscard]] Found readSession(store::Reader &reader, const Digest &digest) const;
    [[nodiscard]] Found readKey(store::Reader &reader, const Digest &digest) const;
    [[nodiscard]] bool isAlive(const Principal &principal, Instant now) const;
    [[nodiscard]] Instant lastUseOf(const store::Session &row) const;
    [[nodiscard]] std::optional<Local> findLocal(const Digest &digest) const;
    template <class Match> std::vector<PrincipalPtr> drop(Match match) REQUIRES_LOCK(m_mutex);
    [[nodiscard]] stream::RightsObserver *observer() const;

    store::Store &m_store;
    const SecurityPolicy &m_policy;
    Denials m_denials;
    LastUses m_lastUses;
    std::atomic<std::uint64_t> m_generation{0};
    mutable Mutex m_mutex;  ///< taken before those of m_denials and m_lastUses
    std::unordered_map<Digest, std::shared_ptr<Principal>, DigestHash> m_live GUARDED_BY(m_mutex);
    std::unordered_map<Digest, Local, DigestHash> m_local GUARDED_BY(m_mutex);
    stream::RightsObserver *m_observer GUARDED_BY(m_mutex) = nullptr;
};

}  // namespace castellan::identity
