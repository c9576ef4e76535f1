// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace castellan {

/// What an audited act is about.
enum class EventScope : std::uint8_t { platform = 0, user = 1, team = 2 };
/// How often it is written: a row per act, or a row per minute with a count.
enum class EventRecording : std::uint8_t { each, sum };

/// The catalogue of audit events: X(name, wire word, scope, recording, severe).
/// Words are FlowFuse's where it has one. The numbers (order) are not stored: rows hold the word.
#define CASTELLAN_EVENTS(X)                                                                                            \
    X(account_login, "account.login", user, each, false)                                                               \
    X(account_login_failed, "account.login.failed", user, sum, true)                                                   \
    X(account_logout, "account.logout", user, each, false)                                                             \
    X(account_locked, "account.locked", user, each, true)                                                              \
    X(account_unlocked, "account.unlocked", user, each, true)                                                          \
    X(account_session_ended, "account.session.ended", user, each, true)                                                \
    X(account_login_half, "account.login.second-factor-asked", user, each, false)                                      \
    X(account_stepped_up, "account.stepped-up", user, each, false)                                                     \
    X(account_reset_password, "account.reset-password", user, each, true)                                              \
    X(user_updated_user, "user.updated-user", user, each, false)                                                       \
    X(user_updated_password, "user.updated-password", user, each, true)                                                \
    X(user_deleted, "user.deleted", user, each, true)                                                                  \
    X(user_pat_created, "user.pat.created", user, each, true)                                                          \
    X(user_pat_updated, "user.pat.updated", user, each, true)                                                          \
    X(user_pat_deleted, "user.pat.deleted", user, each, true)                                                          \
    X(user_invitation_accepted, "user.invitation.accepted", user, each, false)                                         \
    X(user_invitation_deleted, "user.invitation.deleted", user, each, false)                                           \
    X(user_pat_rotated, "user.pat.rotated", user, each, true)                                                          \
    X(user_mfa_enrolling, "user.mfa.enrolling", user, each, false)                                                     \
    X(user_mfa_enabled, "user.mfa.enabled", user, each, true)                                                          \
    X(user_mfa_disabled, "user.mfa.disabled", user, each, true)                                                        \
    X(user_mfa_backup_codes, "user.mfa.backup-codes", user, each, true)                                                \
    X(users_created_user, "users.created-user", user, each, true)                                                      \
    X(users_updated_user, "users.updated-user", user, each, true)                                                      \
    X(users_deleted_user, "users.deleted-user", user, each, true)                                                      \
    X(users_reset_password, "users.reset-password", user, each, true)                                                  \
    X(users_reset_mfa, "users.reset-mfa", user, each, true)                                                            \
    X(users_ended_sessions, "users.ended-sessions", user, each, true)                                                  \
    X(platform_initialised, "platform.initialised", platform, each, true)                                              \
    X(platform_started, "platform.started", platform, each, false)                                                     \
    X(platform_stopped, "platform.stopped", platform, each, false)                                                     \
    X(platform_restored, "platform.restored", platform, each, true)                                                    \
    X(platform_clock_changed, "platform.clock-changed", platform, each, true)                                          \
    X(platform_requests_refused, "platform.requests-refused", platform, sum, true)                                     \
    X(platform_settings_updated, "platform.settings.updated", platform, each, true)                                    \
    X(platform_team_created, "platform.team.created", platform, each, false)                                           \
    X(platform_team_deleted, "platform.team.deleted", platform, each, true)                                            \
    X(platform_person_erased, "platform.person-erased", platform, each, true)                                          \
    X(platform_key_created, "platform.key.created", platform, each, true)                                              \
    X(platform_key_updated, "platform.key.updated", platform, each, true)                                              \
    X(platform_key_rotated, "platform.key.rotated", platform, each, true)                                              \
    X(platform_key_deleted, "platform.key.deleted", platform, each, true)                                              \
    X(platform_master_key_rotated, "platform.master-key-rotated", platform, each, true)                                \
    X(platform_journal_purged, "platform.journal-purged", platform, each, true)                                        \
    X(team_created, "team.created", team, each, false)                                                                 \
    X(team_deleted, "team.deleted", team, each, true)                                                                  \
    X(team_settings_updated, "team.settings.updated", team, each, false)                                               \
    X(team_user_added, "team.user.added", team, each, true)                                                            \
    X(team_user_removed, "team.user.removed", team, each, true)                                                        \
    X(team_user_role_changed, "team.user.role-changed", team, each, true)                                              \
    X(team_user_invited, "team.user.invited", team, each, false)                                                       \
    X(team_user_uninvited, "team.user.uninvited", team, each, false)                                                   \
    X(team_user_invite_accepted, "team.user.invite.accepted", team, each, false)                                       \
    X(team_user_invite_rejected, "team.user.invite.rejected", team, each, false)                                       \
    X(team_key_created, "team.key.created", team, each, true)                                                          \
    X(team_key_updated, "team.key.updated", team, each, true)                                                          \
    X(team_key_rotated, "team.key.rotated", team, each, true)                                                          \
    X(team_key_deleted, "team.key.deleted", team, each, true)                                                          \
    X(access_refused, "access.refused", platform, sum, true)                                                           \
    X(act_refused, "act.refused", platform, sum, false)

enum class Event : std::uint16_t {
#define X(name, word, scope, recording, severe) name,
    CASTELLAN_EVENTS(X)
#undef X
};

struct EventKind {
    Event event;
    std::string_view word;
    EventScope scope;
    EventRecording recording;
    bool severe;  ///< security relevant: shown with weight, never sampled
};

[[nodiscard]] std::span<const EventKind> eventCatalogue();
[[nodiscard]] const EventKind &kindOf(Event event);
[[nodiscard]] std::optional<Event> eventFromWord(std::string_view word);

/// How an act ended.
enum class Outcome : std::uint8_t { done = 0, refused = 1, failed = 2 };
[[nodiscard]] std::string_view outcomeWord(Outcome outcome);  // "success", "refused", "failed"
[[nodiscard]] std::string_view scopeWord(EventScope scope);

}  // namespace castellan
