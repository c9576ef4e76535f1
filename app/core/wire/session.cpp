// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/wire/session.h"

#include "core/json/instantiate.h"

CASTELLAN_JSON_RECORD(castellan::wire::Session)
CASTELLAN_JSON_RECORD(castellan::wire::SessionList)
CASTELLAN_JSON_RECORD(castellan::wire::SessionsEnded)
CASTELLAN_JSON_RECORD(castellan::wire::Logout)
