// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "castellan/views.h"

#include "ui/screens/about/about_screen.h"
#include "ui/screens/account/account_screen.h"
#include "ui/screens/audit_log/audit_log_screen.h"
#include "ui/screens/connect/connect_screen.h"
#include "ui/screens/connection/connection_screen.h"
#include "ui/screens/invitations/invitations_screen.h"
#include "ui/screens/overview/overview_screen.h"
#include "ui/screens/security/security_screen.h"
#include "ui/screens/sessions/sessions_screen.h"
#include "ui/screens/settings/settings_screen.h"
#include "ui/screens/teams/teams_screen.h"
#include "ui/screens/users/users_screen.h"
#include "ui/screens/welcome/welcome_screen.h"

namespace castellan {
namespace {

using namespace ui;
using client::Platform;
using G = ViewGroup;

/// Whether a platform has a facet.
template <auto facet> bool has(Platform &platform)
{
    return (platform.*facet)() != nullptr;
}

}  // namespace

Views consoleViews()
{
    return Views({
        {"overview", QT_TRANSLATE_NOOP("View", "Overview"), Icon::home, G::top, true, true, nullptr, makeOverview},
        {"audit", QT_TRANSLATE_NOOP("View", "Audit log"), Icon::list, G::top, true, true, has<&Platform::auditLog>,
         makeAuditLogScreen},
        {"users", QT_TRANSLATE_NOOP("View", "Users"), Icon::user, G::people, true, false, has<&Platform::users>,
         makeUsersScreen},
        {"teams", QT_TRANSLATE_NOOP("View", "Teams"), Icon::users, G::people, true, false, has<&Platform::teams>,
         makeTeamsScreen},
        {"security", QT_TRANSLATE_NOOP("View", "Security"), Icon::shield, G::security, true, false,
         has<&Platform::security>, makeSecurityScreen},
        {"sessions", QT_TRANSLATE_NOOP("View", "Sessions"), Icon::clock, G::security, true, false,
         has<&Platform::sessions>, makeSessionsScreen},
        {"account", QT_TRANSLATE_NOOP("View", "Profile"), Icon::account, G::account, true, false, nullptr,
         makeAccountScreen},
        {"invitations", QT_TRANSLATE_NOOP("View", "Invitations"), Icon::mail, G::account, true, false,
         has<&Platform::teams>, makeInvitationsScreen},
        {"settings", QT_TRANSLATE_NOOP("View", "Settings"), Icon::gear, G::console, false, true, nullptr,
         makeSettingsScreen},
        {"about", QT_TRANSLATE_NOOP("View", "About"), Icon::info, G::console, false, true, nullptr, makeAboutScreen},
        {"connection", QT_TRANSLATE_NOOP("View", "Connection settings"), Icon::plug, G::hidden, true, false, nullptr,
         makeConnectionScreen},
        {"welcome", QT_TRANSLATE_NOOP("View", "Welcome"), Icon::home, G::hidden, false, true, nullptr,
         makeWelcomeScreen},
        {"connect", QT_TRANSLATE_NOOP("View", "Connect to a server"), Icon::plus, G::hidden, false, true, nullptr,
         makeConnectScreen},
    });
}

}  // namespace castellan
