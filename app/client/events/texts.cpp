// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/events/texts.h"

#include "core/event.h"

#include "client/events/event_chunk.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace castellan::client {
namespace {

/* TRANSLATOR EventText
Events of the audit log. A text in lower case is a title, as in a list of filters: "role changed". A text with {actor}
or a capital letter is a sentence; {actor}, {target}, {team} and {changes} stay as they are, their order is free.
*/

/// The events of core's catalogue, which are those of Castellan's own server.
constexpr auto own = std::to_array<EventText>({
    {"account.login", QT_TRANSLATE_NOOP("EventText", "sign-in"), QT_TRANSLATE_NOOP("EventText", "{actor} signed in"),
     nullptr},
    {"account.login.failed", QT_TRANSLATE_NOOP("EventText", "sign-in failed"),
     QT_TRANSLATE_NOOP("EventText", "A sign-in as {target} failed"),
     QT_TRANSLATE_NOOP("EventText", "{actor} failed to sign in"), EventText::tellsOutcome},
    {"account.logout", QT_TRANSLATE_NOOP("EventText", "sign-out"), QT_TRANSLATE_NOOP("EventText", "{actor} signed out"),
     nullptr},
    {"account.locked", QT_TRANSLATE_NOOP("EventText", "account locked"),
     QT_TRANSLATE_NOOP("EventText", "The account of {target} was locked after too many failed sign-ins"),
     QT_TRANSLATE_NOOP("EventText", "The account of {actor} was locked after too many failed sign-ins")},
    {"account.unlocked", QT_TRANSLATE_NOOP("EventText", "account unlocked"),
     QT_TRANSLATE_NOOP("EventText", "{actor} unlocked the account of {target}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} unlocked an account")},
    {"account.session.ended", QT_TRANSLATE_NOOP("EventText", "own sessions ended"),
     QT_TRANSLATE_NOOP("EventText", "{actor} ended sessions of {target}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} ended own sessions")},
    {"account.session.proofs-failed", QT_TRANSLATE_NOOP("EventText", "session ended after wrong proofs"),
     QT_TRANSLATE_NOOP("EventText", "A session of {target} ended after ten wrong passwords or codes in a row"),
     QT_TRANSLATE_NOOP("EventText", "A session of {actor} ended after ten wrong passwords or codes in a row")},
    {"account.login.second-factor-asked", QT_TRANSLATE_NOOP("EventText", "second factor requested"),
     QT_TRANSLATE_NOOP("EventText", "{target} entered the right password and was asked for the second factor"),
     QT_TRANSLATE_NOOP("EventText", "{actor} entered the right password and was asked for the second factor")},
    {"account.stepped-up", QT_TRANSLATE_NOOP("EventText", "identity confirmed"),
     QT_TRANSLATE_NOOP("EventText", "{actor} confirmed their identity"), nullptr},
    {"account.reset-password", QT_TRANSLATE_NOOP("EventText", "new password after a reset"),
     QT_TRANSLATE_NOOP("EventText", "{actor} set a new password after a reset"), nullptr},
    {"user.updated-user", QT_TRANSLATE_NOOP("EventText", "own profile changed"),
     QT_TRANSLATE_NOOP("EventText", "{actor} changed their profile: {changes}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} changed their profile")},
    {"user.updated-password", QT_TRANSLATE_NOOP("EventText", "own password changed"),
     QT_TRANSLATE_NOOP("EventText", "{actor} changed their password"), nullptr},
    {"user.deleted", QT_TRANSLATE_NOOP("EventText", "own account deleted"),
     QT_TRANSLATE_NOOP("EventText", "{actor} deleted the account of {target}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} deleted their account")},
    {"user.pat.created", QT_TRANSLATE_NOOP("EventText", "token created"),
     QT_TRANSLATE_NOOP("EventText", "{actor} created the access token {target}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} created an access token")},
    {"user.pat.updated", QT_TRANSLATE_NOOP("EventText", "token changed"),
     QT_TRANSLATE_NOOP("EventText", "{actor} changed the access token {target}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} changed an access token")},
    {"user.pat.deleted", QT_TRANSLATE_NOOP("EventText", "token deleted"),
     QT_TRANSLATE_NOOP("EventText", "{actor} deleted the access token {target}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} deleted an access token")},
    {"user.pat.rotated", QT_TRANSLATE_NOOP("EventText", "token replaced"),
     QT_TRANSLATE_NOOP("EventText", "{actor} replaced the access token {target}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} replaced an access token")},
    {"user.mfa.enrolling", QT_TRANSLATE_NOOP("EventText", "second factor being set up"),
     QT_TRANSLATE_NOOP("EventText", "{actor} began to set up a second factor"), nullptr},
    {"user.mfa.enabled", QT_TRANSLATE_NOOP("EventText", "second factor on"),
     QT_TRANSLATE_NOOP("EventText", "{actor} turned on their second factor"), nullptr},
    {"user.mfa.disabled", QT_TRANSLATE_NOOP("EventText", "second factor off"),
     QT_TRANSLATE_NOOP("EventText", "{actor} turned off their second factor"), nullptr},
    {"user.mfa.backup-codes", QT_TRANSLATE_NOOP("EventText", "new backup codes"),
     QT_TRANSLATE_NOOP("EventText", "{actor} created new backup codes"), nullptr},
    {"users.created-user", QT_TRANSLATE_NOOP("EventText", "user created"),
     QT_TRANSLATE_NOOP("EventText", "{actor} created the user {target}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} created a user")},
    {"users.updated-user", QT_TRANSLATE_NOOP("EventText", "user changed"),
     QT_TRANSLATE_NOOP("EventText", "{actor} changed the user {target}: {changes}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} changed a user")},
    {"users.deleted-user", QT_TRANSLATE_NOOP("EventText", "user deleted"),
     QT_TRANSLATE_NOOP("EventText", "{actor} deleted the user {target}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} deleted a user")},
    {"users.reset-password", QT_TRANSLATE_NOOP("EventText", "password reset"),
     QT_TRANSLATE_NOOP("EventText", "{actor} reset the password of {target}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} reset a password")},
    {"users.reset-mfa", QT_TRANSLATE_NOOP("EventText", "second factor reset"),
     QT_TRANSLATE_NOOP("EventText", "{actor} reset the second factor of {target}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} reset a second factor")},
    {"users.ended-sessions", QT_TRANSLATE_NOOP("EventText", "sessions ended"),
     QT_TRANSLATE_NOOP("EventText", "{actor} ended sessions of {target}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} ended sessions of a user")},
    {"platform.initialised", QT_TRANSLATE_NOOP("EventText", "platform set up"),
     QT_TRANSLATE_NOOP("EventText", "{actor} set up this server"), nullptr},
    {"platform.started", QT_TRANSLATE_NOOP("EventText", "server started"),
     QT_TRANSLATE_NOOP("EventText", "The server started"), nullptr},
    {"platform.stopped", QT_TRANSLATE_NOOP("EventText", "server stopped"),
     QT_TRANSLATE_NOOP("EventText", "The server stopped"), nullptr},
    {"platform.restored", QT_TRANSLATE_NOOP("EventText", "backup restored"),
     QT_TRANSLATE_NOOP("EventText", "{actor} restored the server from a backup"), nullptr},
    {"platform.clock-changed", QT_TRANSLATE_NOOP("EventText", "clock changed"),
     QT_TRANSLATE_NOOP("EventText", "The server's clock jumped: {changes}"),
     QT_TRANSLATE_NOOP("EventText", "The server's clock jumped")},
    {"platform.requests-refused", QT_TRANSLATE_NOOP("EventText", "requests refused"),
     QT_TRANSLATE_NOOP("EventText", "The server refused requests"), nullptr},
    {"platform.settings.updated", QT_TRANSLATE_NOOP("EventText", "settings changed"),
     QT_TRANSLATE_NOOP("EventText", "{actor} changed platform settings: {changes}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} changed platform settings")},
    {"platform.retention-shortened", QT_TRANSLATE_NOOP("EventText", "retention of the log shortened"),
     QT_TRANSLATE_NOOP("EventText",
                       "{actor} shortened the time for which the audit log is kept, in seven days: {changes}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} shortened the time for which the audit log is kept, in seven days")},
    {"platform.team.deleted", QT_TRANSLATE_NOOP("EventText", "team deleted (platform)"),
     QT_TRANSLATE_NOOP("EventText", "{actor} deleted the team {target}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} deleted a team")},
    {"platform.person-erased", QT_TRANSLATE_NOOP("EventText", "person erased"),
     QT_TRANSLATE_NOOP("EventText", "{actor} erased a person from the audit log"), nullptr},
    {"platform.master-key-rotated", QT_TRANSLATE_NOOP("EventText", "master key changed"),
     QT_TRANSLATE_NOOP("EventText", "{actor} changed the server's master key"), nullptr},
    {"platform.journal-purged", QT_TRANSLATE_NOOP("EventText", "old entries removed"),
     QT_TRANSLATE_NOOP("EventText", "The server removed the oldest entries of the audit log, as its settings say"),
     nullptr},
    {"platform.journal-emptied", QT_TRANSLATE_NOOP("EventText", "details of old entries removed"),
     QT_TRANSLATE_NOOP("EventText", "The server removed names and details from old entries, as its settings say"),
     nullptr},
    {"platform.key.created", QT_TRANSLATE_NOOP("EventText", "service key created"),
     QT_TRANSLATE_NOOP("EventText", "{actor} created the service key {target}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} created a service key")},
    {"platform.key.updated", QT_TRANSLATE_NOOP("EventText", "service key changed"),
     QT_TRANSLATE_NOOP("EventText", "{actor} changed the service key {target}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} changed a service key")},
    {"platform.key.rotated", QT_TRANSLATE_NOOP("EventText", "service key replaced"),
     QT_TRANSLATE_NOOP("EventText", "{actor} replaced the service key {target}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} replaced a service key")},
    {"platform.key.deleted", QT_TRANSLATE_NOOP("EventText", "service key deleted"),
     QT_TRANSLATE_NOOP("EventText", "{actor} deleted the service key {target}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} deleted a service key")},
    {"team.key.created", QT_TRANSLATE_NOOP("EventText", "team's key created"),
     QT_TRANSLATE_NOOP("EventText", "{actor} created the service key {target} of the team {team}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} created a service key of a team"), EventText::none,
     QT_TRANSLATE_NOOP("EventText", "{actor} created the service key {target} of a team")},
    {"team.key.updated", QT_TRANSLATE_NOOP("EventText", "team's key changed"),
     QT_TRANSLATE_NOOP("EventText", "{actor} changed the service key {target} of the team {team}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} changed a service key of a team"), EventText::none,
     QT_TRANSLATE_NOOP("EventText", "{actor} changed the service key {target} of a team")},
    {"team.key.rotated", QT_TRANSLATE_NOOP("EventText", "team's key replaced"),
     QT_TRANSLATE_NOOP("EventText", "{actor} replaced the service key {target} of the team {team}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} replaced a service key of a team"), EventText::none,
     QT_TRANSLATE_NOOP("EventText", "{actor} replaced the service key {target} of a team")},
    {"team.key.deleted", QT_TRANSLATE_NOOP("EventText", "team's key deleted"),
     QT_TRANSLATE_NOOP("EventText", "{actor} deleted the service key {target} of the team {team}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} deleted a service key of a team"), EventText::none,
     QT_TRANSLATE_NOOP("EventText", "{actor} deleted the service key {target} of a team")},
    {"team.created", QT_TRANSLATE_NOOP("EventText", "team created"),
     QT_TRANSLATE_NOOP("EventText", "{actor} created the team {target}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} created a team")},
    {"team.settings.updated", QT_TRANSLATE_NOOP("EventText", "team changed"),
     QT_TRANSLATE_NOOP("EventText", "{actor} changed settings of the team {team}: {changes}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} changed team settings"), EventText::none,
     QT_TRANSLATE_NOOP("EventText", "{actor} changed settings of a team: {changes}")},
    {"team.user.added", QT_TRANSLATE_NOOP("EventText", "member added"),
     QT_TRANSLATE_NOOP("EventText", "{actor} added {target} to the team {team}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} added a member to a team"), EventText::none,
     QT_TRANSLATE_NOOP("EventText", "{actor} added {target} to a team")},
    {"team.user.removed", QT_TRANSLATE_NOOP("EventText", "member removed"),
     QT_TRANSLATE_NOOP("EventText", "{actor} removed {target} from the team {team}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} removed a member from a team"), EventText::none,
     QT_TRANSLATE_NOOP("EventText", "{actor} removed {target} from a team")},
    {"team.user.role-changed", QT_TRANSLATE_NOOP("EventText", "role changed"),
     QT_TRANSLATE_NOOP("EventText", "{actor} changed the role of {target}: {changes}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} changed a role"), EventText::changesRole},
    {"team.user.invited", QT_TRANSLATE_NOOP("EventText", "person invited"),
     QT_TRANSLATE_NOOP("EventText", "{actor} invited {target} to the team {team}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} invited a person"), EventText::none,
     QT_TRANSLATE_NOOP("EventText", "{actor} invited {target}")},
    {"team.user.uninvited", QT_TRANSLATE_NOOP("EventText", "invitation withdrawn"),
     QT_TRANSLATE_NOOP("EventText", "{actor} withdrew the invitation of {target} to the team {team}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} withdrew an invitation"), EventText::none,
     QT_TRANSLATE_NOOP("EventText", "{actor} withdrew the invitation of {target}")},
    {"team.user.invite.accepted", QT_TRANSLATE_NOOP("EventText", "invitation accepted"),
     QT_TRANSLATE_NOOP("EventText", "{target} accepted the invitation to the team {team}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} accepted an invitation to the team"), EventText::none,
     QT_TRANSLATE_NOOP("EventText", "{target} accepted an invitation")},
    {"team.user.invite.rejected", QT_TRANSLATE_NOOP("EventText", "invitation rejected"),
     QT_TRANSLATE_NOOP("EventText", "{target} declined the invitation to the team {team}"),
     QT_TRANSLATE_NOOP("EventText", "{actor} declined an invitation to the team"), EventText::none,
     QT_TRANSLATE_NOOP("EventText", "{target} declined an invitation")},
    {"access.refused", QT_TRANSLATE_NOOP("EventText", "access refused"),
     QT_TRANSLATE_NOOP("EventText", "{actor} was refused access"), nullptr, EventText::tellsOutcome},
    {"act.refused", QT_TRANSLATE_NOOP("EventText", "change refused"),
     QT_TRANSLATE_NOOP("EventText", "{actor} was refused a change"), nullptr, EventText::tellsOutcome},
});

constexpr auto catalogue = std::to_array<std::string_view>({
#define X(name, word, scope, recording, severe, category) word,
    CASTELLAN_EVENTS(X)
#undef X
});
static_assert(own.size() == catalogue.size() &&
                  std::ranges::all_of(catalogue,
                                      [](auto word) {
                                          return std::ranges::find(own, word, &EventText::event) != own.end();
                                      }),
              "every event of the catalogue needs one row");

}  // namespace

