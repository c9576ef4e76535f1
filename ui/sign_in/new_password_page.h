// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secret.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <utility>

namespace castellan::ui {

class SecretField;

/// The step of signing in that comes when the password has expired, or was chosen by an administrator: a new one, typed
/// twice. What was typed as the password a moment ago is not asked for again.
class NewPasswordPage : public QWidget {
    Q_OBJECT
public:
    explicit NewPasswordPage(Theme &theme, QWidget *parent = nullptr);

    /// Takes the password that was just accepted; without one its field is shown.
    void begin(Secret current);
    /// What is missing or wrong, for people, with the focus on its field; empty if it may be sent.
    [[nodiscard]] QString problem();
    /// Current and new; the fields are empty afterwards. The current one is kept for another try.
    [[nodiscard]] std::pair<Secret, Secret> take();
    /// The current password was not right after all.
    void askForCurrent();
    void wipe();
    void focusFirst();
    void setReadOnly(bool on);

Q_SIGNALS:
    void submitted();

private:
    SecretField *m_current;
    QWidget *m_currentLabel;
    SecretField *m_next;
    SecretField *m_again;
    Secret m_known;
};

}  // namespace castellan::ui
