// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace castellan {

/// The subject of an audited act.
enum class EventScope : std::uint8_t { platform = 0, user = 1, team = 2 };
/// The recording of an event: one row per act, or one row per minute with a count.
enum class EventRecording : std::uint8_t { each, sum };
/// The category of an event; each has its own retention.
enum class EventCategory : std::uint8_t { signIn, people, keys, teams, platform, refusals };
inline constexpr std::size_t eventCategories = 6;

/// The catalogue of audit events: X(name, wire word, scope, recording, severe, category).
/// Words are FlowFuse's where it has one. The numbers (order) are not stored: rows hold the word.
#define CASTELLAN_EVENTS(X)                                                                                            \
    X(account_login, "account.login", user, each, false, signIn)                                                       \
    X(account_login_failed, "account.login.failed", user, sum, true, signIn)                                           \
    X(account_logout, "account.logout", user, each, false, signIn)                                                     \
    X(account_locked, "account.locked", user, each, true, signIn)                                                      \
    X(account_unlocked, "account.unlocked", user, each, true, signIn)                                                  \
    X(account_session_ended, "account.session.ended", user, each, true, signIn)                                        \
    X(account_proofs_failed, "account.session.proofs-failed", user, each, true, signIn)                                \
    X(account_login_half, "account.login.second-factor-asked", user, each, false, signIn)                              \
    X(account_stepped_up, "account.stepped-up", user, each, false, signIn)                                             \
    X(account_reset_password, "account.reset-password", user, each, true, signIn)                                      \
    X(user_updated_user, "user.updated-user", user, each, false, people)                                               \
    X(user_updated_password, "user.updated-password", user, each, true, people)                                        \
    X(user_deleted, "user.deleted", user, each, true, people)                                                          \
    X(user_pat_created, "user.pat.created", user, each, true, keys)                                                    \
    X(user_pat_updated, "user.pat.updated", user, each, true, keys)                                                    \
    X(user_pat_deleted, "user.pat.deleted", user, each, true, keys)                                                    \
    X(user_pat_rotated, "user.pat.rotated", user, each, true, keys)                                                    \
    X(user_mfa_enrolling, "user.mfa.enrolling", user, each, false, people)                                             \
    X(user_mfa_enabled, "user.mfa.enabled", user, each, true, people)                                                  \
    X(user_mfa_disabled, "user.mfa.disabled", user, each, true, people)                                                \
    X(user_mfa_backup_codes, "user.mfa.backup-codes", user, each, true, people)                                        \
    X(users_created_user, "users.created-user", user, each, true, people)                                              \
    X(users_updated_user, "users.updated-user", user, each, true, people)                                              \
    X(users_deleted_user, "users.deleted-user", user, each, true, people)                                              \
    X(users_reset_password, "users.reset-password", user, each, true, people)                                          \
    X(users_reset_mfa, "users.reset-mfa", user, each, true, people)                                                    \
    X(users_ended_sessions, "users.ended-sessions", user, each, true, people)                                          \
    X(platform_initialised, "platform.initialised", platform, each, true, platform)                                    \
    X(platform_started, "platform.started", platform, each, false, platform)                                           \
    X(platform_stopped, "platform.stopped", platform, each, false, platform)                                           \
    X(platform_restored, "platform.restored", platform, each, true, platform)                                          \
    X(platform_clock_changed, "platform.clock-changed", platform, each, true, platform)                                \
    X(platform_requests_refused, "platform.requests-refused", platform, sum, true, refusals)                           \
    X(platform_settings_updated, "platform.settings.updated", platform, each, true, platform)                          \
    X(platform_retention_shortened, "platform.retention-shortened", platform, each, true, platform)                    \
    X(platform_team_deleted, "platform.team.deleted", platform, each, true, teams)                                     \
    X(platform_person_erased, "platform.person-erased", platform, each, true, people)                                  \
    X(platform_key_created, "platform.key.created", platform, each, true, keys)                                        \
    X(platform_key_updated, "platform.key.updated", platform, each, true, keys)                                        \
    X(platform_key_rotated, "platform.key.rotated", platform, each, true, keys)                                        \
    X(platform_key_deleted, "platform.key.deleted", platform, each, true, keys)                                        \
    X(platform_master_key_rotated, "platform.master-key-rotated", platform, each, true, platform)                      \
    X(platform_journal_purged, "platform.journal-purged", platform, each, true, platform)                              \
    X(platform_journal_emptied, "platform.journal-emptied", platform, each, true, platform)                            \
    X(team_created, "team.created", team, each, false, teams)                                                          \
    X(team_settings_updated, "team.settings.updated", team, each, false, teams)                                        \
    X(team_user_added, "team.user.added", team, each, true, teams)                                                     \
    X(team_user_removed, "team.user.removed", team, each, true, teams)                                                 \
    X(team_user_role_changed, "team.user.role-changed", team, each, true, teams)                                       \
    X(team_user_invited, "team.user.invited", team, each, false, teams)                                                \
    X(team_user_uninvited, "team.user.uninvited", team, each, false, teams)                                            \
    X(team_user_invite_accepted, "team.user.invite.accepted", team, each, false, teams)                                \
    X(team_user_invite_rejected, "team.user.invite.rejected", team, each, false, teams)                                \
    X(team_key_created, "team.key.created", team, each, true, keys)                                                    \
    X(team_key_updated, "team.key.updated", team, each, true, keys)                                                    \
    X(team_key_rotated, "team.key.rotated", team, each, true, keys)                                                    \
    X(team_key_deleted, "team.key.deleted", team, each, true, keys)                                                    \
    X(access_refused, "access.refused", platform, sum, true, refusals)                                                 \
    X(act_refused, "act.refused", platform, sum, false, refusals)

enum class Event : std::uint16_t {
#define X(name, word, scope, recording, severe, category) name,
    CASTELLAN_EVENTS(X)
#undef X
};

struct EventKind {
    Event event;
    std::string_view word;
    EventScope scope;
    EventRecording recording;
    bool severe;  ///< security relevant: shown with weight, never sampled
    EventCategory category;
};

[[nodiscard]] std::span<const EventKind> eventCatalogue();
[[nodiscard]] const EventKind &kindOf(Event event);
[[nodiscard]] std::optional<Event> eventFromWord(std::string_view word);

/// The outcome of an act.
enum class Outcome : std::uint8_t { done = 0, refused = 1, failed = 2 };
[[nodiscard]] std::string_view outcomeWord(Outcome outcome);  // "success", "refused", "failed"
[[nodiscard]] std::string_view scopeWord(EventScope scope);
[[nodiscard]] std::string_view categoryWord(EventCategory category);  // "signIn", "people", …

}  // namespace castellan
