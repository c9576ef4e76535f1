// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/platform.h"

#include <QObject>

#include <functional>
#include <optional>
#include <variant>

namespace castellan::client {

// The steps of a sign-in.
struct PasswordStep {};  ///< a user name and a password, or an access token
struct CodeStep {
    bool backupCodes = false;  ///< besides a code of the second factor, the server takes a backup code
};
struct NewPasswordStep {
    std::optional<records::User> user;  ///< whose password has expired, where the server tells
};
struct EnrolStep {
    Enrolment enrolment;  ///< empty until submit(EnrolAnswer)
};
struct KeepCodesStep {
    QStringList codes;  ///< shown once; empty where the server has none
};
struct DoneStep {
    records::User user;
};
using SignInStep = std::variant<PasswordStep, CodeStep, NewPasswordStep, EnrolStep, KeepCodesStep, DoneStep>;

struct PasswordAnswer {
    QString username;
    Secret password;
};
struct TokenAnswer {
    Secret token;
};
/// Of the second factor that signs in, or of the one that is being set up.
struct CodeAnswer {
    QString code;
};
struct NewPasswordAnswer {
    Secret current;
    Secret next;
};
/// Begins to set up a second factor. Nothing changes on the account before a code was verified.
struct EnrolAnswer {};
struct CodesKeptAnswer {};
using SignInAnswer =
    std::variant<PasswordAnswer, TokenAnswer, CodeAnswer, NewPasswordAnswer, EnrolAnswer, CodesKeptAnswer>;

/// Signs in to one server, the first time or again: takes the user's input and answers the next step.
class SignIn : public QObject {
    Q_OBJECT
public:
    /// `identity`: the server's, or why there is none yet.
    explicit SignIn(std::function<Result<Identity *>()> identity, QObject *parent = nullptr);

    [[nodiscard]] const SignInStep &step() const { return m_step; }
    /// An error leaves the step as it was. Closing the form does not cancel the operation.
    [[nodiscard]] Future<SignInStep> submit(SignInAnswer answer);
    /// The server demands this step before anything else.
    void require(SignInStep step) { m_step = std::move(step); }
    /// Back to the first step.
    void restart() { m_step = PasswordStep{}; }
    /// The user declined: requests that wait for the sign-in fail.
    void giveUp();

Q_SIGNALS:
    /// The server has accepted credentials; the password may have expired all the same.
    void accepted(const castellan::records::User &user);
    void givenUp();

private:
    [[nodiscard]] Future<SignInStep> take(Identity &identity, PasswordAnswer answer);
    [[nodiscard]] Future<SignInStep> take(Identity &identity, TokenAnswer answer);
    [[nodiscard]] Future<SignInStep> take(Identity &identity, const CodeAnswer &answer);
    [[nodiscard]] Future<SignInStep> take(Identity &identity, NewPasswordAnswer answer);
    [[nodiscard]] Future<SignInStep> take(Identity &identity, EnrolAnswer);
    [[nodiscard]] Future<SignInStep> take(Identity &identity, CodesKeptAnswer);
    [[nodiscard]] Future<SignInStep> afterSignIn(const Identity &identity, const Future<records::User> &answer);

    std::function<Result<Identity *>()> m_identity;
    SignInStep m_step;
};

}  // namespace castellan::client
