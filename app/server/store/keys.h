// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secret.h"

#include <optional>

namespace castellan {

/// The two keys of a data folder: 32 random bytes each.
struct StoreKeys {
    Secret database;
    Secret master;
    /// While the master key is being changed: the previous one, for texts that are not re-sealed yet.
    std::optional<Secret> oldMaster = std::nullopt;

    [[nodiscard]] StoreKeys clone() const
    {
        return {database.clone(), master.clone(), oldMaster ? std::optional(oldMaster->clone()) : std::nullopt};
    }
};

}  // namespace castellan
