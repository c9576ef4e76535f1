// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/lists/words.h"

#include <QLocale>

#include <algorithm>

namespace castellan::ui {
namespace {

/// Team permissions that the first role has and the second lacks.
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
    struct Row {
        std::string_view name;
        struct {
            const char *text;
            const char *comment;
        } words;
    };
    static constexpr Row rows[] = {
        {"team:read", QT_TRANSLATE_NOOP3("castellan::ui::Words", "see the team", "a permission")},
        {"team:user:list", QT_TRANSLATE_NOOP3("castellan::ui::Words", "see its members", "a permission")},
        {"team:edit", QT_TRANSLATE_NOOP3("castellan::ui::Words", "rename the team", "a permission")},
        {"team:delete", QT_TRANSLATE_NOOP3("castellan::ui::Words", "delete the team", "a permission")},
        {"team:audit-log", QT_TRANSLATE_NOOP3("castellan::ui::Words", "read its audit log", "a permission")},
        {"team:user:change-role", QT_TRANSLATE_NOOP3("castellan::ui::Words", "change roles", "a permission")},
        {"team:user:invite", QT_TRANSLATE_NOOP3("castellan::ui::Words", "invite people", "a permission")},
        {"team:user:remove", QT_TRANSLATE_NOOP3("castellan::ui::Words", "remove people", "a permission")},
    };
    const auto *row = std::ranges::find(rows, name, &Row::name);
    return row == std::end(rows) ? QString() : tr(row->words.text, row->words.comment);
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
    return iso ? QDateTime::fromString(verbatim(*iso), Qt::ISODateWithMs) : QDateTime();
}

}  // namespace castellan::ui
