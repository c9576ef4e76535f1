// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/records.h"
#include "server/api/teams/teams.h"

/// The teams of one user.
namespace castellan::api::teams {
namespace {

Result<http::Response> teamsOf(Context &context, const http::Request &request, UserId user)
{
    auto rows = TRY(store::members::teamsOf(context.db(), user));
    auto types = TRY(store::team_types::list(context.db()));
    records::TeamPage page;
    std::erase_if(rows, [&](const auto &row) { return !context.caller->reaches(row.team.id); });
    page.count = std::int64_t(rows.size());
    for (const auto &[team, role] : rows) {
        std::optional<store::TeamType> type;
        for (const auto &candidate : types)
            if (candidate.id == team.type)
                type = candidate;
        auto record = teamRecord(context, request, team, type);
        record.role = std::int64_t(role);
        page.teams.push_back(std::move(record));
    }
    return answer(page);
}

}  // namespace

Result<http::Response> mine(Context &context, const http::Request &request)
{
    return teamsOf(context, request, context.me().id);
}

Result<http::Response> ofUser(Context &context, const http::Request &request)
{
    return teamsOf(context, request, context.subject->id);
}

}  // namespace castellan::api::teams
