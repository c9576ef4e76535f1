// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sign_in/session_overlay.h"

#include "ui/guards/environment.h"
#include "ui/guards/state_view.h"
#include "ui/sign_in/certificate_view.h"
#include "ui/sign_in/certificate_words.h"
#include "ui/sign_in/enrol_form.h"
#include "ui/sign_in/sign_in_form.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace castellan::ui {

using client::ConnectionState;

SessionOverlay::SessionOverlay(Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    const Metrics &m = theme.metrics();
    auto *layout = new QVBoxLayout(this);
    m_box = new QWidget(this);
    setGround(m_box, "raised");
    m_box->setFixedWidth(m.units(100));
    auto *box = new QVBoxLayout(m_box);
    box->setContentsMargins(m.pageMargin(), m.units(5), m.pageMargin(), m.units(5));
    box->setSpacing(m.units(3));
    m_title = makeLabel({}, m_box, TextSize::heading);
    auto *where = new QHBoxLayout;
    where->setSpacing(m.gap());
    m_name = makeLabel({}, m_box, TextSize::body, Tone::muted);
    m_chip = new EnvironmentChip(theme, client::Environment::development, m_box);
    where->addWidget(m_name);
    where->addWidget(m_chip);
    where->addStretch();
    m_why = makeParagraph({}, m_box);
    m_openFile = new Button(theme, tr("Open the file with your secrets"), ButtonKind::secondary, m_box);
    m_openFile->setObjectName(QStringLiteral("openSecrets"));
    m_form = new SignInForm(theme, m_box);
    m_enrol = new EnrolForm(theme, m_box);
    m_certificate = new CertificateView(theme, m_box);
    auto *retry = new Button(theme, tr("Try again"), ButtonKind::primary, m_certificate);
    m_certificate->addAct(retry);
    box->addWidget(m_title);
    box->addLayout(where);
    for (auto *each : std::initializer_list<QWidget *>{m_why, m_openFile, m_form, m_enrol, m_certificate})
        box->addWidget(each);
    layout->addSpacing(m.units(16));
    // In a row: a column would compute the height of wrapped text from its own width instead of the box's.
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(m_box, 0, Qt::AlignTop);
    row->addStretch();
    layout->addLayout(row);
    layout->addStretch();

    connect(m_enrol, &EnrolForm::done, this, [this] {
        if (!m_server)
            return;
        client::whenDone(this, m_server->signIn().submit(client::CodesKeptAnswer{}),
                         [this](const Result<client::SignInStep> &next) {
                             if (!next)
                                 m_why->setText(sentenceOf(next.error()));
                         });
    });
    connect(m_openFile, &QPushButton::clicked, this, &SessionOverlay::sealedFileRequested);
    connect(m_certificate, &CertificateView::trusted, this, [this] {
        if (m_server)
            m_server->trustShownCertificate();
    });
    connect(retry, &QPushButton::clicked, this, [this] {
        if (m_server)
            m_server->tryNow();
    });
    hide();
}

void SessionOverlay::follow(client::Server *server)
{
    if (m_server.get() == server) {
        showWhatIsNeeded();
        return;
    }
    hide();
    if (server) {
        m_form->setSignIn(&server->signIn());
        m_form->setUsername(server->profile().username);
    }
    m_server.follow(
        server, [this] { showWhatIsNeeded(); }, &client::Server::stateChanged, &client::Server::userChanged);
    showWhatIsNeeded();
}

void SessionOverlay::showWhatIsNeeded()
{
    const ConnectionState state = m_server ? m_server->state() : ConnectionState::connected;
    const bool signIn = state == ConnectionState::needs_sign_in || state == ConnectionState::signed_out;
    const bool certificate = state == ConnectionState::tls_error;
    if (!signIn && !certificate) {
        const bool was = isVisible();
        hide();
        if (was && m_focusBefore)
            m_focusBefore->setFocus();
        return;
    }
    if (!isVisible())
        m_focusBefore = QApplication::focusWidget();
    m_name->setText(m_server->profile().name);
    m_chip->setEnvironment(m_server->profile().environment);
    const bool enrol = signIn && m_server->lastError().code == ErrorCode::mfa_enrolment_required;
    m_form->setVisible(signIn && !enrol && !m_server->profile().embedded);
    m_enrol->setVisible(enrol);
    m_openFile->setVisible(signIn && m_server->profile().secretPlace == client::SecretPlace::file &&
                           m_server->lastError().code == ErrorCode::secret_store_locked);
    m_box->setFixedWidth(m_theme.metrics().units(enrol ? 130 : 100));
    m_certificate->setVisible(certificate);
    if (certificate)
        showCertificate();
    else
        showSignIn();
    show();
    raise();
    if (m_form->isVisible())
        m_form->focusFirst();
    if (enrol)
        m_enrol->begin(m_server->signIn());
}

void SessionOverlay::showSignIn()
{
    if (m_server->lastError().code == ErrorCode::password_expired && m_server->user()) {
        m_title->setText(tr("Your password has expired"));
        m_why->setText(tr("Your work here is kept."));
        m_form->askForNewPassword();
        return;
    }
    if (m_server->lastError().code == ErrorCode::mfa_enrolment_required) {
        m_title->setText(tr("Set up a second factor"));
        m_why->setText(sentenceOf(m_server->lastError()));
        return;
    }
    if (m_server->lastError().code == ErrorCode::secret_store_locked) {
        m_title->setText(tr("Sign in"));
        m_why->setText(sentenceOf(m_server->lastError()));
        return;
    }
    const bool ended = m_server->state() == ConnectionState::needs_sign_in;
    m_title->setText(ended ? tr("Your session has ended") : tr("Sign in"));
    m_why->setText(ended ? tr("Sign in again to continue. Your work here is kept.")
                         : tr("You are not signed in to this server."));
}

void SessionOverlay::showCertificate()
{
    m_title->setText(tr("Certificate not trusted"));
    const auto shown = m_server->certificate();
    if (!shown) {
        m_why->setText(sentenceOf(m_server->lastError()));
        m_certificate->clear();
        return;
    }
    m_why->setText(problemsOf(*shown));
    m_certificate->show(*shown);
}

void SessionOverlay::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    Q_EMIT coveringChanged(true);
}

void SessionOverlay::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    Q_EMIT coveringChanged(false);
}

void SessionOverlay::paintEvent(QPaintEvent *)
{
    QColor ground = m_theme.color(ColorRole::surface);
    ground.setAlphaF(0.86F);
    QPainter(this).fillRect(rect(), ground);
}

}  // namespace castellan::ui
