// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/wire/audit.h"
#include "core/wire/identity.h"
#include "core/wire/key.h"
#include "core/wire/security.h"
#include "core/wire/server_identity.h"
#include "core/wire/session.h"
#include "core/wire/team.h"
#include "core/wire/user.h"
#include "server/api/openapi.h"
#include "server/api/schema.h"

#include <array>

/// The records that routes name, and their schemas.
namespace castellan::api {
namespace {

struct Known {
    std::string_view name;
    json::object (*schema)();
};

constexpr auto records = std::to_array<Known>({
    {"AccessToken", &schemaOf<wire::AccessToken>},
    {"AccessTokenCreate", &schemaOf<wire::AccessTokenCreate>},
    {"AccessTokenList", &schemaOf<wire::AccessTokenList>},
    {"AccessTokenUpdate", &schemaOf<wire::AccessTokenUpdate>},
    {"AuditPage", &schemaOf<wire::AuditPage>},
    {"BackupCodes", &schemaOf<wire::BackupCodes>},
    {"Failure", &schemaOf<wire::Failure>},
    {"InvitationCreate", &schemaOf<wire::InvitationCreate>},
    {"InvitationList", &schemaOf<wire::InvitationList>},
    {"InvitationOutcome", &schemaOf<wire::InvitationOutcome>},
    {"Key", &schemaOf<wire::Key>},
    {"KeyCreate", &schemaOf<wire::KeyCreate>},
    {"KeyList", &schemaOf<wire::KeyList>},
    {"KeyUpdate", &schemaOf<wire::KeyUpdate>},
    {"Login", &schemaOf<wire::Login>},
    {"Logout", &schemaOf<wire::Logout>},
    {"Member", &schemaOf<wire::Member>},
    {"MemberAdd", &schemaOf<wire::MemberAdd>},
    {"MemberList", &schemaOf<wire::MemberList>},
    {"Membership", &schemaOf<wire::Membership>},
    {"MfaDisable", &schemaOf<wire::MfaDisable>},
    {"MfaEnrolment", &schemaOf<wire::MfaEnrolment>},
    {"MfaState", &schemaOf<wire::MfaState>},
    {"MfaToken", &schemaOf<wire::MfaToken>},
    {"MfaVerified", &schemaOf<wire::MfaVerified>},
    {"Object", &schemaOf<json::object>},
    {"PasswordChange", &schemaOf<wire::PasswordChange>},
    {"PasswordReset", &schemaOf<wire::PasswordReset>},
    {"Setup", &schemaOf<wire::Setup>},
    {"ResetCode", &schemaOf<wire::ResetCode>},
    {"RoleChange", &schemaOf<wire::RoleChange>},
    {"SecurityDocument", &schemaOf<wire::SecurityDocument>},
    {"SecurityUpdate", &schemaOf<wire::SecurityUpdate>},
    {"Rotate", &schemaOf<wire::Rotate>},
    {"SessionList", &schemaOf<wire::SessionList>},
    {"SessionsEnded", &schemaOf<wire::SessionsEnded>},
    {"ServerIdentity", &schemaOf<wire::ServerIdentity>},
    {"SlugCheck", &schemaOf<wire::SlugCheck>},
    {"Status", &schemaOf<wire::Status>},
    {"StepUp", &schemaOf<wire::StepUp>},
    {"Team", &schemaOf<wire::Team>},
    {"TeamCreate", &schemaOf<wire::TeamCreate>},
    {"TeamPage", &schemaOf<wire::TeamPage>},
    {"TeamType", &schemaOf<wire::TeamType>},
    {"TeamTypePage", &schemaOf<wire::TeamTypePage>},
    {"TeamUpdate", &schemaOf<wire::TeamUpdate>},
    {"User", &schemaOf<wire::User>},
    {"UserCreate", &schemaOf<wire::UserCreate>},
    {"UserPage", &schemaOf<wire::UserPage>},
    {"UserUpdate", &schemaOf<wire::UserUpdate>},
});

}  // namespace

json::value schemaOfRecord(std::string_view name)
{
    for (const auto &record : records)
        if (record.name == name)
            return json::value(record.schema());
    return nullptr;
}

}  // namespace castellan::api
