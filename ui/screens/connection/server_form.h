// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/profile/profile.h"
#include "core/result.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace castellan::ui {

class FieldProblem;

/// What this console calls a server and how it treats it: name, environment, read-only, where its secrets are kept; its
/// address and its trusted key.
class ServerForm : public QWidget {
    Q_OBJECT
public:
    explicit ServerForm(Theme &theme, QWidget *parent = nullptr);

    void show(const client::Profile &profile);
    void writeTo(client::Profile &profile) const;
    [[nodiscard]] bool showError(const Error &error);
    void focusFirst();

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] QWidget *makeAddress(Theme &theme);
    [[nodiscard]] QWidget *makePin(Theme &theme);

    QLineEdit *m_name;
    FieldProblem *m_nameProblem = nullptr;
    QLineEdit *m_address = nullptr;
    QComboBox *m_environment;
    QCheckBox *m_readOnly;
    QWidget *m_placePart;
    QComboBox *m_place;
    QWidget *m_pinPart = nullptr;
    QLabel *m_pinText = nullptr;
    QString m_pin;
};

}  // namespace castellan::ui
