// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/end_to_end/permission_line.h"

#include <algorithm>

/// The hand-typed table of permissions.
namespace castellan::test {

// clang-format off
/// Typed by hand from the reference of the API, not from the server's own table.
// People: anonymous, dashboard, viewer, member, owner, admin, stranger, auditor. Then tokens of the owner (reads,
// writes) and of the administrator (writes, all); keys of the team and of the platform (read, write, all).
inline constexpr auto permissionTable = std::to_array<Line>({
    {"GET", "/healthz", "",                                                 "++++++++", "++" "++" "+++" "+++"},
    {"GET", "/readyz", "",                                                  "++++++++", "++" "++" "+++" "+++"},
    {"GET", "/api/json", "",                                                "++++++++", "++" "++" "+++" "+++"},
    {"GET", "/api/yaml", "",                                                "++++++++", "++" "++" "+++" "+++"},
    {"GET", "/api/v1/settings", "",                                         "++++++++", "++" "++" "+++" "+++"},
    // 400: that is no nonce
    {"GET", "/api/v1/identity", "",                                         "++++++++", "++" "++" "+++" "+++"},
    // No contact is named unless the operator configures one.
    {"GET", "/.well-known/security.txt", "",                                "NNNNNNNN", "NN" "NN" "NNN" "NNN"},
    {"POST", "/account/login", "{}",                                        "++++++++", "++" "++" "+++" "+++"},
    {"POST", "/account/login/token", "{}",                                  "++++++++", "++" "++" "+++" "+++"},
    {"POST", "/account/reset-password", "{}",                               "++++++++", "++" "++" "+++" "+++"},
    // 400: whose first administrator there is, refuses what is understood
    {"POST", "/account/setup", "{}",                                        "++++++++", "++" "++" "+++" "+++"},

    {"GET", "/api/v1/user", "",                                             "-+++++++", "++" "++" "FFF" "FFF"},
    {"PUT", "/api/v1/user", "{}",                                           "-+++++++", "S+" "II" "FFF" "FFF"},
    {"PUT", "/api/v1/user/change_password", "{}",                           "-+++++++", "II" "II" "III" "III"},
    {"POST", "/api/v1/user/step-up", "{}",                                  "-+++++++", "II" "II" "III" "III"},
    {"GET", "/api/v1/user/mfa", "",                                         "-+++++++", "++" "++" "FFF" "FFF"},
    {"PUT", "/api/v1/user/mfa", "",                                         "-+++++++", "II" "II" "III" "III"},
    {"PUT", "/api/v1/user/mfa/verify", "{}",                                "-+++++++", "II" "II" "III" "III"},
    {"DELETE", "/api/v1/user/mfa", "{}",                                    "-+++++++", "II" "II" "III" "III"},
    {"POST", "/api/v1/user/mfa/backup-codes", "{}",                         "-+++++++", "II" "II" "III" "III"},
    {"GET", "/api/v1/user/teams", "",                                       "-+++++++", "++" "++" "FFF" "FFF"},
    {"GET", "/api/v1/user/invitations", "",                                 "-+++++++", "++" "++" "FFF" "FFF"},
    {"PATCH", "/api/v1/user/invitations/zzz", "",                           "-NNNNNNN", "SN" "NN" "FFF" "FFF"},
    {"DELETE", "/api/v1/user/invitations/zzz", "",                          "-NNNNNNN", "SN" "NN" "FFF" "FFF"},
    {"GET", "/api/v1/user/tokens", "",                                      "-+++++++", "++" "++" "FFF" "FFF"},
    {"POST", "/api/v1/user/tokens", "{}",                                   "-+++++++", "II" "II" "III" "III"},
    {"PUT", "/api/v1/user/tokens/zzz", "{\"scope\":\"\"}",                  "-NNNNNNN", "II" "II" "III" "III"},
    {"DELETE", "/api/v1/user/tokens/zzz", "",                               "-NNNNNNN", "SN" "NN" "FFF" "FFF"},
    {"POST", "/api/v1/user/tokens/zzz/rotate", "",                          "-NNNNNNN", "II" "II" "III" "III"},
    {"POST", "/api/v1/user/tokens/zzz/enable", "",                          "-NNNNNNN", "II" "II" "III" "III"},
    {"POST", "/api/v1/user/tokens/zzz/disable", "",                         "-NNNNNNN", "II" "II" "III" "III"},
    {"GET", "/api/v1/user/sessions", "",                                    "-+++++++", "++" "++" "FFF" "FFF"},
    // 400: there is no such scope
    {"DELETE", "/api/v1/user/sessions?scope=zzz", "",                       "-+++++++", "S+" "II" "FFF" "FFF"},
    {"DELETE", "/api/v1/user/sessions/zzz", "",                             "-NNNNNNN", "SN" "II" "FFF" "FFF"},

    {"GET", "/api/v1/admin/keys", "",                                       "-FFFF+F+", "FF" "F+" "FFF" "+++"},
    {"POST", "/api/v1/admin/keys", "{}",                                    "-FFFF+FF", "II" "II" "III" "III"},
    {"PUT", "/api/v1/admin/keys/zzz", "{}",                                 "-FFFFNFF", "II" "II" "III" "III"},
    {"DELETE", "/api/v1/admin/keys/zzz", "",                                "-FFFFNFF", "II" "II" "III" "III"},
    {"POST", "/api/v1/admin/keys/zzz/rotate", "",                           "-FFFFNFF", "II" "II" "III" "III"},
    {"POST", "/api/v1/admin/keys/zzz/enable", "",                           "-FFFFNFF", "II" "II" "III" "III"},
    {"POST", "/api/v1/admin/keys/zzz/disable", "",                          "-FFFFNFF", "II" "II" "III" "III"},

    {"GET", "/api/v1/users", "",                                            "-FFFF+F+", "FF" "F+" "FFF" "+++"},
    {"POST", "/api/v1/users", "{}",                                         "-FFFF+FF", "SF" "F+" "SSF" "SS+"},
    {"GET", "/api/v1/users/{other}", "",                                    "-FFFF+F+", "FF" "F+" "FFF" "+++"},
    {"PUT", "/api/v1/users/{other}", "{}",                                  "-FFFF+FF", "SF" "F+" "SSF" "SS+"},
    // 400: a team would be left without an owner
    {"DELETE", "/api/v1/users/{other}", "",                                 "-FFFF+FF", "SF" "F+" "SSF" "SS+"},
    {"POST", "/api/v1/admin/erasures", "{}",                                "-FFFF+FF", "II" "II" "III" "III"},
    {"POST", "/api/v1/users/{other}/reset-password", "",                    "-FFFF+FF", "II" "II" "III" "III"},
    {"GET", "/api/v1/users/{other}/teams", "",                              "-FFFF+F+", "FF" "F+" "FFF" "+++"},
    {"GET", "/api/v1/users/{other}/sessions", "",                           "-FFFF+F+", "FF" "F+" "FFF" "+++"},
    {"DELETE", "/api/v1/users/{other}/sessions", "",                        "-FFFF+FF", "SF" "F+" "SSF" "SS+"},
    {"DELETE", "/api/v1/users/{other}/sessions/zzz", "",                    "-FFFFNFF", "SF" "FN" "SSF" "SSN"},
    {"POST", "/api/v1/users/{other}/unlock", "",                            "-FFFF+FF", "SF" "F+" "SSF" "SS+"},
    // Keys are asked about the administrator, which is "oneself" for no key.
    {"GET", "/api/v1/users/{me}", "",                                       "-+++++++", "++" "++" "FFF" "+++"},
    {"PUT", "/api/v1/users/{me}", "{}",                                     "-+++++++", "S+" "II" "SSF" "SSI"},
    {"DELETE", "/api/v1/users/{me}", "",                                    "-+++++++", "  " "  " "   " "   ", Fresh::self},
    {"GET", "/api/v1/users/{me}/teams", "",                                 "-+++++++", "++" "++" "FFF" "+++"},
    {"GET", "/api/v1/users/{me}/sessions", "",                              "-+++++++", "++" "++" "FFF" "+++"},
    {"DELETE", "/api/v1/users/{me}/sessions", "",                           "-+++++++", "  " "  " "   " "   ", Fresh::self},
    {"DELETE", "/api/v1/users/{me}/sessions/zzz", "",                       "-NNNNNNN", "SN" "II" "SSF" "SSI"},
    {"GET", "/api/v1/users/zzz", "",                                        "-FFFFNFN", "FF" "FN" "FFF" "NNN"},

    {"GET", "/api/v1/team-types", "",                                       "-+++++++", "++" "++" "+++" "+++"},
    {"GET", "/api/v1/team-types/zzz", "",                                   "-NNNNNNN", "NN" "NN" "NNN" "NNN"},
    {"GET", "/api/v1/teams", "",                                            "-FFFF+F+", "FF" "F+" "FFF" "+++"},
    {"POST", "/api/v1/teams", "{\"name\":\"x\",\"type\":\"zzz\"}",          "-FFFF+FF", "SF" "F+" "FFF" "FFF"},
    {"POST", "/api/v1/teams/check-slug", "{\"slug\":\"free\"}",             "-FFFF+FF", "SF" "F+" "FFF" "FFF"},

    {"GET", "/api/v1/teams/slug/{slug}", "",                                "-+++++N+", "++" "N+" "+++" "+++"},
    {"GET", "/api/v1/teams/{team}", "",                                     "-+++++N+", "++" "N+" "+++" "+++"},
    {"PUT", "/api/v1/teams/{team}", "{}",                                   "-FFF++NF", "S+" "N+" "S++" "S++"},
    {"DELETE", "/api/v1/teams/{team}", "",                                  "-FFF++NF", "S+" "N+" "SS+" "SS+", Fresh::team},
    {"GET", "/api/v1/teams/{team}/user", "",                                "-+++++N+", "++" "N+" "+++" "+++"},
    {"GET", "/api/v1/teams/{team}/members", "",                             "-F++++N+", "++" "N+" "+++" "+++"},
    {"POST", "/api/v1/teams/{team}/members", "{}",                          "-FFFF+NF", "SF" "N+" "SSF" "SS+"},
    {"PUT", "/api/v1/teams/{team}/members/{other}", "{}",                   "-FFF++NF", "S+" "N+" "SS+" "SS+", Fresh::member},
    {"DELETE", "/api/v1/teams/{team}/members/{other}", "",                  "-FFF++NF", "S+" "N+" "SS+" "SS+", Fresh::member},
    // Leaving; the only owner can't, and a user outside of the team has nothing to leave.
    {"DELETE", "/api/v1/teams/{team}/members/{me}", "",                     "-++++NNN", "S+" "NI" "SSI" "SSI", Fresh::team},
    {"GET", "/api/v1/teams/{team}/invitations", "",                         "-FFF++N+", "++" "N+" "+++" "+++"},
    {"POST", "/api/v1/teams/{team}/invitations", "{}",                      "-FFF++NF", "S+" "N+" "SS+" "SS+"},
    {"DELETE", "/api/v1/teams/{team}/invitations/{invitation}", "",         "-FFF++NF", "S+" "N+" "SS+" "SS+", Fresh::invitation},
    {"GET", "/api/v1/teams/{team}/audit-log", "",                           "-FFF++N+", "++" "N+" "+++" "+++"},
    {"GET", "/api/v1/teams/{team}/keys", "",                                "-FFF++N+", "++" "N+" "+++" "+++"},
    {"POST", "/api/v1/teams/{team}/keys", "{}",                             "-FFF++NF", "II" "II" "III" "III"},
    {"PUT", "/api/v1/teams/{team}/keys/{key}", "{}",                        "-FFF++NF", "II" "II" "III" "III", Fresh::key},
    {"DELETE", "/api/v1/teams/{team}/keys/{key}", "",                       "-FFF++NF", "II" "II" "III" "III", Fresh::key},
    {"POST", "/api/v1/teams/{team}/keys/{key}/rotate", "",                  "-FFF++NF", "II" "II" "III" "III", Fresh::key},
    {"POST", "/api/v1/teams/{team}/keys/{key}/enable", "",                  "-FFF++NF", "II" "II" "III" "III", Fresh::key},
    {"POST", "/api/v1/teams/{team}/keys/{key}/disable", "",                 "-FFF++NF", "II" "II" "III" "III", Fresh::key},

    // Each of them in a foreign team; their role in their own team is irrelevant.
    {"GET", "/api/v1/teams/slug/{foreignSlug}", "",                         "-NNNN+++", "NN" "N+" "NNN" "+++"},
    {"GET", "/api/v1/teams/{foreign}", "",                                  "-NNNN+++", "NN" "N+" "NNN" "+++"},
    {"PUT", "/api/v1/teams/{foreign}", "{}",                                "-NNNN++F", "SN" "N+" "SNN" "S++"},
    {"DELETE", "/api/v1/teams/{foreign}", "",                               "-NNNN++F", "SN" "N+" "SSN" "SS+", Fresh::team},
    {"GET", "/api/v1/teams/{foreign}/user", "",                             "-NNNN+++", "NN" "N+" "NNN" "+++"},
    {"GET", "/api/v1/teams/{foreign}/members", "",                          "-NNNN+++", "NN" "N+" "NNN" "+++"},
    {"POST", "/api/v1/teams/{foreign}/members", "{}",                       "-NNNN+FF", "SN" "N+" "SSN" "SS+"},
    {"PUT", "/api/v1/teams/{foreign}/members/{other}", "{}",                "-NNNN++F", "SN" "N+" "SSN" "SS+", Fresh::member},
    {"DELETE", "/api/v1/teams/{foreign}/members/{other}", "",               "-NNNN++F", "SN" "N+" "SSN" "SS+", Fresh::member},
    {"GET", "/api/v1/teams/{foreign}/invitations", "",                      "-NNNN+++", "NN" "N+" "NNN" "+++"},
    {"POST", "/api/v1/teams/{foreign}/invitations", "{}",                   "-NNNN++F", "SN" "N+" "SSN" "SS+"},
    {"DELETE", "/api/v1/teams/{foreign}/invitations/{invitation}", "",      "-NNNN++F", "SN" "N+" "SSN" "SS+", Fresh::invitation},
    {"GET", "/api/v1/teams/{foreign}/audit-log", "",                        "-NNNN+++", "NN" "N+" "NNN" "+++"},
    {"GET", "/api/v1/teams/{foreign}/keys", "",                             "-NNNN+++", "NN" "N+" "NNN" "+++"},
    {"POST", "/api/v1/teams/{foreign}/keys", "{}",                          "-NNNN++F", "II" "II" "III" "III"},
    {"PUT", "/api/v1/teams/{foreign}/keys/{key}", "{}",                     "-NNNN++F", "II" "II" "III" "III", Fresh::key},
    {"DELETE", "/api/v1/teams/{foreign}/keys/{key}", "",                    "-NNNN++F", "II" "II" "III" "III", Fresh::key},
    {"POST", "/api/v1/teams/{foreign}/keys/{key}/rotate", "",               "-NNNN++F", "II" "II" "III" "III", Fresh::key},
    {"POST", "/api/v1/teams/{foreign}/keys/{key}/enable", "",               "-NNNN++F", "II" "II" "III" "III", Fresh::key},
    {"POST", "/api/v1/teams/{foreign}/keys/{key}/disable", "",              "-NNNN++F", "II" "II" "III" "III", Fresh::key},

    {"GET", "/api/v1/admin/audit-log", "",                                  "-FFFF+F+", "FF" "F+" "FFF" "+++"},
    {"GET", "/api/v1/admin/invitations", "",                                "-FFFF+F+", "FF" "F+" "FFF" "+++"},
    {"GET", "/api/v1/admin/security", "",                                   "-FFFF+F+", "FF" "F+" "FFF" "+++"},
    {"PUT", "/api/v1/admin/security", "{}",                                 "-FFFF+FF", "II" "II" "III" "III"},
    // 426: rights are asked for at the upgrade
    {"GET", "/api/v1/audit/stream", "",                                     "++++++++", "++" "++" "+++" "+++"},
    // The last line: it ends the sessions.
    {"POST", "/account/logout", "",                                         "++++++++", "++" "++" "+++" "+++"},
});
// clang-format on

static_assert(std::ranges::all_of(permissionTable, [](const Line &line) {
    return line.people.size() == people && line.keys.size() == count - people;
}));

}  // namespace castellan::test
