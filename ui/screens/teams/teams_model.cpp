// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/teams/teams_model.h"

#include "ui/lists/words.h"

#include <QLocale>

namespace castellan::ui {
namespace {

using Page = RecordPage<records::Team>;

TeamsModel::Fetch pagesOf(client::Server &server, QObject *context)
{
    return [&server, context](const QString &cursor) -> client::Future<Page> {
        auto *platform = server.platform();
        auto *teams = platform == nullptr ? nullptr : platform->teams();
        if (teams == nullptr)
            return client::ready<Page>(
                fail(ErrorCode::not_offered, TeamsModel::tr("This server offers no teams.").toStdString()));
        return client::mapped(context, teams->list({.limit = 100, .cursor = cursor, .query = {}}),
                              [](Result<records::TeamPage> page) -> Result<Page> {
                                  if (!page)
                                      return fail(std::move(page.error()));
                                  return Page{std::move(page->teams), std::move(page->meta.next_cursor), page->count};
                              });
    };
}

}  // namespace

TeamsModel::TeamsModel(client::Server &server, QObject *parent) : RecordModel(pagesOf(server, this), parent) {}

QString TeamsModel::sentenceAt(int row) const
{
    const auto &team = record(row);
    return tr("Team %1, slug %2, %3", "%3: how many members")
        .arg(text(team.name), text(team.slug), tr("%n member(s)", nullptr, int(team.memberCount.value_or(0))));
}

Cell TeamsModel::cellAt(int row, int column) const
{
    const auto &team = record(row);
    const auto created = timeOf(team.createdAt);
    switch (Column(column)) {
    case NameColumn:
        return {.words = text(team.name), .strong = true};
    case SlugColumn:
        return {.words = text(team.slug), .fixed = true};
    case TypeColumn:
        return {.words = team.type ? text(team.type->name) : Words::none(), .tone = Tone::muted};
    case MembersColumn:
        return {.words = team.memberCount ? QLocale().toString(qlonglong(*team.memberCount)) : Words::none(),
                .sort = QVariant::fromValue<qlonglong>(team.memberCount.value_or(-1))};
    case CreatedColumn:
        return {.words = Words::date(created), .sort = created, .tone = Tone::muted};
    case MoreColumn:
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
