// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/operations/care.h"
#include "server/store/options.h"

namespace castellan {

/// The store's options for a folder that the host keeps with this care.
[[nodiscard]] inline store::Options storeOptions(const std::filesystem::path &folder, const Care &care)
{
    store::Options options;
    options.folder = folder;
    options.durable = care.durable;
    if (!care.durable)
        options.ballast = 0;
    return options;
}

}  // namespace castellan
