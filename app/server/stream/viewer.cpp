// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/stream/viewer.h"

#include <algorithm>

namespace castellan::stream {

bool Viewer::maySee(EventScope scope, const std::optional<TeamId> &team) const
{
    if (admin || auditor)
        return true;
    switch (scope) {
    case EventScope::platform:
    case EventScope::user:
        return false;
    case EventScope::team:
        return team && std::ranges::binary_search(teams, *team);
    }
    return false;
}

}  // namespace castellan::stream
