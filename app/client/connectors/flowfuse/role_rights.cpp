// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/connectors/flowfuse/role_rights.h"

#include <QCoreApplication>
#include <QVersionNumber>

#include <array>

namespace castellan::client::flowfuse {
namespace {

enum class Since { v2_4, v2_33 };

struct Row {
    Role least;
    Since since;
    struct {
        const char *text;
        const char *comment;
    } words;
};

constexpr auto V4 = Since::v2_4;
constexpr auto V33 = Since::v2_33;

// FlowFuse's permissions of team roles, grouped. Dashboards are not in it: every role may open them.
constexpr auto table = std::to_array<Row>({
    {Role::viewer, V4, QT_TRANSLATE_NOOP3("RoleRights", "see instances and devices", "a right of a role")},
    {Role::viewer, V4, QT_TRANSLATE_NOOP3("RoleRights", "view flows", "a right of a role")},
    {Role::viewer, V4, QT_TRANSLATE_NOOP3("RoleRights", "read instance logs", "a right of a role")},
    {Role::viewer, V4,
     QT_TRANSLATE_NOOP3("RoleRights", "read audit logs of instances and devices", "a right of a role")},
    {Role::viewer, V4, QT_TRANSLATE_NOOP3("RoleRights", "see snapshots", "a right of a role")},
    {Role::viewer, V33, QT_TRANSLATE_NOOP3("RoleRights", "see instance history", "a right of a role")},
    {Role::viewer, V4, QT_TRANSLATE_NOOP3("RoleRights", "see the members", "a right of a role")},

    {Role::member, V4, QT_TRANSLATE_NOOP3("RoleRights", "edit flows", "a right of a role")},
    {Role::member, V4, QT_TRANSLATE_NOOP3("RoleRights", "edit environment variables", "a right of a role")},
    {Role::member, V4,
     QT_TRANSLATE_NOOP3("RoleRights", "create and deploy snapshots", "a right of a role; exporting is meant, too")},
    {Role::member, V4, QT_TRANSLATE_NOOP3("RoleRights", "see pipelines", "a right of a role")},
    {Role::member, V4, QT_TRANSLATE_NOOP3("RoleRights", "see device groups", "a right of a role")},
    {Role::member, V4, QT_TRANSLATE_NOOP3("RoleRights", "use the shared library", "a right of a role")},
    {Role::member, V33, QT_TRANSLATE_NOOP3("RoleRights", "manage instance files", "a right of a role")},
    {Role::member, V33, QT_TRANSLATE_NOOP3("RoleRights", "see broker clients and topics", "a right of a role")},
    {Role::member, V33, QT_TRANSLATE_NOOP3("RoleRights", "see databases", "a right of a role")},
    {Role::member, V33, QT_TRANSLATE_NOOP3("RoleRights", "read team packages", "a right of a role")},

    {Role::owner, V4, QT_TRANSLATE_NOOP3("RoleRights", "manage instances and applications", "a right of a role")},
    {Role::owner, V4, QT_TRANSLATE_NOOP3("RoleRights", "manage devices", "a right of a role")},
    {Role::owner, V4, QT_TRANSLATE_NOOP3("RoleRights", "start and stop instances and devices", "a right of a role")},
    {Role::owner, V4, QT_TRANSLATE_NOOP3("RoleRights", "delete snapshots", "a right of a role")},
    {Role::owner, V33, QT_TRANSLATE_NOOP3("RoleRights", "edit and import snapshots", "a right of a role")},
    {Role::owner, V4, QT_TRANSLATE_NOOP3("RoleRights", "change and run pipelines", "a right of a role")},
    {Role::owner, V4, QT_TRANSLATE_NOOP3("RoleRights", "manage device groups", "a right of a role")},
    {Role::owner, V4, QT_TRANSLATE_NOOP3("RoleRights", "manage provisioning tokens", "a right of a role")},
    {Role::owner, V33, QT_TRANSLATE_NOOP3("RoleRights", "manage the broker", "a right of a role")},
    {Role::owner, V33, QT_TRANSLATE_NOOP3("RoleRights", "manage databases", "a right of a role")},
    {Role::owner, V33, QT_TRANSLATE_NOOP3("RoleRights", "manage team packages", "a right of a role")},
    {Role::owner, V33, QT_TRANSLATE_NOOP3("RoleRights", "manage Git tokens", "a right of a role")},
    {Role::owner, V33, QT_TRANSLATE_NOOP3("RoleRights", "see software bills of materials", "a right of a role")},
    {Role::owner, V33, QT_TRANSLATE_NOOP3("RoleRights", "set roles for single applications", "a right of a role")},
    {Role::owner, V4,
     QT_TRANSLATE_NOOP3("RoleRights", "read audit logs of the team and its applications", "a right of a role")},
    {Role::owner, V4, QT_TRANSLATE_NOOP3("RoleRights", "invite people", "a right of a role")},
    {Role::owner, V4, QT_TRANSLATE_NOOP3("RoleRights", "change roles", "a right of a role")},
    {Role::owner, V4, QT_TRANSLATE_NOOP3("RoleRights", "remove people", "a right of a role")},
    {Role::owner, V4, QT_TRANSLATE_NOOP3("RoleRights", "rename the team", "a right of a role")},
    {Role::owner, V4, QT_TRANSLATE_NOOP3("RoleRights", "delete the team", "a right of a role")},
});

}  // namespace

std::vector<RoleRight> roleRights(const QString &version)
{
    const auto number = QVersionNumber::fromString(version);
    std::vector<RoleRight> rights;
    if (number < QVersionNumber(2, 4))
        return rights;
    const auto newest = number < QVersionNumber(2, 33) ? Since::v2_4 : Since::v2_33;
    for (const auto &row : table)
        if (row.since <= newest)
            rights.push_back({row.least, QCoreApplication::translate("RoleRights", row.words.text, row.words.comment)});
    return rights;
}

}  // namespace castellan::client::flowfuse
