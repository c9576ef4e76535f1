// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connectors/flowfuse/identity.h"

namespace castellan::client::own {

/// Adds backup codes, step-up, the rules for passwords, and the end of tokens with a password.
class CastellanIdentity final : public flowfuse::FlowFuseIdentity {
    Q_DECLARE_TR_FUNCTIONS(FlowFuseIdentity)
public:
    using FlowFuseIdentity::FlowFuseIdentity;

    [[nodiscard]] Future<QStringList> verifySecondFactor(const QString &code) override;
    [[nodiscard]] Future<void> stepUp(Proof proof) override;
    [[nodiscard]] bool hasBackupCodes() const override { return true; }
    /// Not told apart from the local session, which is sent like a token.
    [[nodiscard]] bool usesToken() const override { return false; }
    [[nodiscard]] bool endsTokens() const override { return true; }
    [[nodiscard]] Future<std::optional<PasswordPolicy>> passwordPolicy() override;
};

}  // namespace castellan::client::own
