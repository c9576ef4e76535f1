// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/members/invitations_model.h"

#include "ui/screens/records/words.h"

namespace castellan::ui {
namespace {

using Page = RecordPage<wire::Invitation>;

InvitationsModel::Fetch invitationsOf(client::Server &server, const QString &teamId, QObject *context)
{
    return [&server, teamId, context](const QString &) -> client::Answer<Page> {
        auto *platform = server.platform();
        auto *teams = platform == nullptr ? nullptr : platform->teams();
        if (teams == nullptr)
            return client::answered<Page>(
                fail(ErrorCode::not_offered, InvitationsModel::tr("This server offers no teams.").toStdString()));
        return client::mapped(context, teams->invitations(teamId),
                              [](Result<std::vector<wire::Invitation>> list) -> Result<Page> {
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

Role roleOf(const wire::Invitation &invitation)
{
    return roleFromNumber(int(invitation.role)).value_or(Role::none);
}

QString invitedBy(const wire::Invitation &invitation)
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

QString InvitationsModel::inviteeOf(const wire::Invitation &invitation)
{
    if (!invitation.invitee)
        return Words::none();
    for (const auto *member : {"name", "username", "email"})
        if (const auto found = memberText(*invitation.invitee, member); !found.isEmpty())
            return found;
    return Words::none();
}

QVariant InvitationsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &invitation = record(index.row());
    const auto now = QDateTime::currentDateTimeUtc();
    const auto created = timeOf(invitation.createdAt);
    const auto expires = timeOf(invitation.expiresAt);
    if (role == IdRole)
        return text(invitation.id);
    if (role == Qt::AccessibleTextRole)
        return tr("%1, invited as %2, expires %3", "%1 a person, %2 a role, %3 like: in 7 days")
            .arg(inviteeOf(invitation), Words::role(roleOf(invitation)), Words::until(expires, now));
    const bool shown = role == Qt::DisplayRole;
    if (role == ToneRole && index.column() >= InvitedByColumn)
        return int(Tone::muted);
    switch (Column(index.column())) {
    case PersonColumn:
        if (shown || role == SortRole)
            return inviteeOf(invitation);
        if (role == StrongRole)
            return true;
        break;
    case RoleColumn:
        if (role == SortRole)
            return -int(roleOf(invitation));
        if (shown)
            return Words::role(roleOf(invitation));
        break;
    case InvitedByColumn:
        if (shown || role == SortRole)
            return invitedBy(invitation);
        break;
    case InvitedColumn:
        if (role == SortRole)
            return created;
        if (shown)
            return Words::ago(created, now);
        break;
    case ExpiresColumn:
        if (role == SortRole)
            return expires;
        if (shown)
            return Words::until(expires, now);
        break;
    case MoreColumn:
        return moreData(role);
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
