// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/role.h"

#include <algorithm>
#include <array>

namespace castellan {
namespace {

constexpr auto table = std::to_array<Permission>({
    // name, floor, least, self, write, auditor, person, people
    {"public", Floor::anonymous, Role::none, false, false, false},
    {"user:self", Floor::user, Role::none, false, false, false, true},
    {"user:self:edit", Floor::user, Role::none, false, true, false, true},
    {"user:token:edit", Floor::user, Role::none, false, true, false, true},
    {"user:invitation:answer", Floor::user, Role::none, false, true, false, true},
    {"team-type:list", Floor::user, Role::none, false, false, false},
    {"team-type:read", Floor::user, Role::none, false, false, false},
    {"team:create", Floor::user, Role::none, false, true, false, true},
    {"team:read", Floor::role, Role::dashboard, false, false, true},
    {"team:user:list", Floor::role, Role::viewer, false, false, true},
    {"team:edit", Floor::role, Role::owner, false, true, false},
    {"team:delete", Floor::role, Role::owner, false, true, false, false, true},
    {"team:audit-log", Floor::role, Role::owner, false, false, true},
    {"team:user:change-role", Floor::role, Role::owner, false, true, false, false, true},
    {"team:user:invite", Floor::role, Role::owner, false, true, false, false, true},
    {"team:invitation:list", Floor::role, Role::owner, false, false, true},
    {"team:user:remove", Floor::role, Role::owner, true, true, false, false, true},
    {"team:key:list", Floor::role, Role::owner, false, false, true},
    {"team:key:edit", Floor::role, Role::owner, false, true, false, false, true},
    {"team:user:add", Floor::admin, Role::admin, false, true, false},
    {"team:list", Floor::admin, Role::admin, false, false, true},
    {"platform:audit-log", Floor::admin, Role::admin, false, false, true},
    {"platform:stats", Floor::admin, Role::admin, false, false, true},
    {"invitation:list", Floor::admin, Role::admin, false, false, true},
    {"settings:edit", Floor::admin, Role::admin, false, true, false},
    {"security:read", Floor::admin, Role::admin, false, false, true},
    {"security:edit", Floor::admin, Role::admin, false, true, false},
    {"user:list", Floor::admin, Role::admin, false, false, true},
    {"user:read", Floor::admin, Role::admin, true, false, true},
    {"user:create", Floor::admin, Role::admin, false, true, false},
    {"user:edit", Floor::admin, Role::admin, true, true, false},
    {"user:delete", Floor::admin, Role::admin, true, true, false},
    {"user:erase", Floor::admin, Role::admin, false, true, false},
    {"user:team:list", Floor::admin, Role::admin, true, false, true},
    {"user:session:list", Floor::admin, Role::admin, true, false, true},
    {"user:session:end", Floor::admin, Role::admin, true, true, false},
    {"user:reset-password", Floor::admin, Role::admin, false, true, false},
    {"platform:key:list", Floor::admin, Role::admin, false, false, true},
    {"platform:key:edit", Floor::admin, Role::admin, false, true, false},
    {"user:unlock", Floor::admin, Role::admin, false, true, false},
});

struct NamedRole {
    Role role;
    std::string_view name;
};
constexpr auto roles = std::to_array<NamedRole>({
    {Role::none, "none"},
    {Role::dashboard, "dashboard"},
    {Role::viewer, "viewer"},
    {Role::member, "member"},
    {Role::owner, "owner"},
    {Role::admin, "admin"},
});

}  // namespace

std::string_view roleName(Role role)
{
    const auto it = std::ranges::find(roles, role, &NamedRole::role);
    return it == roles.end() ? "none" : it->name;
}

std::optional<Role> roleFromNumber(int number)
{
    const auto it = std::ranges::find_if(roles, [number](const NamedRole &row) { return int(row.role) == number; });
    return it == roles.end() ? std::nullopt : std::optional(it->role);
}

bool isTeamRole(Role role)
{
    return role == Role::dashboard || role == Role::viewer || role == Role::member || role == Role::owner;
}

std::span<const Permission> permissions()
{
    return table;
}

const Permission *findPermission(std::string_view name)
{
    const auto it = std::ranges::find(table, name, &Permission::name);
    return it == table.end() ? nullptr : &*it;
}

namespace {

constexpr std::array<std::string_view, 3> scopes{"read", "write", "admin"};

}  // namespace

std::string_view scopeName(KeyScope scope)
{
    return scopes.at(std::size_t(scope));
}

std::optional<KeyScope> scopeFromName(std::string_view name)
{
    const auto it = std::ranges::find(scopes, name);
    return it == scopes.end() ? std::nullopt : std::optional(KeyScope(it - scopes.begin()));
}

std::optional<KeyScope> scopeFor(const Permission &permission)
{
    if (permission.person)
        return std::nullopt;
    if (!permission.write)
        return KeyScope::read;
    return permission.people || permission.floor == Floor::admin ? KeyScope::admin : KeyScope::write;
}

bool allows(const Permission &permission, const Caller &caller)
{
    if (permission.floor == Floor::anonymous)
        return true;
    if (!caller.signedIn)
        return false;
    if (caller.admin || permission.floor == Floor::user)
        return true;
    if (permission.self && caller.self)
        return true;
    if (permission.auditor && caller.auditor && !permission.write)
        return true;
    return permission.floor == Floor::role && caller.role != Role::none && caller.role >= permission.least;
}

}  // namespace castellan
