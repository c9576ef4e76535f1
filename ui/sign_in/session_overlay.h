// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "ui/guards/followed_server.h"
#include "ui/theme/theme.h"

#include <QPointer>
#include <QWidget>

class QLabel;

namespace castellan::ui {

class Button;
class CertificateView;
class EnvironmentChip;
class EnrolForm;
class SignInForm;

/// Covers one server's screens while there is no session: the screens below keep drafts and filters, and other
/// servers stay usable. For an untrusted certificate it shows what is wrong instead, and how to trust the key.
class SessionOverlay : public QWidget {
    Q_OBJECT
public:
    SessionOverlay(Theme &theme, QWidget *parent);
    /// Null: nothing to watch.
    void follow(client::Server *server);

Q_SIGNALS:
    /// The screens below are disabled while they are covered.
    void coveringChanged(bool covering);
    /// The sign-in is in the file that a passphrase opens, and the user asks to open it.
    void sealedFileRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void showWhatIsNeeded();
    void showSignIn();
    void showCertificate();
    Theme &m_theme;
    FollowedServer m_server;
    QPointer<QWidget> m_focusBefore;
    QWidget *m_box;
    QLabel *m_title;
    QLabel *m_name;
    EnvironmentChip *m_chip;
    QLabel *m_why;
    Button *m_openFile;
    SignInForm *m_form;
    EnrolForm *m_enrol;
    CertificateView *m_certificate;
};

}  // namespace castellan::ui