std::span<const EventText> eventTexts()
{
    return own;
}

const EventText *textOf(std::string_view event)
{
    for (const std::span<const EventText> table : {eventTexts(), flowFuseTexts()})
        if (const auto it = std::ranges::find(table, event, &EventText::event); it != table.end())
            return &*it;
    return nullptr;
}

QString levelText(const QString &scopes)
{
    static constexpr auto levels = std::to_array<std::pair<QStringView, const char *>>({
        {u"platform", QT_TRANSLATE_NOOP("EventText", "Platform")},
        {u"user", QT_TRANSLATE_NOOP("EventText", "User")},
        {u"team", QT_TRANSLATE_NOOP("EventText", "Team")},
        {u"application", QT_TRANSLATE_NOOP("EventText", "Application")},
        {u"project", QT_TRANSLATE_NOOP("EventText", "Instance")},
        {u"device", QT_TRANSLATE_NOOP("EventText", "Device")},
    });
    QStringList out;
    for (const auto &scope : partsOf(scopes)) {
        const auto it = std::ranges::find(levels, QStringView(scope), [](const auto &level) { return level.first; });
        out << (it == levels.end() ? scope : QCoreApplication::translate("EventText", it->second));
    }
    return joinedParts(out);
}

QString eventTitle(const QString &event)
{
    const auto *row = textOf(event.toStdString());
    return row ? QCoreApplication::translate("EventText", row->title) : event;
}

}  // namespace castellan::client
