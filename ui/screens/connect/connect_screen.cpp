// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/connect/connect_screen.h"

#include "ui/guards/server_words.h"
#include "ui/guards/state_view.h"
#include "ui/screens/connect/keep_page.h"
#include "ui/screens/connect/step_list.h"
#include "ui/sign_in/certificate_words.h"
#include "ui/sign_in/sign_in_form.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/pages.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace castellan::ui {

ConnectScreen::ConnectScreen(ScreenContext context, QWidget *parent)
    : Screen(std::move(context), parent), m_flow(this->context().servers.connectNew())
{
    const Metrics &m = theme().metrics();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(m.pageMargin(), m.units(7), m.pageMargin(), m.pageMargin());
    layout->setSpacing(m.units(10));
    m_steps = new StepList(theme(), {tr("Address"), tr("Sign in"), tr("Name and keep")}, this);
    layout->addWidget(m_steps, 0, Qt::AlignTop);
    auto *right = new QWidget(this);
    right->setFixedWidth(m.units(120));
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(m.units(3));
    m_pages = new Pages(right);
    m_pages->add(makeAddressPage(m_pages));
    m_pages->add(makeSignInPage(m_pages));
    m_keep = new KeepPage(theme(), m_pages);
    m_pages->add(m_keep);
    column->addWidget(m_pages);
    auto *away = new Button(theme(), tr("Cancel, add nothing"), ButtonKind::secondary, right);
    connect(away, &QPushButton::clicked, this, &ConnectScreen::cancel);
    column->addWidget(away, 0, Qt::AlignLeft);
    column->addStretch();
    layout->addWidget(right, 0, Qt::AlignTop);
    layout->addStretch();
    connect(m_keep, &KeepPage::saveRequested, this, &ConnectScreen::keep);
    showOnly(addressStep);
    setFocusProxy(m_address);
}

ConnectScreen::~ConnectScreen() = default;

QWidget *ConnectScreen::makeAddressPage(QWidget *parent)
{
    const Metrics &m = theme().metrics();
    auto *page = new QWidget(parent);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(m.labelGap());
    layout->addWidget(makeLabel(tr("Where is the server?"), page, TextSize::title));
    layout->addWidget(
        makeParagraph(tr("Its address as you would open it in a browser. Nothing is stored until the last step."), page,
                      Tone::muted));
    layout->addSpacing(m.units(4));
    m_address = new QLineEdit(page);
    m_address->setObjectName(QStringLiteral("address"));
    m_address->setPlaceholderText(QStringLiteral("https://flowfuse.example.com"));
    layout->addWidget(makeFieldLabel(tr("&Address"), m_address, page));
    layout->addWidget(m_address);
    m_addressProblem = makeParagraph({}, page, Tone::danger);
    m_addressProblem->setObjectName(QStringLiteral("problem"));
    m_addressProblem->hide();
    layout->addWidget(m_addressProblem);
    layout->addWidget(makeCertificateBox(page));
    layout->addSpacing(m.units(4));
    m_next = new Button(theme(), tr("Continue"), ButtonKind::primary, page);
    m_next->setObjectName(QStringLiteral("continue"));
    layout->addWidget(m_next, 0, Qt::AlignLeft);
    layout->addStretch();
    connect(m_next, &QPushButton::clicked, this, &ConnectScreen::probe);
    connect(m_address, &QLineEdit::returnPressed, this, &ConnectScreen::probe);
    return page;
}

QWidget *ConnectScreen::makeCertificateBox(QWidget *parent)
{
    const Metrics &m = theme().metrics();
    m_certificate = new QWidget(parent);
    setGround(m_certificate, "raised");
    auto *layout = new QVBoxLayout(m_certificate);
    layout->setContentsMargins(m.units(4), m.units(3), m.units(4), m.units(3));
    layout->setSpacing(m.gap());
    layout->addWidget(makeLabel(tr("The certificate that it showed"), m_certificate, TextSize::heading));
    m_certificateProblem = makeParagraph({}, m_certificate, Tone::warning);
    m_certificateText = makeCode({}, m_certificate);
    m_certificateText->setAccessibleName(tr("Certificate"));
    layout->addWidget(m_certificateProblem);
    layout->addWidget(m_certificateText);
    layout->addWidget(makeParagraph(tr("Compare the fingerprint with the server's, on a way that nobody else controls, "
                                       "before you trust it."),
                                    m_certificate, Tone::muted, TextSize::small));
    m_trust = new Button(theme(), tr("Trust this key for this server"), ButtonKind::secondary, m_certificate);
    layout->addWidget(m_trust, 0, Qt::AlignLeft);
    connect(m_trust, &QPushButton::clicked, this, [this] {
        m_flow->trustShownCertificate();
        probe();
    });
    m_certificate->hide();
    return m_certificate;
}

