// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/server_acts.h"

#include "client/display_text.h"
#include "client/secrets/sealed_file_store.h"
#include "ui/guards/confirm_dialog.h"
#include "ui/guards/guard.h"
#include "ui/guards/state_view.h"
#include "ui/screen/demo_host.h"
#include "ui/screen/local_host.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>

namespace castellan::ui {

ServerActs::ServerActs(ScreenContext context, Commands &commands, QWidget *window)
    : QObject(window), m_context(std::move(context)), m_commands(commands), m_window(window)
{
    const auto on = [this](Command command, auto act) {
        connect(m_commands.action(command), &QAction::triggered, this, [this, act] {
            if (m_server)
                act(*m_server);
        });
    };
    on(Command::readOnly, [](client::Server &server) { server.setReadOnly(!server.isReadOnly()); });
    on(Command::tryNow, [](client::Server &server) { server.tryNow(); });
    on(Command::signOut, [this](client::Server &) { signOut(); });
    on(Command::removeServer, [this](client::Server &) { askToRemove(); });
    on(Command::copyAddress, [](const client::Server &server) {
        QApplication::clipboard()->setText(server.profile().url.toString(QUrl::RemoveUserInfo));
    });
    if (m_context.localHost)
        connect(m_context.localHost, &LocalHost::runningChanged, this, &ServerActs::update);
    if (m_context.sealedFile)
        connect(m_context.sealedFile, &client::SealedFileStore::lockedChanged, this, &ServerActs::update);
    update();
}

void ServerActs::setServer(client::Server *server)
{
    using client::Server;
    m_server.follow(server, [this] { update(); }, &Server::stateChanged, &Server::profileChanged, &Server::userChanged);
    update();
}

void ServerActs::update()
{
    const auto enable = [this](Command command, bool yes) { m_commands.action(command)->setEnabled(yes); };
    for (const Command command : {Command::readOnly, Command::copyAddress, Command::removeServer})
        enable(command, bool(m_server));
    enable(Command::connectionSettings, m_server && !m_server->profile().temporary);
    enable(Command::signOut, m_server && m_server->user().has_value() && !m_server->profile().embedded);
    enable(Command::tryNow, m_server && m_server->state() == client::ConnectionState::offline);
    enable(Command::startLocalServer, m_context.localHost && !m_context.localHost->isRunning());
    const auto *file = m_context.sealedFile;
    enable(Command::openSealedFile, file && !file->isUnlocked() && file->exists());
    m_commands.action(Command::readOnly)->setChecked(m_server && m_server->isReadOnly());
}

void ServerActs::showMenu(const QPoint &at)
{
    auto *menu = new QMenu(m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const Command command : {Command::readOnly, Command::tryNow, Command::signOut, Command::connectionSettings,
                                  Command::copyAddress, Command::removeServer})
        menu->addAction(m_commands.action(command));
    menu->popup(at);
}

void ServerActs::signOut()
{
    client::whenDone(this, m_server->signOut(), [this](const Result<void> &result) {
        if (!result)
            Q_EMIT said(sentenceOf(result.error()));
    });
}

void ServerActs::askToRemove()
{
    if (m_server->profile().temporary && m_context.demoHost)
        return m_context.demoHost->end();
    const bool embedded = m_server->profile().embedded;
    const Confirmation what{
        .title = tr("Remove %1 from this console?").arg(client::isolated(m_server->profile().name)),
        .consequence =
            embedded ? tr("The local server's data stays on this computer. Start the local server to use it again.")
                     : tr("The server itself is not changed. Your saved sign-in is removed."),
        .verb = tr("Remove")};
    const auto remove = [this, id = m_server->profile().id] {
        const client::Server *server = m_context.servers.byId(id);
        if (server && server->profile().embedded && m_context.localHost)
            m_context.localHost->stop();
        client::whenDone(this, m_context.servers.remove(id), [this](const Result<void> &result) {
            if (!result)
                Q_EMIT said(sentenceOf(result.error()));
        });
    };
    guarded(m_context.theme, tierOf(ConsoleAct::removeServer), m_server->profile(), what, m_window, remove);
}

}  // namespace castellan::ui
