// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace castellan::ui {

/// A part that this program is linked with or ships.
struct Part {
    const char *name;
    const char *licence;  ///< SPDX expression
    const char *what;     ///< translated in context "Component"
    bool operator==(const Part &) const = default;
};

/// The one table; README and packages point here.
[[nodiscard]] std::span<const Part> parts();

}  // namespace castellan::ui
