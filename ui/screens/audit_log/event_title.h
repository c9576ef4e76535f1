// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace castellan::ui {

/// What an event is called by people: "role changed". Events that nobody taught us keep their word.
[[nodiscard]] QString eventTitle(const QString &word);

}  // namespace castellan::ui
