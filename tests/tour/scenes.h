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

/// The view of a row that stands for every view without a row of its own: one picture of each, once it has loaded.
inline constexpr const char *otherViews = "*";

[[nodiscard]] std::span<const Scene> scenes();

/// Opens a view, of the first server or of all of them; false if it does not show up.
[[nodiscard]] bool openView(Tour &tour, const char *view, bool ofServer);

}  // namespace castellan::tour
