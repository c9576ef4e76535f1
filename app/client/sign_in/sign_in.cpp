// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "client/sign_in/sign_in.h"

namespace castellan::client {

SignIn::SignIn(std::function<Result<Identity *>()> identity, QObject *parent)
    : QObject(parent), m_identity(std::move(identity))
{
}

Future<SignInStep> SignIn::submit(SignInAnswer answer)
{
    const auto identity = m_identity();
    if (!identity)
        return ready<SignInStep>(fail(identity.error()));
    return uncancelled(this, std::visit([&](auto &given) { return take(**identity, std::move(given)); }, answer));
}

void SignIn::giveUp()
{
    restart();
    Q_EMIT givenUp();
}

Future<SignInStep> SignIn::take(Identity &identity, PasswordAnswer answer)
{
    return afterSignIn(identity, identity.signIn(answer.username, std::move(answer.password)));
}

Future<SignInStep> SignIn::take(Identity &identity, TokenAnswer answer)
{
    return afterSignIn(identity, identity.useToken(std::move(answer.token)));
}

Future<SignInStep> SignIn::take(Identity &identity, const CodeAnswer &answer)
{
    if (!std::holds_alternative<EnrolStep>(m_step))
        return afterSignIn(identity, identity.answerSecondFactor(answer.code));
    return mapped(this, identity.verifySecondFactor(answer.code),
                  [this](Result<QStringList> codes) -> Result<SignInStep> {
                      if (!codes)
                          return fail(std::move(codes).error());
                      return m_step = KeepCodesStep{std::move(*codes)};
                  });
}

Future<SignInStep> SignIn::take(Identity &identity, NewPasswordAnswer answer)
{
    return afterSignIn(identity, identity.renewPassword(std::move(answer.current), std::move(answer.next)));
}

Future<SignInStep> SignIn::take(Identity &identity, EnrolAnswer)
{
    return mapped(this, identity.beginSecondFactor(), [this](Result<Enrolment> enrolment) -> Result<SignInStep> {
        if (!enrolment)
            return fail(std::move(enrolment).error());
        return m_step = EnrolStep{std::move(*enrolment)};
    });
}

Future<SignInStep> SignIn::take(Identity &identity, CodesKeptAnswer)
{
    return afterSignIn(identity, identity.whoAmI());
}

Future<SignInStep> SignIn::afterSignIn(const Identity &identity, const Future<records::User> &answer)
{
    return mapped(this, answer,
                  [this, codes = identity.hasBackupCodes()](Result<records::User> user) -> Result<SignInStep> {
                      if (user) {
                          const bool expired = user->password_expired.value_or(false);
                          m_step = expired ? SignInStep(NewPasswordStep{*user}) : SignInStep(DoneStep{*user});
                          Q_EMIT accepted(*user);
                          return m_step;
                      }
                      switch (user.error().code) {
                      case ErrorCode::mfa_required:
                          return m_step = CodeStep{codes};
                      case ErrorCode::password_expired:
                          return m_step = NewPasswordStep{};
                      default:
                          return fail(std::move(user).error());
                      }
                  });
}

}  // namespace castellan::client
