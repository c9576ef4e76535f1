// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/teams/create_team_dialog.h"

#include "ui/guards/environment.h"
#include "ui/screens/teams/team_form.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace castellan::ui {

CreateTeamDialog::CreateTeamDialog(Theme &theme, client::Server &server, QWidget *parent)
    : QDialog(parent), m_server(server), m_form(new TeamForm(theme, server, TeamForm::For::newTeam, this)),
      m_create(new Button(theme, tr("Create team"), ButtonKind::primary, this))
{
    const auto &metrics = theme.metrics();
    setWindowTitle(tr("Create a team"));
    setMinimumWidth(metrics.units(112));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics.pageMargin(), metrics.units(5), metrics.pageMargin(), metrics.units(5));
    layout->setSpacing(metrics.units(2));
    layout->addWidget(makeParagraph(tr("Create a team"), this, Tone::normal, TextSize::heading));
    auto *where = new QHBoxLayout;
    where->addWidget(makeLabel(server.profile().name, this, TextSize::body, Tone::muted));
    where->addWidget(new EnvironmentChip(theme, server.profile().environment, this));
    where->addStretch();
    layout->addLayout(where);
    layout->addSpacing(metrics.units(2));
    layout->addWidget(m_form);
    auto *acts = new QHBoxLayout;
    acts->setSpacing(metrics.gap());
    auto *cancel = new Button(theme, tr("Cancel"), ButtonKind::secondary, this);
    acts->addStretch();
    acts->addWidget(cancel);
    acts->addWidget(m_create);
    layout->addSpacing(metrics.units(3));
    layout->addLayout(acts);
    m_create->setDefault(true);
    m_create->setEnabled(false);

    connect(m_form, &TeamForm::changed, this, [this] { m_create->setEnabled(!m_busy && m_form->isAcceptable()); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
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
