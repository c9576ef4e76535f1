// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/castellan/role_rights.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace castellan::client::own {
namespace {

struct Row {
    std::string_view name;
    struct {
        const char *text;
        const char *comment;
    } words;
};

/// Permissions that are shown, in the order of the server's table.
constexpr auto words = std::to_array<Row>({
    {"team:read", QT_TRANSLATE_NOOP3("RoleRights", "see the team", "a right of a role")},
    {"team:user:list", QT_TRANSLATE_NOOP3("RoleRights", "see its members", "a right of a role")},
    {"team:edit", QT_TRANSLATE_NOOP3("RoleRights", "rename the team", "a right of a role")},
    {"team:delete", QT_TRANSLATE_NOOP3("RoleRights", "delete the team", "a right of a role")},
    {"team:audit-log", QT_TRANSLATE_NOOP3("RoleRights", "read its audit log", "a right of a role")},
    {"team:user:change-role", QT_TRANSLATE_NOOP3("RoleRights", "change roles", "a right of a role")},
    {"team:user:invite", QT_TRANSLATE_NOOP3("RoleRights", "invite people", "a right of a role")},
    {"team:user:remove", QT_TRANSLATE_NOOP3("RoleRights", "remove people", "a right of a role")},
});

}  // namespace

std::vector<RoleRight> roleRights()
{
    std::vector<RoleRight> rights;
    for (const auto &permission : permissions()) {
        const auto row = std::ranges::find(words, permission.name, &Row::name);
        if (permission.floor == Floor::role && row != words.end())
            rights.push_back(
                {permission.least, QCoreApplication::translate("RoleRights", row->words.text, row->words.comment)});
    }
    return rights;
}

}  // namespace castellan::client::own
