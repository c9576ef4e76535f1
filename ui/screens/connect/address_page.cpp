// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/connect/address_page.h"

#include "client/profile/address.h"
#include "client/servers/connect_flow.h"
#include "ui/guards/state_view.h"
#include "ui/screens/connection/transport_form.h"
#include "ui/sign_in/certificate_view.h"
#include "ui/sign_in/certificate_words.h"
#include "ui/widgets/form_column.h"
#include "ui/widgets/label.h"

#include <QCheckBox>
#include <QLineEdit>

namespace castellan::ui {

AddressPage::AddressPage(Theme &theme, QWidget *parent)
    : QWidget(parent), m_address(new QLineEdit(this)), m_inClear(new QCheckBox(tr("Connect &without encryption"), this))
{
    auto *column = new FormColumn(theme, this);
    column->addTitle(tr("Connect to a server"));
    column->addWidget(makeParagraph(tr("Enter the address that you open in a browser. Nothing is saved until the last "
                                       "step."),
                                    this, Tone::muted));
    m_address->setPlaceholderText(QStringLiteral("https://flowfuse.example.com"));
    column->addField(tr("&Address"), m_address, "address");
    m_inClear->setObjectName(QStringLiteral("inClear"));
    column->addWidget(m_inClear);
    m_inClearMeaning = makeParagraph(tr("With http:// every machine on the way can read and change what is sent, "
                                        "passwords too. Choose this for a network that only you use."),
                                     this, Tone::warning, TextSize::small);
    column->addWidget(m_inClearMeaning);
    addressTyped();
    connect(m_address, &QLineEdit::textChanged, this, &AddressPage::addressTyped);
    m_problem = column->addProblem();
    column->addWidget(makeCertificateBox(theme));
    m_more = new Button(theme, {}, ButtonKind::link, this);
    m_more->setObjectName(QStringLiteral("moreOptions"));
    m_transport = new TransportForm(theme, this);
    column->addSpacing(theme.metrics().units(2));
    column->addWidget(m_more, 0, Qt::AlignLeft);
    column->addSpacing(theme.metrics().units(2));
    column->addWidget(m_transport);
    connect(m_more, &QPushButton::clicked, this, [this] { showOptions(m_transport->isHidden()); });
    showOptions(false);
    m_next = column->addButton(theme, tr("Continue"), "continue");
    column->addStretch();
    setFocusProxy(m_address);
    const auto probe = [this] {
        if (m_next->isEnabled())
            Q_EMIT probeRequested();
    };
    connect(m_next, &QPushButton::clicked, this, probe);
    connect(m_address, &QLineEdit::returnPressed, this, probe);
}

QWidget *AddressPage::makeCertificateBox(Theme &theme)
{
    const Metrics &m = theme.metrics();
    m_untrusted = new QWidget(this);
    setGround(m_untrusted, "raised");
    auto *column = new FormColumn(theme, m_untrusted);
    column->setContentsMargins(m.units(4), m.units(3), m.units(4), m.units(3));
    column->setSpacing(m.gap());
    column->addTitle(tr("Certificate not trusted"), TextSize::heading);
    m_why = makeParagraph({}, m_untrusted, Tone::warning);
    column->addWidget(m_why);
    m_certificate = new CertificateView(theme, m_untrusted);
    column->addWidget(m_certificate);
    connect(m_certificate, &CertificateView::trusted, this, &AddressPage::trusted);
    m_untrusted->hide();
    return m_untrusted;
}

void AddressPage::addressTyped()
{
    const auto url = client::ConnectFlow::parseAddress(m_address->text());
    const bool asks = url && client::goesInClear(*url);
    m_inClear->setVisible(asks);
    m_inClearMeaning->setVisible(asks);
    if (!asks)
        m_inClear->setChecked(false);
}

bool AddressPage::isInClear() const
{
    return m_inClear->isChecked();
}

QString AddressPage::address() const
{
    return m_address->text();
}

void AddressPage::setAddress(const QString &address)
{
    m_address->setText(address);
}

void AddressPage::showOptions(bool on)
{
    m_transport->setVisible(on);
    m_more->setText(on ? tr("Fewer options") : tr("More options: certificates and proxy"));
}

void AddressPage::writeTo(client::Profile &profile) const
{
    m_transport->writeTo(profile);
}

client::TransportSecretsUpdate AddressPage::secrets() const
{
    return m_transport->secrets();
}

void AddressPage::clear()
{
    setAddress({});
    clearError();
    m_transport->show({});
    showOptions(false);
}

void AddressPage::setBusy(bool busy)
{
    m_next->setEnabled(!busy);
    m_next->setText(busy ? tr("Connecting…") : tr("Continue"));
}

void AddressPage::showError(const Error &error, const std::optional<client::CertificateInfo> &certificate)
{
    // Opened first: a hidden field cannot take the focus.
    const bool hidden = m_transport->isHidden();
    showOptions(true);
    if (m_transport->showError(error))
        return;
    showOptions(!hidden);
    showProblem(m_problem, sentenceOf(error), m_address);
    const bool tls = error.code == ErrorCode::tls || error.code == ErrorCode::pin_mismatch;
    if (!tls || !certificate)
        return;
    m_why->setText(problemsOf(*certificate));
    m_certificate->show(*certificate);
    m_untrusted->show();
}

void AddressPage::clearError()
{
    m_problem->hide();
    m_untrusted->hide();
}

}  // namespace castellan::ui
