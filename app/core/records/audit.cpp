// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/audit.h"

#include "core/json/instantiate.h"

CASTELLAN_JSON_RECORD(castellan::records::AuditEntry)
CASTELLAN_JSON_RECORD(castellan::records::AuditPage)
CASTELLAN_JSON_RECORD(castellan::records::AuditUpdate)
CASTELLAN_JSON_RECORD(castellan::records::StreamHello)
CASTELLAN_JSON_RECORD(castellan::records::StreamAck)
CASTELLAN_JSON_RECORD(castellan::records::StreamWelcome)
CASTELLAN_JSON_RECORD(castellan::records::StreamBatch)
CASTELLAN_JSON_RECORD(castellan::records::StreamHeartbeat)
CASTELLAN_JSON_RECORD(castellan::records::StreamResync)
CASTELLAN_JSON_RECORD(castellan::records::StreamMessage)
