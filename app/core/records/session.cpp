// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/session.h"

#include "core/json/instantiate.h"

CASTELLAN_JSON_RECORD(castellan::records::Session)
CASTELLAN_JSON_RECORD(castellan::records::SessionList)
CASTELLAN_JSON_RECORD(castellan::records::SessionsEnded)
CASTELLAN_JSON_RECORD(castellan::records::Logout)
