// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/connectors/flowfuse/api.h"
#include "client/platform/platform.h"

#include <optional>

namespace castellan::client::flowfuse {

/// Sign-in by session cookie or by personal access token.
///
/// What credential() gives is `cookie <name>=<value>` lines or `bearer <token>`: opaque to everyone else.
class FlowFuseIdentity : public FacetOver<Identity> {
    Q_DECLARE_TR_FUNCTIONS(FlowFuseIdentity)
public:
    using FacetOver::FacetOver;

    [[nodiscard]] Future<records::User> signIn(const QString &username, Secret password) override;
    [[nodiscard]] Future<records::User> answerSecondFactor(const QString &code) override;
    [[nodiscard]] Future<records::User> useToken(Secret token) override;
    [[nodiscard]] Future<records::User> whoAmI() override;
    [[nodiscard]] Future<records::User> ping() override;
    [[nodiscard]] Secret credential() const override;
    [[nodiscard]] Future<records::User> resume(Secret credential) override;
    [[nodiscard]] Future<void> signOut() override;
    [[nodiscard]] Change<records::PasswordChanged> changePassword(Secret current, Secret next, bool endTokens) override;
    [[nodiscard]] Future<records::User> renewPassword(Secret current, Secret next) override;
    [[nodiscard]] Future<Enrolment> beginSecondFactor() override;
    [[nodiscard]] Future<QStringList> verifySecondFactor(const QString &code) override;
    [[nodiscard]] Future<void> stepUp(Proof proof) override;
    [[nodiscard]] Change<records::User> updateSelf(records::UserUpdate update) override;

    [[nodiscard]] bool usesToken() const override { return !m_api.transport().bearer().empty(); }

    /// As last told by the server; false for a token without the administrator's rights of its account.
    [[nodiscard]] bool isAdmin() const { return m_user && m_user->admin.value_or(false); }
    /// Administrators and auditors, as last told by the server.
    [[nodiscard]] bool seesAllTeams() const
    {
        return m_user && (m_user->admin.value_or(false) || m_user->auditor.value_or(false));
    }

protected:
    [[nodiscard]] Future<Reply> verifyCode(const QString &code);

private:
    [[nodiscard]] Future<records::User> self(bool signsIn,
                                             std::chrono::milliseconds deadline = std::chrono::seconds(30));
    [[nodiscard]] Future<records::User> remembered(const Future<records::User> &answer);
    void forget();

    std::optional<records::User> m_user;
};

}  // namespace castellan::client::flowfuse
