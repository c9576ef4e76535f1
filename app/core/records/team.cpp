// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/team.h"

#include "core/json/instantiate.h"

CASTELLAN_JSON_RECORD(castellan::records::TeamTypePage)
CASTELLAN_JSON_RECORD(castellan::records::TeamType)
CASTELLAN_JSON_RECORD(castellan::records::Team)
CASTELLAN_JSON_RECORD(castellan::records::TeamPage)
CASTELLAN_JSON_RECORD(castellan::records::TeamCreate)
CASTELLAN_JSON_RECORD(castellan::records::TeamUpdate)
CASTELLAN_JSON_RECORD(castellan::records::SlugCheck)
CASTELLAN_JSON_RECORD(castellan::records::Membership)
CASTELLAN_JSON_RECORD(castellan::records::Member)
CASTELLAN_JSON_RECORD(castellan::records::MemberList)
CASTELLAN_JSON_RECORD(castellan::records::MemberAdd)
CASTELLAN_JSON_RECORD(castellan::records::RoleChange)
CASTELLAN_JSON_RECORD(castellan::records::Invitation)
CASTELLAN_JSON_RECORD(castellan::records::InvitationList)
CASTELLAN_JSON_RECORD(castellan::records::InvitationCreate)
CASTELLAN_JSON_RECORD(castellan::records::InvitationOutcome)
