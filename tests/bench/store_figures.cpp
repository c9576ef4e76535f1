// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/system_clock.h"
#include "tests/bench/figure.h"

#include "server/journal/journal.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <atomic>
#include <semaphore>

namespace castellan::bench {
namespace {

constexpr std::ptrdiff_t outstanding = 2048;

journal::Entry entryNumber(std::int64_t n)
{
    journal::Entry entry;
    entry.event = Event::team_user_role_changed;
    entry.scope = TeamId(1 + n % 7);
    const UserId actor(1 + n % 23);
    entry.actor = UserActor{actor, "person" + to_string(actor), Auth::session};
    entry.address = "10.0.0." + std::to_string(n % 250);
    entry.client = "bench";
    entry.requestId = std::to_string(n);
    entry.body = {{"user", {{"name", "Bob Lindt"}}},
                  {"updates", {{{"key", "role"}, {"old", "viewer"}, {"new", "member"}, {"dif", "updated"}}}}};
    return entry;
}

void sustainedRows(const Settings &settings, Report &report)
{
    const auto id = QStringLiteral("P-D1");
    const QTemporaryDir folder;
    SystemClock clock;
    OpenSslRandom random;
    NoLog log;
    StoreKeys keys{Secret(32), Secret(32)};
    random.fill(keys.database.writable());
    random.fill(keys.master.writable());
    store::Options options;
    options.folder = folder.filePath(QStringLiteral("data")).toStdString();
    options.ballast = 0;
    if (const auto made =
            store::Store::create(options, keys, clock, random, log, [](store::Store &) { return Result<void>(); });
        !made) {
        report.missing << Missing{id, QString::fromStdString(made.error().message)};
        return;
    }
    auto opened = store::Store::open(options, keys, clock, random, log);
    auto journal =
        opened ? journal::Journal::open(**opened) : Result<std::unique_ptr<journal::Journal>>(fail(opened.error()));
    if (!journal) {
        report.missing << Missing{id, QString::fromStdString(journal.error().message)};
        return;
    }
    std::counting_semaphore<outstanding> places(outstanding);
    std::atomic<std::int64_t> durable = 0, failed = 0;
    QElapsedTimer timer;
    timer.start();
    for (std::int64_t n = 0; timer.elapsed() < settings.seconds * 4000; ++n) {
        places.acquire();
        (*opened)->submit([&journal, n](store::Writer &writer) { return (*journal)->append(writer, entryNumber(n)); },
                          [&](const Result<void> &done) {
                              ++(done ? durable : failed);
                              places.release();
                          });
    }
    for (std::ptrdiff_t i = 0; i < outstanding; ++i)
        places.acquire();
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    if (failed > 0)
        report.missing << Missing{id, QStringLiteral("%1 rows could not be written").arg(failed.load())};
    else
        report.figures << Figure{id,
                                 QStringLiteral("audit rows, encrypted, chained, durable, one an act"),
                                 QStringLiteral("rows/s"),
                                 double(durable) / seconds,
                                 10'000,
                                 Better::higher,
                                 {}};
    journal->reset();
}

}  // namespace

QList<Measurement> storeMeasurements(const Settings &settings)
{
    return {{{QStringLiteral("P-D1")}, [settings](Report &report) { sustainedRows(settings, report); }}};
}

}  // namespace castellan::bench
