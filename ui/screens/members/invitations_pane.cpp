// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/members/invitations_pane.h"

#include "ui/guards/confirm_dialog.h"
#include "ui/guards/write_guard.h"
#include "ui/lists/rights.h"
#include "ui/lists/words.h"
#include "ui/widgets/button.h"

#include <QItemSelectionModel>
#include <QMenu>
#include <QVBoxLayout>

namespace castellan::ui {

InvitationsPane::InvitationsPane(Theme &theme, client::Server &server, const QString &teamId, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_server(server), m_teamId(teamId),
      m_model(new InvitationsModel(server, teamId)),
      m_list(new RecordList(theme, server, m_model, {{40}, {26}, {34}, {26}, {30, true}, {9}},
                            {tr("Invitations"), tr("Filter invitations"), tr("Nobody is invited at the moment."), {}},
                            this)),
      m_guard(new WriteGuard(server, this)),
      m_withdraw(new Button(theme, tr("Withdraw invitation"), ButtonKind::secondary, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_list);
    m_list->addAct(m_withdraw);
    m_list->refreshOnEvents({QStringLiteral("team.user."), QStringLiteral("user.invitation.")});
    m_guard->add(m_withdraw);
    m_guard->setReason(m_withdraw, tr("Select an invitation first."));
    m_list->setRowMenu([this](QMenu &menu, int row) {
        auto *act = menu.addAction(tr("&Withdraw invitation…"));
        act->setEnabled(whyKept().isEmpty());
        act->setToolTip(whyKept());
        connect(act, &QAction::triggered, this, [this, id = text(m_model->record(row).id)] {
            if (const int at = m_model->rowOf(id); at >= 0)
                withdraw(at);
        });
    });
    connect(m_list, &RecordList::removeRequested, this, &InvitationsPane::withdraw);
    connect(m_withdraw, &QPushButton::clicked, this, [this] {
        if (m_list->currentRow() >= 0)
            withdraw(m_list->currentRow());
    });
    const auto follow = [this] {
        m_guard->setReason(m_withdraw, m_list->currentRow() < 0 ? tr("Select an invitation first.") : whyKept());
    };
    connect(m_list->table()->selectionModel(), &QItemSelectionModel::currentChanged, this, follow);
    connect(m_model, &TableModel::stateChanged, this, [this, follow] {
        follow();
        if (m_model->loadedAt().isValid() && !m_model->isLoading())
            Q_EMIT countChanged(m_model->rowCount());
    });
}

void InvitationsPane::setOwnRole(Role role)
{
    m_ownRole = role;
}

QString InvitationsPane::whyKept() const
{
    if (!mayDo(m_server, "team:user:invite", m_ownRole))
        return tr("Only owners of the team and administrators withdraw invitations.");
    return m_guard->reason();
}

void InvitationsPane::withdraw(int row)
{
    if (const auto why = whyKept(); !why.isEmpty()) {
        Q_EMIT toast(why);
        return;
    }
    const auto who = InvitationsModel::inviteeOf(m_model->record(row));
    Confirmation what{.tier = client::Tier::disruptive,
                      .title = tr("Withdraw the invitation of %1?", "a person").arg(who),
                      .consequence =
                          tr("%1 can no longer join %2 with it.", "%1 a person, %2 a team").arg(who, m_teamName),
                      .goes = {},
                      .verb = tr("Withdraw invitation"),
                      .nameToType = {},
                      .server = m_server.profile()};
    ConfirmDialog::ask(m_theme, what, this, [this, id = text(m_model->record(row).id), who] {
        client::whenDone(
            this, m_server.apply(m_server.platform()->teams()->withdraw(m_teamId, id)), [this, who](Result<void> done) {
                Q_EMIT toast(done ? tr("Withdrew the invitation of %1.").arg(who) : sentenceOf(done.error()));
                m_model->refresh();
            });
    });
}

}  // namespace castellan::ui
