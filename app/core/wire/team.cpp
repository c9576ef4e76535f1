// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/wire/team.h"

#include "core/json/instantiate.h"

CASTELLAN_JSON_RECORD(castellan::wire::TeamTypePage)
CASTELLAN_JSON_RECORD(castellan::wire::TeamType)
CASTELLAN_JSON_RECORD(castellan::wire::Team)
CASTELLAN_JSON_RECORD(castellan::wire::TeamPage)
CASTELLAN_JSON_RECORD(castellan::wire::TeamCreate)
CASTELLAN_JSON_RECORD(castellan::wire::TeamUpdate)
CASTELLAN_JSON_RECORD(castellan::wire::SlugCheck)
CASTELLAN_JSON_RECORD(castellan::wire::Membership)
CASTELLAN_JSON_RECORD(castellan::wire::Member)
CASTELLAN_JSON_RECORD(castellan::wire::MemberList)
CASTELLAN_JSON_RECORD(castellan::wire::MemberAdd)
CASTELLAN_JSON_RECORD(castellan::wire::RoleChange)
CASTELLAN_JSON_RECORD(castellan::wire::Invitation)
CASTELLAN_JSON_RECORD(castellan::wire::InvitationList)
CASTELLAN_JSON_RECORD(castellan::wire::InvitationCreate)
CASTELLAN_JSON_RECORD(castellan::wire::InvitationOutcome)
