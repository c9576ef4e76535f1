// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window_title.h"

#include "client/display_text.h"
#include "ui/guards/environment.h"
#include "ui/shell/commands.h"

#include <QCoreApplication>

namespace castellan::ui {

QString windowTitleOf(const Screen *screen, const client::Server *server)
{
    QStringList parts;
    if (screen && !screen->crumbs().isEmpty())
        parts << client::isolated(screen->crumbs().constLast().text);
    if (server) {
        const QString lock =
            server->isReadOnly() ? QCoreApplication::translate("castellan::ui::MainWindow", ", read-only") : QString();
        parts << client::isolated(server->profile().name) + QStringLiteral(" [") +
                     environmentName(server->profile().environment).toUpper() + QLatin1Char(']') + lock;
    }
    parts << QStringLiteral("Castellan");
    // "[*]" is the place of Qt's mark for a modified window; twice it is itself.
    return parts.join(QStringLiteral(" — ")).replace(QLatin1String("[*]"), QLatin1String("[*][*]"));
}

void listServers(Commands &commands, const client::ServerList &servers, const QString &currentId)
{
    QStringList names;
    int current = -1;
    for (const client::Server *one : servers.servers()) {
        if (one->profile().id == currentId)
            current = int(names.size());
        names << one->profile().name;
    }
    commands.setServers(names, current);
}

}  // namespace castellan::ui
