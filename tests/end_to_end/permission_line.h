// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

/// The columns and lines of the hand-typed table of permissions.
namespace castellan::test {

/// Columns of the table, in its order: first people with a session, then tokens and keys.
enum Who : std::uint8_t {
    anonymous,
    dashboard,
    viewer,
    member,
    owner,
    admin,     ///< the platform's; in none of the teams
    stranger,  ///< owns another team
    auditor,
    ownerReads,  ///< a personal token of the owner's, scope read
    ownerWrites,
    adminWrites,  ///< of the administrator's, which leaves the administration out
    adminAll,
    teamReads,  ///< a service key of the team
    teamWrites,
    teamAll,
    platformReads,  ///< a service key of the platform
    platformWrites,
    platformAll,
    count
};
inline constexpr std::array<const char *, count> names{"anonymous",
                                                       "dashboard",
                                                       "viewer",
                                                       "member",
                                                       "owner",
                                                       "admin",
                                                       "stranger",
                                                       "auditor",
                                                       "owner-reads",
                                                       "owner-writes",
                                                       "admin-writes",
                                                       "admin-all",
                                                       "team-key-reads",
                                                       "team-key-writes",
                                                       "team-key-all",
                                                       "platform-key-reads",
                                                       "platform-key-writes",
                                                       "platform-key-all"};
inline constexpr int people = ownerReads;

/// The owner of a token, or the caller; a service key has no owner.
constexpr Who personOf(Who who)
{
    return who == ownerReads || who == ownerWrites ? owner : who == adminWrites || who == adminAll ? admin : who;
}
constexpr bool isTeamKey(Who who)
{
    return who == teamReads || who == teamWrites || who == teamAll;
}
constexpr const char *scopeOf(Who who)
{
    if (who == ownerReads || who == teamReads || who == platformReads)
        return "read";
    return who == adminAll || who == teamAll || who == platformAll ? "admin" : "write";
}

/// An object that a request needs, made anew after a permitted request took it away.
enum class Fresh : std::uint8_t {
    nothing,
    team,
    member,      ///< {other} is a viewer of the fresh team
    invitation,  ///< of {other} to the fresh team
    key,         ///< {key}: a service key of the fresh team
    self,        ///< asked by a person made for it, in the column's place: {me}
};

struct Line {
    const char *method;
    /// {team} {slug}: where dashboard, viewer, member and owner are. {foreign} {foreignSlug}: the stranger's. {other}:
    /// a user. {me}: who asks, or the administrator. {invitation} {key}
    const char *path;
    const char *body;
    /// One character a column: + permitted (even if the request is wrong otherwise), - 401, N 404, and of 403: F no
    /// right, I only with a session, S not with this token or key. A space: not asked. Never expected is !: the server
    /// failed, or didn't come to the question.
    std::string_view people;
    std::string_view keys;
    Fresh fresh = Fresh::nothing;

    [[nodiscard]] constexpr char expected(int who) const
    {
        return who < test::people ? people[std::size_t(who)] : keys[std::size_t(who - test::people)];
    }
};

constexpr char answerOf(unsigned status, std::string_view code)
{
    switch (status) {
    case 401:
        return '-';
    case 403:
        return code == "interactive_only" ? 'I' : code == "insufficient_scope" ? 'S' : 'F';
    case 404:
        return 'N';
    case 429:
        return '!';
    default:
        return status < 500 ? '+' : '!';
    }
}

static_assert(answerOf(429, "") == '!' && answerOf(500, "") == '!' && answerOf(503, "") == '!');
static_assert(answerOf(204, "") == '+' && answerOf(400, "") == '+' && answerOf(403, "forbidden") == 'F');

}  // namespace castellan::test
