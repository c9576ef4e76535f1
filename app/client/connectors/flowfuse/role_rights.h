// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/platform.h"

namespace castellan::client::flowfuse {

/// What FlowFuse's roles let people do in a team. Rights that came after 2.4 are named for 2.33 and later only. Empty
/// for a version that is not known.
[[nodiscard]] std::vector<RoleRight> roleRights(const QString &version);

}  // namespace castellan::client::flowfuse
