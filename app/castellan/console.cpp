// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "castellan/console.h"

#include "castellan/views.h"
#include "client/display_text.h"
#include "client/feed/live_feed.h"
#include "core/version.h"
#include "ui/guards/state_view.h"
#include "ui/screens/welcome/local_start.h"
#include "ui/shell/commands.h"
#include "ui/sign_in/sealed_file_dialog.h"

#include <QDir>
#include <QStandardPaths>

#include <algorithm>

namespace castellan {

ConsoleFolders standardFolders()
{
    return {QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation),
            QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)};
}

Console::Console(QApplication &application, const ConsoleFolders &folders, client::SecretStore &keychain, Clock &clock,
                 Random &random, Log &log)
    : m_settings(folders.config + QStringLiteral("/console.ini"), QSettings::IniFormat),
      m_sealed(folders.config + QStringLiteral("/secrets.sealed"), random),
      m_surroundings{clock,
                     random,
                     {keychain, m_session, m_sealed},
                     folders.config,
                     QString::fromUtf8(version().data(), qsizetype(version().size())),
                     [&clock, &random](client::Server &server) -> std::unique_ptr<client::Feed> {
                         return client::makeFeed(*server.platform(), clock, random);
                     }},
      m_servers(m_surroundings),
      m_localHost(m_servers, m_surroundings.secrets, folders.data + QStringLiteral("/local"), clock, random, log),
      m_demo(m_servers, folders.data + QStringLiteral("/demo"), random), m_theme(application), m_views(consoleViews()),
      m_context{m_theme, m_servers, m_events, clock, m_views, &m_localHost, &m_sealed, nullptr, {}, &m_demo}
{
    loadLook();
}

Console::~Console()
{
    // The window's screens refer to everything else.
    m_window.reset();
}

void Console::open()
{
    const Result<void> loaded = m_servers.load();
    m_collector = std::make_unique<client::EventCollector>(m_servers, m_events);
    m_window = std::make_unique<ui::MainWindow>(m_context, m_settings);
    connect(m_window.get(), &ui::MainWindow::localServerRequested, this, [this] { startLocalServer(true); });
    connect(m_window->commands().action(ui::Command::openSealedFile), &QAction::triggered, this,
            &Console::openSealedFile);
    connect(&m_theme, &ui::Theme::changed, this, &Console::saveLook);
    // The session ends: a question would hold up the whole desktop.
    connect(qGuiApp, &QGuiApplication::commitDataRequest, m_window.get(), &ui::MainWindow::save, Qt::DirectConnection);
    m_window->show();
    if (!loaded)
        m_window->say(client::displayText(loaded.error().message));
    m_servers.openAll();
    const auto servers = m_servers.servers();
    const bool starts = startsLocal();
    const bool needsFile =
        (starts && m_localHost.keepsKeyInFile()) || std::any_of(servers.begin(), servers.end(), &Console::isKeptInFile);
    if (needsFile && m_sealed.exists())
        openSealedFile();
    else if (starts)
        startLocalServer(false);
}

bool Console::isKeptInFile(const client::Server *server)
{
    return !server->profile().embedded && server->profile().secretPlace == client::SecretPlace::file;
}

bool Console::startsLocal() const
{
    const auto servers = m_servers.servers();
    return m_localHost.hasData() && !m_localHost.isRunning() &&
           std::any_of(servers.begin(), servers.end(), [](const client::Server *server) {
               return server->profile().embedded && !server->profile().temporary;
           });
}

void Console::openSealedFile()
{
    const auto opened = [this] {
        for (client::Server *server : m_servers.servers())
            if (isKeptInFile(server) && server->state() == client::ConnectionState::signed_out)
                server->open();
        if (startsLocal())
            startLocalServer(false);
    };
    // Declined: the servers ask for a sign-in, as far as theirs is in the file.
    const auto declined = [this] {
        if (startsLocal() && !m_localHost.keepsKeyInFile())
            startLocalServer(false);
    };
    ui::withSealedFile(m_theme, m_sealed, tr("Sign-ins of your servers are in a file protected by a passphrase."),
                       m_window.get(), opened, declined);
}

void Console::startLocalServer(bool goThere)
{
    ui::startLocal(m_theme, m_localHost, &m_sealed, m_window.get(),
                   [this, goThere](const Result<ui::LocalHost::Started> &started) {
                       if (!started)
                           m_window->say(ui::sentenceOf(started.error()));
                       else if (goThere && started->server &&
                                started->server->profile().id != m_window->place().serverId)
                           m_window->go({started->server->profile().id, QStringLiteral("overview"), {}, {}});
                   });
}

void Console::end()
{
    if (m_window)
        m_window->save();
    QCoreApplication::exit(0);
}

void Console::raise()
{
    if (!m_window)
        return;
    m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
}

void Console::loadLook()
{
    using ui::SchemeChoice;
    const QString scheme = m_settings.value(QStringLiteral("look/scheme")).toString();
    m_theme.choose(scheme == QLatin1String("light")          ? SchemeChoice::light
                   : scheme == QLatin1String("dark")         ? SchemeChoice::dark
                   : scheme == QLatin1String("highContrast") ? SchemeChoice::highContrast
                                                             : SchemeChoice::system);
    m_theme.setTextScale(m_settings.value(QStringLiteral("look/textScale"), 100).toInt());
}

void Console::saveLook()
{
    const auto word = [](ui::SchemeChoice choice) {
        switch (choice) {
        case ui::SchemeChoice::system:
            return QStringLiteral("system");
        case ui::SchemeChoice::light:
            return QStringLiteral("light");
        case ui::SchemeChoice::dark:
            return QStringLiteral("dark");
        case ui::SchemeChoice::highContrast:
            return QStringLiteral("highContrast");
        }
        return QString();
    };
    m_settings.setValue(QStringLiteral("look/scheme"), word(m_theme.choice()));
    m_settings.setValue(QStringLiteral("look/textScale"), m_theme.textScale());
}

}  // namespace castellan
