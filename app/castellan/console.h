// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "castellan/demo/embedded_demo.h"
#include "castellan/embedded_host.h"
#include "client/events/event_store.h"
#include "client/feed/event_collector.h"
#include "client/secrets/sealed_file_store.h"
#include "client/secrets/session_store.h"
#include "client/servers/server_list.h"
#include "client/servers/surroundings.h"
#include "core/clock.h"
#include "core/random.h"
#include "ui/screen/views.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"

#include <QSettings>

#include <memory>

namespace castellan {

/// The folders in which a console keeps its files.
struct ConsoleFolders {
    QString config;  ///< servers.json, console.ini, secrets.sealed
    QString data;    ///< the local server's, and a demo's while it runs
};
[[nodiscard]] ConsoleFolders standardFolders();

/// Everything that one running console is made of, built in the order in which it depends on each other.
class Console : public QObject {
    Q_OBJECT
public:
    /// `keychain` may be another store than the desktop's keychain (tests, the tour).
    Console(QApplication &application, const ConsoleFolders &folders, client::SecretStore &keychain, Clock &clock,
            Random &random, Log &log);
    ~Console() override;

    /// Reads the list of servers, opens the window, connects, starts the local server if there was one.
    void open();
    void raise();
    /// Ends the program without a question: what is not applied is kept for the next start.
    void end();

    [[nodiscard]] ui::Theme &theme() { return m_theme; }
    [[nodiscard]] ui::MainWindow &window() { return *m_window; }
    [[nodiscard]] client::ServerList &servers() { return m_servers; }
    [[nodiscard]] client::EventStore &events() { return m_events; }
    [[nodiscard]] EmbeddedHost &localHost() { return m_localHost; }
    [[nodiscard]] demo::EmbeddedDemo &demo() { return m_demo; }

private:
    /// Creates its data folder if there is none and shows the recovery key; goes to the server if `goThere`.
    void startLocalServer(bool goThere);
    [[nodiscard]] static bool isKeptInFile(const client::Server *server);
    /// The list has the local server, which has data and doesn't run.
    [[nodiscard]] bool startsLocal() const;
    /// Asks for the passphrase of the sealed file, then connects the servers whose sign-in is there and starts the
    /// local server. Declined, it can be asked for again by the menu and by the sign-in of these servers.
    void openSealedFile();
    void loadLook();
    void saveLook();

    QSettings m_settings;
    client::SessionStore m_session;
    client::SealedFileStore m_sealed;
    client::Surroundings m_surroundings;
    client::ServerList m_servers;
    client::EventStore m_events;
    EmbeddedHost m_localHost;
    demo::EmbeddedDemo m_demo;
    ui::Theme m_theme;
    ui::Views m_views;
    ui::ScreenContext m_context;
    std::unique_ptr<client::EventCollector> m_collector;
    std::unique_ptr<ui::MainWindow> m_window;
};

}  // namespace castellan
