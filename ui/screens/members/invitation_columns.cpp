// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/members/invitation_columns.h"

#include "ui/lists/words.h"

namespace castellan::ui {
namespace {

struct Titles {
    Q_DECLARE_TR_FUNCTIONS(castellan::ui::InvitationsModel)
};

}  // namespace

Role roleOf(const records::Invitation &invitation)
{
    return roleFromNumber(int(invitation.role)).value_or(Role::none);
}

QString inviterOf(const records::Invitation &invitation)
{
    return invitation.invitor ? nameOf(*invitation.invitor) : Words::none();
}

Columns<records::Invitation> invitationColumns()
{
    using Invitation = records::Invitation;
    const auto role = [](const Invitation &one) {
        return Cell{.words = Words::role(roleOf(one)), .sort = -int(roleOf(one))};
    };
    const auto inviter = [](const Invitation &one) { return Cell{.words = inviterOf(one), .tone = Tone::muted}; };
    const auto invited = [](const Invitation &one) {
        const auto created = timeOf(one.createdAt);
        return timeCell(created, Words::ago(created, QDateTime::currentDateTimeUtc()));
    };
    const auto expires = [](const Invitation &one) {
        const auto end = timeOf(one.expiresAt);
        return timeCell(end, Words::until(end, QDateTime::currentDateTimeUtc()));
    };
    return {
        {.title = Titles::tr("Role"), .width = 26, .cell = role},
        {.title = Titles::tr("Invited by"), .width = 34, .cell = inviter},
        {.title = Titles::tr("Invited", "when"), .width = 26, .cell = invited},
        {.title = Titles::tr("Expires"), .width = 30, .cell = expires, .stretches = true},
    };
}

}  // namespace castellan::ui
