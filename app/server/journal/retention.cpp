// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/journal/retention.h"

#include <array>

namespace castellan::journal {
namespace {

constexpr std::chrono::hours every{1};
/// Few enough not to delay the acts that wait for the writer.
constexpr std::int64_t rowsPerAct = 5000;

constexpr auto categories = std::to_array({EventCategory::signIn, EventCategory::people, EventCategory::keys,
                                           EventCategory::teams, EventCategory::platform, EventCategory::refusals});
static_assert(categories.size() == eventCategories);

}  // namespace

void Retention::look(Tick now)
{
    const auto policy = m_policy();
    const bool due = m_more || m_lastPolicy != policy || now - m_lastLook >= every;
    if (!due || now < m_notBefore || m_running)
        return;
    m_lastPolicy = policy;
    m_lastLook = now;
    m_more = false;
    start(policy);
}

Result<bool> Retention::isDue(store::Reader &reader, const AuditPolicy &policy, Instant now) const
{
    if (policy.retention.count() > 0)
        if (auto any = m_journal.hasBefore(reader, now - policy.retention); !any || *any)
            return any;
    for (const auto category : categories)
        if (const auto days = policy.of(category); days.count() > 0)
            if (auto any = m_journal.hasFullBefore(reader, category, now - days); !any || *any)
                return any;
    return false;
}

/// Processes one batch. Whether there was any.
Result<bool> Retention::clean(store::Writer &writer, const AuditPolicy &policy) const
{
    if (policy.retention.count() > 0) {
        auto taken = m_journal.purge(writer, writer.now() - policy.retention, rowsPerAct);
        if (!taken || *taken > 0)
            return taken ? Result<bool>(true) : fail(std::move(taken).error());
    }
    for (const auto category : categories) {
        const auto days = policy.of(category);
        if (days.count() == 0)
            continue;
        auto looked = m_journal.empty(writer, category, writer.now() - days, rowsPerAct);
        if (!looked || *looked > 0)
            return looked ? Result<bool>(true) : fail(std::move(looked).error());
    }
    return false;
}

void Retention::start(const AuditPolicy &policy)
{
    m_running = true;
    m_store.post(
        [this, policy, now = m_store.clock().now()](store::Reader &reader) { return isDue(reader, policy, now); },
        [this, policy](const Result<bool> &due) {
            if (!due || !*due) {
                m_running = false;
                return;
            }
            m_store.submit([this, policy](store::Writer &writer) { return clean(writer, policy); },
                           [this](const Result<bool> &more) {
                               if (!more)
                                   m_log.warning("journal",
                                                 "old entries could not be removed: " + more.error().message);
                               m_more = more && *more;
                               m_running = false;
                           });
        });
}

}  // namespace castellan::journal
