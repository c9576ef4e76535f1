// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/lockout.h"

#include "core/address.h"
#include "core/try.h"
#include "server/journal/body.h"
#include "server/store/tables/login_failures.h"

#include <algorithm>

namespace castellan::identity::lockout {
namespace {

namespace rows = store::login_failures;

Result<bool> lockedBy(store::Reader &reader, UserId user, std::string_view prefix)
{
    auto row = rows::find(reader, user, prefix);
    if (!row)
        return fail(std::move(row).error());
    return *row && (*row)->lockedUntil && *(*row)->lockedUntil > reader.now();
}

/// The span grows by the failures beyond the limit: one second, two, four … up to the policy's.
std::chrono::seconds growingDelay(const LockoutPolicy &policy, std::int64_t beyond)
{
    return std::min(policy.span, std::chrono::seconds(std::int64_t{1} << std::clamp<std::int64_t>(beyond, 0, 20)));
}

struct Limit {
    std::string prefix;
    std::int64_t failures;
};

/// The end of the lock that this count causes, if it causes one.
Result<std::optional<Instant>> count(store::Writer &writer, const LockoutPolicy &policy, const store::User &user,
                                     const Limit &limit, bool lastAdmin)
{
    auto found = TRY(rows::find(writer, user.id, limit.prefix));
    const auto now = writer.now();
    auto row = found.value_or(store::LoginFailures{user.id, limit.prefix, 0, now, now, std::nullopt});
    // An expired lock no longer counts; for the last administrator the delays keep growing.
    const bool served = !lastAdmin && row.lockedUntil && *row.lockedUntil <= now;
    if (served || now - row.lastAt > policy.span) {
        row.count = 0;
        row.firstAt = now;
    }
    ++row.count;
    row.lastAt = now;
    row.lockedUntil.reset();
    if (row.count >= limit.failures)
        row.lockedUntil = now + (lastAdmin ? growingDelay(policy, row.count - limit.failures) : policy.span);
    TRY(rows::save(writer, row));
    return row.lockedUntil;
}

}  // namespace

Result<bool> isLocked(store::Reader &reader, const store::User &user, std::string_view address)
{
    auto here = lockedBy(reader, user.id, addressPrefix(address));
    if (!here || *here)
        return here;
    return lockedBy(reader, user.id, {});
}

Result<bool> failed(store::Writer &writer, const LockoutPolicy &policy, store::User &user, std::string_view address)
{
    if (user.local)
        return false;
    bool lastAdmin = false;
    if (user.admin) {
        auto others = TRY(store::users::countUnlockedAdmins(writer, user.id));
        lastAdmin = others == 0;
    }
    auto here = count(writer, policy, user, {addressPrefix(address), policy.perAddress}, lastAdmin);
    if (!here)
        return fail(std::move(here).error());
    const auto most = policy.wholeAccount ? policy.perAddress : policy.perAccount;
    auto everywhere = TRY(count(writer, policy, user, {{}, most}, lastAdmin));
    if (!*here && !everywhere)
        return false;
    user.lockedUntil = std::max(here->value_or(Instant{}), everywhere.value_or(Instant{}));
    TRY(store::users::update(writer, user));
    return true;
}

Result<void> succeeded(store::Writer &writer, const LockoutPolicy &policy, const store::User &user,
                       std::string_view address)
{
    // Failures from other addresses keep counting, unless the policy treats all addresses alike.
    if (policy.wholeAccount)
        TRY(rows::clear(writer, user.id, {}));
    return rows::clear(writer, user.id, addressPrefix(address));
}

Result<void> endIfOver(store::Writer &writer, journal::Journal &journal, store::User &user)
{
    if (!user.lockedUntil || *user.lockedUntil > writer.now())
        return {};
    user.lockedUntil.reset();
    TRY(store::users::update(writer, user));
    journal::Entry entry;
    entry.event = Event::account_unlocked;
    entry.actor = SystemActor{};
    entry.scope = user.id;
    entry.subject = user.id;
    entry.body["user"] = journal::userBody(writer.ids(), user);
    return journal.append(writer, std::move(entry));
}

Result<void> endAllOver(store::Writer &writer, journal::Journal &journal)
{
    constexpr std::int64_t atATime = 100;
    auto ids = TRY(store::users::withEndedLock(writer, atATime));
    for (const auto id : ids) {
        auto user = TRY(store::users::find(writer, id));
        if (!user)
            continue;
        TRY(endIfOver(writer, journal, *user));
    }
    return {};
}

}  // namespace castellan::identity::lockout
