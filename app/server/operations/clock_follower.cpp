// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/operations/clock_follower.h"

#include "core/try.h"
#include "server/api/pipeline/records.h"
#include "server/store/tables/login_failures.h"
#include "server/store/tables/login_tickets.h"
#include "server/store/tables/password_resets.h"

#include <utility>

namespace castellan {
namespace {

Result<void> record(store::Writer &writer, journal::Journal &journal, const FollowedClock::Jump &jump)
{
    journal::Entry entry;
    entry.event = Event::platform_clock_changed;
    entry.actor = SystemActor{};
    api::Updates updates;
    updates.add("clock", json::value(toIso(jump.expected)), json::value(toIso(jump.now)));
    entry.body["updates"] = updates.take();
    // By the new time already: a journal that ends in the future shows a jump that was not followed.
    store::Writer after(writer.connection(), writer.ids(), jump.now, writer.random());
    return journal.append(after, std::move(entry));
}

}  // namespace

ClockFollower::~ClockFollower()
{
    if (m_joined)
        m_store.leave(*this);
}

Result<void> ClockFollower::begin()
{
    const auto last = TRY(m_store.read([this](store::Reader &reader) -> Result<Instant> {
        const auto head = m_journal.head().seq;
        auto rows = TRY(m_journal.readFrom(reader, head - 1, 1));
        return rows.empty() ? reader.now() : rows.front().at;
    }));
    TRY(m_store.join(*this));
    m_joined = true;
    const FollowedClock::Jump jump{last, m_clock.now()};
    if (jump.by() >= -FollowedClock::tolerated)
        return {};
    m_store.submitWithRetry([this, jump](store::Writer &writer) { return take(writer, jump); });
    return {};
}

bool ClockFollower::look()
{
    if (!m_clock.look())
        return false;
    if (m_taking.exchange(true))
        return true;
    // Retried until it is stored: it shortens what is valid.
    m_store.submitWithRetry([this](store::Writer &writer) -> Result<bool> {
        const auto found = m_clock.look();  // as it is by now
        auto taken = found ? take(writer, *found) : Result<bool>(true);
        if (!taken) {
            m_taking = store::isOfStorage(taken.error());  // else it isn't tried again
            return taken;
        }
        writer.afterCommit([this] { m_taking = false; });
        if (!found)
            return taken;
        // The acts after this one in the same transaction see what it wrote, so they must have its time as well.
        m_clock.adopt(*found);
        m_adopted = found;
        return taken;
    });
    return true;
}

Result<void> ClockFollower::reload(store::Reader &)
{
    if (const auto jump = std::exchange(m_adopted, std::nullopt))
        m_clock.takeBack(*jump);
    return {};
}

Result<bool> ClockFollower::take(store::Writer &writer, const FollowedClock::Jump &jump)
{
    if (jump.by() < std::chrono::microseconds(0)) {
        TRY(m_credentials.setBack(writer, -jump.by()));
        TRY(store::password_resets::setBack(writer, -jump.by()));
    }
    TRY(store::login_failures::shift(writer, jump.by()));
    TRY(store::login_tickets::removeAll(writer));
    TRY(record(writer, m_journal, jump));
    return true;
}

}  // namespace castellan
