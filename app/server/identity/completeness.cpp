// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "server/identity/completeness.h"

namespace castellan::identity {

bool isPasswordExpired(const store::User &user, const PasswordPolicy &policy, Instant now)
{
    if (user.passwordExpired)
        return true;
    return policy.expiresAfter.count() > 0 && !user.passwordHash.empty() &&
           now >= user.passwordChangedAt + policy.expiresAfter;
}

bool isFactorRequired(const store::User &user, const SecondFactorPolicy &policy)
{
    if (user.local)
        return false;
    switch (policy.enforcement) {
    case SecondFactorEnforcement::off:
        return false;
    case SecondFactorEnforcement::administrators:
        return user.admin;
    case SecondFactorEnforcement::everyone:
        return true;
    }
    return false;
}

std::optional<Instant> factorRequiredFrom(const store::User &user, const SecondFactorPolicy &policy, Instant since)
{
    if (!isFactorRequired(user, policy))
        return std::nullopt;
    return user.factorRequiredAt.value_or(since) + policy.grace;
}

Gap gapOf(const Principal &caller, const SecuritySettings &policy, Instant now)
{
    // Tokens were made by a complete session; the local person is the one at this computer.
    const auto *session = caller.session();
    if (session == nullptr)
        return Gap::none;
    const auto &user = session->user;
    if (user.secondFactor && !session->secondFactor)
        return Gap::secondFactor;
    if (isPasswordExpired(user, policy.password, now))
        return Gap::newPassword;
    if (user.secondFactor)
        return Gap::none;
    const auto from = factorRequiredFrom(user, policy.secondFactor, session->createdAt);
    return from && now >= *from ? Gap::enrolment : Gap::none;
}

Error errorOf(Gap gap)
{
    switch (gap) {
    case Gap::none:
        break;
    case Gap::secondFactor:
        return Error(ErrorCode::mfa_required, "This session lacks the second factor; sign in again.");
    case Gap::newPassword:
        return Error(ErrorCode::password_expired, "Your password has expired; choose a new one before anything else.");
    case Gap::enrolment:
        return Error(ErrorCode::mfa_enrolment_required,
                     "This platform requires a second factor of you; set it up before anything else.");
    }
    return {};
}

}  // namespace castellan::identity
