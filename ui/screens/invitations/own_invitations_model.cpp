// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/invitations/own_invitations_model.h"

#include "client/display_text.h"
#include "ui/lists/words.h"
#include "ui/screens/members/invitation_columns.h"

namespace castellan::ui {
namespace {

RecordPage<records::Invitation> pageOf(std::vector<records::Invitation> list)
{
    const auto count = qint64(list.size());
    return {std::move(list), std::nullopt, count};
}

Columns<records::Invitation> columns()
{
    auto all = invitationColumns();
    const auto team = [](const records::Invitation &one) {
        return Cell{.words = OwnInvitationsModel::teamOf(one), .strong = true};
    };
    all.insert(all.begin(), {.title = OwnInvitationsModel::tr("Team"), .width = 44, .cell = team});
    return all;
}

QString sentence(const records::Invitation &invitation)
{
    return OwnInvitationsModel::tr("%1, as %2, invited by %3, expires %4",
                                   "%1 a team, %2 a role, %3 a person, %4 like: in 7 days")
        .arg(client::isolated(OwnInvitationsModel::teamOf(invitation)), Words::role(roleOf(invitation)),
             client::isolated(inviterOf(invitation)),
             Words::until(timeOf(invitation.expiresAt), QDateTime::currentDateTimeUtc()));
}

}  // namespace

OwnInvitationsModel::OwnInvitationsModel(client::Server &server, QObject *parent)
    : RecordModel(pagesOf(
                      server, this, &client::Platform::teams, tr("This server offers no teams."),
                      [](client::Teams &teams, const QString &) { return teams.ownInvitations(); }, pageOf),
                  columns(), sentence, parent)
{
}

QString OwnInvitationsModel::teamOf(const records::Invitation &invitation)
{
    return invitation.team ? text(invitation.team->name) : Words::none();
}

bool OwnInvitationsModel::hasExpired(int row) const
{
    const auto end = timeOf(record(row).expiresAt);
    return end.isValid() && end < QDateTime::currentDateTimeUtc();
}

}  // namespace castellan::ui
