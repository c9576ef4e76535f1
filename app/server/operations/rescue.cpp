// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/operations/rescue.h"

#include "core/crypto/password.h"
#include "core/policy.h"
#include "core/try.h"
#include "server/api/pipeline/records.h"
#include "server/identity/old_password.h"
#include "server/identity/security_policy.h"
#include "server/store/tables/api_keys.h"
#include "server/store/tables/login_failures.h"
#include "server/store/tables/login_tickets.h"
#include "server/store/tables/second_factors.h"
#include "server/store/tables/sessions.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace castellan::rescue {
namespace {

Result<store::User> named(store::Reader &reader, std::string_view username)
{
    auto user = TRY(store::users::findByLogin(reader, username));
    if (!user)
        return fail(ErrorCode::not_found,
                    "There is no user \"" + std::string(username) + "\"; `user list` shows who there is.");
    return std::move(*user);
}

journal::Entry entryOf(Event event, const store::Store &store, const store::User &user, std::string_view by)
{
    journal::Entry entry;
    entry.event = event;
    entry.scope = user.id;
    entry.subject = user.id;
    entry.actor = HostActor{std::string(by)};
    entry.body["user"] =
        json::object{{"id", store.ids().encode(user.id)}, {"username", user.username}, {"name", user.name}};
    return entry;
}

Result<std::int64_t> validTokens(store::Reader &reader, UserId user)
{
    const auto tokens = TRY(store::api_keys::ofUser(reader, user));
    return std::ranges::count_if(tokens, [now = reader.now()](const store::ApiKey &token) {
        return token.enabled && (!token.expiresAt || *token.expiresAt > now);
    });
}

Result<void> clearLocks(store::Writer &writer, store::User &user)
{
    user.lockedUntil.reset();
    TRY(store::login_failures::clear(writer, user.id));
    return store::users::update(writer, user);
}

}  // namespace

Result<std::vector<store::User>> list(store::Store &store)
{
    return store.read([](store::Reader &reader) -> Result<std::vector<store::User>> {
        std::vector<store::User> out;
        store::PageRequest<UserId> request;
        do {
            auto page = TRY(store::users::list(reader, request));
            std::ranges::move(page.rows, std::back_inserter(out));
            request.after = page.next;
        } while (request.after);
        return out;
    });
}

Result<void> unlock(store::Store &store, journal::Journal &journal, std::string_view username, std::string_view by)
{
    return store.write([&](store::Writer &writer) -> Result<void> {
        auto user = TRY(named(writer, username));
        TRY(clearLocks(writer, user));
        return journal.append(writer, entryOf(Event::account_unlocked, store, user, by));
    });
}

Result<PasswordReset> resetPassword(store::Store &store, journal::Journal &journal, std::string_view username,
                                    const Secret &password, AccessTokens tokens, std::string_view by)
{
    auto found = TRY(store.read([&](store::Reader &reader) { return named(reader, username); }));
    auto policy = TRY(store.read([](store::Reader &reader) { return identity::SecurityPolicy::read(reader); }));
    const std::array<std::string, 3> personal{found.username, found.email, found.name};
    TRY(checkPassword(policy.settings.password, password, personal));
    auto hash = TRY(hashPassword(password, store.random()));
    return store.write([&](store::Writer &writer) -> Result<PasswordReset> {
        PasswordReset out;
        auto user = TRY(named(writer, username));
        user.passwordHash = hash;
        user.passwordExpired = true;
        user.passwordChangedAt = writer.now();
        user.local = false;
        TRY(clearLocks(writer, user));
        TRY(identity::old_password::endSteps(writer, user.id));
        out.sessionsEnded = TRY(store::sessions::removeOfUser(writer, user.id));
        auto entry = entryOf(Event::users_reset_password, store, user, by);
        entry.body["sessionsEnded"] = out.sessionsEnded;
        if (tokens == AccessTokens::end) {
            const auto ended = TRY(store::api_keys::removeOfUser(writer, user.id));
            out.tokensEnded = std::int64_t(ended.size());
            entry.body["tokensEnded"] = out.tokensEnded;
        }
        out.tokensKept = TRY(validTokens(writer, user.id));
        TRY(journal.append(writer, std::move(entry)));
        return out;
    });
}

Result<bool> resetSecondFactor(store::Store &store, journal::Journal &journal, std::string_view username,
                               std::string_view by)
{
    return store.write([&](store::Writer &writer) -> Result<bool> {
        auto user = TRY(named(writer, username));
        TRY(store::login_tickets::removeOfUser(writer, user.id));
        auto gone = store::second_factors::remove(writer, user.id);
        if (!gone || !*gone)
            return gone;
        auto ended = TRY(store::sessions::removeOfUser(writer, user.id));
        auto entry = entryOf(Event::users_reset_mfa, store, user, by);
        entry.body["sessionsEnded"] = ended;
        TRY(journal.append(writer, std::move(entry)));
        return true;
    });
}

Result<json::object> settings(store::Store &store)
{
    auto stored = TRY(store.read([](store::Reader &reader) { return identity::SecurityPolicy::read(reader); }));
    return toValues(stored.settings);
}

Result<std::vector<std::string>> resetSettings(store::Store &store, journal::Journal &journal,
                                               std::span<const std::string> keys, std::string_view by)
{
    json::object wanted;
    const auto defaults = toValues(SecuritySettings{});
    for (const auto &key : keys) {
        const auto *usual = defaults.if_contains(key);
        if (usual == nullptr)
            return fail(ErrorCode::validation, "There is no setting \"" + key + "\".").at(key);
        wanted[key] = *usual;
    }
    identity::SecurityPolicy policy;  // used by this call only: no server runs
    return store.write([&](store::Writer &writer) -> Result<std::vector<std::string>> {
        auto stored = TRY(identity::SecurityPolicy::read(writer));
        auto settings = TRY(withValues(stored.settings, wanted));
        const auto before = toValues(stored.settings);
        std::vector<std::string> changed;
        api::Updates updates;
        for (const auto &[key, value] : wanted) {
            if (before.at(key) == value)
                continue;
            changed.emplace_back(key);
            updates.add(key, before.at(key), value);
        }
        if (changed.empty())
            return changed;
        TRY(policy.set(writer, settings, identity::Shortening::atOnce));
        journal::Entry entry;
        entry.event = Event::platform_settings_updated;
        entry.actor = HostActor{std::string(by)};
        entry.body["updates"] = updates.take();
        TRY(journal.append(writer, std::move(entry)));
        return changed;
    });
}

}  // namespace castellan::rescue
