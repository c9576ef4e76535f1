// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secret.h"
#include "ui/sign_in/credential_page.h"

#include <utility>

namespace castellan::ui {

/// The step of signing in after the password has expired or was set by an administrator: a new one, typed twice. The
/// current password is asked for only if it was not typed just before.
class NewPasswordPage : public CredentialPage {
    Q_OBJECT
public:
    explicit NewPasswordPage(Theme &theme, QWidget *parent = nullptr);

    /// Takes the password that was just accepted; without one its field is shown.
    void begin(Secret current);
    [[nodiscard]] QString problem() override;
    /// Current and new; the fields are empty afterwards. The current one is kept for another try.
    [[nodiscard]] std::pair<Secret, Secret> take();
    void wipe() override;

private:
    SecretField *m_current;
    SecretField *m_next;
    SecretField *m_repeated;
    Secret m_known;
};

}  // namespace castellan::ui
