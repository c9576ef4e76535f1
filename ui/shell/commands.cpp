// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/commands.h"

#include "ui/widgets/tool_tip.h"

#include <QMenu>
#include <QMenuBar>

namespace castellan::ui {

Commands::Commands(Theme &, QWidget *window) : QObject(window), m_window(window)
{
    for (const Shortcut &row : shortcuts()) {
        auto *action = new QAction(titleOf(row), this);
        action->setShortcuts(keysOf(row));
        action->setShortcutContext(Qt::WindowShortcut);
        window->addAction(action);
        m_actions.emplace(row.command, action);
    }
    for (const Command command : {Command::readOnly, Command::inspector})
        action(command)->setCheckable(true);
    action(Command::quit)->setMenuRole(QAction::QuitRole);
    action(Command::about)->setMenuRole(QAction::AboutRole);
    action(Command::settings)->setMenuRole(QAction::PreferencesRole);
}

void Commands::fill(QMenuBar *bar)
{
    const auto put = [this](QMenu *menu, std::initializer_list<Command> commands) {
        for (const Command command : commands)
            menu->addAction(action(command));
    };
    QMenu *file = bar->addMenu(tr("&File"));
    put(file, {Command::addServer, Command::startLocalServer, Command::openSealedFile});
    file->addSeparator();
    put(file, {Command::settings});
    file->addSeparator();
    put(file, {Command::closeWindow, Command::quit});

    m_serverMenu = bar->addMenu(tr("&Server"));
    put(m_serverMenu, {Command::allServers});
    m_serversEnd = m_serverMenu->addSeparator();
    put(m_serverMenu,
        {Command::readOnly, Command::tryNow, Command::signOut, Command::connectionSettings, Command::copyAddress});
    m_serverMenu->addSeparator();
    put(m_serverMenu, {Command::removeServer});

    m_viewMenu = bar->addMenu(tr("&View"));
    put(m_viewMenu, {Command::filter, Command::refresh, Command::inspector});
    m_viewEnd = m_viewMenu->addSeparator();
    put(m_viewMenu, {Command::nextPane, Command::previousPane});

    QMenu *go = bar->addMenu(tr("&Go"));
    put(go, {Command::back, Command::forward});

    QMenu *help = bar->addMenu(tr("&Help"));
    put(help, {Command::shortcuts, Command::about});
}

void Commands::setServers(const QStringList &names, int current)
{
    qDeleteAll(m_serverActions);
    m_serverActions.clear();
    for (int i = 0; i < names.size(); ++i) {
        auto *action = new QAction(withoutMnemonic(names.at(i)), this);
        setTip(action, names.at(i));
        action->setCheckable(true);
        action->setChecked(i == current);
        if (i < 9)
            action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + i)));
        connect(action, &QAction::triggered, this, [this, i] { Q_EMIT serverChosen(i); });
        m_window->addAction(action);
        m_serverMenu->insertAction(m_serversEnd, action);
        m_serverActions << action;
    }
}

void Commands::setViewActions(const QList<QAction *> &actions)
{
    for (QAction *action : m_viewActions)
        m_viewMenu->removeAction(action);
    m_viewActions = actions;
    for (QAction *action : actions) {
        m_viewMenu->insertAction(m_viewEnd, action);
        // A screen's action that dies takes itself out of the menu; it must leave the list too.
        connect(action, &QObject::destroyed, this,
                [this](QObject *gone) { m_viewActions.removeOne(static_cast<QAction *>(gone)); });
    }
}

}  // namespace castellan::ui
