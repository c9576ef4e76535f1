// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/audit/audit_log.h"

#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/journal/entry_text.h"

#include <charconv>

namespace castellan::api::audit_log {
namespace {

Result<std::int64_t> limitFrom(std::string_view text)
{
    std::int64_t limit = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), limit);
    if (ec != std::errc{} || end != text.data() + text.size() || limit < 0)
        return fail(ErrorCode::validation, "querystring/limit must be number").at("limit");
    return limit;
}

Result<journal::PageQuery> queryFrom(const http::Request &request, std::string_view ownScope)
{
    journal::PageQuery out;
    for (const auto &[name, value] : request.query) {
        if (name == "limit") {
            auto limit = TRY(limitFrom(value));
            out.limit = limit;
        } else if (name == "cursor") {
            out.cursor = value;
        } else if (name == "query") {
            out.query = value;
        } else if (name == "event") {
            out.events.push_back(value);
        } else if (name == "username") {
            out.usernames.push_back(value);
        } else if (name == "scope" && value != ownScope) {
            return fail(ErrorCode::validation, "querystring/scope must be " + std::string(ownScope)).at("scope");
        }
    }
    return out;
}

Result<http::Response> page(Context &context, const http::Request &request, std::optional<TeamId> team)
{
    auto query = TRY(queryFrom(request, team ? "team" : "platform"));
    query.team = team;
    auto rows = TRY(context.services.journal.page(context.db(), query));
    http::Response response;
    auto &out = response.body;
    out.reserve(rows.rows.size() * 700 + 128);
    out += R"({"meta":{)";
    if (!rows.nextCursor.empty())
        out += R"("next_cursor":")" + rows.nextCursor + '"';
    out += R"(},"count":)" + std::to_string(rows.count);
    if (rows.countInexact)
        out += R"(,"countInexact":true)";
    out += R"(,"log":[)";
    bool first = true;
    for (const auto &row : rows.rows) {
        if (!first)
            out += ',';
        first = false;
        journal::appendEntryText(out, row, context.services.store.ids());
    }
    out += "]}";
    return response;
}

}  // namespace

/// Also of a team that was deleted, as long as its log has rows.
Result<http::Response> ofTeam(Context &context, const http::Request &request)
{
    if (const auto gone = context.deletedTeam) {
        journal::PageQuery query;
        query.limit = 1;
        query.team = *gone;
        const auto any = TRY(context.services.journal.page(context.db(), query));
        if (any.rows.empty())
            return fail(ErrorCode::not_found, "Not Found");
        return page(context, request, *gone);
    }
    return page(context, request, context.team->id);
}

Result<http::Response> ofPlatform(Context &context, const http::Request &request)
{
    return page(context, request, std::nullopt);
}

}  // namespace castellan::api::audit_log
