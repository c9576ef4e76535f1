// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/identity/principal.h"
#include "server/identity/security_policy.h"
#include "server/store/store.h"
#include "server/store/tables/sessions.h"
#include "server/stream/viewer.h"

#include <mutex>
#include <unordered_map>
#include <unordered_set>
#include <variant>

namespace castellan::identity {

struct DigestHash {
    std::size_t operator()(const Digest &digest) const;
};

/// All sign-ins of a user, but for one; tokens stay.
struct SessionsOf {
    std::int64_t user = 0;
    std::optional<Digest> except;
    [[nodiscard]] bool operator==(const SessionsOf &) const = default;
};

/// What is taken away in memory before storage knows of it: one credential, all that a user has, or all their sign-ins.
using Denied = std::variant<Digest, std::int64_t, SessionsOf>;

/// The credentials that are alive: a cache before the store, and the local person's session, which is only here. Ends
/// what is revoked at once and says so to the observer. Thread-safe.
class Sessions {
public:
    Sessions(store::Store &store, const SecurityPolicy &policy);

    /// What is known in memory; counts as a use. Null: ask `load`.
    [[nodiscard]] PrincipalPtr find(const Presented &presented);

    /// To be taken before the read act is posted in which `load` runs: what was read before a change is not kept.
    [[nodiscard]] std::uint64_t generation() const { return m_generation.load(); }
    /// Asks the store and keeps the answer. ErrorCode::unauthenticated for everything that isn't alive.
    [[nodiscard]] Result<PrincipalPtr> load(store::Reader &reader, const Presented &presented,
                                            std::uint64_t generation);
    /// Asks the store inside a write transaction, keeps nothing. `evenDenied`: for the act that ends it for good.
    [[nodiscard]] Result<PrincipalPtr> check(store::Reader &reader, const Presented &presented, bool evenDenied);

    /// A user's sessions that are alive, newest first, with their last uses and ends as they are at this moment.
    [[nodiscard]] Result<std::vector<store::Session>> ofUser(store::Reader &reader, std::int64_t user);

    /// A use that isn't written yet, of a token or key.
    [[nodiscard]] std::optional<Instant> lastUseOf(const Digest &digest, std::int64_t key) const;

    /// A session of the local person, bound to this object's life.
    [[nodiscard]] Secret openLocal(std::int64_t user);

    // To be called after the commit of what they tell of.
    void userChanged(std::int64_t user);
    void userEnded(std::int64_t user, const Digest *except = nullptr);
    void credentialEnded(const Digest &digest);
    void sessionsEnded(const SessionsOf &which);
    /// Its session has another token; streams go on with that.
    void renewed(const Digest &old, const Digest &fresh);
    /// Its session proved again who has it. The local person's is kept here alone.
    void steppedUp(const Digest &digest, Instant at);
    /// A personal token of `user`, or (0) a service key, has another end, name or list of addresses.
    void keyChanged(std::int64_t user, std::int64_t key);
    /// What is stricter than before counts for who is signed in already.
    void policyChanged();
    /// A team is gone, and its service keys with it.
    void teamEnded(std::int64_t team);
    /// Before any commit, when storage doesn't take it now: refused from here on.
    void deny(const Denied &denied);
    /// Storage says so itself by now, or it turned out that it must not be.
    void noLongerDeny(const Denied &denied);

    void observe(stream::RightsObserver *observer);

    /// The wall clock was put back `by`: sessions go back with it, so that none lives longer. Tokens don't: they end on
    /// a date.
    [[nodiscard]] Result<void> setBack(store::Writer &writer, std::chrono::microseconds by);

    /// Drops what has expired. About once a second.
    void expire();
    /// Writes last uses.
    void flush();

private:
    [[nodiscard]] Result<std::shared_ptr<Principal>> read(store::Reader &reader, const Presented &presented,
                                                          bool evenDenied = false);
    [[nodiscard]] Result<std::shared_ptr<Principal>> readSession(store::Reader &reader, const Digest &digest);
    [[nodiscard]] Result<std::shared_ptr<Principal>> readToken(store::Reader &reader, const Digest &digest);
    [[nodiscard]] bool alive(const Principal &principal, Instant now) const;
    [[nodiscard]] bool denies(const Principal &principal) const;
    void endSessions(const SessionsOf &which, bool deny);
    void keepUse(const Principal &principal);
    template <class Match> std::vector<PrincipalPtr> take(Match match);

    store::Store &m_store;
    const SecurityPolicy &m_policy;
    std::atomic<std::uint64_t> m_generation{0};
    mutable std::mutex m_mutex;
    std::unordered_map<Digest, std::shared_ptr<Principal>, DigestHash> m_live;
    struct Local {
        std::int64_t user = 0;
        Instant createdAt;
        Instant steppedUpAt;
    };
    std::unordered_map<Digest, Local, DigestHash> m_local;
    std::unordered_set<Digest, DigestHash> m_denied;
    std::unordered_set<std::int64_t> m_deniedUsers;
    std::vector<SessionsOf> m_deniedSessions;
    std::unordered_map<std::int64_t, std::int64_t> m_sessionUses;  ///< id to µs, not yet written
    std::unordered_map<std::int64_t, std::int64_t> m_tokenUses;
    std::unordered_map<std::int64_t, std::int64_t> m_written;  ///< as last written; tokens by their id's negative
    stream::RightsObserver *m_observer = nullptr;
};

}  // namespace castellan::identity
