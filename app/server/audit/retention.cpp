// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/audit/retention.h"

namespace castellan::audit {
namespace {

constexpr std::chrono::hours every{1};
/// Few enough that acts which wait for the writer don't notice.
constexpr std::int64_t rowsPerAct = 5000;

}  // namespace

void Retention::look(Tick now)
{
    const auto days = m_days();
    const bool due = m_more || m_lastDays != days || now - m_lastLook >= every;
    if (!due || now < m_notBefore || m_running)
        return;
    m_lastDays = days;
    m_lastLook = now;
    m_more = false;
    if (days.count() > 0)
        purge(days);
}

void Retention::purge(std::chrono::days days)
{
    m_running = true;
    m_store.post([this, days](store::Reader &reader) { return m_journal.hasBefore(reader, reader.now() - days); },
                 [this, days](const Result<bool> &any) {
                     if (!any || !*any) {
                         m_running = false;
                         return;
                     }
                     m_store.submit(
                         [this, days](store::Writer &writer) {
                             return m_journal.purge(writer, writer.now() - days, rowsPerAct);
                         },
                         [this](const Result<std::int64_t> &purged) {
                             if (!purged)
                                 m_store.log("audit warning old entries could not be removed: " +
                                             purged.error().message);
                             m_more = purged && *purged == rowsPerAct;
                             m_running = false;
                         });
                 });
}

}  // namespace castellan::audit
