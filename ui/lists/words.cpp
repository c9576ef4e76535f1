// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/lists/words.h"

#include <QLocale>

namespace castellan::ui {
namespace {

/// Permissions of a team's roles that one has and the other has not.
QStringList difference(Role more, Role less)
{
    QStringList words;
    for (const auto &permission : permissions()) {
        if (permission.floor != Floor::role || more < permission.least || less >= permission.least)
            continue;
        if (const auto word = Words::permission(permission.name); !word.isEmpty())
            words << word;
    }
    return words;
}

}  // namespace

QString Words::role(Role role)
{
    switch (role) {
    case Role::none:
        return tr("None", "a team role");
    case Role::dashboard:
        return tr("Dashboard", "a team role: may open dashboards only");
    case Role::viewer:
        return tr("Viewer", "a team role");
    case Role::member:
        return tr("Member", "a team role");
    case Role::owner:
        return tr("Owner", "a team role");
    case Role::admin:
        return tr("Administrator", "of the whole platform");
    }
    return {};
}

QString Words::asRole(Role role)
{
    switch (role) {
    case Role::none:
        return tr("without a role", "as in: is without a role");
    case Role::dashboard:
        return tr("a dashboard user");
    case Role::viewer:
        return tr("a viewer");
    case Role::member:
        return tr("a member");
    case Role::owner:
        return tr("an owner");
    case Role::admin:
        return tr("an administrator");
    }
    return {};
}

QString Words::ago(const QDateTime &at, const QDateTime &now)
{
    if (!at.isValid())
        return none();
    const auto seconds = at.secsTo(now);
    if (seconds < 60)
        return tr("now");
    if (seconds < 3600)
        return tr("%n min ago", "minutes", int(seconds / 60));
    const auto days = at.toLocalTime().date().daysTo(now.toLocalTime().date());
    if (days == 0 || seconds < 6 * 3600)
        return tr("%n h ago", "hours", int(seconds / 3600));
    if (days == 1)
        return tr("yesterday");
    if (days < 31)
        return tr("%n days ago", nullptr, int(days));
    return date(at);
}

QString Words::until(const QDateTime &at, const QDateTime &now)
{
    if (!at.isValid())
        return none();
    const auto seconds = now.secsTo(at);
    if (seconds <= 0)
        return tr("expired", "an invitation");
    if (seconds < 3600)
        return tr("in %n min", "minutes", int(seconds / 60) + 1);
    if (seconds < 36 * 3600)
        return tr("in %n h", "hours", int((seconds + 1800) / 3600));
    return tr("in %n days", nullptr, int((seconds + 43'200) / 86'400));
}

QString Words::date(const QDateTime &at)
{
    return at.isValid() ? at.toLocalTime().date().toString(Qt::ISODate) : none();
}

QString Words::permission(std::string_view name)
{
    if (name == "team:read")
        return tr("see the team", "a permission");
    if (name == "team:user:list")
        return tr("see its members", "a permission");
    if (name == "team:edit")
        return tr("rename the team", "a permission");
    if (name == "team:delete")
        return tr("delete the team", "a permission");
    if (name == "team:audit-log")
        return tr("read its audit log", "a permission");
    if (name == "team:user:change-role")
        return tr("change roles", "a permission");
    if (name == "team:user:invite")
        return tr("invite people", "a permission");
    if (name == "team:user:remove")
        return tr("remove people", "a permission");
    return {};
}

QString Words::effect(Role from, Role to)
{
    const auto gained = difference(to, from);
    const auto lost = difference(from, to);
    // QLocale joins lists the way the language does ("a, b and c").
    const QLocale locale;
    if (!gained.isEmpty())
        return tr("Gains %n permission(s): %1.", "%1 is a list of permissions", int(gained.size()))
            .arg(locale.createSeparatedList(gained));
    if (!lost.isEmpty())
        return tr("Loses %n permission(s): %1.", "%1 is a list of permissions", int(lost.size()))
            .arg(locale.createSeparatedList(lost));
    return tr("No change to team permissions; instances may treat the role differently.");
}

QDateTime timeOf(const std::optional<std::string> &iso)
{
    return iso ? QDateTime::fromString(QString::fromStdString(*iso), Qt::ISODateWithMs) : QDateTime();
}

}  // namespace castellan::ui
