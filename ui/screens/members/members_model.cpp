// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/members/members_model.h"

#include "client/display_text.h"
#include "ui/lists/words.h"
#include "ui/screens/members/member_facts.h"

#include <algorithm>

namespace castellan::ui {
namespace {

RecordPage<records::Member> pageOf(records::MemberList list)
{
    return {std::move(list.members), std::nullopt, list.count};
}

Cell factorCell(const records::Member &member)
{
    if (!member.mfa_enabled)
        return {.words = Words::none(),
                .sort = 2,
                .toolTip = MembersModel::tr("Not provided by this server"),
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

Cell userNameCell(const records::Member &member)
{
    return {.words = text(member.username),
            .filter = QString(text(member.username) % u' ' % text(member.email)),
            .toolTip = text(member.email),
            .fixed = true};
}

Cell lastSeenCell(const records::Member &member)
{
    const auto seen = timeOf(member.lastSeenAt);
    return timeCell(seen, Words::ago(seen, QDateTime::currentDateTimeUtc()));
}

Cell noteCell(const records::Member &member)
{
    QStringList notes;
    if (member.suspended.value_or(false))
        notes << MembersModel::tr("suspended");
    else if (member.admin.value_or(false))
        notes << MembersModel::tr("administrator");
    const auto roles = applicationRolesOf(member);
    if (!roles.empty())
        notes << applicationRolesInWords(roles);
    if (isManagedBySignOn(member))
        notes << MembersModel::tr("by single sign-on", "a membership");
    return {.words = notes.join(QStringLiteral(" · ")), .toolTip = applicationRolesInFull(roles), .tone = Tone::muted};
}

}  // namespace

MembersModel::MembersModel(client::Server &server, const QString &teamId, QObject *parent)
    : RecordModel(
          pagesOf(
              server, this, &client::Platform::teams, tr("This server offers no teams."),
              [teamId](client::Teams &teams, const QString &) { return teams.members(teamId); }, pageOf),
          {
              {.title = tr("Person"), .width = 34, .cell = [this](const auto &one) { return nameCell(one); }},
              {.title = tr("User name"), .width = 36, .cell = userNameCell},
              {.title = tr("Role"), .width = 26, .cell = [this](const auto &one) { return roleCell(one); }},
              {.title = tr("Second factor"), .width = 26, .cell = factorCell},
              {.title = tr("Last seen"), .width = 26, .cell = lastSeenCell},
              {.title = tr("Note"), .width = 30, .cell = noteCell, .stretches = true},
          },
          [this](const auto &one) { return sentence(one); }, parent),
      m_ownId(server.user() ? text(server.user()->id) : QString()), m_teamId(teamId)
{
    connect(this, &TableModel::stateChanged, this, &MembersModel::forgetSettledDrafts);
}

Role MembersModel::roleOf(const records::Member &member)
{
    return roleFromNumber(int(member.role)).value_or(Role::none);
}

Role MembersModel::shownRole(const records::Member &member) const
{
    return m_drafts.value(text(member.id), roleOf(member));
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

QJsonObject MembersModel::keptDrafts() const
{
    QJsonObject kept;
    for (auto it = m_drafts.cbegin(); it != m_drafts.cend(); ++it)
        kept[it.key()] = verbatim(std::string(roleName(*it)));
    return kept;
}

void MembersModel::restoreDrafts(const QJsonObject &kept)
{
    for (auto it = kept.begin(); it != kept.end(); ++it)
        for (const auto role : {Role::owner, Role::member, Role::viewer, Role::dashboard})
            if (it->toString() == verbatim(std::string(roleName(role))))
                m_drafts.insert(it.key(), role);
    if (rowCount() > 0)
        tellChanged(0, rowCount() - 1);
    forgetSettledDrafts();
    Q_EMIT draftsChanged();
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
    return std::ranges::any_of(records(), [this](const auto &member) { return shownRole(member) == Role::owner; });
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

QString MembersModel::sentence(const records::Member &member) const
{
    const auto now = Words::role(roleOf(member));
    if (m_drafts.contains(text(member.id)))
        return tr("%1, %2, will become %3", "%1 a person, %2 and %3 roles")
            .arg(client::isolated(nameOf(member)), now, Words::role(shownRole(member)));
    if (!member.mfa_enabled)
        return tr("%1, %2", "%1 a person, %2 a role").arg(client::isolated(nameOf(member)), now);
    return tr("%1, %2, second factor %3", "%1 a person, %2 a role, %3 on or off")
        .arg(client::isolated(nameOf(member)), now, factorCell(member).words);
}

Cell MembersModel::nameCell(const records::Member &member) const
{
    const auto name = nameOf(member);
    return {.words = text(member.id) == m_ownId ? tr("%1 (you)", "a person").arg(client::isolated(name)) : name,
            .sort = name,
            .strong = true};
}

Cell MembersModel::roleCell(const records::Member &member) const
{
    const bool drafted = m_drafts.contains(text(member.id));
    const auto role = shownRole(member);
    return {.words = Words::role(role),
            .sort = -int(role),
            .tone = drafted ? Tone::accent : Tone::normal,
            .strong = drafted,
            .choice = true};
}

}  // namespace castellan::ui
