// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/api/audit/mutations.h"

namespace castellan::test {
namespace {

using enum http::Method;

std::string bobs(World &w, const char *more = "")
{
    return "/api/v1/users/" + w.api.idOf(w.bob) + more;
}

World::Sent newUser(World &w, const std::string &name)
{
    const auto body = text({{"username", name}, {"password", w.secret("cobalt-Mirror-frigate-51")}});
    return World::asks(post, "/api/v1/users", body, w.admin);
}

Refusal notAllowed(World::Sent sent)
{
    return {std::move(sent), 403, "access.refused", "unauthorized"};
}

}  // namespace

std::vector<Mutation> mutationsOfPeople()
{
    return {
        {post, "/api/v1/users", "users.created-user", "root-ann",
         [](World &w) { return Trial{newUser(w, "dora"), {"dora"}}; },
         [](World &w) { return Refusal{newUser(w, "carol"), 400, "act.refused", "invalid_username"}; }},
        {put, "/api/v1/users/:userId", "users.updated-user", "root-ann",
         [](World &w) {
             return Trial{World::asks(put, bobs(w), text({{"suspended", true}}), w.admin),
                          {"bob", change("suspended", false, true)},
                          w.mine};
         },
         [](World &w) {
             const auto own = "/api/v1/users/" + w.api.idOf(w.ann);
             return Refusal{World::asks(put, own, text({{"suspended", true}}), w.admin), 400, "act.refused",
                            "invalid_request"};
         },
         true},
        {put, "/api/v1/users/:userId", "users.updated-user", "root-ann",
         [](World &w) {
             return Trial{
                 World::asks(put, bobs(w), text({{"email", "robert@example.com"}, {"admin", true}}), w.admin),
                 {"bob", change("email", "bob@example.com", "robert@example.com"), change("admin", false, true)}};
         },
         [](World &w) {
             const auto own = "/api/v1/users/" + w.api.idOf(w.ann);
             return Refusal{World::asks(put, own, text({{"admin", false}}), w.admin), 400, "act.refused",
                            "unexpected_error"};
         }},
        {put, "/api/v1/users/:userId", "users.reset-mfa", "root-ann",
         [](World &w) {
             w.enrol();
             return Trial{World::asks(put, bobs(w), text({{"mfa_enabled", false}}), w.admin),
                          {"bob", change("mfa_enabled", true, false)}};
         },
         [](World &w) {
             const auto own = "/api/v1/users/" + w.api.idOf(w.ann);
             return Refusal{World::asks(put, own, text({{"mfa_enabled", false}}), w.admin), 400, "act.refused",
                            "invalid_request"};
         }},
        {del, "/api/v1/users/:userId", "users.deleted-user", "root-ann",
         [](World &w) { return Trial{World::asks(del, bobs(w), {}, w.admin), {"bob"}}; },
         [](World &w) {
             w.join(w.team("One", "bob"), "carol", 30);
             return Refusal{World::asks(del, bobs(w), {}, w.admin), 400, "act.refused", "invalid_request"};
         }},
        {post, "/api/v1/admin/erasures", "platform.person-erased", "root-ann",
         [](World &w) {
             const auto body = text({{"user", w.api.idOf(w.bob)}});
             return Trial{World::asks(post, "/api/v1/admin/erasures", body, w.admin), {"\"accountDeleted\":true"}};
         },
         [](World &w) {
             const auto body = text({{"user", w.api.idOf(w.ann)}});
             return Refusal{World::asks(post, "/api/v1/admin/erasures", body, w.admin), 400, "act.refused",
                            "invalid_request"};
         }},
        {post, "/api/v1/users/:userId/reset-password", "users.reset-password", "root-ann",
         [](World &w) { return Trial{World::asks(post, bobs(w, "/reset-password"), {}, w.admin), {"bob"}}; },
         [](World &w) {
             const auto own = "/api/v1/users/" + w.api.idOf(w.ann) + "/reset-password";
             return Refusal{World::asks(post, own, {}, w.admin), 400, "act.refused", "invalid_request"};
         }},
        {del, "/api/v1/users/:userId/sessions", "users.ended-sessions", "root-ann",
         [](World &w) { return Trial{World::asks(del, bobs(w, "/sessions"), {}, w.admin), {"bob", "all"}, w.mine}; },
         [](World &w) { return notAllowed(World::asks(del, bobs(w, "/sessions"), {}, w.hers)); }, true},
        {del, "/api/v1/users/:userId/sessions/:sessionId", "users.ended-sessions", "root-ann",
         [](World &w) {
             const auto session = w.session("bob");
             return Trial{
                 World::asks(del, bobs(w, "/sessions/") + session.id, {}, w.admin), {"bob", session.id}, session.token};
         },
         [](World &w) {
             const auto path = bobs(w, "/sessions/") + w.session("carol").id;
             return Refusal{World::asks(del, path, {}, w.admin), 404, "act.refused", "not_found"};
         },
         true},
        {post, "/api/v1/users/:userId/unlock", "account.unlocked", "root-ann",
         [](World &w) {
             w.lock();
             return Trial{World::asks(post, bobs(w, "/unlock"), {}, w.admin), {"bob", "\"key\":\"lockedUntil\""}};
         },
         [](World &w) { return notAllowed(World::asks(post, bobs(w, "/unlock"), {}, w.mine)); }},
        {put, "/api/v1/admin/security", "platform.settings.updated", "root-ann",
         [](World &w) {
             const auto body =
                 text({{"revision", w.revision()}, {"values", boost::json::object{{"lockout.failures", 7}}}});
             return Trial{World::asks(put, "/api/v1/admin/security", body, w.admin),
                          {change("lockout.failures", 10, 7)}};
         },
         [](World &w) {
             const auto body =
                 text({{"revision", w.revision() + 1}, {"values", boost::json::object{{"lockout.failures", 7}}}});
             return Refusal{World::asks(put, "/api/v1/admin/security", body, w.admin), 409, "act.refused", "conflict"};
         }},
    };
}

}  // namespace castellan::test
