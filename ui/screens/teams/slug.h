// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace castellan::ui {

/// A name as it can stand in an address: lower case, letters without accents, digits, hyphens.
[[nodiscard]] QString slugOf(const QString &name);

}  // namespace castellan::ui
