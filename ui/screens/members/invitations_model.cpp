// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/members/invitations_model.h"

#include "client/display_text.h"
#include "ui/lists/words.h"

namespace castellan::ui {
namespace {

QString memberText(const json::object &object, std::string_view name)
{
    const auto *value = object.if_contains(name);
    if (value == nullptr || !value->is_string())
        return {};
    return client::displayText(std::string_view(value->get_string()));
}

Role roleOf(const records::Invitation &invitation)
{
    return roleFromNumber(int(invitation.role)).value_or(Role::none);
}

QString invitedBy(const records::Invitation &invitation)
{
    if (!invitation.invitor)
        return Words::none();
    return nameOf(*invitation.invitor);
}

RecordPage<records::Invitation> pageOf(std::vector<records::Invitation> list)
{
    const auto count = qint64(list.size());
    return {std::move(list), std::nullopt, count};
}

Columns<records::Invitation> columns()
{
    using Invitation = records::Invitation;
    const auto person = [](const Invitation &one) {
        return Cell{.words = InvitationsModel::inviteeOf(one), .strong = true};
    };
    const auto role = [](const Invitation &one) {
        return Cell{.words = Words::role(roleOf(one)), .sort = -int(roleOf(one))};
    };
    const auto inviter = [](const Invitation &one) { return Cell{.words = invitedBy(one), .tone = Tone::muted}; };
    const auto invited = [](const Invitation &one) {
        const auto created = timeOf(one.createdAt);
        return timeCell(created, Words::ago(created, QDateTime::currentDateTimeUtc()));
    };
    const auto expires = [](const Invitation &one) {
        const auto end = timeOf(one.expiresAt);
        return timeCell(end, Words::until(end, QDateTime::currentDateTimeUtc()));
    };
    return {
        {.title = InvitationsModel::tr("Person"), .width = 40, .cell = person},
        {.title = InvitationsModel::tr("Role"), .width = 26, .cell = role},
        {.title = InvitationsModel::tr("Invited by"), .width = 34, .cell = inviter},
        {.title = InvitationsModel::tr("Invited", "when"), .width = 26, .cell = invited},
        {.title = InvitationsModel::tr("Expires"), .width = 30, .cell = expires, .stretches = true},
    };
}

QString sentence(const records::Invitation &invitation)
{
    return InvitationsModel::tr("%1, invited as %2, expires %3", "%1 a person, %2 a role, %3 like: in 7 days")
        .arg(client::isolated(InvitationsModel::inviteeOf(invitation)), Words::role(roleOf(invitation)),
             Words::until(timeOf(invitation.expiresAt), QDateTime::currentDateTimeUtc()));
}

}  // namespace

InvitationsModel::InvitationsModel(client::Server &server, const QString &teamId, QObject *parent)
    : RecordModel(pagesOf(
                      server, this, &client::Platform::teams, tr("This server offers no teams."),
                      [teamId](client::Teams &teams, const QString &) { return teams.invitations(teamId); }, pageOf),
                  columns(), sentence, parent)
{
}

QString InvitationsModel::inviteeOf(const records::Invitation &invitation)
{
    if (!invitation.invitee)
        return Words::none();
    for (const auto *member : {"name", "username", "email"})
        if (const auto found = memberText(*invitation.invitee, member); !found.isEmpty())
            return found;
    return Words::none();
}

}  // namespace castellan::ui
