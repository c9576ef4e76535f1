// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/api/audit/mutations.h"

namespace castellan::test {
namespace {

using enum http::Method;

constexpr const char *nextPassword = "cobalt-Mirror-frigate-51";

/// The first of two steps, with its ticket in place of a session.
World::Sent withTicket(World &w, const std::string &code)
{
    auto sent = World::asks(post, "/account/login/token", text({{"token", code}}), {});
    sent.cookie = w.secret(cookieOf(w.api.login("bob", goodPassword), "sid"));
    return sent;
}

World::Sent login(const std::string &password)
{
    return World::asks(post, "/account/login", text({{"username", "bob"}, {"password", password}}), {});
}

World::Sent reset(World &w, const std::string &code)
{
    return World::asks(post, "/account/reset-password",
                       text({{"username", "bob"}, {"code", code}, {"password", w.secret(nextPassword)}}), {});
}

World::Sent setUp(World &w, const std::string &token)
{
    return World::asks(post, "/account/setup",
                       text({{"token", token},
                             {"username", "erin"},
                             {"email", "erin@example.com"},
                             {"password", w.secret(nextPassword)}}),
                       {});
}

World::Sent invitation(World &w, http::Method method, bool his)
{
    const auto id = w.invite(w.team("One", "root-ann"), his ? "bob" : "carol");
    return World::asks(method, "/api/v1/user/invitations/" + id, {}, w.mine);
}

World::Sent newPassword(World &w, const std::string &old)
{
    return World::asks(put, "/api/v1/user/change_password",
                       text({{"old_password", w.secret(old)}, {"password", w.secret(nextPassword)}}), w.mine);
}

World::Sent otherSessions(std::string bearer)
{
    auto sent = World::asks(del, "/api/v1/user/sessions", {}, std::move(bearer));
    sent.query = {{"scope", "others"}};
    return sent;
}

}  // namespace

std::vector<Mutation> mutationsOfOneself()
{
    return {
        {post, "/account/login", "account.login", "bob", [](World &) { return Trial{login(goodPassword), {"bob"}}; },
         [](World &w) {
             return Refusal{login(w.secret("a-wrong-password")), 401, "account.login.failed", "", Outcome::failed};
         }},
        {post, "/account/login/token", "account.login", "bob",
         [](World &w) {
             w.enrol();
             return Trial{withTicket(w, w.code()), {"bob", "secondFactor"}};
         },
         [](World &w) {
             w.enrol();
             return Refusal{withTicket(w, "000000"), 401, "account.login.failed", "", Outcome::failed};
         }},
        {post, "/account/reset-password", "account.reset-password", "bob",
         [](World &w) { return Trial{reset(w, w.resetCode()), {"bob"}}; },
         [](World &w) {
             (void)w.resetCode();
             return Refusal{reset(w, w.secret("AAAAA-BBBBB-CCCCC-DDDDD-EEEEE")), 401, "account.login.failed", "",
                            Outcome::failed};
         }},
        {post, "/account/setup", "users.created-user", "",
         [](World &w) { return Trial{setUp(w, w.setupToken()), {"erin"}}; },
         [](World &w) {
             (void)w.setupToken();
             return Refusal{setUp(w, w.secret("a-wrong-setup-token")), 401, "users.created-user", "", Outcome::failed};
         }},
        {post, "/account/logout", "account.logout", "bob",
         [](World &w) { return Trial{World::asks(post, "/account/logout", {}, w.mine), {"bob"}, w.mine}; },
         [](World &w) {
             auto sent = World::asks(post, "/account/logout", {}, {});
             sent.cookie = w.mine;
             return Refusal{sent, 403, "access.refused", "csrf"};
         },
         true},
        {put, "/api/v1/user", "user.updated-user", "bob",
         [](World &w) {
             return Trial{World::asks(put, "/api/v1/user", text({{"name", "Robert"}}), w.mine),
                          {change("name", "bob", "Robert")}};
         },
         [](World &w) {
             return Refusal{World::asks(put, "/api/v1/user", text({{"username", "carol"}}), w.mine), 400, "act.refused",
                            "invalid_username"};
         }},
        {put, "/api/v1/user/change_password", "user.updated-password", "bob",
         [](World &w) { return Trial{newPassword(w, goodPassword), {"bob"}}; },
         [](World &w) {
             return Refusal{newPassword(w, "a-wrong-password"), 400, "user.updated-password", "", Outcome::failed};
         }},
        {put, "/api/v1/user/change_password", "user.updated-password", "bob",
         [](World &w) { return Trial{newPassword(w, goodPassword), {"bob"}}; },
         [](World &w) {
             const auto weak = text({{"old_password", goodPassword}, {"password", w.secret("weak-canary")}});
             return Refusal{World::asks(put, "/api/v1/user/change_password", weak, w.mine), 400, "act.refused",
                            "password_change_failed_too_weak"};
         }},
        {post, "/api/v1/user/step-up", "account.stepped-up", "bob",
         [](World &w) {
             return Trial{World::asks(post, "/api/v1/user/step-up", text({{"password", goodPassword}}), w.mine),
                          {"bob", "password"}};
         },
         [](World &w) {
             const auto wrong = text({{"password", w.secret("a-wrong-password")}});
             return Refusal{World::asks(post, "/api/v1/user/step-up", wrong, w.mine), 403, "account.stepped-up", "",
                            Outcome::failed};
         }},
        {put, "/api/v1/user/mfa", "user.mfa.enrolling", "bob",
         [](World &w) { return Trial{World::asks(put, "/api/v1/user/mfa", {}, w.mine), {"bob"}}; },
         [](World &w) {
             w.enrol();
             return Refusal{World::asks(put, "/api/v1/user/mfa", {}, w.mine), 400, "act.refused", "mfa_enabled"};
         }},
        {put, "/api/v1/user/mfa/verify", "user.mfa.enabled", "bob",
         [](World &w) {
             w.beginFactor();
             return Trial{World::asks(put, "/api/v1/user/mfa/verify", text({{"token", w.code()}}), w.mine), {"bob"}};
         },
         [](World &w) {
             w.beginFactor();
             return Refusal{World::asks(put, "/api/v1/user/mfa/verify", text({{"token", "000000"}}), w.mine), 400,
                            "user.mfa.enabled", "", Outcome::failed};
         }},
        {del, "/api/v1/user/mfa", "user.mfa.disabled", "bob",
         [](World &w) {
             w.enrol();
             const auto body = text({{"password", goodPassword}, {"token", w.code()}});
             return Trial{World::asks(del, "/api/v1/user/mfa", body, w.mine), {"bob"}};
         },
         [](World &w) {
             w.enrol();
             const auto body = text({{"password", w.secret("a-wrong-password")}, {"token", w.code()}});
             return Refusal{World::asks(del, "/api/v1/user/mfa", body, w.mine), 400, "user.mfa.disabled", "",
                            Outcome::failed};
         }},
        {post, "/api/v1/user/mfa/backup-codes", "user.mfa.backup-codes", "bob",
         [](World &w) {
             w.enrol();
             return Trial{World::asks(post, "/api/v1/user/mfa/backup-codes", {}, w.mine), {"bob"}};
         },
         [](World &w) {
             return Refusal{World::asks(post, "/api/v1/user/mfa/backup-codes", {}, w.mine), 400, "act.refused",
                            "mfa_disabled"};
         }},
        {patch, "/api/v1/user/invitations/:invitationId", "team.user.invite.accepted", "bob",
         [](World &w) { return Trial{invitation(w, patch, true), {"One", "bob", "member"}}; },
         [](World &w) { return Refusal{invitation(w, patch, false), 404, "act.refused", "not_found"}; }},
        {del, "/api/v1/user/invitations/:invitationId", "team.user.invite.rejected", "bob",
         [](World &w) { return Trial{invitation(w, del, true), {"One", "bob"}}; },
         [](World &w) { return Refusal{invitation(w, del, false), 404, "act.refused", "not_found"}; }},
        {del, "/api/v1/user/sessions", "account.session.ended", "bob",
         [](World &w) {
             const auto another = w.session("bob").token;
             return Trial{otherSessions(w.mine), {"bob", "others"}, another};
         },
         [](World &w) {
             const auto reads =
                 w.make("/api/v1/user/tokens", {{"name", "reads"}, {"scope", ""}, {"readOnly", true}}, w.mine);
             return Refusal{otherSessions(reads.token), 403, "access.refused", "insufficient_scope"};
         },
         true},
        {del, "/api/v1/user/sessions/:sessionId", "account.session.ended", "bob",
         [](World &w) {
             const auto another = w.session("bob");
             return Trial{World::asks(del, "/api/v1/user/sessions/" + another.id, {}, w.mine),
                          {"bob", another.id},
                          another.token};
         },
         [](World &w) {
             const auto path = "/api/v1/user/sessions/" + w.session("carol").id;
             return Refusal{World::asks(del, path, {}, w.mine), 404, "act.refused", "not_found"};
         },
         true},
    };
}

}  // namespace castellan::test
