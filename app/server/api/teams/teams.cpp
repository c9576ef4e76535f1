// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/api/teams/teams.h"

#include "core/records/team.h"
#include "core/try.h"
#include "server/api/pipeline/answer.h"
#include "server/api/pipeline/records.h"
#include "server/api/pipeline/rules.h"
#include "server/store/tables/settings.h"

#include <boost/json/object.hpp>

#include <algorithm>

namespace castellan::api::teams {
namespace {

Result<std::optional<store::TeamType>> typeOf(Context &context, const store::Team &team)
{
    return store::team_types::find(context.db(), team.type);
}

Result<http::Response> answerTeam(Context &context, const http::Request &request, const store::Team &team)
{
    auto type = TRY(typeOf(context, team));
    return answer(teamRecord(context, request, team, type));
}

/// Administrators always; others where the platform's setting lets them.
Result<void> mayCreate(Context &context)
{
    if (context.isAdmin())
        return {};
    auto setting = store::settings::find(context.db(), "team:create");
    if (!setting)
        return fail(std::move(setting).error());
    if (*setting && (*setting)->is_bool() && (*setting)->get_bool())
        return {};
    return fail(ErrorCode::forbidden, "Only administrators create teams on this server.");
}

Result<std::string> freeSlug(WriteContext &act, const NewTeam &asked)
{
    if (asked.slug) {
        TRY(checkSlug(*asked.slug));
        return *asked.slug;
    }
    auto base = slugOf(asked.name);
    if (base.empty() || base == "create")
        base = "team";
    if (base.size() > 240)
        base.resize(240);
    for (int n = 1;; ++n) {
        auto slug = n == 1 ? base : base + "-" + std::to_string(n);
        auto taken = TRY(store::teams::findBySlug(act.db(), slug));
        if (!taken)
            return slug;
    }
}

auto invalidType()
{
    return fail(ErrorCode::invalid_team_type, "type: is not the id of an active team type").at("type");
}

Result<TeamTypeId> typeFor(WriteContext &act, const NewTeam &asked)
{
    auto types = TRY(store::team_types::list(act.db()));
    const auto it = std::ranges::find_if(
        types, [&](const store::TeamType &type) { return type.active && (!asked.type || type.id == *asked.type); });
    if (it == types.end())
        return invalidType();
    return it->id;
}

auto slugTaken()
{
    return fail(ErrorCode::unexpected_error, "slug must be unique").at("slug");
}

}  // namespace

Result<http::Response> listTypes(Context &context, const http::Request &request)
{
    const auto filter = request.queryValue("filter").value_or("active");
    if (filter != "active" && filter != "all" && filter != "inactive")
        return fail(ErrorCode::validation, "filter: expected active, all or inactive").at("filter");
    auto types = TRY(store::team_types::list(context.db()));
    records::TeamTypePage page;
    for (const auto &type : types)
        if (filter == "all" || (filter == "active") == type.active)
            page.types.push_back(teamTypeRecord(context, type));
    page.count = std::int64_t(page.types.size());
    return answer(page);
}

Result<http::Response> readType(Context &context, const http::Request &)
{
    return answer(teamTypeRecord(context, TRY(rowNamed(context, "teamTypeId", &store::team_types::find))));
}

Result<http::Response> list(Context &context, const http::Request &request)
{
    auto asked = TRY(pageRequest<TeamId>(context, request));
    auto rows = TRY(store::teams::list(context.db(), asked));
    auto types = TRY(store::team_types::list(context.db()));
    records::TeamPage page;
    page.count = rows.total;
    if (rows.next)
        page.meta.next_cursor = context.publicId(*rows.next);
    for (const auto &team : rows.rows) {
        const auto it = std::ranges::find(types, team.type, &store::TeamType::id);
        page.teams.push_back(
            teamRecord(context, request, team, it == types.end() ? std::nullopt : std::optional<store::TeamType>(*it)));
    }
    return answer(page);
}

Result<http::Response> read(Context &context, const http::Request &request)
{
    if (!context.seesAll() && context.role < Role::viewer)
        return answer(teamSummary(context, request, *context.team));
    return answerTeam(context, request, *context.team);
}

Result<http::Response> checkSlugFree(Context &context, const http::Request &request)
{
    auto body = TRY(bodyOf<records::SlugCheck>(request));
    TRY(mayCreate(context));
    const auto taken = [] { return fail(ErrorCode::slug_taken, "slug: is taken, choose another").at("slug"); };
    if (!checkSlug(body.slug))
        return taken();
    auto team = TRY(store::teams::findBySlug(context.db(), body.slug));
    if (team)
        return taken();
    return okay();
}

Result<http::Response> ownMembership(Context &context, const http::Request &)
{
    records::Membership out;
    out.role = std::int64_t(context.role);
    if (context.role == Role::none && context.isAdmin())
        out.role = std::int64_t(Role::admin);
    return answer(out);
}

Result<store::Team> createFor(WriteContext &act, const store::User &owner, const NewTeam &asked)
{
    TRY(checkName("name", asked.name));
    auto type = TRY(typeFor(act, asked));
    auto slug = TRY(freeSlug(act, asked));
    auto made = store::teams::insert(act.writer, {asked.name, slug, type});
    if (!made) {
        if (made.error().code == ErrorCode::conflict)
            return slugTaken();
        return made;
    }
    TRY(store::members::insert(act.writer, made->id, owner.id, Role::owner));
    made->memberCount = 1;
    json::object record;
    record["team"] = teamBody(act, *made);
    record["user"] = userBody(act, owner);
    TRY(act.record(Event::team_created, made->id, owner.id, std::move(record)));
    act.writer.afterCommit([&credentials = act.services.credentials, id = owner.id] { credentials.userChanged(id); });
    return made;
}

Result<http::Response> create(WriteContext &act, const http::Request &request)
{
    auto body = TRY(bodyOf<records::TeamCreate>(request));
    TRY(mayCreate(act));
    const auto type = act.idFrom<TeamTypeId>(body.type);
    if (!type)
        return invalidType();
    const auto *owner = act.caller->user();
    if (owner == nullptr)
        return fail(ErrorCode::forbidden, "A service key owns no teams.");
    auto team = TRY(createFor(act, *owner, {body.name, *type, body.slug}));
    return answerTeam(act, request, team);
}

namespace {

Result<store::Team> apply(WriteContext &act, const records::TeamUpdate &body, store::Team team)
{
    if (body.type.present() && (body.name.present() || body.slug.present()))
        return fail(ErrorCode::invalid_request, "Change either the name and slug, or the type, in one request.");
    if (body.name.present()) {
        TRY(checkName("name", body.name.hasValue() ? *body.name : std::string()));
        team.name = *body.name;
    }
    if (body.slug.present()) {
        TRY(checkSlug(body.slug.hasValue() ? *body.slug : std::string()));
        team.slug = *body.slug;
    }
    if (body.type.present()) {
        const auto asked = body.type.hasValue() ? act.idFrom<TeamTypeId>(*body.type) : std::nullopt;
        if (!asked)
            return invalidType();
        team.type = TRY(typeFor(act, {.type = asked}));
    }
    return team;
}

}  // namespace

Result<http::Response> update(WriteContext &act, const http::Request &request)
{
    auto body = TRY(bodyOf<records::TeamUpdate>(request));
    const auto before = *act.team;
    auto after = TRY(apply(act, body, before));
    Updates updates;
    updates.add("name", json::value(before.name), json::value(after.name));
    updates.add("slug", json::value(before.slug), json::value(after.slug));
    updates.add("type", json::value(act.publicId(before.type)), json::value(act.publicId(after.type)));
    if (updates.empty()) {
        act.nothingChanged();
        return answerTeam(act, request, before);
    }
    if (auto ok = store::teams::update(act.writer, after); !ok) {
        if (ok.error().code == ErrorCode::conflict)
            return slugTaken();
        return fail(std::move(ok).error());
    }
    json::object record;
    record["team"] = teamBody(act, after);
    record["updates"] = updates.take();
    TRY(act.record(Event::team_settings_updated, after.id, {}, std::move(record)));
    return answerTeam(act, request, after);
}

Result<void> removeWithEntry(WriteContext &act, const store::Team &team)
{
    const auto members = TRY(store::members::list(act.db(), team.id));
    json::object record;
    record["team"] = teamBody(act, team);
    record["team"].as_object()["memberCount"] = team.memberCount;
    // The team's own log is for administrators and auditors from now on; the platform's says that there was one.
    TRY(act.record(Event::platform_team_deleted, {}, {}, std::move(record)));
    TRY(store::teams::remove(act.writer, team.id));
    std::vector<UserId> users;
    for (const auto &member : members)
        users.push_back(member.user.id);
    act.writer.afterCommit([&credentials = act.services.credentials, id = team.id, users = std::move(users)] {
        for (const auto user : users)
            credentials.userChanged(user);
        credentials.teamEnded(id);
    });
    return {};
}

Result<http::Response> remove(WriteContext &act, const http::Request &)
{
    const auto team = *act.team;
    TRY(removeWithEntry(act, team));
    return okay();
}

}  // namespace castellan::api::teams
