// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "castellan/views.h"
#include "client/events/event_store.h"
#include "client/feed/event_collector.h"
#include "client/feed/live_feed.h"
#include "client/secrets/session_store.h"
#include "client/servers/connect_flow.h"
#include "client/servers/server_list.h"
#include "core/random.h"
#include "tests/client/await.h"
#include "tests/client/servers/sign_in_steps.h"
#include "tests/client/servers/system_world.h"
#include "tests/end_to_end/program.h"
#include "tests/fixtures/plant.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

/// A castellan-server process of its own and the console that talks to it over HTTP: nothing between is replaced.
namespace castellan::test {

/// Begins with a copy of the plant.
class ServerProcess : public ServerProgram {
public:
    [[nodiscard]] bool start(plant::Contents contents = plant::Contents::administrator)
    {
        return plant::copyTo(data(), contents) && ServerProgram::start();
    }
    [[nodiscard]] static QString password() { return QLatin1String(plant::password); }
};

/// The console, composed as the program composes it, with settings of its own.
class Console {
public:
    explicit Console(ui::Theme &look)
        : theme(look), settings(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat),
          surroundings{clock,
                       random,
                       {secrets, secrets, secrets},
                       m_folder.path(),
                       QStringLiteral("test"),
                       [this](client::Server &server) {
                           client::FeedTiming timing;
                           return client::makeFeed(*server.platform(), clock, random, timing);
                       }},
          servers(surroundings), views(consoleViews())
    {
    }

    /// Signs in as the administrator; null with a failed check if that doesn't work.
    client::Server *connectTo(const QString &url, const QString &name, client::Environment environment,
                              const QString &username = QStringLiteral("ann"),
                              const QString &password = ServerProcess::password())
    {
        auto flow = servers.connectNew();
        flow->profile().name = name;
        flow->profile().environment = environment;
        flow->profile().secretPlace = client::SecretPlace::session;
        if (auto probed = client::await(flow->probe(url)); !probed) {
            qWarning("%s", client::why(probed).constData());
            return nullptr;
        }
        flow->profile().name = name;
        flow->profile().environment = environment;
        auto typed = password.toStdString();
        if (auto user =
                client::await(client::signInTo(flow->signIn(), client::PasswordAnswer{username, Secret::take(typed)}));
            !user) {
            qWarning("%s", client::why(user).constData());
            return nullptr;
        }
        auto saved = client::await(flow->save());
        if (!saved) {
            qWarning("%s", client::why(saved).constData());
            return nullptr;
        }
        return *saved;
    }

    void openWindow()
    {
        collector = std::make_unique<client::EventCollector>(servers, events);
        window = std::make_unique<ui::MainWindow>(
            ui::ScreenContext{theme, servers, events, clock, views, nullptr, nullptr, nullptr, {}}, settings);
        window->resize(1280, 800);
        window->show();
        (void)QTest::qWaitForWindowActive(window.get());
    }

private:
    QTemporaryDir m_folder;

public:
    ui::Theme &theme;
    client::SystemClock clock;
    OpenSslRandom random;
    client::SessionStore secrets;
    QSettings settings;
    client::EventStore events;
    client::Surroundings surroundings;
    client::ServerList servers;
    std::unique_ptr<client::EventCollector> collector;
    ui::Views views;
    std::unique_ptr<ui::MainWindow> window;
};

/// Id of a new team with a slug of its name; empty with a warning if that failed.
inline QString makeTeam(client::Server &server, const QString &name)
{
    auto &teams = *server.platform()->teams();
    auto types = client::await(teams.types());
    records::TeamCreate team;
    team.name = name.toStdString();
    team.slug = name.toLower().replace(u' ', u'-').toStdString();
    team.type = types && !types->empty() ? types->front().id : std::string();
    auto made = client::await(server.apply(teams.create(team)));
    if (!made)
        qWarning("%s", client::why(made).constData());
    return made ? QString::fromStdString(made->id) : QString();
}

}  // namespace castellan::test
