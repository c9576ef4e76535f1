// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/lockout.h"

#include "server/identity/address_prefix.h"
#include "server/store/login_failures.h"

#include <algorithm>

namespace castellan::identity::lockout {
namespace {

namespace rows = store::login_failures;

Result<bool> lockedBy(store::Reader &reader, std::int64_t user, std::string_view prefix)
{
    auto row = rows::find(reader, user, prefix);
    if (!row)
        return fail(std::move(row.error()));
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

/// Until when the count locks, if it does.
Result<std::optional<Instant>> count(store::Writer &writer, const LockoutPolicy &policy, const store::User &user,
                                     const Limit &limit, bool lastAdmin)
{
    auto found = rows::find(writer, user.id, limit.prefix);
    if (!found)
        return fail(std::move(found.error()));
    const auto now = writer.now();
    auto row = found->value_or(store::LoginFailures{user.id, limit.prefix, 0, now, now, std::nullopt});
    if (now - row.lastAt > policy.span) {
        row.count = 0;
        row.firstAt = now;
    }
    ++row.count;
    row.lastAt = now;
    row.lockedUntil.reset();
    if (row.count >= limit.failures)
        row.lockedUntil = now + (lastAdmin ? growingDelay(policy, row.count - limit.failures) : policy.span);
    if (auto ok = rows::save(writer, row); !ok)
        return fail(std::move(ok.error()));
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
        auto others = store::users::countActiveAdmins(writer, user.id);
        if (!others)
            return fail(std::move(others.error()));
        lastAdmin = *others == 0;
    }
    auto here = count(writer, policy, user, {addressPrefix(address), policy.perAddress}, lastAdmin);
    if (!here)
        return fail(std::move(here.error()));
    auto everywhere = count(writer, policy, user, {{}, policy.perAccount}, lastAdmin);
    if (!everywhere)
        return fail(std::move(everywhere.error()));
    if (!*here && !*everywhere)
        return false;
    user.lockedUntil = std::max(here->value_or(Instant{}), everywhere->value_or(Instant{}));
    if (auto ok = store::users::update(writer, user); !ok)
        return fail(std::move(ok.error()));
    return true;
}

Result<void> succeeded(store::Writer &writer, const store::User &user, std::string_view address)
{
    return rows::clear(writer, user.id, addressPrefix(address));
}

}  // namespace castellan::identity::lockout
