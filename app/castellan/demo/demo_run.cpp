// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "castellan/demo/demo_run.h"

#include "castellan/demo/day.h"
#include "castellan/demo/line.h"
#include "castellan/demo/people.h"
#include "castellan/demo/staged_clock.h"
#include "core/try.h"
#include "os/path.h"
#include "server/operations/initialise.h"
#include "server/server.h"

#include <QCoreApplication>
#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <optional>

namespace castellan::demo {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Demo)
};

StoreKeys newKeys(Random &random)
{
    StoreKeys keys{Secret(std::size_t(32)), Secret(std::size_t(32))};
    random.fill(keys.database.writable());
    random.fill(keys.master.writable());
    return keys;
}

}  // namespace

/// In the order in which its parts need each other.
struct DemoRun::Stage {
    explicit Stage(const QString &place) : folder(place + QStringLiteral("/run-XXXXXX")) {}
    QTemporaryDir folder;
    StagedClock clock{std::chrono::hours(25)};
    NoLog log;
    std::shared_ptr<Server> server;
    std::optional<Line> line;
    std::optional<Day> day;
};

DemoRun::DemoRun(QString folder, Random &random, Pace pace, QObject *parent)
    : QThread(parent), m_folder(std::move(folder)), m_random(random), m_pace(pace)
{
}

DemoRun::~DemoRun()
{
    end();
    wait();
}

client::Future<DemoUp> DemoRun::begin()
{
    m_promise.start();
    auto answer = m_promise.future();
    start();
    return answer;
}

void DemoRun::end()
{
    m_stop.request_stop();
    {
        const Lock lock(m_mutex);
        m_ended = true;
    }
    m_wake.notifyAll();
}

void DemoRun::run()
{
    QDir().mkpath(m_folder);
    {
        Stage stage(m_folder);
        auto up = open(stage);
        const bool stands = up.has_value();
        m_promise.addResult(std::move(up));
        m_promise.finish();
        if (stands)
            goOn(stage);
        stage.day.reset();
        stage.line.reset();
        if (stage.server)
            stage.server->stop();
    }
    QDir().rmdir(m_folder);  // unless another one has begun there
}

Result<DemoUp> DemoRun::open(Stage &stage)
{
    if (!stage.folder.isValid())
        return fail(ErrorCode::io,
                    Words::tr("Cannot create a folder for the demo: %1").arg(stage.folder.errorString()).toStdString());
    // The data are temporary: cheap password hashes and unsynchronised commits are enough.
    const Care care{{.memoryKiB = 64, .passes = 1, .lanes = 1}, false};
    const StoreKeys keys = newKeys(m_random);
    const auto data = os::pathFromUtf8(stage.folder.filePath(QStringLiteral("data")).toStdString());
    const Person &chief = people().front();
    TRY(initialise(data, keys, {chief.username, "ann@plant.example", chief.name, {}}, stage.clock, m_random, care));
    DemoUp up;
    up.username = QString::fromLatin1(chief.username);
    const std::string launch = m_random.word(43);
    up.access.launchKey = Secret(std::string_view(launch));
    ServerConfig config;
    config.data = data;
    config.keys = keys.clone();
    config.care = care;
    config.listen.launchKey = up.access.launchKey.clone();
    stage.server = std::make_shared<Server>(std::move(config), stage.clock, m_random, stage.log);
    const auto endpoint = TRY(stage.server->start());
    up.access.url = QUrl(QString::fromStdString(endpoint.url));
    auto session = TRY(stage.server->openLocalSession());
    up.access.renew = [weak = std::weak_ptr(stage.server)]() -> Result<Secret> {
        const auto running = weak.lock();
        if (!running)
            return fail(ErrorCode::stopping, Words::tr("The demo has ended.").toStdString());
        auto again = TRY(running->openLocalSession());
        return std::move(again.token);
    };
    stage.line.emplace(up.access.url, up.access.launchKey.clone(), stage.clock, m_random);
    stage.day.emplace(*stage.line, stage.clock, std::move(session.token), m_stop.get_token());
    TRY(stage.day->settle());
    TRY(stage.day->play(m_pace.acts));
    stage.clock.run();
    // That session is a day old by now.
    auto fresh = TRY(up.access.renew());
    up.access.session = std::move(fresh);
    return up;
}

void DemoRun::goOn(Stage &stage)
{
    // A failed act is dropped; the next one is tried all the same.
    while (!endsWithin(m_pace.between * (50 + QRandomGenerator::global()->bounded(100)) / 100))
        (void)stage.day->actNow();
}

bool DemoRun::endsWithin(std::chrono::milliseconds pause)
{
    const auto until = Condition::after(pause);
    const Lock lock(m_mutex);
    while (!m_ended && m_wake.waitUntil(m_mutex, until)) {
    }
    return m_ended;
}

}  // namespace castellan::demo
