// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/shell/content_area.h"
#include "ui/shell/history.h"
#include "ui/shell/panes.h"
#include "ui/shell/view_memory.h"

#include <QMainWindow>

class QSplitter;

namespace castellan::ui {

class Banner;
class Commands;
class DemoBanner;
class DraftBanner;
class Drafts;
class InspectorArea;
class Navigation;
class ServerActs;
class ServerRail;
class StatusLine;
class Toast;
class TopBar;

/// The console's window: rail, navigation, top bar, banner, content, inspector, status. It arranges these parts and
/// navigates between places.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(ScreenContext context, QSettings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Shows a place and remembers it; unknown places are refused with false.
    bool go(const Place &place);
    [[nodiscard]] const Place &place() const { return m_place; }
    [[nodiscard]] Screen *screen() const { return m_content->current(); }
    [[nodiscard]] Commands &commands() const { return *m_commands; }
    /// Shows a toast.
    void say(const QString &text);
    /// Writes what the next start needs: geometry, views, drafts. For an end that asks nothing.
    void save();

Q_SIGNALS:
    /// By the command, or by the banner of a local server that stopped.
    void localServerRequested();

protected:
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void connectCommands();
    void connectParts();
    void connectDrafts();
    void askBeforeClosing();
    void saveView();
    bool display(const Place &place);
    /// The place at the start: all servers, or the welcome screen if there are none.
    [[nodiscard]] Place firstPlace() const;
    void showTitle();
    void showServers();
    void showCommands();
    void showInspector();
    void selectServer(client::Server *server);
    void serverRemoved(const QString &id);
    [[nodiscard]] client::Server *server() const;

    ScreenContext m_context;
    ViewMemory m_memory;
    History m_history;
    Panes m_panes;
    Place m_place;
    Commands *m_commands;
    ServerActs *m_acts;
    ServerRail *m_rail = nullptr;
    Navigation *m_navigation = nullptr;
    TopBar *m_topBar = nullptr;
    DemoBanner *m_demoBanner = nullptr;
    DraftBanner *m_draftBanner = nullptr;
    Banner *m_banner = nullptr;
    QSplitter *m_splitter = nullptr;
    ContentArea *m_content = nullptr;
    Drafts *m_drafts = nullptr;
    bool m_closing = false;  ///< what becomes of the drafts is decided
    InspectorArea *m_inspector = nullptr;
    StatusLine *m_status = nullptr;
    Toast *m_toast = nullptr;
};

}  // namespace castellan::ui
