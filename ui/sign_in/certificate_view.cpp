// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sign_in/certificate_view.h"

#include "ui/sign_in/certificate_words.h"
#include "ui/widgets/form_column.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>

namespace castellan::ui {

CertificateView::CertificateView(Theme &theme, QWidget *parent)
    : QWidget(parent), m_text(makeCode({}, this)),
      m_trust(new Button(theme, tr("Trust this certificate's key"), ButtonKind::secondary, this))
{
    const Metrics &m = theme.metrics();
    auto *layout = new FormColumn(theme, this);
    layout->setSpacing(m.gap());
    m_text->setAccessibleName(tr("Certificate"));
    layout->addWidget(m_text);
    layout->addWidget(makeParagraph(tr("Before you trust it, compare the fingerprint with the server's over a channel "
                                       "that you trust."),
                                    this, Tone::muted, TextSize::small));
    m_acts = new QHBoxLayout;
    m_acts->setSpacing(m.gap());
    m_acts->addWidget(m_trust);
    m_acts->addStretch();
    layout->addLayout(m_acts);
    connect(m_trust, &QPushButton::clicked, this, &CertificateView::trusted);
}

void CertificateView::show(const client::CertificateInfo &certificate)
{
    m_text->setText(tr("For     %1\nIssuer  %2\nValid   %3\nSHA-256 %4", "keep the columns aligned")
                        .arg(certificate.subject, certificate.issuer, validityOf(certificate),
                             fingerprintLines(certificate).replace(u'\n', QStringLiteral("\n        "))));
    m_trust->setVisible(certificate.trustable);
    setVisible(true);
}

void CertificateView::clear()
{
    m_text->clear();
    m_trust->hide();
}

void CertificateView::addAct(QWidget *button)
{
    m_acts->insertWidget(0, button);
}

}  // namespace castellan::ui
