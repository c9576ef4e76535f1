// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/lists/words.h"

#include <QLocale>

namespace castellan::ui {
namespace {

/// Rights that the first role has and the second lacks.
QStringList difference(const std::vector<client::RoleRight> &rights, Role more, Role less)
{
    QStringList words;
    for (const auto &right : rights)
        if (more >= right.least && less < right.least)
            words << right.words;
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

QString Words::effect(const std::vector<client::RoleRight> &rights, Role from, Role to)
{
    if (rights.empty())
        return {};
    const auto gained = difference(rights, to, from);
    const auto lost = difference(rights, from, to);
    // QLocale joins lists the way the language does ("a, b and c").
    const QLocale locale;
    if (!gained.isEmpty())
        return tr("Gains %n right(s): %1.", "%1 is a list of rights", int(gained.size()))
            .arg(locale.createSeparatedList(gained));
    if (!lost.isEmpty())
        return tr("Loses %n right(s): %1.", "%1 is a list of rights", int(lost.size()))
            .arg(locale.createSeparatedList(lost));
    return tr("No change to team permissions; instances may treat the role differently.");
}

QDateTime timeOf(const std::optional<std::string> &iso)
{
    return iso ? QDateTime::fromString(verbatim(*iso), Qt::ISODateWithMs) : QDateTime();
}

}  // namespace castellan::ui
