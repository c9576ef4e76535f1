// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/teams/create_team_dialog.h"

#include "ui/guards/server_dialog.h"
#include "ui/screens/teams/team_form.h"
#include "ui/widgets/button.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace castellan::ui {

CreateTeamDialog::CreateTeamDialog(Theme &theme, client::Server &server, QWidget *parent)
    : QDialog(parent), m_server(server), m_form(new TeamForm(theme, server, TeamForm::For::newTeam, this)),
      m_create(new Button(theme, tr("Create team"), ButtonKind::primary, this))
{
    auto *layout = layOutDialog(theme, this, tr("Create a team"), server.profile(), 112);
    layout->addWidget(m_form);
    layout->addSpacing(theme.metrics().units(3));
    layout->addLayout(makeFoot(theme, this, m_create, this));
    m_create->setEnabled(false);

    connect(m_form, &TeamForm::changed, this, [this] { m_create->setEnabled(!m_busy && m_form->isAcceptable()); });
    connect(m_create, &QPushButton::clicked, this, &CreateTeamDialog::create);
    m_form->loadTypes();
    m_form->focusName();
}

void CreateTeamDialog::create()
{
    if (m_busy || !m_form->isAcceptable())
        return;
    m_busy = true;
    m_create->setEnabled(false);
    records::TeamCreate team;
    team.name = m_form->name().toStdString();
    team.slug = m_form->slug().toStdString();
    team.type = m_form->typeId().toStdString();
    client::whenDone(this, m_server.apply(m_server.platform()->teams()->create(std::move(team))),
                     [this](Result<records::Team> done) {
                         m_busy = false;
                         if (!done) {
                             m_form->showProblem(done.error());
                             m_create->setEnabled(m_form->isAcceptable());
                             return;
                         }
                         Q_EMIT created(*done);
                         accept();
                     });
}

}  // namespace castellan::ui
