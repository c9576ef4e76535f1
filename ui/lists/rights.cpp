// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/lists/rights.h"

namespace castellan::ui {

bool mayDo(const client::Server &server, std::string_view permission, Role inTeam)
{
    const auto *known = findPermission(permission);
    const auto user = server.user();
    if (known == nullptr || !user)
        return false;
    return allows(*known, {.signedIn = true,
                           .admin = user->admin.value_or(false),
                           .auditor = user->auditor.value_or(false),
                           .self = false,
                           .role = inTeam});
}

}  // namespace castellan::ui
