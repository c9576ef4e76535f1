// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/live_credentials.h"

#include "core/try.h"
#include "server/store/tables/api_keys.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace castellan::identity {
namespace {

/// Bounds the memory: a credential that is dropped is read from the store again.
constexpr std::size_t keepAtMost = 20'000;

auto ended()
{
    return fail(ErrorCode::unauthenticated, "You are not signed in, or your session has ended; sign in again.");
}

Result<store::User> userOf(store::Reader &reader, UserId id)
{
    auto user = TRY(store::users::find(reader, id));
    if (!user)
        return ended();
    return std::move(*user);
}

KeyLimits limitsOf(store::ApiKey &key)
{
    KeyLimits out{key.readOnly, key.adminOptIn, key.limited, std::move(key.teams), std::move(key.addresses)};
    std::ranges::sort(out.teams);
    return out;
}

}  // namespace

LiveCredentials::LiveCredentials(store::Store &store, const SecurityPolicy &policy) : m_store(store), m_policy(policy)
{
}

bool LiveCredentials::isAlive(const Principal &principal, Instant now) const
{
    if (principal.expiresAt() && now >= *principal.expiresAt())
        return false;
    if (const auto *session = principal.session()) {
        // A policy stricter than at sign-in takes effect at once; a laxer one does not extend the session.
        const auto policy = m_policy.current();
        if (now >= session->createdAt + policy->session.absolute || now >= principal.lastUsed() + policy->session.idle)
            return false;
    }
    return principal.user() == nullptr || !principal.user()->suspended;
}

PrincipalPtr LiveCredentials::find(const PresentedCredential &presented)
{
    const auto now = m_store.clock().now();
    const Lock lock(m_mutex);
    const auto it = m_live.find(presented.digest);
    if (it == m_live.end() || !isAlive(*it->second, now))
        return nullptr;
    it->second->setLastUsed(now);
    return it->second;
}

Result<PrincipalPtr> LiveCredentials::load(store::Reader &reader, const PresentedCredential &presented,
                                           std::uint64_t generation)
{
    auto found = TRY(read(reader, presented, false));
    const Lock lock(m_mutex);
    if (m_generation.load() == generation) {
        if (m_live.size() >= keepAtMost)
            drop([](const Principal &) { return true; });
        m_live.insert_or_assign(presented.digest, found);
    }
    return PrincipalPtr(std::move(found));
}

Result<PrincipalPtr> LiveCredentials::check(store::Reader &reader, const PresentedCredential &presented,
                                            bool evenDenied)
{
    auto found = TRY(read(reader, presented, evenDenied));
    return PrincipalPtr(std::move(found));
}

LiveCredentials::Found LiveCredentials::read(store::Reader &reader, const PresentedCredential &presented,
                                             bool evenDenied)
{
    if (!evenDenied && m_denials.contains(presented.digest))
        return ended();
    const auto local = findLocal(presented.digest);
    auto found = TRY(local                                  ? readLocal(reader, presented.digest, *local)
                     : presented.kind == TokenKind::session ? readSession(reader, presented.digest)
                                                            : readKey(reader, presented.digest));
    if (!evenDenied && m_denials.covers(*found))
        return ended();
    if (!isAlive(*found, reader.now()))
        return ended();
    found->setLastUsed(reader.now());
    return found;
}

std::optional<LiveCredentials::Local> LiveCredentials::findLocal(const Digest &digest) const
{
    const Lock lock(m_mutex);
    const auto it = m_local.find(digest);
    return it == m_local.end() ? std::nullopt : std::optional(it->second);
}

LiveCredentials::Found LiveCredentials::readLocal(store::Reader &reader, const Digest &digest, const Local &local) const
{
    auto user = TRY(userOf(reader, local.user));
    // A password turns the local person into an ordinary user, who signs in like any other.
    if (!user.local)
        return ended();
    return std::make_shared<Principal>(digest, LocalSession{std::move(user), local.createdAt, local.steppedUpAt},
                                       std::nullopt);
}

LiveCredentials::Found LiveCredentials::readSession(store::Reader &reader, const Digest &digest) const
{
    auto row = TRY(store::sessions::findByToken(reader, digest));
    if (!row || row->kind != store::SessionKind::interactive)
        return ended();
    auto user = TRY(userOf(reader, row->user));
    auto out = std::make_shared<Principal>(
        digest, PersonSession{row->id, std::move(user), row->csrf, row->createdAt, row->steppedUpAt, row->secondFactor},
        row->expiresAt);
    out->setLastUsed(lastUseOf(*row));
    return out;
}

