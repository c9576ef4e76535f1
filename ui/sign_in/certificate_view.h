// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/profile/certificate.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace castellan::ui {

class Button;

/// A certificate that is not trusted: whose it is, its fingerprint, and the button that trusts its key.
class CertificateView : public QWidget {
    Q_OBJECT
public:
    CertificateView(Theme &theme, QWidget *parent);
    void show(const client::CertificateInfo &certificate);
    /// No certificate is known; the button is hidden.
    void clear();
    /// Beside the button.
    void addAct(QWidget *button);

Q_SIGNALS:
    void trusted();

private:
    QLabel *m_text;
    Button *m_trust;
    QHBoxLayout *m_acts;
};

}  // namespace castellan::ui
