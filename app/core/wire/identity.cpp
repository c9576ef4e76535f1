// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/wire/identity.h"

#include "core/json/instantiate.h"

CASTELLAN_JSON_RECORD(castellan::wire::MfaToken)
CASTELLAN_JSON_RECORD(castellan::wire::MfaEnrolment)
CASTELLAN_JSON_RECORD(castellan::wire::MfaVerified)
CASTELLAN_JSON_RECORD(castellan::wire::MfaDisable)
CASTELLAN_JSON_RECORD(castellan::wire::MfaState)
CASTELLAN_JSON_RECORD(castellan::wire::BackupCodes)
CASTELLAN_JSON_RECORD(castellan::wire::StepUp)
CASTELLAN_JSON_RECORD(castellan::wire::ResetCode)
CASTELLAN_JSON_RECORD(castellan::wire::PasswordReset)
CASTELLAN_JSON_RECORD(castellan::wire::Setup)
