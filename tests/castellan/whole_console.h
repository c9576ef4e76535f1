// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "castellan/console.h"
#include "server/system_clock.h"
#include "tests/client/secrets/fake_secret_store.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>

namespace castellan::test {

/// The system's clock, put forward by a test. Servers ask it from their own threads.
class MovedClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return m_system.now() + m_ahead.load(); }
    [[nodiscard]] Tick tick() const override { return m_system.tick() + m_ahead.load(); }
    void moveOn(std::chrono::seconds by) { m_ahead = m_ahead.load() + by; }

private:
    SystemClock m_system;
    std::atomic<std::chrono::seconds> m_ahead{std::chrono::seconds(0)};
};

/// The program as main composes it, in folders of its own; the keychain is a map in memory unless `desktop` is given.
class WholeConsole {
public:
    explicit WholeConsole(QApplication &application, client::SecretStore *desktop = nullptr)
        : m_application(application), m_desktop(desktop)
    {
        restart();
    }
    /// The console refers to what is destroyed before it.
    ~WholeConsole() { console.reset(); }
    WholeConsole(const WholeConsole &) = delete;
    WholeConsole &operator=(const WholeConsole &) = delete;

    /// Restarts the console, as if the program had ended and started again.
    void restart()
    {
        console.reset();
        const ConsoleFolders folders{m_folder.filePath(QStringLiteral("config")),
                                     m_folder.filePath(QStringLiteral("data"))};
        QDir().mkpath(folders.config);
        console = std::make_unique<Console>(m_application, folders, m_desktop != nullptr ? *m_desktop : keychain,
                                            m_clock, m_random, m_log);
        console->open();
        window().activateWindow();
        (void)QTest::qWaitForWindowActive(&window());
    }
    /// Holds the folders "config" and "data".
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] ui::MainWindow &window() { return console->window(); }
    [[nodiscard]] QString view() { return window().place().view; }

    /// The topmost window: an open dialog, else the main window.
    [[nodiscard]] QWidget &top()
    {
        if (QWidget *dialog = QApplication::activeModalWidget())
            return *dialog;
        return window();
    }
    [[nodiscard]] QAbstractButton *button(const QString &name)
    {
        for (auto *one : top().findChildren<QAbstractButton *>()) {
            const QString text = QString(one->text()).remove(QLatin1Char('&'));
            if (one->isVisible() && (one->objectName() == name || text == name || one->accessibleName() == name))
                return one;
        }
        return nullptr;
    }
    [[nodiscard]] bool press(const QString &name)
    {
        QAbstractButton *one = button(name);
        if (!one || !one->isEnabled())
            return false;
        QTest::mouseClick(one, Qt::LeftButton);
        return true;
    }
    [[nodiscard]] QLineEdit *field(const QString &name)
    {
        for (auto *one : top().findChildren<QLineEdit *>(name)) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }
    [[nodiscard]] bool type(const QString &name, const QString &text)
    {
        QLineEdit *one = field(name);
        if (!one)
            return false;
        one->setFocus();
        one->clear();
        QTest::keyClicks(one, text);
        return true;
    }
    void moveOn(std::chrono::seconds by) { m_clock.moveOn(by); }
    /// Text of the visible label with this object name.
    [[nodiscard]] QString label(const QString &name)
    {
        for (auto *one : top().findChildren<QLabel *>(name)) {
            if (one->isVisible())
                return one->text();
        }
        return {};
    }

    client::FakeSecretStore keychain;
    std::unique_ptr<Console> console;

private:
    QApplication &m_application;
    client::SecretStore *m_desktop;
    QTemporaryDir m_folder;
    MovedClock m_clock;
    OpenSslRandom m_random;
    LocalServerLog m_log;
};

/// The main function of a suite over the whole console: the application as the program sets it up.
template <class Suite> int runConsoleTest(int argc, char **argv)
{
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    const QApplication application(argc, argv);
    Suite suite;
    return QTest::qExec(&suite, argc, argv);
}

}  // namespace castellan::test
