// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/user.h"

#include "core/json/instantiate.h"

CASTELLAN_JSON_RECORD(castellan::records::User)
CASTELLAN_JSON_RECORD(castellan::records::UserPage)
CASTELLAN_JSON_SECRET_RECORD(castellan::records::UserCreate)
CASTELLAN_JSON_RECORD(castellan::records::UserUpdate)
CASTELLAN_JSON_SECRET_RECORD(castellan::records::Login)
CASTELLAN_JSON_SECRET_RECORD(castellan::records::PasswordChange)
CASTELLAN_JSON_RECORD(castellan::records::PasswordChanged)
CASTELLAN_JSON_SECRET_RECORD(castellan::records::AccessToken)
CASTELLAN_JSON_SECRET_RECORD(castellan::records::AccessTokenList)
CASTELLAN_JSON_RECORD(castellan::records::AccessTokenCreate)
CASTELLAN_JSON_RECORD(castellan::records::AccessTokenUpdate)
CASTELLAN_JSON_RECORD(castellan::records::Status)
CASTELLAN_JSON_RECORD(castellan::records::Failure)
