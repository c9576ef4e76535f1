// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/wire/user.h"

#include "core/json/instantiate.h"

CASTELLAN_JSON_RECORD(castellan::wire::User)
CASTELLAN_JSON_RECORD(castellan::wire::UserPage)
CASTELLAN_JSON_RECORD(castellan::wire::UserCreate)
CASTELLAN_JSON_RECORD(castellan::wire::UserUpdate)
CASTELLAN_JSON_RECORD(castellan::wire::Login)
CASTELLAN_JSON_RECORD(castellan::wire::PasswordChange)
CASTELLAN_JSON_RECORD(castellan::wire::AccessToken)
CASTELLAN_JSON_RECORD(castellan::wire::AccessTokenList)
CASTELLAN_JSON_RECORD(castellan::wire::AccessTokenCreate)
CASTELLAN_JSON_RECORD(castellan::wire::AccessTokenUpdate)
CASTELLAN_JSON_RECORD(castellan::wire::Status)
CASTELLAN_JSON_RECORD(castellan::wire::Failure)
