// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "castellan/console.h"
#include "server/system_clock.h"
#include "tests/client/secrets/fake_secret_store.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <optional>

namespace castellan::tour {

/// The subject of the pictures: a real console and real servers.
class Tour {
public:
    Tour(QApplication &application, const QDir &pictures);
    ~Tour();

    /// Data, server processes, console. Answers with what was in the way.
    [[nodiscard]] QString setUp(int events, const QString &family);

    [[nodiscard]] ui::MainWindow &window() { return m_console->window(); }
    [[nodiscard]] Console &console() { return *m_console; }
    [[nodiscard]] QString plantUrl() const { return m_plantUrl; }
    [[nodiscard]] QString stagingUrl() const { return m_stagingUrl; }
    /// The server of that name in the list; null if it is not there (yet).
    [[nodiscard]] client::Server *server(const QString &name);
    void stopStaging();
    /// The same address again.
    [[nodiscard]] bool startStaging();

    /// Runs the event loop until `done`, and on until what is on screen has come to rest.
    [[nodiscard]] bool waitFor(const std::function<bool()> &done);
    void settle();
    /// Types into a field that is found by its object name in what is on screen.
    [[nodiscard]] bool type(const QString &field, const QString &text);
    [[nodiscard]] bool press(const QString &button);

    /// Pictures in light and dark, inspected; adds to the troubles.
    void take(const QString &name);
    [[nodiscard]] const QStringList &troubles() const { return m_troubles; }
    void trouble(const QString &text) { m_troubles << text; }

private:
    [[nodiscard]] QString serve(QProcess &process, const QString &folder, const QString &listen, QString &url);
    [[nodiscard]] QImage picture();
    [[nodiscard]] QWidget *top() const;

    QApplication &m_application;
    QDir m_pictures;
    QTemporaryDir m_folder;
    SystemClock m_clock;
    OpenSslRandom m_random;
    LocalServerLog m_log;
    client::FakeSecretStore m_keychain;
    QProcess m_plant;
    QProcess m_staging;
    QString m_plantUrl;
    QString m_stagingUrl;
    std::unique_ptr<Console> m_console;
    QStringList m_troubles;
    int m_number = 0;
};

}  // namespace castellan::tour
