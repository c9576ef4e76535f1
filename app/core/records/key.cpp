// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/key.h"

#include "core/json/instantiate.h"

CASTELLAN_JSON_SECRET_RECORD(castellan::records::Key)
CASTELLAN_JSON_SECRET_RECORD(castellan::records::KeyList)
CASTELLAN_JSON_RECORD(castellan::records::KeyCreate)
CASTELLAN_JSON_RECORD(castellan::records::KeyUpdate)
CASTELLAN_JSON_RECORD(castellan::records::Rotate)
