// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/records/team.h"
#include "core/role.h"

#include <QString>

#include <vector>

namespace castellan::ui {

/// A role that replaces the team's for one application, up or down; Role::none hides the application.
struct ApplicationRole {
    QString applicationId;
    Role role = Role::none;
};

/// Of a member's `permissions.applications`, in the server's order; roles that this program doesn't know are left out.
[[nodiscard]] std::vector<ApplicationRole> applicationRolesOf(const records::Member &member);
/// In a few words: "Owner of 1 application"; empty without any.
[[nodiscard]] QString applicationRolesInWords(const std::vector<ApplicationRole> &roles);
/// One line each: "Application xn7zlDzPYr: Owner".
[[nodiscard]] QString applicationRolesInFull(const std::vector<ApplicationRole> &roles);

/// Single sign-on makes and ends the membership (`ssoManaged`); the server refuses to change it.
[[nodiscard]] bool isManagedBySignOn(const records::Member &member);

}  // namespace castellan::ui
