// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/describe/class.hpp>

#include "core/json/codec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Records of the API about authentication: second factor, step-up, password reset.
/// FlowFuse's shapes where it has one; additions of ours are marked +.
namespace castellan::records {

/// `POST /account/login/token`, `PUT /api/v1/user/mfa/verify`.
struct MfaToken {
    json::SecretText<> token;  ///< a code of the authenticator; at sign-in also a backup code
};

/// Answer to `PUT /api/v1/user/mfa`.
struct MfaEnrolment {
    json::SecretText<> url;                             ///< otpauth://…, to be shown as a QR code
    std::optional<json::SecretText<64 * 1024>> qrcode;  // FlowFuse: the same as `data:image/png;base64,…`
    std::optional<json::SecretText<>> secret;           // + base32, to be typed where no camera is
};

/// Answer to `PUT /api/v1/user/mfa/verify`.
struct MfaVerified {
    std::string status = "okay";
    std::optional<std::vector<json::SecretText<>>> codes;  // + ten backup codes, shown this once
};

/// `DELETE /api/v1/user/mfa`: both + (FlowFuse asks for neither).
struct MfaDisable {
    json::SecretText<1024> password;
    json::SecretText<> token;
};

/// + Answer to `GET /api/v1/user/mfa`.
struct MfaState {
    bool enabled = false;
    std::optional<std::string> enrolledAt;
    std::optional<std::string> lastUsedAt;
    std::int64_t backupCodesLeft = 0;
    bool required = false;                    ///< by the platform's policy
    std::optional<std::string> requiredFrom;  ///< from then on, only enrolment is allowed
};

/// + Answer to `POST /api/v1/user/mfa/backup-codes`.
struct BackupCodes {
    std::vector<json::SecretText<>> codes;
};

/// + `POST /api/v1/user/step-up`: exactly one of them. `confirm` is for the local person, who has no password.
struct StepUp {
    std::optional<json::SecretText<1024>> password;
    std::optional<json::SecretText<>> code;  ///< of the authenticator, or a backup code
    std::optional<bool> confirm;
};

/// + `POST /api/v1/users/:userId/reset-password`; the body may be left out.
struct PasswordResetBegin {
    std::optional<bool> endTokens;  ///< true: the user's access tokens end, too
};

/// + Answer to `POST /api/v1/users/:userId/reset-password`.
struct ResetCode {
    json::SecretText<> code;
    std::string expiresAt;
    std::optional<std::int64_t> tokensEnded;  ///< after `endTokens`
};

/// + `POST /account/reset-password`.
struct PasswordReset {
    std::string username;
    json::SecretText<> code;
    json::SecretText<1024> password;
    std::optional<bool> endTokens;  ///< true: the user's access tokens end, too
};

/// + `POST /api/v1/admin/erasures`.
struct ErasureRequest {
    std::string user;  ///< id of a user, or of one who was deleted
};

/// + Answer to `POST /api/v1/admin/erasures`.
struct Erasure {
    std::string user;
    bool accountDeleted = false;  ///< by this request
    std::int64_t rows = 0;        ///< of the audit log, whose names, addresses and values are erased
};

/// POST /account/setup: the first administrator of a server that waits for one.
struct Setup {
    json::SecretText<> token;  ///< that `castellan-server init --setup-token` showed
    std::string username;
    std::string email;
    std::optional<std::string> name;
    json::SecretText<1024> password;
};

/// + `castellan.password` of `GET /api/v1/settings`: what a new password must be. Only for callers who are signed in.
struct PasswordRules {
    std::int64_t minimumLength = 0;  ///< code points
    std::int64_t maximumLength = 0;  ///< code points
    bool requireLower = false;
    bool requireUpper = false;
    bool requireDigit = false;
    bool requireSpecial = false;
    bool refuseCommon = false;
    std::int64_t strength = 0;  ///< zxcvbn's score, 0 to 4
};

BOOST_DESCRIBE_STRUCT(MfaToken, (), (token))
BOOST_DESCRIBE_STRUCT(MfaEnrolment, (), (url, qrcode, secret))
BOOST_DESCRIBE_STRUCT(MfaVerified, (), (status, codes))
BOOST_DESCRIBE_STRUCT(MfaDisable, (), (password, token))
BOOST_DESCRIBE_STRUCT(MfaState, (), (enabled, enrolledAt, lastUsedAt, backupCodesLeft, required, requiredFrom))
BOOST_DESCRIBE_STRUCT(BackupCodes, (), (codes))
BOOST_DESCRIBE_STRUCT(StepUp, (), (password, code, confirm))
BOOST_DESCRIBE_STRUCT(PasswordResetBegin, (), (endTokens))
BOOST_DESCRIBE_STRUCT(ResetCode, (), (code, expiresAt, tokensEnded))
BOOST_DESCRIBE_STRUCT(PasswordReset, (), (username, code, password, endTokens))
BOOST_DESCRIBE_STRUCT(ErasureRequest, (), (user))
BOOST_DESCRIBE_STRUCT(Erasure, (), (user, accountDeleted, rows))
BOOST_DESCRIBE_STRUCT(Setup, (), (token, username, email, name, password))
BOOST_DESCRIBE_STRUCT(PasswordRules, (),
                      (minimumLength, maximumLength, requireLower, requireUpper, requireDigit, requireSpecial,
                       refuseCommon, strength))

}  // namespace castellan::records
