// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/teams/teams_model.h"

#include "client/display_text.h"
#include "ui/lists/words.h"

#include <QLocale>

namespace castellan::ui {
namespace {

RecordPage<records::Team> pageOf(records::TeamPage page)
{
    return {std::move(page.teams), std::move(page.meta.next_cursor), page.count};
}

Cell typeCell(const records::Team &team)
{
    return {.words = team.type ? text(team.type->name) : Words::none(), .tone = Tone::muted};
}

Cell membersCell(const records::Team &team)
{
    return {.words = team.memberCount ? QLocale().toString(qlonglong(*team.memberCount)) : Words::none(),
            .sort = QVariant::fromValue<qlonglong>(team.memberCount.value_or(-1))};
}

Cell createdCell(const records::Team &team)
{
    const auto created = timeOf(team.createdAt);
    return {.words = Words::date(created), .sort = created, .tone = Tone::muted};
}

bool isSuspended(const records::Team &team)
{
    return team.suspended.value_or(false);
}

Cell nameCell(const records::Team &team)
{
    return {.words = text(team.name), .tone = isSuspended(team) ? Tone::muted : Tone::normal, .strong = true};
}

Cell noteCell(const records::Team &team)
{
    return {.words = isSuspended(team) ? TeamsModel::tr("suspended", "a team") : QString(), .tone = Tone::muted};
}

Columns<records::Team> columns()
{
    const auto slug = [](const records::Team &team) { return Cell{.words = text(team.slug), .fixed = true}; };
    return {
        {.title = TeamsModel::tr("Name"), .width = 60, .cell = nameCell},
        {.title = TeamsModel::tr("Slug", "a team's name in addresses"), .width = 50, .cell = slug},
        {.title = TeamsModel::tr("Type", "of a team"), .width = 34, .cell = typeCell},
        {.title = TeamsModel::tr("Members"), .width = 24, .cell = membersCell, .alignment = Qt::AlignRight},
        {.title = TeamsModel::tr("Created"), .width = 40, .cell = createdCell},
        {.title = TeamsModel::tr("Note"), .width = 30, .cell = noteCell, .stretches = true},
    };
}

QString sentence(const records::Team &team)
{
    auto words =
        TeamsModel::tr("Team %1, slug %2").arg(client::isolated(text(team.name)), client::isolated(text(team.slug)));
    if (team.memberCount)
        words = TeamsModel::tr("Team %1, slug %2, %3", "%3: how many members")
                    .arg(client::isolated(text(team.name)), client::isolated(text(team.slug)),
                         TeamsModel::tr("%n member(s)", nullptr, int(*team.memberCount)));
    return isSuspended(team) ? TeamsModel::tr("%1, suspended", "a team in words").arg(words) : words;
}

}  // namespace

TeamsModel::TeamsModel(client::Server &server, QObject *parent)
    : RecordModel(pagesOf(
                      server, this, &client::Platform::teams, tr("This server offers no teams."),
                      [](client::Teams &teams, const QString &cursor) {
                          return teams.list({.limit = 100, .cursor = cursor, .query = {}});
                      },
                      pageOf),
                  columns(), sentence, parent)
{
}

}  // namespace castellan::ui
