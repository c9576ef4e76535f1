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

/// The credentials that are alive: a cache before the store, and the local person's session, which is only here. Ends
/// what is revoked at once and says so to the observer. Thread-safe.
class LiveCredentials {
public:
    LiveCredentials(store::Store &store, const SecurityPolicy &policy);

    /// What is known in memory; counts as a use. Null: ask `load`.
    [[nodiscard]] PrincipalPtr find(const PresentedCredential &presented);

    /// To be taken before the read act is posted in which `load` runs: what was read before a change is not kept.
    [[nodiscard]] std::uint64_t generation() const { return m_generation.load(); }
    /// Asks the store and keeps the answer. ErrorCode::unauthenticated for everything that isn't alive.
    [[nodiscard]] Result<PrincipalPtr> load(store::Reader &reader, const PresentedCredential &presented,
                                            std::uint64_t generation);
    /// Asks the store inside a write transaction, keeps nothing. `evenDenied`: for the act that ends it for good.
    [[nodiscard]] Result<PrincipalPtr> check(store::Reader &reader, const PresentedCredential &presented,
                                             bool evenDenied);

    /// A user's sessions that are alive, newest first, with their last uses and ends as they are at this moment.
    [[nodiscard]] Result<std::vector<store::Session>> ofUser(store::Reader &reader, UserId user);

    /// A use that isn't written yet, of a token or key.
    [[nodiscard]] std::optional<Instant> lastUseOf(const Digest &digest, KeyId key) const;

    /// A session of the local person, bound to this object's life.
    [[nodiscard]] Secret openLocal(UserId user);

    // To be called after the commit of what they tell of.
    void userChanged(UserId user);
    void userEnded(UserId user, const Digest *except = nullptr);
    void credentialEnded(const Digest &digest);
    void sessionsEnded(const SessionsOf &which);
    /// The session has another token; streams go on with that.
    void renewed(const Digest &old, const Digest &fresh);
    /// The session's person proved their identity again. The local person's is kept here alone.
    void steppedUp(const Digest &digest, Instant at);
    /// A personal token of `owner`, or (nothing) a service key, has another end, name or list of addresses.
    void keyChanged(const std::optional<UserId> &owner, KeyId key);
    /// A stricter policy counts for sessions that are open already.
    void policyChanged();
    /// A team is gone, and its service keys with it.
    void teamEnded(TeamId team);
    /// Before any commit, when storage can't be written: refused from here on.
    void deny(const Denied &denied);
    /// Storage says so itself by now, or the revocation turned out to be refused.
    void noLongerDeny(const Denied &denied) { m_denials.remove(denied); }

    void observe(stream::RightsObserver *observer);

    /// The wall clock was put back `by`: sessions go back with it, so that none lives longer. Tokens don't: they end on
    /// a date.
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
