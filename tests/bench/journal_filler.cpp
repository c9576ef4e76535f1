// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/journal_filler.h"

#include "castellan-server/key_file.h"
#include "server/journal/journal.h"
#include "server/system_clock.h"

#include <atomic>
#include <semaphore>

namespace castellan::bench {
namespace {

constexpr qint64 rowsPerAct = 100;
constexpr std::ptrdiff_t actsWaiting = 64;

journal::Entry entryOf(TeamId team, qint64 n)
{
    journal::Entry entry;
    entry.event = n % 3 == 0 ? Event::team_user_role_changed : Event::team_settings_updated;
    entry.scope = team;
    entry.actor = UserActor{UserId(1), ServerProcess::user, Auth::session};
    entry.address = "10.0.0." + std::to_string(n % 250);
    entry.client = "bench";
    entry.requestId = std::to_string(n);
    entry.body = {{"updates", {{{"key", "role"}, {"old", "viewer"}, {"new", "member"}, {"dif", "updated"}}}}};
    return entry;
}

}  // namespace

QString fillTeamJournal(const ServerProcess &server, const QString &teamId, qint64 rows)
{
    SystemClock clock;
    OpenSslRandom random;
    NoLog log;
    const auto keys = cli::readKeyFile(server.keyFile().toStdString());
    if (!keys)
        return QString::fromStdString(keys.error().message);
    store::Options options;
    options.folder = server.dataFolder().toStdString();
    auto opened = store::Store::open(options, *keys, clock, random, log);
    if (!opened)
        return QString::fromStdString(opened.error().message);
    auto journal = journal::Journal::open(**opened);
    if (!journal)
        return QString::fromStdString(journal.error().message);
    const auto team = (*opened)->ids().decode<TeamId>(teamId.toStdString());
    if (!team)
        return QStringLiteral("the team's id does not decode");

    std::counting_semaphore<actsWaiting> places(actsWaiting);
    std::atomic<int> failed = 0;
    for (qint64 first = 0; first < rows; first += rowsPerAct) {
        places.acquire();
        (*opened)->submit(
            [&journal, id = *team, first, rows](store::Writer &writer) -> Result<void> {
                for (qint64 n = first; n < qMin(first + rowsPerAct, rows); ++n)
                    if (auto written = (*journal)->append(writer, entryOf(id, n)); !written)
                        return written;
                return {};
            },
            [&](const Result<void> &done) {
                failed += done ? 0 : 1;
                places.release();
            });
    }
    for (std::ptrdiff_t i = 0; i < actsWaiting; ++i)
        places.acquire();
    journal->reset();
    return failed > 0 ? QStringLiteral("%1 groups of rows could not be written").arg(failed.load()) : QString();
}

}  // namespace castellan::bench
