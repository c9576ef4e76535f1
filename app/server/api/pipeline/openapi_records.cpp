// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "core/records/audit.h"
#include "core/records/identity.h"
#include "core/records/key.h"
#include "core/records/security.h"
#include "core/records/server_identity.h"
#include "core/records/session.h"
#include "core/records/team.h"
#include "core/records/user.h"
#include "server/api/pipeline/openapi.h"
#include "server/api/pipeline/schema.h"

#include <array>

/// The records that routes name, and their schemas.
namespace castellan::api {
namespace {

struct Known {
    std::string_view name;
    json::object (*schema)();
};

constexpr auto records = std::to_array<Known>({
    {"AccessToken", &schemaOf<records::AccessToken>},
    {"AccessTokenCreate", &schemaOf<records::AccessTokenCreate>},
    {"AccessTokenList", &schemaOf<records::AccessTokenList>},
    {"AccessTokenUpdate", &schemaOf<records::AccessTokenUpdate>},
    {"AuditPage", &schemaOf<records::AuditPage>},
    {"BackupCodes", &schemaOf<records::BackupCodes>},
    {"Failure", &schemaOf<records::Failure>},
    {"InvitationCreate", &schemaOf<records::InvitationCreate>},
    {"InvitationList", &schemaOf<records::InvitationList>},
    {"InvitationOutcome", &schemaOf<records::InvitationOutcome>},
    {"Key", &schemaOf<records::Key>},
    {"KeyCreate", &schemaOf<records::KeyCreate>},
    {"KeyList", &schemaOf<records::KeyList>},
    {"KeyUpdate", &schemaOf<records::KeyUpdate>},
    {"Login", &schemaOf<records::Login>},
    {"Logout", &schemaOf<records::Logout>},
    {"Member", &schemaOf<records::Member>},
    {"MemberAdd", &schemaOf<records::MemberAdd>},
    {"MemberList", &schemaOf<records::MemberList>},
    {"Membership", &schemaOf<records::Membership>},
    {"MfaDisable", &schemaOf<records::MfaDisable>},
    {"MfaEnrolment", &schemaOf<records::MfaEnrolment>},
    {"MfaState", &schemaOf<records::MfaState>},
    {"MfaToken", &schemaOf<records::MfaToken>},
    {"MfaVerified", &schemaOf<records::MfaVerified>},
    {"Object", &schemaOf<json::object>},
    {"PasswordChange", &schemaOf<records::PasswordChange>},
    {"PasswordReset", &schemaOf<records::PasswordReset>},
    {"Setup", &schemaOf<records::Setup>},
    {"ResetCode", &schemaOf<records::ResetCode>},
    {"RoleChange", &schemaOf<records::RoleChange>},
    {"SecurityDocument", &schemaOf<records::SecurityDocument>},
    {"SecurityUpdate", &schemaOf<records::SecurityUpdate>},
    {"Rotate", &schemaOf<records::Rotate>},
    {"SessionList", &schemaOf<records::SessionList>},
    {"SessionsEnded", &schemaOf<records::SessionsEnded>},
    {"ServerIdentity", &schemaOf<records::ServerIdentity>},
    {"SlugCheck", &schemaOf<records::SlugCheck>},
    {"Status", &schemaOf<records::Status>},
    {"StepUp", &schemaOf<records::StepUp>},
    {"Team", &schemaOf<records::Team>},
    {"TeamCreate", &schemaOf<records::TeamCreate>},
    {"TeamPage", &schemaOf<records::TeamPage>},
    {"TeamType", &schemaOf<records::TeamType>},
    {"TeamTypePage", &schemaOf<records::TeamTypePage>},
    {"TeamUpdate", &schemaOf<records::TeamUpdate>},
    {"User", &schemaOf<records::User>},
    {"UserCreate", &schemaOf<records::UserCreate>},
    {"UserPage", &schemaOf<records::UserPage>},
    {"UserUpdate", &schemaOf<records::UserUpdate>},
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
