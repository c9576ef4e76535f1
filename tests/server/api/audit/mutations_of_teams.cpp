// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/api/audit/mutations.h"

namespace castellan::test {
namespace {

using enum http::Method;

std::string pathTo(const std::string &team, const std::string &more = {})
{
    return "/api/v1/teams/" + team + more;
}

Refusal againstRule(World::Sent sent, unsigned status, const char *reason)
{
    return {std::move(sent), status, "act.refused", reason};
}

/// A team of root-ann's with bob in it.
std::string withBob(World &w)
{
    auto team = w.team("One", "root-ann");
    w.join(team, "bob", 30);
    return team;
}

std::string member(const std::string &team, World &w, const store::User &user)
{
    return pathTo(team, "/members/" + w.api.idOf(user));
}

}  // namespace

std::vector<Mutation> mutationsOfTeams()
{
    return {
        {post, "/api/v1/teams", "team.created", "root-ann",
         [](World &w) {
             const auto body = text({{"name", "Two"}, {"type", w.teamType()}, {"slug", "two"}});
             return Trial{World::asks(post, "/api/v1/teams", body, w.admin), {"Two", "root-ann"}};
         },
         [](World &w) {
             (void)w.team("One", "root-ann");
             const auto body = text({{"name", "Two"}, {"type", w.teamType()}, {"slug", "one"}});
             return againstRule(World::asks(post, "/api/v1/teams", body, w.admin), 400, "unexpected_error");
         }},
        {put, "/api/v1/teams/:teamId", "team.settings.updated", "root-ann",
         [](World &w) {
             const auto path = pathTo(w.team("One", "root-ann"));
             return Trial{World::asks(put, path, text({{"name", "Uno"}, {"slug", "uno"}}), w.admin),
                          {change("name", "One", "Uno"), change("slug", "one", "uno")}};
         },
         [](World &w) {
             (void)w.team("Two", "root-ann");
             const auto path = pathTo(w.team("One", "root-ann"));
             return againstRule(World::asks(put, path, text({{"slug", "two"}}), w.admin), 400, "unexpected_error");
         }},
        {del, "/api/v1/teams/:teamId", "platform.team.deleted", "root-ann",
         [](World &w) { return Trial{World::asks(del, pathTo(w.team("One", "root-ann")), {}, w.admin), {"One"}}; },
         [](World &w) {
             return Refusal{World::asks(del, pathTo(withBob(w)), {}, w.mine), 403, "access.refused", "unauthorized"};
         }},
        {post, "/api/v1/teams/:teamId/members", "team.user.added", "root-ann",
         [](World &w) {
             const auto path = pathTo(w.team("One", "root-ann"), "/members");
             return Trial{World::asks(post, path, text({{"user", "bob"}, {"role", 30}}), w.admin),
                          {"One", "bob", "member"}};
         },
         [](World &w) {
             const auto path = pathTo(withBob(w), "/members");
             return againstRule(World::asks(post, path, text({{"user", "bob"}, {"role", 30}}), w.admin), 409,
                                "conflict");
         }},
        {put, "/api/v1/teams/:teamId/members/:userId", "team.user.role-changed", "root-ann",
         [](World &w) {
             return Trial{World::asks(put, member(withBob(w), w, w.bob), text({{"role", 50}}), w.admin),
                          {"One", "bob", change("role", "member", "owner")}};
         },
         [](World &w) {
             const auto path = member(w.team("One", "root-ann"), w, w.ann);
             return againstRule(World::asks(put, path, text({{"role", 30}}), w.admin), 403, "invalid_request");
         }},
        {del, "/api/v1/teams/:teamId/members/:userId", "team.user.removed", "root-ann",
         [](World &w) {
             return Trial{World::asks(del, member(withBob(w), w, w.bob), {}, w.admin), {"One", "bob", "member"}};
         },
         [](World &w) {
             const auto path = member(w.team("One", "root-ann"), w, w.ann);
             return againstRule(World::asks(del, path, {}, w.admin), 400, "invalid_request");
         }},
        {post, "/api/v1/teams/:teamId/invitations", "team.user.invited", "root-ann",
         [](World &w) {
             const auto path = pathTo(w.team("One", "root-ann"), "/invitations");
             return Trial{World::asks(post, path, text({{"user", "bob"}, {"role", 30}}), w.admin),
                          {"One", "bob", "member"}};
         },
         [](World &w) {
             const auto path = pathTo(w.team("One", "root-ann"), "/invitations");
             return againstRule(World::asks(post, path, text({{"user", "a,b,c,d,e,f"}}), w.admin), 429,
                                "too_many_invites");
         }},
        {del, "/api/v1/teams/:teamId/invitations/:invitationId", "team.user.uninvited", "root-ann",
         [](World &w) {
             const auto team = w.team("One", "root-ann");
             const auto id = w.invite(team, "bob");
             return Trial{World::asks(del, pathTo(team, "/invitations/" + id), {}, w.admin), {"One", "bob"}};
         },
         [](World &w) {
             const auto id = w.invite(w.team("One", "root-ann"), "bob");
             const auto path = pathTo(w.team("Two", "root-ann"), "/invitations/" + id);
             return againstRule(World::asks(del, path, {}, w.admin), 404, "not_found");
         }},
    };
}

}  // namespace castellan::test