QWidget *ConnectScreen::makeSignInPage(QWidget *parent)
{
    const Metrics &m = theme().metrics();
    auto *page = new QWidget(parent);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(m.labelGap());
    layout->addWidget(makeLabel(tr("Sign in"), page, TextSize::title));
    m_found = makeParagraph({}, page, Tone::muted);
    layout->addWidget(m_found);
    layout->addSpacing(m.units(4));
    m_form = new SignInForm(theme(), page);
    layout->addWidget(m_form);
    auto *back = new Button(theme(), tr("Another address"), ButtonKind::link, page);
    layout->addSpacing(m.units(2));
    layout->addWidget(back, 0, Qt::AlignLeft);
    layout->addStretch();
    connect(back, &QPushButton::clicked, this, [this] { showStep(addressStep); });
    connect(m_form, &SignInForm::signedIn, this, &ConnectScreen::signedIn);
    return page;
}

QList<Crumb> ConnectScreen::crumbs() const
{
    return {{tr("Connect to a server"), context().place}};
}

QJsonObject ConnectScreen::saveState() const
{
    if (m_address->text().isEmpty() || m_steps->current() == keepStep)
        return {};
    return {{QStringLiteral("address"), m_address->text()}};
}

void ConnectScreen::restoreState(const QJsonObject &state)
{
    m_address->setText(state.value(QStringLiteral("address")).toString());
}

void ConnectScreen::showOnly(Step step)
{
    m_step = step;
    m_pages->setCurrentIndex(step);
    m_steps->setCurrent(step);
}

void ConnectScreen::showStep(Step step)
{
    showOnly(step);
    if (step == addressStep)
        m_address->setFocus();
    else if (step == signInStep)
        m_form->focusFirst();
}

void ConnectScreen::probe()
{
    if (!m_next->isEnabled())
        return;
    m_addressProblem->hide();
    m_certificate->hide();
    m_next->setEnabled(false);
    m_next->setText(tr("Looking"));
    client::whenDone(this, m_flow->probe(m_address->text()),
                     [this](const Result<client::PlatformInfo> &result) { probed(result); });
}

void ConnectScreen::probed(const Result<client::PlatformInfo> &result)
{
    m_next->setEnabled(true);
    m_next->setText(tr("Continue"));
    if (result) {
        const QString what = productWords(*result);
        m_found->setText(tr("%1 at %2", "product and version, address")
                             .arg(what, m_flow->profile().url.toString(QUrl::RemoveUserInfo)));
        m_form->setSignIn(&m_flow->signIn());
        showStep(signInStep);
        return;
    }
    m_addressProblem->setText(sentenceOf(result.error()));
    m_addressProblem->show();
    m_address->setAccessibleDescription(m_addressProblem->text());
    m_address->setFocus();
    const bool tls = result.error().code == ErrorCode::tls || result.error().code == ErrorCode::pin_mismatch;
    const auto shown = m_flow->certificate();
    if (!tls || !shown)
        return;
    m_certificateProblem->setText(problemsOf(*shown));
    m_certificateText->setText(
        tr("For     %1\nIssuer  %2\nValid   %3\nSHA-256 %4", "keep the columns aligned")
            .arg(shown->subject, shown->issuer, validityOf(*shown),
                 fingerprintLines(*shown).replace(QLatin1Char('\n'), QStringLiteral("\n        "))));
    m_trust->setVisible(shown->trustable);
    m_certificate->show();
}

void ConnectScreen::signedIn(const records::User &user)
{
    const QString name = QString::fromStdString(user.name.value_or(user.username));
    m_keep->show(m_flow->profile(), user.admin.value_or(false) ? tr("Signed in as %1, administrator.").arg(name)
                                                               : tr("Signed in as %1.").arg(name));
    showStep(keepStep);
}

void ConnectScreen::keep()
{
    m_keep->writeTo(m_flow->profile());
    m_keep->setBusy(true);
    client::whenDone(this, m_flow->save(), [this](const Result<client::Server *> &result) {
        if (!result) {
            m_keep->showProblem(sentenceOf(result.error()));
            return;
        }
        const QString id = (*result)->profile().id;
        startOver();
        Q_EMIT navigate({id, QStringLiteral("overview"), {}, {}});
    });
}

void ConnectScreen::startOver()
{
    m_flow = context().servers.connectNew();
    m_form->setSignIn(nullptr);
    m_address->clear();
    m_addressProblem->hide();
    m_certificate->hide();
    showOnly(addressStep);
}

void ConnectScreen::cancel()
{
    startOver();
    const bool none = context().servers.rowCount() == 0;
    Q_EMIT navigate({{}, none ? QStringLiteral("welcome") : QStringLiteral("overview"), {}, {}});
}

}  // namespace castellan::ui
