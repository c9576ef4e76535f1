// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/sessions.h"

#include "core/try.h"
#include "server/store/tables/access_tokens.h"
#include "server/store/tables/sessions.h"

#include <algorithm>
#include <cstring>

namespace castellan::identity {
namespace {

/// More than that many are not worth the memory: what is dropped is asked for again.
constexpr std::size_t keepAtMost = 20'000;

auto ended()
{
    return fail(ErrorCode::unauthenticated, "You are not signed in, or your session has ended; sign in again.");
}

}  // namespace

std::size_t DigestHash::operator()(const Digest &digest) const
{
    std::size_t out = 0;
    std::memcpy(&out, digest.data(), sizeof out);
    return out;
}

Sessions::Sessions(store::Store &store, const SecurityPolicy &policy) : m_store(store), m_policy(policy) {}

bool Sessions::alive(const Principal &principal, Instant now) const
{
    if (principal.expiresAt && now >= *principal.expiresAt)
        return false;
    if (principal.auth == journal::Auth::session) {
        // A policy that is stricter than the one at sign-in counts at once; one that is not gives no more time.
        const auto policy = m_policy.current();
        if (now >= principal.createdAt + policy->session.absolute ||
            now >= fromMicros(principal.lastUsed.load()) + policy->session.idle)
            return false;
    }
    return !principal.user.suspended;
}

PrincipalPtr Sessions::find(const Presented &presented)
{
    const auto now = m_store.clock().now();
    const std::lock_guard lock(m_mutex);
    const auto it = m_live.find(presented.digest);
    if (it == m_live.end() || !alive(*it->second, now))
        return nullptr;
    it->second->lastUsed.store(toMicros(now));
    return it->second;
}

Result<PrincipalPtr> Sessions::load(store::Reader &reader, const Presented &presented, std::uint64_t generation)
{
    auto found = TRY(read(reader, presented));
    const std::lock_guard lock(m_mutex);
    if (m_generation.load() == generation) {
        if (m_live.size() >= keepAtMost) {
            for (const auto &[digest, principal] : m_live)
                keepUse(*principal);
            m_live.clear();
        }
        m_live.insert_or_assign(presented.digest, found);
    }
    return PrincipalPtr(found);
}

Result<PrincipalPtr> Sessions::check(store::Reader &reader, const Presented &presented, bool evenDenied)
{
    auto found = TRY(read(reader, presented, evenDenied));
    return PrincipalPtr(found);
}

Result<std::shared_ptr<Principal>> Sessions::read(store::Reader &reader, const Presented &presented, bool evenDenied)
{
    std::optional<Local> local;
    {
        const std::lock_guard lock(m_mutex);
        if (!evenDenied && m_denied.contains(presented.digest))
            return ended();
        if (const auto it = m_local.find(presented.digest); it != m_local.end())
            local = it->second;
    }
    Result<std::shared_ptr<Principal>> found;
    if (local) {
        found = std::make_shared<Principal>();
        (*found)->auth = journal::Auth::local;
        (*found)->digest = presented.digest;
        (*found)->user.id = local->user;
        (*found)->createdAt = local->createdAt;
        (*found)->steppedUpAt = local->steppedUpAt;
        (*found)->secondFactor = true;
    } else {
        found = presented.kind == TokenKind::session ? readSession(reader, presented.digest)
                                                     : readToken(reader, presented.digest);
    }
    if (!found)
        return found;
    if (!evenDenied) {
        const std::lock_guard lock(m_mutex);
        if (denies(**found))
            return ended();
    }
    if (!(*found)->service) {
        auto user = TRY(store::users::find(reader, (*found)->user.id));
        if (!user)
            return ended();
        (*found)->user = std::move(*user);
    }
    // A password turns the local person into an ordinary user, who signs in like everybody.
    if ((*found)->auth == journal::Auth::local && !(*found)->user.local)
        return ended();
    if (!alive(**found, reader.now()))
        return ended();
    (*found)->lastUsed.store(toMicros(reader.now()));
    return found;
}

Result<std::shared_ptr<Principal>> Sessions::readSession(store::Reader &reader, const Digest &digest)
{
    auto row = TRY(store::sessions::findByToken(reader, digest));
    if (!row || row->kind != store::SessionKind::interactive)
        return ended();
    auto out = std::make_shared<Principal>();
    out->auth = journal::Auth::session;
    out->credential = row->id;
    out->digest = digest;
    out->csrf = row->csrf;
    out->expiresAt = row->expiresAt;
    out->createdAt = row->createdAt;
    out->steppedUpAt = row->steppedUpAt;
    out->secondFactor = row->secondFactor;
    out->user.id = row->user;
    auto used = toMicros(row->lastUsedAt);
    const std::lock_guard lock(m_mutex);
    if (const auto it = m_sessionUses.find(row->id); it != m_sessionUses.end())
        used = std::max(used, it->second);
    if (const auto it = m_live.find(digest); it != m_live.end())
        used = std::max(used, it->second->lastUsed.load());
    out->lastUsed.store(used);
    return out;
}

Result<std::shared_ptr<Principal>> Sessions::readToken(store::Reader &reader, const Digest &digest)
{
    auto row = TRY(store::access_keys::findByToken(reader, digest));
    if (!row || !row->enabled)
        return ended();
    auto &key = *row;
    auto out = std::make_shared<Principal>();
    out->auth = journal::Auth::token;
    out->credential = key.id;
    out->digest = digest;
    out->readOnly = key.readOnly;
    out->adminOptIn = key.adminOptIn;
    out->service = key.isService();
    out->limited = key.limited;
    out->teams = std::move(key.teams);
    std::ranges::sort(out->teams);
    out->addresses = std::move(key.addresses);
    out->expiresAt = key.expiresAt;
    out->user.id = key.user;
    if (out->service) {
        out->user.username = key.name + " \u2026" + key.lastFour;
        out->keyTeam = key.team;
    }
    return out;
}

bool Sessions::denies(const Principal &principal) const
{
    if (m_deniedUsers.contains(principal.user.id))
        return true;
    return principal.auth == journal::Auth::session &&
           std::ranges::any_of(m_deniedSessions, [&](const SessionsOf &which) {
               return which.user == principal.user.id && which.except != principal.digest;
           });
}

Result<std::vector<store::Session>> Sessions::ofUser(store::Reader &reader, std::int64_t user)
{
    auto rows = TRY(store::sessions::ofUser(reader, user));
    const auto policy = m_policy.current()->session;
    const std::lock_guard lock(m_mutex);
    if (m_deniedUsers.contains(user))
        rows.clear();
    std::erase_if(rows, [&](store::Session &row) {
        auto used = toMicros(row.lastUsedAt);
        if (const auto it = m_sessionUses.find(row.id); it != m_sessionUses.end())
            used = std::max(used, it->second);
        if (const auto it = m_live.find(row.tokenHash); it != m_live.end())
            used = std::max(used, it->second->lastUsed.load());
        row.lastUsedAt = fromMicros(used);
        row.idleAt = row.lastUsedAt + policy.idle;
        row.expiresAt = std::min(row.expiresAt, row.createdAt + policy.absolute);
        const bool denied =
            m_denied.contains(row.tokenHash) || std::ranges::any_of(m_deniedSessions, [&](const SessionsOf &which) {
                return which.user == row.user && which.except != row.tokenHash;
            });
        return denied || reader.now() >= std::min(row.idleAt, row.expiresAt);
    });
    return rows;
}

Secret Sessions::openLocal(std::int64_t user)
{
    auto token = newToken(TokenKind::session, m_store.random());
    const auto now = m_store.clock().now();
    const std::lock_guard lock(m_mutex);
    m_local.emplace(tokenDigest(token.view()), Local{user, now, now});
    return token;
}

void Sessions::keepUse(const Principal &principal)
{
    const auto used = principal.lastUsed.load();
    if (principal.auth == journal::Auth::session)
        m_sessionUses[principal.credential] = used;
    else if (principal.auth == journal::Auth::token)
        m_tokenUses[principal.credential] = used;
}

template <class Match> std::vector<PrincipalPtr> Sessions::take(Match match)
{
    std::vector<PrincipalPtr> out;
    for (auto it = m_live.begin(); it != m_live.end();) {
        if (!match(*it->second)) {
            ++it;
            continue;
        }
        keepUse(*it->second);
        out.push_back(it->second);
        it = m_live.erase(it);
    }
    return out;
}

void Sessions::userChanged(std::int64_t user)
{
    stream::RightsObserver *observer = nullptr;
    {
        const std::lock_guard lock(m_mutex);
        ++m_generation;
        take([&](const Principal &p) { return p.user.id == user; });
        observer = m_observer;
    }
    if (observer != nullptr)
        observer->rightsChanged(user);
}

void Sessions::userEnded(std::int64_t user, const Digest *except)
{
    stream::RightsObserver *observer = nullptr;
    std::vector<PrincipalPtr> gone;
    {
        const std::lock_guard lock(m_mutex);
        ++m_generation;
        gone = take([&](const Principal &p) { return p.user.id == user; });
        observer = m_observer;
    }
    if (observer == nullptr)
        return;
    for (const auto &principal : gone)
        if (principal->auth == journal::Auth::session && (except == nullptr || principal->digest != *except))
            observer->credentialEnded(principal->digest);
    observer->rightsChanged(user);
}

void Sessions::credentialEnded(const Digest &digest)
{
    stream::RightsObserver *observer = nullptr;
    {
        const std::lock_guard lock(m_mutex);
        ++m_generation;
        m_live.erase(digest);
        m_local.erase(digest);
        m_denied.erase(digest);
        observer = m_observer;
    }
    if (observer != nullptr)
        observer->credentialEnded(digest);
}

void Sessions::sessionsEnded(const SessionsOf &which)
{
    endSessions(which, false);
}

void Sessions::endSessions(const SessionsOf &which, bool deny)
{
    stream::RightsObserver *observer = nullptr;
    std::vector<PrincipalPtr> gone;
    {
        const std::lock_guard lock(m_mutex);
        ++m_generation;
        if (deny)
            m_deniedSessions.push_back(which);
        gone = take([&](const Principal &p) {
            return p.auth == journal::Auth::session && p.user.id == which.user && which.except != p.digest;
        });
        observer = m_observer;
    }
    if (observer == nullptr)
        return;
    for (const auto &principal : gone)
        observer->credentialEnded(principal->digest);
    observer->rightsChanged(which.user);  // streams whose session isn't in the cache
}

void Sessions::renewed(const Digest &old, const Digest &fresh)
{
    stream::RightsObserver *observer = nullptr;
    {
        const std::lock_guard lock(m_mutex);
        ++m_generation;
        take([&](const Principal &p) { return p.digest == old; });
        observer = m_observer;
    }
    if (observer != nullptr)
        observer->credentialRenewed(old, fresh);
}

void Sessions::steppedUp(const Digest &digest, Instant at)
{
    const std::lock_guard lock(m_mutex);
    ++m_generation;
    if (const auto it = m_local.find(digest); it != m_local.end())
        it->second.steppedUpAt = at;
    take([&](const Principal &p) { return p.digest == digest; });  // to be read anew
}

void Sessions::keyChanged(std::int64_t user, std::int64_t key)
{
    stream::RightsObserver *observer = nullptr;
    {
        const std::lock_guard lock(m_mutex);
        ++m_generation;
        take([&](const Principal &p) { return p.auth == journal::Auth::token && p.credential == key; });
        observer = m_observer;
    }
    if (observer != nullptr)
        observer->rightsChanged(stream::viewerOf(user, key));
}

std::optional<Instant> Sessions::lastUseOf(const Digest &digest, std::int64_t key) const
{
    const std::lock_guard lock(m_mutex);
    if (const auto it = m_live.find(digest); it != m_live.end())
        return fromMicros(it->second->lastUsed.load());
    if (const auto it = m_tokenUses.find(key); it != m_tokenUses.end())
        return fromMicros(it->second);
    return std::nullopt;
}

void Sessions::policyChanged()
{
    expire();
    stream::RightsObserver *observer = nullptr;
    {
        const std::lock_guard lock(m_mutex);
        observer = m_observer;
    }
    if (observer != nullptr)
        observer->policyChanged();
}

void Sessions::teamEnded(std::int64_t team)
{
    stream::RightsObserver *observer = nullptr;
    std::vector<PrincipalPtr> gone;
    {
        const std::lock_guard lock(m_mutex);
        ++m_generation;
        gone = take([&](const Principal &p) { return p.service && p.keyTeam == team; });
        observer = m_observer;
    }
    if (observer != nullptr)
        for (const auto &principal : gone)
            observer->credentialEnded(principal->digest);
}

void Sessions::deny(const Denied &denied)
{
    if (const auto *which = std::get_if<SessionsOf>(&denied))
        return endSessions(*which, true);
    if (const auto *user = std::get_if<std::int64_t>(&denied)) {
        {
            const std::lock_guard lock(m_mutex);
            m_deniedUsers.insert(*user);
        }
        return userEnded(*user);
    }
    const auto &digest = std::get<Digest>(denied);
    stream::RightsObserver *observer = nullptr;
    {
        const std::lock_guard lock(m_mutex);
        ++m_generation;
        m_denied.insert(digest);
        m_live.erase(digest);
        observer = m_observer;
    }
    if (observer != nullptr)
        observer->credentialEnded(digest);
}

void Sessions::noLongerDeny(const Denied &denied)
{
    const std::lock_guard lock(m_mutex);
    if (const auto *user = std::get_if<std::int64_t>(&denied))
        m_deniedUsers.erase(*user);
    else if (const auto *which = std::get_if<SessionsOf>(&denied)) {
        if (const auto it = std::ranges::find(m_deniedSessions, *which); it != m_deniedSessions.end())
            m_deniedSessions.erase(it);
    } else
        m_denied.erase(std::get<Digest>(denied));
}

Result<void> Sessions::setBack(store::Writer &writer, std::chrono::microseconds by)
{
    TRY(store::sessions::setBack(writer, by));
    writer.afterCommit([this, by] {
        const std::lock_guard lock(m_mutex);
        ++m_generation;
        take([](const Principal &) { return true; });  // to be read anew
        for (auto &[id, used] : m_sessionUses)
            used -= by.count();
        m_written.clear();
        for (auto &[digest, local] : m_local) {
            local.createdAt -= by;
            local.steppedUpAt -= by;
        }
    });
    return {};
}

void Sessions::observe(stream::RightsObserver *observer)
{
    const std::lock_guard lock(m_mutex);
    m_observer = observer;
}

void Sessions::expire()
{
    const auto now = m_store.clock().now();
    stream::RightsObserver *observer = nullptr;
    std::vector<PrincipalPtr> gone;
    {
        const std::lock_guard lock(m_mutex);
        gone = take([&](const Principal &p) { return !alive(p, now); });
        observer = m_observer;
    }
    if (observer != nullptr)
        for (const auto &principal : gone)
            observer->credentialEnded(principal->digest);
}

void Sessions::flush()
{
    std::vector<store::sessions::Use> sessions;
    std::vector<store::access_keys::TokenUse> tokens;
    std::unordered_map<std::int64_t, Instant> seen;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[digest, principal] : m_live) {
            keepUse(*principal);
            if (!principal->service)
                seen[principal->user.id] = fromMicros(principal->lastUsed.load());
        }
        for (const auto &[id, used] : m_sessionUses)
            if (auto &written = m_written[id]; written != used) {
                written = used;
                sessions.push_back({id, fromMicros(used), fromMicros(used) + m_policy.current()->session.idle});
            }
        for (const auto &[id, used] : m_tokenUses)
            if (auto &written = m_written[-id]; written != used) {
                written = used;
                tokens.push_back({id, fromMicros(used)});
            }
        m_sessionUses.clear();
        m_tokenUses.clear();
        if (m_written.size() > keepAtMost)
            m_written.clear();
    }
    if (sessions.empty() && tokens.empty())
        return;
    m_store.submit(
        [sessions = std::move(sessions), tokens = std::move(tokens),
         seen = std::move(seen)](store::Writer &writer) -> Result<bool> {
            TRY(store::sessions::flushUses(writer, sessions));
            TRY(store::access_keys::flushUses(writer, tokens));
            for (const auto &[user, at] : seen)
                // The user may have been deleted meanwhile.
                if (auto ok = store::users::setLastSeen(writer, user, at);
                    !ok && ok.error().code != ErrorCode::not_found)
                    return fail(std::move(ok.error()));
            return true;
        },
        [](const auto &) {});
}

}  // namespace castellan::identity
