// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/profile/certificate.h"
#include "client/profile/profile.h"
#include "client/servers/transport_secrets.h"
#include "core/result.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace castellan::ui {

class Button;
class CertificateView;
class TransportForm;

/// First step of adding a server: its address, and its certificate if that is not trusted.
class AddressPage : public QWidget {
    Q_OBJECT
public:
    explicit AddressPage(Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] QString address() const;
    void setAddress(const QString &address);
    /// The user has chosen to connect without encryption.
    [[nodiscard]] bool isInClear() const;
    /// The way to the server, where the user has chosen another than the usual one.
    void writeTo(client::Profile &profile) const;
    [[nodiscard]] client::TransportSecretsUpdate secrets() const;
    /// Back to an empty page.
    void clear();
    void setBusy(bool busy);
    void showError(const Error &error, const std::optional<client::CertificateInfo> &certificate);
    /// Hides error and certificate.
    void clearError();

Q_SIGNALS:
    void probeRequested();
    /// The key of the certificate shown.
    void trusted();

private:
    QWidget *makeCertificateBox(Theme &theme);
    void addressTyped();
    void showOptions(bool on);

    QLineEdit *m_address;
    QCheckBox *m_inClear;
    QLabel *m_inClearMeaning = nullptr;
    QLabel *m_problem = nullptr;
    Button *m_next = nullptr;
    Button *m_more = nullptr;
    TransportForm *m_transport = nullptr;
    QWidget *m_untrusted = nullptr;
    QLabel *m_why = nullptr;
    CertificateView *m_certificate = nullptr;
};

}  // namespace castellan::ui
