// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/members/members_model.h"

#include "ui/lists/words.h"

#include <algorithm>

namespace castellan::ui {
namespace {

using Page = RecordPage<records::Member>;

MembersModel::Fetch membersOf(client::Server &server, const QString &teamId, QObject *context)
{
    return [&server, teamId, context](const QString &) -> client::Future<Page> {
        auto *platform = server.platform();
        auto *teams = platform == nullptr ? nullptr : platform->teams();
        if (teams == nullptr)
            return client::ready<Page>(
                fail(ErrorCode::not_offered, MembersModel::tr("This server offers no teams.").toStdString()));
        return client::mapped(context, teams->members(teamId), [](Result<records::MemberList> list) -> Result<Page> {
            if (!list)
                return fail(std::move(list.error()));
            return Page{std::move(list->members), std::nullopt, list->count};
        });
    };
}

Cell factorCell(const records::Member &member)
{
    if (!member.mfa_enabled)
        return {.words = Words::none(),
                .sort = 2,
                .toolTip = MembersModel::tr("This server doesn't tell"),
                .tone = Tone::muted};
    if (*member.mfa_enabled)
        return {
            .words = MembersModel::tr("on", "second factor"), .sort = 1, .tone = Tone::success, .shape = Shape::dot};
    return {
        .words = MembersModel::tr("off", "second factor"), .sort = 0, .tone = Tone::danger, .shape = Shape::triangle};
}

/// The role that a member has by an event; none if it is about another matter.
std::optional<Role> newRole(const client::EventRecord &event)
{
    if (event.outcome != client::RowOutcome::success ||
        event.text(client::EventColumn::event) != QLatin1String("team.user.role-changed"))
        return std::nullopt;
    for (const auto role : {Role::owner, Role::member, Role::viewer, Role::dashboard})
        if (event.newRole.toStdString() == roleName(role))
            return role;
    return std::nullopt;
}

QString note(const records::Member &member)
{
    if (member.suspended.value_or(false))
        return MembersModel::tr("suspended");
    if (member.admin.value_or(false))
        return MembersModel::tr("administrator");
    return {};
}

}  // namespace

MembersModel::MembersModel(client::Server &server, const QString &teamId, QObject *parent)
    : RecordModel(membersOf(server, teamId, this), parent),
      m_ownId(server.user() ? text(server.user()->id) : QString()), m_teamId(teamId)
{
    connect(this, &TableModel::stateChanged, this, &MembersModel::forgetSettledDrafts);
}

Role MembersModel::roleOf(const records::Member &member)
{
    return roleFromNumber(int(member.role)).value_or(Role::none);
}

QString MembersModel::nameOf(const records::Member &member)
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

void MembersModel::setRole(const QString &userId, Role role)
{
    const int row = rowOf(userId);
    if (row < 0)
        return;
    auto changed = record(row);
    changed.role = std::int64_t(role);
    merge({std::move(changed)}, false);
}

void MembersModel::settle(const QString &userId, Role role)
{
    setRole(userId, role);
    dropDraft(userId);
}

bool MembersModel::takeEvent(const client::EventRecord &event)
{
    const auto role = newRole(event);
    if (!role || event.text(client::EventColumn::team) != m_teamId || rowOf(event.userId) < 0)
        return false;
    setRole(event.userId, *role);
    if (m_drafts.value(event.userId, Role::none) == *role)
        dropDraft(event.userId);
    return true;
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

QString MembersModel::sentenceAt(int row) const
{
    const auto &member = record(row);
    const auto now = Words::role(roleOf(member));
    if (m_drafts.contains(text(member.id)))
        return tr("%1, %2, will become %3", "%1 a person, %2 and %3 roles")
            .arg(nameOf(member), now, Words::role(shownRole(row)));
    return tr("%1, %2, second factor %3", "%1 a person, %2 a role, %3 on or off")
        .arg(nameOf(member), now, factorCell(member).words);
}

Cell MembersModel::roleCell(int row) const
{
    const bool drafted = m_drafts.contains(text(record(row).id));
    const auto role = shownRole(row);
    return {.words = Words::role(role),
            .sort = -int(role),
            .tone = drafted ? Tone::accent : Tone::normal,
            .strong = drafted,
            .choice = true};
}

Cell MembersModel::cellAt(int row, int column) const
{
    const auto &member = record(row);
    const auto name = nameOf(member);
    const auto lastSeen = timeOf(member.lastSeenAt);
    switch (Column(column)) {
    case PersonColumn:
        return {.words = text(member.id) == m_ownId ? tr("%1 (you)", "a person").arg(name) : name,
                .sort = name,
                .strong = true};
    case UserNameColumn:
        return {.words = text(member.username),
                .filter = QString(text(member.username) % u' ' % text(member.email)),
                .toolTip = text(member.email),
                .fixed = true};
    case RoleColumn:
        return roleCell(row);
    case SecondFactorColumn:
        return factorCell(member);
    case LastSeenColumn:
        return timeCell(lastSeen, Words::ago(lastSeen, QDateTime::currentDateTimeUtc()));
    case NoteColumn:
        return {.words = note(member), .tone = Tone::muted};
    case MoreColumn:
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
