// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/audit_log/event_title.h"

#include "core/event.h"

#include <QCoreApplication>

namespace castellan::ui {
namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("castellan::ui::EventTitle", text);
}

}  // namespace

QString eventTitle(const QString &word)
{
    const auto event = eventFromWord(word.toStdString());
    if (!event)
        return word;
    switch (*event) {
    case Event::account_login:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "sign-in"));
    case Event::account_login_failed:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "sign-in failed"));
    case Event::account_logout:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "sign-out"));
    case Event::account_locked:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "account locked"));
    case Event::account_unlocked:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "account unlocked"));
    case Event::account_session_ended:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "own sessions ended"));
    case Event::account_login_half:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "second factor asked for"));
    case Event::account_stepped_up:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "identity confirmed"));
    case Event::account_reset_password:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "new password after a reset"));
    case Event::user_updated_user:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "own profile changed"));
    case Event::user_updated_password:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "own password changed"));
    case Event::user_deleted:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "own account deleted"));
    case Event::user_pat_created:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "token created"));
    case Event::user_pat_updated:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "token changed"));
    case Event::user_pat_deleted:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "token deleted"));
    case Event::user_pat_rotated:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "token replaced"));
    case Event::user_invitation_accepted:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "own invitation accepted"));
    case Event::user_invitation_deleted:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "own invitation rejected"));
    case Event::user_mfa_enrolling:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "second factor being set up"));
    case Event::user_mfa_enabled:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "second factor on"));
    case Event::user_mfa_disabled:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "second factor off"));
    case Event::user_mfa_backup_codes:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "new backup codes"));
    case Event::users_created_user:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "user created"));
    case Event::users_updated_user:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "user changed"));
    case Event::users_deleted_user:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "user deleted"));
    case Event::users_reset_password:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "password reset"));
    case Event::users_reset_mfa:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "second factor reset"));
    case Event::users_ended_sessions:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "sessions ended"));
    case Event::platform_initialised:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "platform set up"));
    case Event::platform_started:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "server started"));
    case Event::platform_stopped:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "server stopped"));
    case Event::platform_restored:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "backup restored"));
    case Event::platform_clock_changed:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "clock changed"));
    case Event::platform_requests_refused:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "requests refused"));
    case Event::platform_settings_updated:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "settings changed"));
    case Event::platform_team_created:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "team created (platform)"));
    case Event::team_created:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "team created"));
    case Event::platform_team_deleted:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "team deleted (platform)"));
    case Event::team_deleted:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "team deleted"));
    case Event::platform_person_erased:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "person erased"));
    case Event::platform_master_key_rotated:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "master key changed"));
    case Event::platform_journal_purged:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "old entries removed"));
    case Event::platform_journal_emptied:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "details of old entries removed"));
    case Event::team_settings_updated:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "team changed"));
    case Event::team_user_added:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "member added"));
    case Event::team_user_removed:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "member removed"));
    case Event::team_user_role_changed:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "role changed"));
    case Event::team_user_invited:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "person invited"));
    case Event::team_user_uninvited:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "invitation withdrawn"));
    case Event::team_user_invite_accepted:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "invitation accepted"));
    case Event::team_user_invite_rejected:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "invitation rejected"));
    case Event::platform_key_created:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "service key created"));
    case Event::team_key_created:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "team's key created"));
    case Event::platform_key_updated:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "service key changed"));
    case Event::team_key_updated:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "team's key changed"));
    case Event::platform_key_rotated:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "service key replaced"));
    case Event::team_key_rotated:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "team's key replaced"));
    case Event::platform_key_deleted:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "service key deleted"));
    case Event::team_key_deleted:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "team's key deleted"));
    case Event::access_refused:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "access refused"));
    case Event::act_refused:
        return say(QT_TRANSLATE_NOOP("castellan::ui::EventTitle", "change refused"));
    }
    return word;
}

}  // namespace castellan::ui
