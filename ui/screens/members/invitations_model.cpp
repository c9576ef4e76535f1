// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/members/invitations_model.h"

#include "client/display_text.h"
#include "ui/lists/words.h"
#include "ui/screens/members/invitation_columns.h"

namespace castellan::ui {
namespace {

QString memberText(const json::object &object, std::string_view name)
{
    const auto *value = object.if_contains(name);
    if (value == nullptr || !value->is_string())
        return {};
    return client::displayText(std::string_view(value->get_string()));
}

RecordPage<records::Invitation> pageOf(std::vector<records::Invitation> list)
{
    const auto count = qint64(list.size());
    return {std::move(list), std::nullopt, count};
}

Columns<records::Invitation> columns()
{
    auto all = invitationColumns();
    const auto person = [](const records::Invitation &one) {
        return Cell{.words = InvitationsModel::inviteeOf(one), .strong = true};
    };
    all.insert(all.begin(), {.title = InvitationsModel::tr("Person"), .width = 40, .cell = person});
    return all;
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