LiveCredentials::Found LiveCredentials::readKey(store::Reader &reader, const Digest &digest) const
{
    auto key = TRY(store::api_keys::findByToken(reader, digest));
    if (!key || !key->enabled)
        return ended();
    auto limits = limitsOf(*key);
    const auto owner = key->user();
    if (!owner)
        return std::make_shared<Principal>(
            digest, ServiceKey{key->id, key->team(), key->name + " \u2026" + key->lastFour, std::move(limits)},
            key->expiresAt);
    auto user = TRY(userOf(reader, *owner));
    return std::make_shared<Principal>(digest, PersonalToken{key->id, std::move(user), std::move(limits)},
                                       key->expiresAt);
}

/// The latest use: from the row, from the cache, or from the uses that are not stored yet.
Instant LiveCredentials::lastUseOf(const store::Session &row) const
{
    auto used = row.lastUsedAt;
    {
        const Lock lock(m_mutex);
        if (const auto it = m_live.find(row.tokenHash); it != m_live.end())
            used = std::max(used, it->second->lastUsed());
    }
    // Afterwards: what leaves the cache goes there.
    if (const auto kept = m_lastUses.of(row.id))
        used = std::max(used, *kept);
    return used;
}

Result<std::vector<store::Session>> LiveCredentials::ofUser(store::Reader &reader, UserId user)
{
    auto rows = TRY(store::sessions::ofUser(reader, user));
    const auto policy = m_policy.current()->session;
    std::erase_if(rows, [&](store::Session &row) {
        row.lastUsedAt = lastUseOf(row);
        row.idleAt = row.lastUsedAt + policy.idle;
        row.expiresAt = std::min(row.expiresAt, row.createdAt + policy.absolute);
        return m_denials.contains(row.tokenHash) || m_denials.covers(row) ||
               reader.now() >= std::min(row.idleAt, row.expiresAt);
    });
    return rows;
}

Secret LiveCredentials::openLocal(UserId user)
{
    auto token = newToken(TokenKind::session, m_store.random());
    const auto now = m_store.clock().now();
    const Lock lock(m_mutex);
    m_local.emplace(tokenDigest(token.view()), Local{user, now, now});
    return token;
}

/// Removes the matching principals from the cache; their uses are kept.
template <class Match> std::vector<PrincipalPtr> LiveCredentials::drop(Match match)
{
    std::vector<PrincipalPtr> out;
    for (auto it = m_live.begin(); it != m_live.end();) {
        if (!match(*it->second)) {
            ++it;
            continue;
        }
        m_lastUses.keep(*it->second);
        out.push_back(it->second);
        it = m_live.erase(it);
    }
    return out;
}

stream::RightsObserver *LiveCredentials::observer() const
{
    const Lock lock(m_mutex);
    return m_observer;
}

void LiveCredentials::userChanged(UserId user)
{
    {
        const Lock lock(m_mutex);
        ++m_generation;
        drop([&](const Principal &p) { return p.is(user); });
    }
    if (auto *hears = observer())
        hears->rightsChanged(user);
}

void LiveCredentials::userEnded(UserId user, const Digest *except)
{
    std::vector<PrincipalPtr> gone;
    {
        const Lock lock(m_mutex);
        ++m_generation;
        gone = drop([&](const Principal &p) { return p.is(user); });
    }
    auto *hears = observer();
    if (hears == nullptr)
        return;
    for (const auto &principal : gone)
        if (principal->session() != nullptr && (except == nullptr || principal->digest() != *except))
            hears->credentialEnded(principal->digest());
    hears->rightsChanged(user);
}

void LiveCredentials::credentialEnded(const Digest &digest)
{
    {
        const Lock lock(m_mutex);
        ++m_generation;
        m_live.erase(digest);
        m_local.erase(digest);
    }
    m_denials.remove(digest);
    if (auto *hears = observer())
        hears->credentialEnded(digest);
}

void LiveCredentials::sessionsEnded(const SessionsOf &which)
{
    std::vector<PrincipalPtr> gone;
    {
        const Lock lock(m_mutex);
        ++m_generation;
        gone = drop([&](const Principal &p) {
            return p.session() != nullptr && which.covers(p.session()->user.id, p.digest());
        });
    }
    auto *hears = observer();
    if (hears == nullptr)
        return;
    for (const auto &principal : gone)
        hears->credentialEnded(principal->digest());
    hears->rightsChanged(which.user);  // streams whose session isn't in the cache
}

