// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/profile/profile.h"
#include "client/servers/transport_secrets.h"
#include "core/result.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace castellan::ui {

class FieldProblem;
class FileField;
class SecretField;

/// The way to a server: which authorities are trusted, the client's certificate, the proxy.
class TransportForm : public QWidget {
    Q_OBJECT
public:
    explicit TransportForm(Theme &theme, QWidget *parent = nullptr);

    /// The fields as this profile has them. Secrets are not shown; an empty field leaves the stored one.
    void show(const client::Profile &profile);
    void writeTo(client::Profile &profile) const;
    [[nodiscard]] client::TransportSecretsUpdate secrets() const;
    [[nodiscard]] bool hasSecrets() const;
    /// Shows an error of one of the members at its field; false if it is about another.
    [[nodiscard]] bool showError(const Error &error);

Q_SIGNALS:
    void changed();

private:
    enum class Proxy { none, system, http, socks };

    [[nodiscard]] QWidget *makeTls(Theme &theme);
    [[nodiscard]] QWidget *makeProxy(Theme &theme);
    [[nodiscard]] Proxy proxyKind() const;
    [[nodiscard]] QString proxyUrl() const;
    void showFields();

    FileField *m_ca = nullptr;
    FieldProblem *m_caProblem = nullptr;
    FileField *m_certificate = nullptr;
    FieldProblem *m_certificateProblem = nullptr;
    QWidget *m_keyPart = nullptr;
    FileField *m_key = nullptr;
    FieldProblem *m_keyProblem = nullptr;
    SecretField *m_passphrase = nullptr;
    FieldProblem *m_passphraseProblem = nullptr;
    QComboBox *m_proxy = nullptr;
    QWidget *m_proxyPart = nullptr;
    QLineEdit *m_host = nullptr;
    QLineEdit *m_port = nullptr;
    FieldProblem *m_hostProblem = nullptr;
    QLineEdit *m_user = nullptr;
    SecretField *m_password = nullptr;
};

}  // namespace castellan::ui
