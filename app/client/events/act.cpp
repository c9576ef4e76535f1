// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/events/act.h"

#include <QHash>

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace castellan::client {
namespace {

struct Act {
    std::string_view event;
    std::string_view act;      ///< the same for all events of it
    std::string_view subject;  ///< the body's record of what it was done to; empty: not every log tells
    std::string_view level;    ///< a scope of this type is the subject, too
};

constexpr auto acts = std::to_array<Act>({
    {"platform.team.created", "team.created", "team", "team"},
    {"team.created", "team.created", "team", "team"},
    {"platform.team.deleted", "team.deleted", "team", "team"},
    {"team.deleted", "team.deleted", "team", "team"},
    {"platform.team.suspended", "team.suspended", "team", "team"},
    {"team.suspended", "team.suspended", "team", "team"},
    {"platform.team.unsuspended", "team.unsuspended", "team", "team"},
    {"team.unsuspended", "team.unsuspended", "team", "team"},
    // The person's log says neither which invitation nor of which team: the actor and the time have to do.
    {"user.invitation.accepted", "invitation.accepted", {}, {}},
    {"team.user.invite.accepted", "invitation.accepted", {}, {}},
    {"user.invitation.deleted", "invitation.rejected", {}, {}},
    {"team.user.invite.rejected", "invitation.rejected", {}, {}},
    // The id of an application in a body isn't that of a scope, but bodies always have it.
    {"application.created", "application.created", "application", {}},
    {"application.updated", "application.updated", "application", {}},
    {"project.created", "project.created", "project", "project"},
    {"project.deleted", "project.deleted", "project", "project"},
    {"team.device.assigned", "device.assigned", "device", "device"},
    {"application.device.assigned", "device.assigned", "device", "device"},
    {"project.device.assigned", "device.assigned", "device", "device"},
    {"device.assigned", "device.assigned", "device", "device"},
    {"team.device.unassigned", "device.unassigned", "device", "device"},
    {"application.device.unassigned", "device.unassigned", "device", "device"},
    {"project.device.unassigned", "device.unassigned", "device", "device"},
    {"device.unassigned", "device.unassigned", "device", "device"},
    {"team.device.credentials-generated", "device.credentials", "device", "device"},
    {"device.credential.generated", "device.credentials", "device", "device"},
    {"team.device.developer-mode.enabled", "device.developer-mode.enabled", "device", "device"},
    {"device.developer-mode.enabled", "device.developer-mode.enabled", "device", "device"},
    {"team.device.developer-mode.disabled", "device.developer-mode.disabled", "device", "device"},
    {"device.developer-mode.disabled", "device.developer-mode.disabled", "device", "device"},
    {"team.device.remote-access.enabled", "device.remote-access.enabled", "device", "device"},
    {"device.remote-access.enabled", "device.remote-access.enabled", "device", "device"},
    {"team.device.remote-access.disabled", "device.remote-access.disabled", "device", "device"},
    {"device.remote-access.disabled", "device.remote-access.disabled", "device", "device"},
});

std::string textOf(const json::object &body, std::string_view name)
{
    const auto *value = body.if_contains(name);
    return value ? json::serialize(*value) : std::string();
}

/// The JSON of the subject's id; empty if the entry doesn't tell it.
std::string subjectOf(const records::AuditEntry &entry, const Act &act)
{
    if (act.subject.empty())
        return {};
    if (const auto *record = entry.body ? entry.body->if_contains(act.subject) : nullptr; record && record->is_object())
        if (auto id = textOf(record->get_object(), "id"); !id.empty())
            return id;
    if (!act.level.empty() && entry.scope && entry.scope->type == act.level && entry.scope->id)
        return json::serialize(json::value(*entry.scope->id));
    return {};
}

}  // namespace

quint64 actOf(const records::AuditEntry &entry)
{
    const auto act = std::ranges::find(acts, std::string_view(entry.event), &Act::event);
    // Servers that number their entries have one log.
    if (act == acts.end() || entry.seq || !entry.scope)
        return 0;
    const auto subject = subjectOf(entry, *act);
    if (subject.empty() && !act->subject.empty())
        return 0;
    const auto view = [](const std::string &text) { return QByteArrayView(text.data(), qsizetype(text.size())); };
    const std::string actor = entry.username.value_or(std::string());
    const std::string by = entry.trigger ? entry.trigger->id.value_or(std::string()) : std::string();
    const std::string error = entry.body ? textOf(*entry.body, "error") : std::string();
    const std::string updates = entry.body ? textOf(*entry.body, "updates") : std::string();
    const auto hash = qHashMulti(0x9e3779b97f4a7c15U, QByteArrayView(act->act.data(), qsizetype(act->act.size())),
                                 view(subject), view(actor), view(by), view(error), view(updates));
    return std::max<quint64>(quint64(hash), 1);
}

}  // namespace castellan::client