void LiveCredentials::renewed(const Digest &old, const Digest &fresh)
{
    {
        const Lock lock(m_mutex);
        ++m_generation;
        drop([&](const Principal &p) { return p.digest() == old; });
    }
    if (auto *hears = observer())
        hears->credentialRenewed(old, fresh);
}

void LiveCredentials::steppedUp(const Digest &digest, Instant at)
{
    const Lock lock(m_mutex);
    ++m_generation;
    if (const auto it = m_local.find(digest); it != m_local.end())
        it->second.steppedUpAt = at;
    drop([&](const Principal &p) { return p.digest() == digest; });  // to be read anew
}

void LiveCredentials::keyChanged(const std::optional<UserId> &owner, KeyId key)
{
    {
        const Lock lock(m_mutex);
        ++m_generation;
        drop([&](const Principal &p) { return p.keyId() == key; });
    }
    if (auto *hears = observer())
        hears->rightsChanged(owner ? stream::Subscriber(*owner) : stream::Subscriber(key));
}

std::optional<Instant> LiveCredentials::lastUseOf(const Digest &digest, KeyId key) const
{
    {
        const Lock lock(m_mutex);
        if (const auto it = m_live.find(digest); it != m_live.end())
            return it->second->lastUsed();
    }
    return m_lastUses.of(key);
}

void LiveCredentials::policyChanged()
{
    expire();
    if (auto *hears = observer())
        hears->policyChanged();
}

void LiveCredentials::teamEnded(TeamId team)
{
    std::vector<PrincipalPtr> gone;
    {
        const Lock lock(m_mutex);
        ++m_generation;
        gone = drop([&](const Principal &p) { return p.serviceKey() != nullptr && p.serviceKey()->team == team; });
    }
    if (auto *hears = observer())
        for (const auto &principal : gone)
            hears->credentialEnded(principal->digest());
}

void LiveCredentials::deny(const Denied &denied)
{
    // First: a principal that is read from now on is refused, and one read before isn't kept, by its generation.
    m_denials.add(denied);
    if (const auto *which = std::get_if<SessionsOf>(&denied))
        return sessionsEnded(*which);
    if (const auto *user = std::get_if<UserId>(&denied))
        return userEnded(*user);
    const auto &digest = std::get<Digest>(denied);
    {
        const Lock lock(m_mutex);
        ++m_generation;
        m_live.erase(digest);
    }
    if (auto *hears = observer())
        hears->credentialEnded(digest);
}

Result<void> LiveCredentials::setBack(store::Writer &writer, std::chrono::microseconds by)
{
    TRY(store::sessions::setBack(writer, by));
    writer.afterCommit([this, by] {
        const Lock lock(m_mutex);
        ++m_generation;
        drop([](const Principal &) { return true; });  // to be read anew
        m_lastUses.setBack(by);
        for (auto &[digest, local] : m_local) {
            local.createdAt -= by;
            local.steppedUpAt -= by;
        }
    });
    return {};
}

void LiveCredentials::observe(stream::RightsObserver *observer)
{
    const Lock lock(m_mutex);
    m_observer = observer;
}

void LiveCredentials::expire()
{
    const auto now = m_store.clock().now();
    std::vector<PrincipalPtr> gone;
    {
        const Lock lock(m_mutex);
        gone = drop([&](const Principal &p) { return !isAlive(p, now); });
    }
    if (auto *hears = observer())
        for (const auto &principal : gone)
            hears->credentialEnded(principal->digest());
}

void LiveCredentials::flush()
{
    LastUses::Unwritten uses;
    std::unordered_map<UserId, Instant> seen;
    {
        const Lock lock(m_mutex);
        for (const auto &[digest, principal] : m_live) {
            m_lastUses.keep(*principal);
            if (const auto user = principal->userId())
                seen.insert_or_assign(*user, principal->lastUsed());
        }
        uses = m_lastUses.take(m_policy.current()->session.idle);
    }
    if (uses.empty())
        return;
    m_store.submit(
        [uses = std::move(uses), seen = std::move(seen)](store::Writer &writer) -> Result<bool> {
            TRY(store::sessions::flushUses(writer, uses.sessions));
            TRY(store::api_keys::flushUses(writer, uses.keys));
            for (const auto &[user, at] : seen)
                // The user may have been deleted meanwhile.
                if (auto ok = store::users::setLastSeen(writer, user, at);
                    !ok && ok.error().code != ErrorCode::not_found)
                    return fail(std::move(ok).error());
            return true;
        },
        [](const auto &) {});
}

}  // namespace castellan::identity
