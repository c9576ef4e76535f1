// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace castellan::ui {

/// A place in the console: the entries of history, navigation and breadcrumb.
struct Place {
    QString serverId;  ///< empty: all servers
    QString view;      ///< id of the view table, e.g. "teams"
    QString subject;   ///< id of what is opened within it, e.g. a team; empty: the view itself
    QString part;      ///< tab within the subject; empty: the first

    bool operator==(const Place &) const = default;
};

}  // namespace castellan::ui
