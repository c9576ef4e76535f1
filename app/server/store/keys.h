// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secret.h"

namespace castellan {

/// The two keys of a data folder: 32 random bytes each.
struct StoreKeys {
    Secret database;
    Secret master;

    [[nodiscard]] StoreKeys clone() const { return {database.clone(), master.clone()}; }
};

}  // namespace castellan
