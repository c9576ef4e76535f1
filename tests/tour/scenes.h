// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace castellan::tour {

class Tour;

/// One picture: which view it shows (an id of the console's table of views; empty for what is no view), and how to get
/// there from the picture before it.
struct Scene {
    const char *name = nullptr;
    const char *view = nullptr;
    bool ofServer = false;  ///< the view of one server, else of all
    bool (*prepare)(Tour &tour) = nullptr;
    /// Leaves the console as the next scene expects it.
    void (*cleanUp)(Tour &tour) = nullptr;
};

/// The table. A view that no row shows makes the tour fail.
[[nodiscard]] std::span<const Scene> scenes();

}  // namespace castellan::tour
