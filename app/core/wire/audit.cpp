// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/wire/audit.h"

#include "core/json/instantiate.h"

CASTELLAN_JSON_RECORD(castellan::wire::AuditEntry)
CASTELLAN_JSON_RECORD(castellan::wire::AuditPage)
CASTELLAN_JSON_RECORD(castellan::wire::AuditUpdate)
CASTELLAN_JSON_RECORD(castellan::wire::StreamHello)
CASTELLAN_JSON_RECORD(castellan::wire::StreamAck)
CASTELLAN_JSON_RECORD(castellan::wire::StreamWelcome)
CASTELLAN_JSON_RECORD(castellan::wire::StreamBatch)
CASTELLAN_JSON_RECORD(castellan::wire::StreamHeartbeat)
CASTELLAN_JSON_RECORD(castellan::wire::StreamResync)
CASTELLAN_JSON_RECORD(castellan::wire::StreamMessage)
