// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "ui/theme/theme.h"

#include <QDialog>

namespace castellan::ui {

class Button;
class TeamForm;

/// Name, slug and type of a new team. Stays open after an error.
class CreateTeamDialog : public QDialog {
    Q_OBJECT
public:
    CreateTeamDialog(Theme &theme, client::Server &server, QWidget *parent);

Q_SIGNALS:
    void created(const castellan::records::Team &team);

private:
    void create();

    client::Server &m_server;
    TeamForm *m_form;
    Button *m_create;
    bool m_busy = false;
};

}  // namespace castellan::ui
