// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/teams/teams_model.h"

#include "ui/screens/records/words.h"

#include <QLocale>

namespace castellan::ui {
namespace {

using Page = RecordPage<wire::Team>;

TeamsModel::Fetch pagesOf(client::Server &server, QObject *context)
{
    return [&server, context](const QString &cursor) -> client::Answer<Page> {
        auto *platform = server.platform();
        auto *teams = platform == nullptr ? nullptr : platform->teams();
        if (teams == nullptr)
            return client::answered<Page>(
                fail(ErrorCode::not_offered, TeamsModel::tr("This server offers no teams.").toStdString()));
        return client::mapped(context, teams->list({.limit = 100, .cursor = cursor, .query = {}}),
                              [](Result<wire::TeamPage> page) -> Result<Page> {
                                  if (!page)
                                      return fail(std::move(page.error()));
                                  return Page{std::move(page->teams), std::move(page->meta.next_cursor), page->count};
                              });
    };
}

QString sentence(const wire::Team &team)
{
    const auto members = TeamsModel::tr("%n member(s)", nullptr, int(team.memberCount.value_or(0)));
    return TeamsModel::tr("Team %1, slug %2, %3", "%3: how many members")
        .arg(text(team.name), text(team.slug), members);
}

}  // namespace

TeamsModel::TeamsModel(client::Server &server, QObject *parent) : RecordModel(pagesOf(server, this), parent) {}

QVariant TeamsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &team = record(index.row());
    if (role == IdRole)
        return text(team.id);
    if (role == Qt::AccessibleTextRole)
        return sentence(team);
    const bool shown = role == Qt::DisplayRole;
    if (role == ToneRole && (index.column() == TypeColumn || index.column() == CreatedColumn))
        return int(Tone::muted);
    switch (Column(index.column())) {
    case NameColumn:
        if (shown || role == SortRole)
            return text(team.name);
        if (role == StrongRole)
            return true;
        break;
    case SlugColumn:
        if (shown || role == SortRole)
            return text(team.slug);
        if (role == FixedRole)
            return true;
        break;
    case TypeColumn:
        if (shown || role == SortRole)
            return team.type ? text(team.type->name) : Words::none();
        break;
    case MembersColumn:
        if (role == SortRole)
            return QVariant::fromValue<qlonglong>(team.memberCount.value_or(-1));
        if (shown)
            return team.memberCount ? QLocale().toString(qlonglong(*team.memberCount)) : Words::none();
        if (role == Qt::TextAlignmentRole)
            return int(Qt::AlignRight | Qt::AlignVCenter);
        break;
    case CreatedColumn:
        if (role == SortRole)
            return timeOf(team.createdAt);
        if (shown)
            return Words::date(timeOf(team.createdAt));
        break;
    case MoreColumn:
        return moreData(role);
    case ColumnCount:
        break;
    }
    return {};
}

Qt::Alignment TeamsModel::alignmentOf(int section) const
{
    return section == MembersColumn ? Qt::AlignRight : Qt::AlignLeft;
}

QString TeamsModel::titleOf(int section) const
{
    switch (Column(section)) {
    case NameColumn:
        return tr("Name");
    case SlugColumn:
        return tr("Slug", "a team's name in addresses");
    case TypeColumn:
        return tr("Type", "of a team");
    case MembersColumn:
        return tr("Members");
    case CreatedColumn:
        return tr("Created");
    case MoreColumn:
    case ColumnCount:
        break;
    }
    return {};
}

}  // namespace castellan::ui
