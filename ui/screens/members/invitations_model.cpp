// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/members/invitations_model.h"

#include "ui/lists/words.h"

namespace castellan::ui {
namespace {

using Page = RecordPage<records::Invitation>;

InvitationsModel::Fetch invitationsOf(client::Server &server, const QString &teamId, QObject *context)
{
    return [&server, teamId, context](const QString &) -> client::Future<Page> {
        auto *platform = server.platform();
        auto *teams = platform == nullptr ? nullptr : platform->teams();
        if (teams == nullptr)
            return client::ready<Page>(
                fail(ErrorCode::not_offered, InvitationsModel::tr("This server offers no teams.").toStdString()));
        return client::mapped(context, teams->invitations(teamId),
                              [](Result<std::vector<records::Invitation>> list) -> Result<Page> {
                                  if (!list)
                                      return fail(std::move(list.error()));
                                  const auto count = qint64(list->size());
                                  return Page{std::move(*list), std::nullopt, count};
                              });
    };
}

QString memberText(const json::object &object, std::string_view name)
{
    const auto *value = object.if_contains(name);
    if (value == nullptr || !value->is_string())
        return {};
    return QString::fromUtf8(value->get_string().data(), qsizetype(value->get_string().size()));
}

Role roleOf(const records::Invitation &invitation)
{
    return roleFromNumber(int(invitation.role)).value_or(Role::none);
}

QString invitedBy(const records::Invitation &invitation)
{
    if (!invitation.invitor)
        return Words::none();
    const auto name = text(invitation.invitor->name);
    return name.isEmpty() ? text(invitation.invitor->username) : name;
}

}  // namespace

InvitationsModel::InvitationsModel(client::Server &server, const QString &teamId, QObject *parent)
    : RecordModel(invitationsOf(server, teamId, this), parent)
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

QString InvitationsModel::sentenceAt(int row) const
{
    const auto &invitation = record(row);
    return tr("%1, invited as %2, expires %3", "%1 a person, %2 a role, %3 like: in 7 days")
        .arg(inviteeOf(invitation), Words::role(roleOf(invitation)),
             Words::until(timeOf(invitation.expiresAt), QDateTime::currentDateTimeUtc()));
}

Cell InvitationsModel::cellAt(int row, int column) const
{
    const auto &invitation = record(row);
    const auto now = QDateTime::currentDateTimeUtc();
    const auto created = timeOf(invitation.createdAt);
    const auto expires = timeOf(invitation.expiresAt);
    const auto role = roleOf(invitation);
    switch (Column(column)) {
    case PersonColumn:
        return {.words = inviteeOf(invitation), .strong = true};
    case RoleColumn:
        return {.words = Words::role(role), .sort = -int(role)};
    case InvitedByColumn:
        return {.words = invitedBy(invitation), .tone = Tone::muted};
    case InvitedColumn:
        return timeCell(created, Words::ago(created, now));
    case ExpiresColumn:
        return timeCell(expires, Words::until(expires, now));
    case MoreColumn:
    case ColumnCount:
        break;
    }
    return {};
}

QString InvitationsModel::titleOf(int section) const
{
    switch (Column(section)) {
    case PersonColumn:
        return tr("Person");
    case RoleColumn:
        return tr("Role");
    case InvitedByColumn:
        return tr("Invited by");
    case InvitedColumn:
        return tr("Invited", "when");
    case ExpiresColumn:
        return tr("Expires");
    case MoreColumn:
    case ColumnCount:
        break;
    }
    return {};
}

}  // namespace castellan::ui
