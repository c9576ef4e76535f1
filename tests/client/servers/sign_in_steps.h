// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/sign_in/sign_in.h"

namespace castellan::client {

/// The user that one answer signs in; a step that comes before is an error.
inline Future<records::User> signInTo(SignIn &signIn, SignInAnswer answer)
{
    return mapped(&signIn, signIn.submit(std::move(answer)), [](Result<SignInStep> next) -> Result<records::User> {
        if (!next)
            return fail(std::move(next).error());
        if (auto *done = std::get_if<DoneStep>(&*next))
            return std::move(done->user);
        if (auto *expired = std::get_if<NewPasswordStep>(&*next); expired && expired->user)
            return std::move(*expired->user);
        if (std::holds_alternative<CodeStep>(*next))
            return fail(ErrorCode::mfa_required, "a code is wanted");
        return fail(ErrorCode::internal, "another step comes first");
    });
}

}  // namespace castellan::client
