// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/identity.h"

#include "core/json/instantiate.h"

CASTELLAN_JSON_SECRET_RECORD(castellan::records::MfaToken)
CASTELLAN_JSON_SECRET_RECORD(castellan::records::MfaEnrolment)
CASTELLAN_JSON_SECRET_RECORD(castellan::records::MfaVerified)
CASTELLAN_JSON_SECRET_RECORD(castellan::records::MfaDisable)
CASTELLAN_JSON_RECORD(castellan::records::MfaState)
CASTELLAN_JSON_SECRET_RECORD(castellan::records::BackupCodes)
CASTELLAN_JSON_SECRET_RECORD(castellan::records::StepUp)
CASTELLAN_JSON_RECORD(castellan::records::PasswordResetBegin)
CASTELLAN_JSON_SECRET_RECORD(castellan::records::ResetCode)
CASTELLAN_JSON_SECRET_RECORD(castellan::records::PasswordReset)
CASTELLAN_JSON_RECORD(castellan::records::ErasureRequest)
CASTELLAN_JSON_RECORD(castellan::records::Erasure)
CASTELLAN_JSON_SECRET_RECORD(castellan::records::Setup)
CASTELLAN_JSON_RECORD(castellan::records::PasswordRules)
