// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace castellan::demo {

/// An employee of the sample plant.
struct Person {
    const char *username = "";
    const char *name = "";
    bool admin = false;
};

/// The first is the administrator who set the server up.
[[nodiscard]] std::span<const Person> people();
[[nodiscard]] std::span<const char *const> teams();
inline constexpr const char *password = "Quiet-Harbour-41-lantern";

}  // namespace castellan::demo
