// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/invitations/invitations_screen.h"

#include "client/display_text.h"
#include "ui/lists/record_screen.h"
#include "ui/lists/words.h"
#include "ui/screens/invitations/own_invitations_model.h"
#include "ui/screens/members/invitation_columns.h"
#include "ui/widgets/button.h"

#include <QItemSelectionModel>
#include <QTimer>

namespace castellan::ui {

class InvitationsScreen final : public RecordScreen {
    Q_OBJECT
public:
    InvitationsScreen(ScreenContext context, OwnInvitationsModel *model, QWidget *parent);

protected:
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] std::vector<RowAction> actionsOf(int row) override;

private:
    [[nodiscard]] RowAction acceptance(int row);
    [[nodiscard]] RowAction refusal(int row);
    [[nodiscard]] QString whyNotAccepted(int row) const;
    void updateButtons();
    void accept();

    QTimer m_again;
    OwnInvitationsModel *m_model;
    Button *m_accept;
    Button *m_decline;
};

InvitationsScreen::InvitationsScreen(ScreenContext context, OwnInvitationsModel *model, QWidget *parent)
    : RecordScreen(std::move(context), tr("Invitations"), model,
                   {tr("Invitations"), tr("Filter invitations"), tr("No open invitations"), {}}, parent),
      m_model(model), m_accept(new Button(theme(), tr("Accept"), ButtonKind::primary, this)),
      m_decline(new Button(theme(), tr("Decline"), ButtonKind::secondary, this))
{
    setTitle(tr("Your invitations"));
    for (Button *button : {m_decline, m_accept}) {
        list().guard().add(button);
        list().addAct(button);
    }
    list().setEmptyActVisible(false);
    list().refreshOnEvents({QStringLiteral("team.user."), QStringLiteral("user.invitation.")});
    // No event tells a user of an invitation to a team that is not theirs yet.
    m_again.setInterval(60'000);
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (isVisible() && !window()->isMinimized())
            refresh();
    });
    m_again.start();
    connect(m_accept, &QPushButton::clicked, this, &InvitationsScreen::accept);
    connect(m_decline, &QPushButton::clicked, &list(), &RecordList::removeCurrent);
    connect(list().table()->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &InvitationsScreen::updateButtons);
    connect(m_model, &TableModel::stateChanged, this, &InvitationsScreen::updateButtons);
    updateButtons();
    updateHeader();
    refresh();
}

QString InvitationsScreen::summary() const
{
    return m_model->rowCount() == 0 ? tr("Teams that invite you are listed here.")
                                    : tr("%n team(s) invite you", nullptr, m_model->rowCount());
}

QString InvitationsScreen::whyNotAccepted(int row) const
{
    return m_model->hasExpired(row) ? tr("This invitation has expired. Ask for a new one.") : QString();
}

void InvitationsScreen::updateButtons()
{
    const int row = list().currentRow();
    const auto none = row < 0 ? tr("Select an invitation first.") : QString();
    list().guard().setReason(m_accept, row < 0 ? none : whyNotAccepted(row));
    list().guard().setReason(m_decline, none);
}

std::vector<RowAction> InvitationsScreen::actionsOf(int row)
{
    return {acceptance(row), refusal(row)};
}

RowAction InvitationsScreen::acceptance(int row)
{
    const auto &invitation = m_model->record(row);
    const auto done =
        tr("You are now in %1, as %2.", "%1 a team, %2 a role")
            .arg(client::isolated(OwnInvitationsModel::teamOf(invitation)), Words::role(roleOf(invitation)));
    return {.text = tr("&Accept"), .whyNot = whyNotAccepted(row), .change = [this, id = verbatim(invitation.id), done] {
                return ListChange(server()->platform()->teams()->accept(id), done);
            }};
}

RowAction InvitationsScreen::refusal(int row)
{
    const auto &invitation = m_model->record(row);
    const auto team = client::isolated(OwnInvitationsModel::teamOf(invitation));
    return {.text = tr("&Decline…"),
            .confirmation = {.title = tr("Decline the invitation to %1?", "a team").arg(team),
                             .consequence = tr("You can only join %1 when you are invited again.").arg(team),
                             .verb = tr("Decline")},
            .change =
                [this, id = verbatim(invitation.id), done = tr("Declined the invitation to %1.").arg(team)] {
                    return ListChange(server()->platform()->teams()->reject(id), done);
                },
            .removes = true};
}

void InvitationsScreen::accept()
{
    const int row = list().currentRow();
    if (row < 0 || !whyNotAccepted(row).isEmpty())
        return;
    list().apply(acceptance(row).change(), {});
}

Screen *makeInvitationsScreen(ScreenContext context, QWidget *parent)
{
    auto *model = new OwnInvitationsModel(*context.server);
    return new InvitationsScreen(std::move(context), model, parent);
}

}  // namespace castellan::ui

#include "invitations_screen.moc"
