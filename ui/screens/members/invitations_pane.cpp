// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/members/invitations_pane.h"

#include "client/display_text.h"
#include "ui/lists/rights.h"
#include "ui/lists/words.h"
#include "ui/widgets/button.h"

#include <QItemSelectionModel>
#include <QVBoxLayout>

namespace castellan::ui {

InvitationsPane::InvitationsPane(Theme &theme, client::Server &server, const QString &teamId, QWidget *parent)
    : QWidget(parent), m_server(server), m_teamId(teamId), m_model(new InvitationsModel(server, teamId)),
      m_list(new RecordList(theme, server, m_model,
                            {tr("Invitations"), tr("Filter invitations"), tr("No open invitations"), {}}, this)),
      m_withdraw(new Button(theme, tr("Withdraw invitation"), ButtonKind::secondary, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_list);
    m_list->guard().add(m_withdraw);
    m_list->addAct(m_withdraw);
    m_list->refreshOnEvents({QStringLiteral("team.user."), QStringLiteral("user.invitation.")});
    m_list->setActions([this](int row) { return std::vector{withdrawal(row)}; });
    connect(m_list, &RecordList::toast, this, &InvitationsPane::toast);
    connect(m_withdraw, &QPushButton::clicked, m_list, &RecordList::removeCurrent);
    connect(m_list->table()->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &InvitationsPane::updateButton);
    connect(m_model, &TableModel::stateChanged, this, [this] {
        updateButton();
        if (m_model->loadedAt().isValid() && !m_model->isLoading())
            Q_EMIT countChanged(m_model->rowCount());
    });
    updateButton();
}

void InvitationsPane::setOwnRole(Role role)
{
    m_ownRole = role;
    updateButton();
}

void InvitationsPane::updateButton()
{
    m_list->guard().setReason(m_withdraw, m_list->currentRow() < 0 ? tr("Select an invitation first.") : whyKept());
}

QString InvitationsPane::whyKept() const
{
    return mayDo(m_server, "team:user:invite", m_ownRole)
               ? QString()
               : tr("Only team owners and administrators can withdraw invitations.");
}

RowAction InvitationsPane::withdrawal(int row) const
{
    const auto who = InvitationsModel::inviteeOf(m_model->record(row));
    return {.text = tr("&Withdraw invitation…"),
            .whyNot = whyKept(),
            .confirmation = {.title = tr("Withdraw the invitation of %1?", "a person").arg(client::isolated(who)),
                             .consequence = tr("%1 can no longer join %2 with it.", "%1 a person, %2 a team")
                                                .arg(client::isolated(who), client::isolated(m_teamName)),
                             .verb = tr("Withdraw invitation")},
            .change =
                [this, id = text(m_model->record(row).id),
                 done = tr("Withdrew the invitation of %1.").arg(client::isolated(who))] {
                    return ListChange(m_server.platform()->teams()->withdraw(m_teamId, id), done);
                },
            .removes = true};
}

}  // namespace castellan::ui
