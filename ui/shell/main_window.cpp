// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/main_window.h"

#include "ui/screen/views.h"
#include "ui/shell/banner.h"
#include "ui/shell/closing_dialog.h"
#include "ui/shell/commands.h"
#include "ui/shell/demo_banner.h"
#include "ui/shell/draft_banner.h"
#include "ui/shell/drafts.h"
#include "ui/shell/inspector_area.h"
#include "ui/shell/navigation.h"
#include "ui/shell/server_acts.h"
#include "ui/shell/server_rail.h"
#include "ui/shell/shortcuts_dialog.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/window_place.h"
#include "ui/shell/window_title.h"
#include "ui/sign_in/step_up_dialog.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/toast.h"

#include <QCloseEvent>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenuBar>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

namespace castellan::ui {
static const QString overviewView = QStringLiteral("overview");

MainWindow::MainWindow(ScreenContext context, QSettings &settings, QWidget *parent)
    : QMainWindow(parent), m_context(std::move(context)), m_memory(settings),
      m_commands(new Commands(m_context.theme, this)), m_acts(new ServerActs(m_context, *m_commands, this))
{
    build();
    m_drafts = new Drafts(*m_content, m_context.clock,
                          QFileInfo(settings.fileName()).absolutePath() + QStringLiteral("/drafts.json"), this);
    connectParts();
    connectDrafts();
    connectCommands();
    m_commands->fill(menuBar());
    setMinimumSize(900, 600);
    resize(1280, 800);
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    keepOnScreen(*this);
    m_inspector->setWanted(settings.value(QStringLiteral("window/inspector"), true).toBool());
    m_splitter->restoreState(settings.value(QStringLiteral("window/splitter")).toByteArray());
    showServers();
    go(firstPlace());
}

MainWindow::~MainWindow() = default;

void MainWindow::build()
{
    Theme &theme = m_context.theme;
    auto *central = new QWidget(this);
    auto *rows = new QVBoxLayout(central);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(0);
    rows->addLayout(columns, 1);
    m_rail = new ServerRail(theme, m_context.servers, central);
    m_navigation = new Navigation(theme, m_context.views, central);
    columns->addWidget(m_rail);
    columns->addWidget(m_navigation);
    auto *main = new QWidget(central);
    auto *stack = new QVBoxLayout(main);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->setSpacing(0);
    m_topBar = new TopBar(theme, *m_commands, main);
    m_demoBanner = new DemoBanner(theme, m_context.demoHost, main);
    m_draftBanner = new DraftBanner(theme, main);
    m_banner = new Banner(theme, m_context.localHost, main);
    m_splitter = new QSplitter(Qt::Horizontal, main);
    m_splitter->setChildrenCollapsible(false);
    m_content = new ContentArea(m_context, m_memory, m_splitter);
    m_inspector = new InspectorArea(theme, m_splitter);
    m_splitter->addWidget(m_content);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({10'000, theme.metrics().units(68)});
    stack->addWidget(m_topBar);
    stack->addWidget(m_demoBanner);
    stack->addWidget(m_draftBanner);
    stack->addWidget(m_banner);
    stack->addWidget(m_splitter, 1);
    columns->addWidget(main, 1);
    m_status = new StatusLine(theme, m_context.servers, central);
    rows->addWidget(m_status);
    setCentralWidget(central);
    m_toast = new Toast(theme, this);
    new StepUpPrompt(theme, m_context.servers, this);
    for (QWidget *pane :
         {static_cast<QWidget *>(m_rail), static_cast<QWidget *>(m_navigation), static_cast<QWidget *>(m_topBar),
          static_cast<QWidget *>(m_content), static_cast<QWidget *>(m_inspector), static_cast<QWidget *>(m_status)})
        m_panes.add(pane);
}

void MainWindow::connectParts()
{
    connect(m_rail, &ServerRail::chosen, this, &MainWindow::selectServer);
    connect(m_rail, &ServerRail::addRequested, m_commands->action(Command::addServer), &QAction::trigger);
    connect(m_rail, &ServerRail::menuRequested, this, [this](client::Server *chosen, const QPoint &at) {
        selectServer(chosen);
        m_acts->showMenu(at);
    });
    connect(m_navigation, &Navigation::chosen, this,
            [this](const QString &view) { go({m_place.serverId, view, {}, {}}); });
    connect(m_topBar, &TopBar::navigate, this, &MainWindow::go);
    connect(m_banner, &Banner::restartRequested, this, &MainWindow::localServerRequested);
    connect(m_commands->action(Command::startLocalServer), &QAction::triggered, this,
            &MainWindow::localServerRequested);
    connect(m_content, &ContentArea::navigate, this, &MainWindow::go);
    connect(m_content, &ContentArea::sealedFileRequested, m_commands->action(Command::openSealedFile),
            &QAction::trigger);
    connect(m_content, &ContentArea::crumbsChanged, this, [this] {
        if (screen())
            m_topBar->setCrumbs(screen()->crumbs());
        showTitle();
    });
    connect(m_content, &ContentArea::inspectorChanged, this, &MainWindow::showInspector);
    connect(m_content, &ContentArea::inspectorRequested, m_inspector, [this] { m_inspector->setWanted(true); });
    connect(m_inspector, &InspectorArea::changed, this, [this] {
        QAction *action = m_commands->action(Command::inspector);
        m_topBar->setInspectorAvailable(m_inspector->hasVisitor());
        action->setEnabled(m_inspector->hasVisitor());
        action->setChecked(m_inspector->hasVisitor() && m_inspector->isWanted());
    });
    connect(m_content, &ContentArea::viewActionsChanged, this,
            [this] { m_commands->setViewActions(screen() ? screen()->viewActions() : QList<QAction *>{}); });
    connect(m_content, &ContentArea::toast, this,
            [this](const QString &text, const QString &act, const std::function<void()> &onAct) {
                m_toast->say(text, act, onAct);
            });

    client::ServerList &servers = m_context.servers;
    const auto follow = [this](client::Server *server) {
        connect(server, &client::Server::profileChanged, this, [this] {
            showServers();
            showTitle();
        });
        connect(server, &client::Server::notice, this, [this](const QString &text) { m_toast->say(text); });
    };
    for (client::Server *server : servers.servers())
        follow(server);
    connect(&servers, &client::ServerList::added, this, follow);
    connect(&servers, &client::ServerList::aboutToRemove, this,
            [this](client::Server *server) { serverRemoved(server->profile().id); });
    // Not before it has left the list: a screen that is made now must not take it up again.
    connect(&servers, &QAbstractItemModel::rowsRemoved, this, [this] {
        if (m_place.view.isEmpty())
            go(firstPlace());
    });
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&servers, signal, this, &MainWindow::showServers);
    connect(&servers, &client::ServerList::saveFailed, this, [this](const QString &why) { m_toast->say(why); });
}

void MainWindow::connectDrafts()
{
    const auto offer = [this] { m_draftBanner->show(m_drafts->earlier()); };
    connect(m_drafts, &Drafts::earlierChanged, this, offer);
    connect(m_drafts, &Drafts::failed, this, &MainWindow::say);
    connect(m_draftBanner, &DraftBanner::restoreRequested, this, [this] {
        if (const auto place = m_drafts->restore(); !place.view.isEmpty())
            go(place);
        else
            say(tr("The servers of these changes are no longer in the list."));
    });
    connect(m_draftBanner, &DraftBanner::discardRequested, m_drafts, &Drafts::discardEarlier);
    offer();
}

client::Server *MainWindow::server() const
{
    return m_place.serverId.isEmpty() ? nullptr : m_context.servers.byId(m_place.serverId);
}

Place MainWindow::firstPlace() const
{
    return {{}, m_context.servers.rowCount() == 0 ? QStringLiteral("welcome") : overviewView, {}, {}};
}

bool MainWindow::go(const Place &place)
{
    if (!display(place))
        return false;
    m_history.visit(m_place);
    showCommands();
    return true;
}

bool MainWindow::display(const Place &place)
{
    Screen *next = m_content->show(place);
    if (!next)
        return false;
    m_place = place;
    client::Server *on = server();
    const bool bare = place.view == QLatin1String("welcome");
    m_navigation->setVisible(!bare);
    m_topBar->setVisible(!bare);
    m_rail->setCurrent(on);
    m_navigation->setServer(on);
    m_navigation->setCurrent(place.view);
    m_topBar->setServer(on);
    m_topBar->setCrumbs(next->crumbs());
    m_demoBanner->follow(on);
    m_banner->follow(on);
    m_status->setServer(on);
    m_acts->setServer(on);
    m_commands->setViewActions(next->viewActions());
    showInspector();
    showServers();
    showCommands();
    showTitle();
    return true;
}

void MainWindow::showTitle()
{
    setWindowTitle(windowTitleOf(screen(), server()));
}

void MainWindow::showServers()
{
    listServers(*m_commands, m_context.servers, m_place.serverId);
}

void MainWindow::showInspector()
{
    m_inspector->visit(screen() ? screen()->inspector() : nullptr, m_content);
}

void MainWindow::selectServer(client::Server *chosen)
{
    if (chosen == server() && !m_place.view.isEmpty() && m_place.view != QLatin1String("welcome") &&
        m_place.view != QLatin1String("connect"))
        return;
    const View *view = m_context.views.find(m_place.view);
    const bool keeps = view && view->group != ViewGroup::hidden && (chosen ? view->forServer : view->forAllServers);
    const QString id = chosen ? chosen->profile().id : QString();
    // The same view of the other server, where it has one.
    go({id, keeps ? m_place.view : overviewView, {}, {}});
}

void MainWindow::serverRemoved(const QString &id)
{
    m_inspector->visit(nullptr, m_content);
    m_history.forget(id);
    if (m_place.serverId == id)
        m_place.view.clear();
}

void MainWindow::connectCommands()
{
    const auto on = [this](Command command, auto f) {
        connect(m_commands->action(command), &QAction::triggered, this, std::move(f));
    };
    for (const auto &[command, view] :
         {std::pair(Command::addServer, "connect"), {Command::settings, "settings"}, {Command::about, "about"}})
        on(command, [this, id = QLatin1String(view)] {
            if (go({{}, id, {}, {}}))
                screen()->focusStart();
        });
    on(Command::connectionSettings, [this] {
        if (server() && go({server()->profile().id, QStringLiteral("connection"), {}, {}}))
            screen()->focusStart();
    });
    on(Command::closeWindow, [this] { close(); });
    on(Command::quit, [this] { close(); });
    on(Command::allServers, [this] { selectServer(nullptr); });
    on(Command::nextPane, [this] { m_panes.next(); });
    on(Command::previousPane, [this] { m_panes.previous(); });
    on(Command::shortcuts, [this] { ShortcutsDialog::show(m_context.theme, this); });
    on(Command::filter, [this] {
        if (QLineEdit *field = screen() ? screen()->filterField() : nullptr) {
            field->setFocus(Qt::ShortcutFocusReason);
            field->selectAll();
        }
    });
    on(Command::refresh, [this] {
        if (screen())
            screen()->refresh();
    });
    on(Command::inspector, [this] { m_inspector->setWanted(!m_inspector->isWanted()); });
    on(Command::back, [this] {
        if (const auto place = m_history.back())
            display(*place);
    });
    on(Command::forward, [this] {
        if (const auto place = m_history.forward())
            display(*place);
    });
    connect(m_commands, &Commands::serverChosen, this, [this](int row) { selectServer(m_context.servers.at(row)); });
    connect(m_acts, &ServerActs::said, this, &MainWindow::say);
}

void MainWindow::showCommands()
{
    m_commands->action(Command::back)->setEnabled(m_history.canGoBack());
    m_commands->action(Command::forward)->setEnabled(m_history.canGoForward());
    m_commands->action(Command::filter)->setEnabled(screen() && screen()->filterField());
}

void MainWindow::say(const QString &text)
{
    m_toast->say(text);
}

void MainWindow::askBeforeClosing()
{
    auto *dialog = new ClosingDialog(m_context.theme, m_drafts->current(), this);
    const auto closeAfter = [this](void (Drafts::*act)()) {
        return [this, act] {
            (m_drafts->*act)();
            m_closing = true;
            close();
        };
    };
    connect(dialog, &ClosingDialog::keepChosen, this, closeAfter(&Drafts::save));
    connect(dialog, &ClosingDialog::discardChosen, this, closeAfter(&Drafts::discardAll));
    openOver(dialog, m_content);
}

void MainWindow::save()
{
    saveView();
    m_drafts->save();
}

void MainWindow::saveView()
{
    m_content->saveStates();
    QSettings &settings = m_memory.settings();
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/splitter"), m_splitter->saveState());
    settings.setValue(QStringLiteral("window/inspector"), m_inspector->isWanted());
    settings.sync();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveView();
    const bool asks = !m_closing && !m_drafts->current().empty();
    event->setAccepted(!asks);
    if (asks)
        askBeforeClosing();
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_inspector->isVisible()) {
        m_inspector->setWanted(false);
        return;
    }
    QMainWindow::keyPressEvent(event);
}

}  // namespace castellan::ui
