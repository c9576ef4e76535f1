// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/api/pipeline/route.h"

/// Creates the first administrator of a server that was initialised with a setup token. The token works once.
namespace castellan::api::setup {

[[nodiscard]] PrepareFunction prepare;
[[nodiscard]] WriteFunction finish;

/// Stores the token that the first administrator must present. For the host, while the data folder is made.
[[nodiscard]] Result<void> wait(store::Writer &writer, const Secret &token);

}  // namespace castellan::api::setup
