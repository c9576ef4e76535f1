// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/server/api/audit/mutations.h"

namespace castellan::test {
namespace {

using enum http::Method;

constexpr const char *tokens = "/api/v1/user/tokens";
constexpr const char *platform = "/api/v1/admin/keys";

std::string pathTo(std::string path, const std::string &id, const char *verb = "")
{
    return std::move(path) + "/" + id + verb;
}

World::Made platformKey(World &w)
{
    return w.make(platform, {{"name", "ci"}, {"scope", "admin"}}, w.admin);
}

/// A team that bob owns, with a key.
struct TeamKey {
    std::string path;
    World::Made key;
};
TeamKey teamKey(World &w)
{
    TeamKey out;
    out.path = "/api/v1/teams/" + w.team("One", "bob") + "/keys";
    out.key = w.make(out.path, {{"name", "ci"}, {"scope", "write"}}, w.mine);
    return out;
}

/// Refusal for an object that does not exist, or does not belong to the caller.
Refusal notThere(http::Method method, std::string path, std::string body, std::string by)
{
    return {World::asks(method, std::move(path), std::move(body), std::move(by)), 404, "act.refused", "not_found"};
}

std::vector<Mutation> ofTokens()
{
    return {
        {post, "/api/v1/user/tokens", "user.pat.created", "bob",
         [](World &w) {
             return Trial{World::asks(post, tokens, text({{"name", "laptop"}, {"scope", ""}}), w.mine), {"laptop"}};
         },
         [](World &w) {
             const auto body = text({{"name", "laptop"}, {"scope", ""}, {"adminOptIn", true}});
             return Refusal{World::asks(post, tokens, body, w.mine), 403, "access.refused", "unauthorized"};
         }},
        {put, "/api/v1/user/tokens/:tokenId", "user.pat.updated", "bob",
         [](World &w) {
             const auto path = pathTo(tokens, w.token(w.mine).id);
             return Trial{World::asks(put, path, text({{"name", "desk"}, {"scope", ""}}), w.mine),
                          {change("name", "laptop", "desk")}};
         },
         [](World &w) {
             return notThere(put, pathTo(tokens, w.token(w.hers).id), text({{"name", "x"}, {"scope", ""}}), w.mine);
         }},
        {del, "/api/v1/user/tokens/:tokenId", "user.pat.deleted", "bob",
         [](World &w) {
             const auto token = w.token(w.mine);
             return Trial{World::asks(del, pathTo(tokens, token.id), {}, w.mine), {"laptop", token.id}, token.token};
         },
         [](World &w) { return notThere(del, pathTo(tokens, w.token(w.hers).id), {}, w.mine); }, true},
        {post, "/api/v1/user/tokens/:tokenId/rotate", "user.pat.rotated", "bob",
         [](World &w) {
             const auto token = w.token(w.mine);
             return Trial{World::asks(post, pathTo(tokens, token.id, "/rotate"), {}, w.mine),
                          {"laptop", token.id, "replacement", "\"key\":\"expiresAt\""}};
         },
         [](World &w) {
             const auto path = pathTo(tokens, w.token(w.mine).id, "/rotate");
             (void)w.make(path, {}, w.mine);
             return Refusal{World::asks(post, path, {}, w.mine), 409, "act.refused", "conflict"};
         }},
        {post, "/api/v1/user/tokens/:tokenId/enable", "user.pat.updated", "bob",
         [](World &w) {
             const auto token = w.token(w.mine);
             (void)w.api.post(pathTo(tokens, token.id, "/disable"), "", w.mine);
             return Trial{World::asks(post, pathTo(tokens, token.id, "/enable"), {}, w.mine),
                          {"laptop", change("enabled", false, true)}};
         },
         [](World &w) { return notThere(post, pathTo(tokens, w.token(w.hers).id, "/enable"), {}, w.mine); }},
        {post, "/api/v1/user/tokens/:tokenId/disable", "user.pat.updated", "bob",
         [](World &w) {
             const auto token = w.token(w.mine);
             return Trial{World::asks(post, pathTo(tokens, token.id, "/disable"), {}, w.mine),
                          {"laptop", change("enabled", true, false)},
                          token.token};
         },
         [](World &w) { return notThere(post, pathTo(tokens, w.token(w.hers).id, "/disable"), {}, w.mine); }, true},
    };
}

std::vector<Mutation> ofPlatform()
{
    return {
        {post, "/api/v1/admin/keys", "platform.key.created", "root-ann",
         [](World &w) {
             return Trial{World::asks(post, platform, text({{"name", "ci"}, {"scope", "write"}}), w.admin),
                          {"ci", "write"}};
         },
         [](World &w) {
             return Refusal{World::asks(post, platform, text({{"name", "ci"}}), w.mine), 403, "access.refused",
                            "unauthorized"};
         }},
        {put, "/api/v1/admin/keys/:keyId", "platform.key.updated", "root-ann",
         [](World &w) {
             const auto path = pathTo(platform, platformKey(w).id);
             return Trial{World::asks(put, path, text({{"name", "cd"}}), w.admin), {change("name", "ci", "cd")}};
         },
         [](World &w) { return notThere(put, pathTo(platform, w.token(w.mine).id), text({{"name", "x"}}), w.admin); }},
        {del, "/api/v1/admin/keys/:keyId", "platform.key.deleted", "root-ann",
         [](World &w) {
             const auto key = platformKey(w);
             return Trial{World::asks(del, pathTo(platform, key.id), {}, w.admin), {"ci", key.id}, key.token};
         },
         [](World &w) { return notThere(del, pathTo(platform, w.token(w.mine).id), {}, w.admin); }, true},
        {post, "/api/v1/admin/keys/:keyId/rotate", "platform.key.rotated", "root-ann",
         [](World &w) {
             return Trial{World::asks(post, pathTo(platform, platformKey(w).id, "/rotate"), {}, w.admin),
                          {"ci", "replacement", "\"key\":\"expiresAt\""}};
         },
         [](World &w) {
             const auto path = pathTo(platform, platformKey(w).id, "/rotate");
             (void)w.make(path, {}, w.admin);
             return Refusal{World::asks(post, path, {}, w.admin), 409, "act.refused", "conflict"};
         }},
        {post, "/api/v1/admin/keys/:keyId/enable", "platform.key.updated", "root-ann",
         [](World &w) {
             const auto key = platformKey(w);
             (void)w.api.post(pathTo(platform, key.id, "/disable"), "", w.admin);
             return Trial{World::asks(post, pathTo(platform, key.id, "/enable"), {}, w.admin),
                          {change("enabled", false, true)}};
         },
         [](World &w) { return notThere(post, pathTo(platform, w.token(w.mine).id, "/enable"), {}, w.admin); }},
        {post, "/api/v1/admin/keys/:keyId/disable", "platform.key.updated", "root-ann",
         [](World &w) {
             const auto key = platformKey(w);
             return Trial{World::asks(post, pathTo(platform, key.id, "/disable"), {}, w.admin),
                          {change("enabled", true, false)},
                          key.token};
         },
         [](World &w) { return notThere(post, pathTo(platform, w.token(w.mine).id, "/disable"), {}, w.admin); }, true},
    };
}

std::vector<Mutation> ofTeam()
{
    return {
        {post, "/api/v1/teams/:teamId/keys", "team.key.created", "bob",
         [](World &w) {
             const auto path = "/api/v1/teams/" + w.team("One", "bob") + "/keys";
             return Trial{World::asks(post, path, text({{"name", "ci"}, {"scope", "write"}}), w.mine),
                          {"ci", "One", "write"}};
         },
         [](World &w) {
             const auto path = "/api/v1/teams/" + w.team("One", "carol") + "/keys";
             return notThere(post, path, text({{"name", "ci"}}), w.mine);
         }},
        {put, "/api/v1/teams/:teamId/keys/:keyId", "team.key.updated", "bob",
         [](World &w) {
             const auto [path, key] = teamKey(w);
             return Trial{World::asks(put, pathTo(path, key.id), text({{"name", "cd"}}), w.mine),
                          {"One", change("name", "ci", "cd")}};
         },
         [](World &w) {
             return notThere(put, pathTo(teamKey(w).path, platformKey(w).id), text({{"name", "x"}}), w.mine);
         }},
        {del, "/api/v1/teams/:teamId/keys/:keyId", "team.key.deleted", "bob",
         [](World &w) {
             const auto [path, key] = teamKey(w);
             return Trial{World::asks(del, pathTo(path, key.id), {}, w.mine), {"ci", "One"}, key.token};
         },
         [](World &w) { return notThere(del, pathTo(teamKey(w).path, platformKey(w).id), {}, w.mine); }, true},
        {post, "/api/v1/teams/:teamId/keys/:keyId/rotate", "team.key.rotated", "bob",
         [](World &w) {
             const auto [path, key] = teamKey(w);
             return Trial{World::asks(post, pathTo(path, key.id, "/rotate"), {}, w.mine),
                          {"ci", "replacement", "\"key\":\"expiresAt\""}};
         },
         [](World &w) {
             const auto [path, key] = teamKey(w);
             (void)w.make(pathTo(path, key.id, "/rotate"), {}, w.mine);
             return Refusal{World::asks(post, pathTo(path, key.id, "/rotate"), {}, w.mine), 409, "act.refused",
                            "conflict"};
         }},
        {post, "/api/v1/teams/:teamId/keys/:keyId/enable", "team.key.updated", "bob",
         [](World &w) {
             const auto [path, key] = teamKey(w);
             (void)w.api.post(pathTo(path, key.id, "/disable"), "", w.mine);
             return Trial{World::asks(post, pathTo(path, key.id, "/enable"), {}, w.mine),
                          {change("enabled", false, true)}};
         },
         [](World &w) { return notThere(post, pathTo(teamKey(w).path, platformKey(w).id, "/enable"), {}, w.mine); }},
        {post, "/api/v1/teams/:teamId/keys/:keyId/disable", "team.key.updated", "bob",
         [](World &w) {
             const auto [path, key] = teamKey(w);
             return Trial{World::asks(post, pathTo(path, key.id, "/disable"), {}, w.mine),
                          {change("enabled", true, false)},
                          key.token};
         },
         [](World &w) { return notThere(post, pathTo(teamKey(w).path, platformKey(w).id, "/disable"), {}, w.mine); },
         true},
    };
}

}  // namespace

std::vector<Mutation> mutationsOfKeys()
{
    std::vector<Mutation> out;
    for (const auto &part : {ofTokens(), ofPlatform(), ofTeam()})
        out.insert(out.end(), part.begin(), part.end());
    return out;
}

}  // namespace castellan::test
