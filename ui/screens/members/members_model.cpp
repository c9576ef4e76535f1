// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/members/members_model.h"

#include "ui/screens/records/words.h"

#include <algorithm>

namespace castellan::ui {
namespace {

using Page = RecordPage<wire::Member>;

MembersModel::Fetch membersOf(client::Server &server, const QString &teamId, QObject *context)
{
    return [&server, teamId, context](const QString &) -> client::Answer<Page> {
        auto *platform = server.platform();
        auto *teams = platform == nullptr ? nullptr : platform->teams();
        if (teams == nullptr)
            return client::answered<Page>(
                fail(ErrorCode::not_offered, MembersModel::tr("This server offers no teams.").toStdString()));
        return client::mapped(context, teams->members(teamId), [](Result<wire::MemberList> list) -> Result<Page> {
            if (!list)
                return fail(std::move(list.error()));
            return Page{std::move(list->members), std::nullopt, list->count};
        });
    };
}

QString factorWords(const wire::Member &member)
{
    if (!member.mfa_enabled)
        return Words::none();
    return *member.mfa_enabled ? MembersModel::tr("on", "second factor") : MembersModel::tr("off", "second factor");
}

Shape factorShape(const wire::Member &member)
{
    if (!member.mfa_enabled)
        return Shape::none;
    return *member.mfa_enabled ? Shape::dot : Shape::triangle;
}

Tone factorTone(const wire::Member &member)
{
    if (!member.mfa_enabled)
        return Tone::muted;
    return *member.mfa_enabled ? Tone::success : Tone::danger;
}

QString note(const wire::Member &member)
{
    if (member.suspended.value_or(false))
        return MembersModel::tr("suspended");
    if (member.admin.value_or(false))
        return MembersModel::tr("administrator");
    return {};
}

}  // namespace

MembersModel::MembersModel(client::Server &server, const QString &teamId, QObject *parent)
    : RecordModel(membersOf(server, teamId, this), parent), m_ownId(server.user() ? text(server.user()->id) : QString())
{
    connect(this, &TableModel::stateChanged, this, &MembersModel::forgetSettledDrafts);
}

Role MembersModel::roleOf(const wire::Member &member)
{
    return roleFromNumber(int(member.role)).value_or(Role::none);
}

QString MembersModel::nameOf(const wire::Member &member)
{
    const auto name = text(member.name);
    return name.isEmpty() ? text(member.username) : name;
}

Role MembersModel::shownRole(int row) const
{
    return m_drafts.value(text(record(row).id), roleOf(record(row)));
}

int MembersModel::ownerCount() const
{
    return int(std::ranges::count_if(records(), [](const auto &member) { return roleOf(member) == Role::owner; }));
}

bool MembersModel::isLastOwner(int row) const
{
    return roleOf(record(row)) == Role::owner && ownerCount() == 1;
}

void MembersModel::draftRole(int row, Role role)
{
    const auto id = text(record(row).id);
    if (role == roleOf(record(row)))
        m_drafts.remove(id);
    else
        m_drafts.insert(id, role);
    tellChanged(row, row);
    Q_EMIT draftsChanged();
}

void MembersModel::dropDraft(const QString &userId)
{
    if (m_drafts.remove(userId) == 0)
        return;
    if (const int row = rowOf(userId); row >= 0)
        tellChanged(row, row);
    Q_EMIT draftsChanged();
}

void MembersModel::dropDrafts()
{
    const auto ids = m_drafts.keys();
    for (const auto &id : ids)
        dropDraft(id);
}

void MembersModel::settle(const QString &userId, Role role)
{
    const int row = rowOf(userId);
    if (row >= 0) {
        auto changed = record(row);
        changed.role = std::int64_t(role);
        merge({std::move(changed)}, false);
    }
    dropDraft(userId);
}

std::vector<RoleDraft> MembersModel::drafts() const
{
    std::vector<RoleDraft> out;
    for (const auto &member : records()) {
        const auto draft = m_drafts.constFind(text(member.id));
        if (draft != m_drafts.cend())
            out.push_back({text(member.id), nameOf(member), roleOf(member), *draft});
    }
    return out;
}

bool MembersModel::draftsLeaveAnOwner() const
{
    for (int row = 0; row < rowCount(); ++row)
        if (shownRole(row) == Role::owner)
            return true;
    return false;
}

void MembersModel::forgetSettledDrafts()
{
    if (isLoading() || error())
        return;
    const auto ids = m_drafts.keys();
    for (const auto &id : ids) {
        const int row = rowOf(id);
        if (row < 0 || roleOf(record(row)) == m_drafts.value(id))
            dropDraft(id);
    }
}

QVariant MembersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &member = record(index.row());
    if (role == IdRole)
        return text(member.id);
    if (role == Qt::AccessibleTextRole) {
        const bool drafted = m_drafts.contains(text(member.id));
        return drafted ? tr("%1, %2, will become %3", "%1 a person, %2 and %3 roles")
                             .arg(nameOf(member), Words::role(roleOf(member)), Words::role(shownRole(index.row())))
                       : tr("%1, %2, second factor %3", "%1 a person, %2 a role, %3 on or off")
                             .arg(nameOf(member), Words::role(roleOf(member)), factorWords(member));
    }
    const bool shown = role == Qt::DisplayRole;
    const auto lastSeen = timeOf(member.lastSeenAt);
    switch (Column(index.column())) {
    case PersonColumn:
        if (shown || role == SortRole)
            return text(member.id) == m_ownId && shown ? tr("%1 (you)", "a person").arg(nameOf(member))
                                                       : nameOf(member);
        if (role == StrongRole)
            return true;
        break;
    case UserNameColumn:
        if (shown || role == SortRole)
            return text(member.username);
        if (role == FilterRole)
            return QString(text(member.username) % u' ' % text(member.email));
        if (role == Qt::ToolTipRole && member.email)
            return text(member.email);
        if (role == FixedRole)
            return true;
        break;
    case RoleColumn:
        if (role == SortRole)
            return -int(shownRole(index.row()));
        if (shown)
            return Words::role(shownRole(index.row()));
        if (role == ChoiceRole)
            return true;
        if (role == StrongRole)
            return m_drafts.contains(text(member.id));
        if (role == ToneRole && m_drafts.contains(text(member.id)))
            return int(Tone::accent);
        break;
    case SecondFactorColumn:
        if (role == SortRole)
            return int(factorShape(member));
        if (shown)
            return factorWords(member);
        if (role == ShapeRole)
            return int(factorShape(member));
        if (role == ToneRole)
            return int(factorTone(member));
        if (role == Qt::ToolTipRole && !member.mfa_enabled)
            return tr("This server doesn't tell");
        break;
    case LastSeenColumn:
        if (role == SortRole)
            return lastSeen;
        if (shown)
            return Words::ago(lastSeen, QDateTime::currentDateTimeUtc());
        if (role == Qt::ToolTipRole && lastSeen.isValid())
            return lastSeen.toLocalTime().toString(Qt::ISODate);
        if (role == ToneRole)
            return int(Tone::muted);
        break;
    case NoteColumn:
        if (shown || role == SortRole)
            return note(member);
        if (role == ToneRole)
            return int(Tone::muted);
        break;
    case MoreColumn:
        return moreData(role);
    case ColumnCount:
        break;
    }
    return {};
}

QString MembersModel::titleOf(int section) const
{
    switch (Column(section)) {
    case PersonColumn:
        return tr("Person");
    case UserNameColumn:
        return tr("User name");
    case RoleColumn:
        return tr("Role");
    case SecondFactorColumn:
        return tr("Second factor");
    case LastSeenColumn:
        return tr("Last seen");
    case NoteColumn:
        return tr("Note");
    case MoreColumn:
    case ColumnCount:
        break;
    }
    return {};
}

}  // namespace castellan::ui
