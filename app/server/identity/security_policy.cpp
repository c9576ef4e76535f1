// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/security_policy.h"

#include "core/try.h"
#include "server/store/tables/settings.h"

#include <boost/json/object.hpp>

namespace castellan::identity {
namespace {

constexpr std::string_view storedAs = "security";

auto unusable(const std::string &why)
{
    return fail(ErrorCode::corrupt, "The stored security settings can't be used: " + why);
}

/// 0 days are for ever.
bool isShorter(std::chrono::days a, std::chrono::days b)
{
    return a.count() > 0 && (b.count() == 0 || a < b);
}

/// Values that an earlier version allowed.
json::object raisedToLeast(json::object values)
{
    for (const auto &[key, member] : retentionSettings())
        if (auto *value = values.if_contains(key); value != nullptr && value->is_int64())
            if (const auto days = value->get_int64(); days > 0 && days < AuditPolicy::least.count())
                *value = AuditPolicy::least.count();
    return values;
}

/// `{"audit.retentionDays":{"days":365,"until":µs}}`
json::object toJson(const std::vector<RetentionHold> &holds)
{
    json::object out;
    for (const auto &hold : holds)
        out[hold.setting.key] = json::object{{"days", hold.days.count()}, {"until", toMicros(hold.until)}};
    return out;
}

std::vector<RetentionHold> holdsFrom(const json::object &document)
{
    std::vector<RetentionHold> out;
    const auto *held = document.if_contains("held");
    if (held == nullptr || !held->is_object())
        return out;
    for (const auto &setting : retentionSettings()) {
        const auto *hold = held->get_object().if_contains(setting.key);
        const auto *members = hold != nullptr ? hold->if_object() : nullptr;
        if (members == nullptr || !members->contains("days") || !members->contains("until"))
            continue;
        const auto &days = members->at("days");
        const auto &until = members->at("until");
        if (days.is_int64() && until.is_int64())
            out.push_back({setting, std::chrono::days(days.get_int64()), fromMicros(until.get_int64())});
    }
    return out;
}

std::chrono::days inForce(const AuditPolicy &audit, const std::vector<RetentionHold> &holds,
                          const RetentionSetting &setting, Instant now)
{
    const auto chosen = audit.*setting.member;
    for (const auto &hold : holds)
        if (hold.setting.key == setting.key && now < hold.until && isShorter(chosen, hold.days))
            return hold.days;
    return chosen;
}

/// The holds in force after a change: existing ones continue, and begin anew where their retention is shortened
/// further.
std::vector<RetentionHold> holdsAfter(const SecurityPolicy::Stored &before, const AuditPolicy &after, Instant now)
{
    std::vector<RetentionHold> out;
    for (const auto &setting : retentionSettings()) {
        const auto days = inForce(before.settings.audit, before.holds, setting, now);
        const auto chosen = after.*setting.member;
        if (!isShorter(chosen, days))
            continue;
        auto until = now + retentionNotice;
        if (!isShorter(chosen, before.settings.audit.*setting.member))
            for (const auto &hold : before.holds)
                if (hold.setting.key == setting.key)
                    until = hold.until;
        out.push_back({setting, days, until});
    }
    return out;
}

}  // namespace

SecurityPolicy::SecurityPolicy()
{
    replace({});
}

std::shared_ptr<const SecuritySettings> SecurityPolicy::current() const
{
    return {std::shared_ptr<const void>(), &m_current.load(std::memory_order_acquire)->settings};
}

AuditPolicy SecurityPolicy::retention(Instant now) const
{
    const auto *current = m_current.load(std::memory_order_acquire);
    auto out = current->settings.audit;
    for (const auto &setting : retentionSettings())
        out.*setting.member = inForce(current->settings.audit, current->holds, setting, now);
    return out;
}

Result<SecurityPolicy::Stored> SecurityPolicy::read(store::Reader &reader)
{
    auto found = TRY(store::settings::find(reader, storedAs));
    if (!found)
        return Stored{};
    const auto *document = found->if_object();
    const auto *revision = document != nullptr ? document->if_contains("revision") : nullptr;
    const auto *values = document != nullptr ? document->if_contains("values") : nullptr;
    if (revision == nullptr || !revision->is_int64() || values == nullptr || !values->is_object())
        return unusable("they are no document with a revision and values.");
    auto settings = fromValues(raisedToLeast(values->get_object()));
    if (!settings)
        return unusable(settings.error().message + ".");
    return Stored{revision->get_int64(), std::move(*settings), holdsFrom(*document)};
}

Result<void> SecurityPolicy::load(store::Reader &reader)
{
    auto stored = TRY(read(reader));
    replace({std::move(stored.settings), std::move(stored.holds)});
    return {};
}

Result<SecurityPolicy::Stored> SecurityPolicy::set(store::Writer &writer, const SecuritySettings &settings,
                                                   Shortening shortening)
{
    auto before = TRY(read(writer));
    const auto revision = before.revision + 1;
    // Values that are the default's are not kept, so that a better default of a later version reaches
    // installations that never chose.
    const auto defaults = toValues(SecuritySettings{});
    json::object chosen;
    for (const auto &[key, value] : toValues(settings))
        if (value != defaults.at(key))
            chosen[key] = value;
    json::object document;
    document["revision"] = revision;
    document["values"] = std::move(chosen);
    auto holds = shortening == Shortening::announced ? holdsAfter(before, settings.audit, writer.now())
                                                     : std::vector<RetentionHold>();
    if (!holds.empty())
        document["held"] = toJson(holds);
    TRY(store::settings::set(writer, storedAs, json::value(std::move(document))));
    writer.afterCommit([this, settings, holds] { replace({settings, holds}); });
    return Stored{revision, settings, std::move(holds)};
}

void SecurityPolicy::observe(std::function<void(const SecuritySettings &)> observer)
{
    const Lock lock(m_mutex);
    observer(*current());
    m_observers.push_back(std::move(observer));
}

void SecurityPolicy::replace(InForce fresh)
{
    fresh.settings.network.readRanges();
    const Lock lock(m_mutex);
    m_all.push_back(std::make_unique<const InForce>(std::move(fresh)));
    m_current.store(m_all.back().get(), std::memory_order_release);
    for (const auto &observer : m_observers)
        observer(m_all.back()->settings);
}

}  // namespace castellan::identity
