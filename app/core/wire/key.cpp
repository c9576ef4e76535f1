// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/wire/key.h"

#include "core/json/instantiate.h"

CASTELLAN_JSON_RECORD(castellan::wire::Key)
CASTELLAN_JSON_RECORD(castellan::wire::KeyList)
CASTELLAN_JSON_RECORD(castellan::wire::KeyCreate)
CASTELLAN_JSON_RECORD(castellan::wire::KeyUpdate)
CASTELLAN_JSON_RECORD(castellan::wire::Rotate)
