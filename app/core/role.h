// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace castellan {

/// FlowFuse's roles, by the numbers of its wire.
enum class Role : std::int16_t {
    none = 0,
    dashboard = 5,  ///< may open dashboards; team answers are reduced to the summary
    viewer = 10,
    member = 30,
    owner = 50,
    admin = 99,  ///< the platform's administrator: a flag of the user, never a membership
};

[[nodiscard]] std::string_view roleName(Role role);
[[nodiscard]] std::optional<Role> roleFromNumber(int number);
/// 5, 10, 30 or 50: the roles of memberships and invitations.
[[nodiscard]] bool isTeamRole(Role role);

/// The least privileged callers that a permission admits.
enum class Floor : std::uint8_t {
    anonymous,  ///< no credentials needed
    user,       ///< any signed-in user
    role,       ///< at least `least` in the team, or administrator
    admin,      ///< administrators
};

struct Permission {
    std::string_view name;
    Floor floor = Floor::admin;
    Role least = Role::admin;  ///< for Floor::role
    bool self = false;         ///< also the user that the request is about
    bool write = false;
    bool auditor = false;  ///< also users with the platform flag `auditor`
    bool person = false;   ///< about the caller's own account, which service keys lack
    bool people = false;   ///< grants, revokes or deletes: service keys need the scope admin
};

/// The one table of permissions that this program's server checks.
[[nodiscard]] std::span<const Permission> permissions();
[[nodiscard]] const Permission *findPermission(std::string_view name);

/// The facts about a caller that authorisation looks at.
struct Caller {
    bool signedIn = false;
    bool admin = false;
    bool auditor = false;
    bool self = false;       ///< the request is about the caller
    Role role = Role::none;  ///< in the team that the request is about
};

/// The scopes of service keys.
enum class KeyScope : std::uint8_t { read, write, admin };
[[nodiscard]] std::string_view scopeName(KeyScope scope);
[[nodiscard]] std::optional<KeyScope> scopeFromName(std::string_view name);
/// The least scope with which a service key has a permission; nothing: only users have it.
[[nodiscard]] std::optional<KeyScope> scopeFor(const Permission &permission);

[[nodiscard]] bool allows(const Permission &permission, const Caller &caller);

}  // namespace castellan
