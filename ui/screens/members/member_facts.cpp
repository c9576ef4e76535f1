// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/members/member_facts.h"

#include "client/display_text.h"
#include "ui/lists/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace castellan::ui {
namespace {

struct MemberFacts {
    Q_DECLARE_TR_FUNCTIONS(MemberFacts)
};

}  // namespace

std::vector<ApplicationRole> applicationRolesOf(const records::Member &member)
{
    std::vector<ApplicationRole> out;
    const auto *permissions = member.raw.if_contains("permissions");
    const auto *object = permissions ? permissions->if_object() : nullptr;
    const auto *applications = object ? object->if_contains("applications") : nullptr;
    if (!applications || !applications->is_object())
        return out;
    for (const auto &[id, number] : applications->get_object())
        if (const auto *known = number.if_int64())
            if (const auto role = *known == 0 ? std::optional(Role::none) : roleFromNumber(int(*known)))
                out.push_back({client::displayText(std::string_view(id)), *role});
    return out;
}

QString applicationRolesInWords(const std::vector<ApplicationRole> &roles)
{
    if (roles.empty())
        return {};
    const int count = int(roles.size());
    const auto first = roles.front().role;
    if (!std::ranges::all_of(roles, [&](const auto &one) { return one.role == first; }))
        return MemberFacts::tr("other roles in %n application(s)", nullptr, count);
    if (first == Role::none)
        return MemberFacts::tr("%n application(s) hidden", nullptr, count);
    return MemberFacts::tr("%1 of %n application(s)", "%1 a role", count).arg(Words::role(first));
}

QString applicationRolesInFull(const std::vector<ApplicationRole> &roles)
{
    QStringList lines;
    for (const auto &[id, role] : roles)
        lines << MemberFacts::tr("Application %1: %2", "%1 an id, %2 a role")
                     .arg(client::isolated(id),
                          role == Role::none ? MemberFacts::tr("hidden", "an application") : Words::role(role));
    return lines.join(u'\n');
}

bool isManagedBySignOn(const records::Member &member)
{
    const auto *managed = member.raw.if_contains("ssoManaged");
    return managed && managed->is_bool() && managed->get_bool();
}

}  // namespace castellan::ui
