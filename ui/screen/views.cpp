// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screen/views.h"

#include "ui/screens/about/about_screen.h"
#include "ui/screens/audit_log/audit_log_screen.h"
#include "ui/screens/connect/connect_screen.h"
#include "ui/screens/overview/overview_screen.h"
#include "ui/screens/security/security_screen.h"
#include "ui/screens/sessions/sessions_screen.h"
#include "ui/screens/settings/settings_screen.h"
#include "ui/screens/teams/teams_screen.h"
#include "ui/screens/users/users_screen.h"
#include "ui/screens/welcome/welcome_screen.h"

#include <QCoreApplication>

#include <algorithm>

namespace castellan::ui {
namespace {

using G = ViewGroup;

template <class S> Screen *make(ScreenContext context, QWidget *parent)
{
    return new S(std::move(context), parent);
}

bool offersAuditLog(client::Platform &platform)
{
    return platform.auditLog() != nullptr;
}

bool offersUsers(client::Platform &platform)
{
    return platform.users() != nullptr;
}

bool offersTeams(client::Platform &platform)
{
    return platform.teams() != nullptr;
}

bool offersSecurity(client::Platform &platform)
{
    return platform.security() != nullptr;
}

bool offersSessions(client::Platform &platform)
{
    return platform.sessions() != nullptr;
}

constexpr View table[] = {
    {"overview", QT_TRANSLATE_NOOP("View", "Overview"), Icon::home, G::top, true, true, nullptr, makeOverview},
    {"audit", QT_TRANSLATE_NOOP("View", "Audit log"), Icon::list, G::top, true, true, offersAuditLog,
     make<AuditLogScreen>},
    {"users", QT_TRANSLATE_NOOP("View", "Users"), Icon::user, G::people, true, false, offersUsers, make<UsersScreen>},
    {"teams", QT_TRANSLATE_NOOP("View", "Teams"), Icon::users, G::people, true, false, offersTeams, make<TeamsScreen>},
    {"security", QT_TRANSLATE_NOOP("View", "Security"), Icon::shield, G::security, true, false, offersSecurity,
     make<SecurityScreen>},
    {"sessions", QT_TRANSLATE_NOOP("View", "Sessions"), Icon::clock, G::security, true, false, offersSessions,
     make<SessionsScreen>},
    {"settings", QT_TRANSLATE_NOOP("View", "Settings"), Icon::gear, G::console, false, true, nullptr,
     make<SettingsScreen>},
    {"about", QT_TRANSLATE_NOOP("View", "About"), Icon::info, G::console, false, true, nullptr, make<AboutScreen>},
    {"welcome", QT_TRANSLATE_NOOP("View", "Welcome"), Icon::home, G::hidden, false, true, nullptr, make<WelcomeScreen>},
    {"connect", QT_TRANSLATE_NOOP("View", "Connect to a server"), Icon::plus, G::hidden, false, true, nullptr,
     make<ConnectScreen>},
};

}  // namespace

std::span<const View> views()
{
    return table;
}

const View *findView(const QString &id)
{
    const auto it = std::find_if(std::begin(table), std::end(table),
                                 [&id](const View &view) { return id == QLatin1String(view.id); });
    return it == std::end(table) ? nullptr : it;
}

QString titleOf(const View &view)
{
    return QCoreApplication::translate("View", view.title);
}

QString titleOf(ViewGroup group)
{
    switch (group) {
    case ViewGroup::top:
    case ViewGroup::hidden:
        return {};
    case ViewGroup::people:
        return QCoreApplication::translate("View", "People");
    case ViewGroup::security:
        return QCoreApplication::translate("View", "Security");
    case ViewGroup::server:
        return QCoreApplication::translate("View", "Server");
    case ViewGroup::console:
        return QCoreApplication::translate("View", "This console");
    }
    return {};
}

}  // namespace castellan::ui
