// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace castellan::tour {

/// Makes a data folder with its key file and lets a day pass on it: people sign in, roles change, tokens come and go.
/// Every act goes over HTTP, as in the demo, against a real server in this process with a staged clock.
/// Answers with what was in the way; empty if nothing was.
[[nodiscard]] QString playDay(const QString &dataFolder, const QString &keyFile, int events);

}  // namespace castellan::tour
