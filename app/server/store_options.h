// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/server.h"
#include "server/store/store.h"

namespace castellan {

/// As careful with the data as the host wants.
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
