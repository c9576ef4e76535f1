// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/platform_stats.h"

#include "core/json/instantiate.h"

CASTELLAN_JSON_RECORD(castellan::records::PlatformStats)
