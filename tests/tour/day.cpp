// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/tour/day.h"

#include "castellan-server/key_file.h"
#include "castellan/demo/day.h"
#include "server/operations/initialise.h"
#include "server/server.h"

namespace castellan::tour {
namespace {

QString words(const Error &error)
{
    return QString::fromStdString(error.message + " " + error.detail);
}

}  // namespace

QString playDay(const QString &dataFolder, const QString &keyFile, int events)
{
    demo::StagedClock clock(std::chrono::hours(25));
    OpenSslRandom random;
    NoLog log;
    auto keys = cli::makeKeyFile(keyFile.toStdString(), random);
    if (!keys)
        return words(keys.error());
    // Pictures are kept, these data are not.
    const Care care{{.memoryKiB = 64, .passes = 1, .lanes = 1}, false};
    const demo::Person &chief = demo::people().front();
    FirstUser first{chief.username, "ann@plant.example", chief.name, Secret(std::string_view(demo::password))};
    if (auto made = initialise(dataFolder.toStdString(), *keys, first, clock, random, care); !made)
        return words(made.error());
    ServerConfig config;
    config.data = dataFolder.toStdString();
    config.keys = keys->clone();
    config.care = care;
    Server server(std::move(config), clock, random, log);
    const auto endpoint = server.start();
    if (!endpoint)
        return words(endpoint.error());
    demo::Line line(QUrl(QString::fromStdString(endpoint->url)), {}, clock, random);
    demo::Day day(line, clock);
    if (auto ok = day.settle(); !ok)
        return words(ok.error());
    if (auto ok = day.play(events); !ok)
        return words(ok.error());
    return {};
}

}  // namespace castellan::tour
