// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/connect/connect_screen.h"

#include "client/display_text.h"
#include "client/servers/connect_flow.h"
#include "ui/guards/server_words.h"
#include "ui/guards/state_view.h"
#include "ui/screens/connect/address_page.h"
#include "ui/screens/connect/keep_page.h"
#include "ui/screens/connect/step_list.h"
#include "ui/sign_in/sealed_file_dialog.h"
#include "ui/sign_in/sign_in_form.h"
#include "ui/widgets/form_column.h"
#include "ui/widgets/label.h"
#include "ui/widgets/pages.h"

#include <QHBoxLayout>
#include <QScrollArea>

#include <memory>

namespace castellan::ui {

class ConnectScreen final : public Screen {
    Q_OBJECT
public:
    ConnectScreen(ScreenContext context, QWidget *parent);
    ~ConnectScreen() override;
    void focusStart() override { showStep(m_step); }
    /// The address only, so that an interrupted attempt can be continued.
    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;

private:
    enum Step { addressStep, signInStep, keepStep };
    QWidget *makeSignInPage(QWidget *parent);
    void startOver();
    void probe();
    void probed(const Result<client::PlatformInfo> &result);
    void signedIn(const records::User &user);
    void keep();
    void save();
    void showOnly(Step step);
    void showStep(Step step);
    void cancel();

    std::unique_ptr<client::ConnectFlow> m_flow;
    Step m_step = addressStep;
    StepList *m_steps;
    Pages *m_pages;
    AddressPage *m_address = nullptr;
    QLabel *m_found = nullptr;
    SignInForm *m_form = nullptr;
    KeepPage *m_keep = nullptr;
};

ConnectScreen::ConnectScreen(ScreenContext context, QWidget *parent)
    : Screen(std::move(context), tr("Connect to a server"), parent), m_flow(this->context().servers.connectNew())
{
    const Metrics &m = theme().metrics();
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setAccessibleName(tr("Connect to a server"));
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->addWidget(scroll);
    auto *inner = new QWidget(scroll);
    inner->setProperty("ground", QStringLiteral("none"));
    scroll->setWidget(inner);
    auto *layout = new QHBoxLayout(inner);
    layout->setContentsMargins(m.pageMargin(), m.units(7), m.pageMargin(), m.pageMargin());
    layout->setSpacing(m.units(10));
    m_steps = new StepList(theme(), {tr("Address"), tr("Sign in"), tr("Save")}, inner);
    layout->addWidget(m_steps, 0, Qt::AlignTop);
    auto *right = new QWidget(inner);
    right->setFixedWidth(m.units(120));
    auto *column = new FormColumn(theme(), right);
    column->setSpacing(m.units(3));
    m_pages = new Pages(right);
    m_address = new AddressPage(theme(), m_pages);
    m_pages->add(m_address);
    m_pages->add(makeSignInPage(m_pages));
    m_keep = new KeepPage(theme(), m_pages);
    m_pages->add(m_keep);
    column->addWidget(m_pages);
    auto *away = new Button(theme(), tr("Cancel"), ButtonKind::secondary, right);
    connect(away, &QPushButton::clicked, this, &ConnectScreen::cancel);
    column->addWidget(away, 0, Qt::AlignLeft);
    column->addStretch();
    layout->addWidget(right, 0, Qt::AlignTop);
    layout->addStretch();
    connect(m_address, &AddressPage::probeRequested, this, &ConnectScreen::probe);
    connect(m_address, &AddressPage::trusted, this, [this] {
        m_flow->trustShownCertificate();
        probe();
    });
    connect(m_keep, &KeepPage::saveRequested, this, &ConnectScreen::keep);
    showOnly(addressStep);
    setFocusProxy(m_address);
}

ConnectScreen::~ConnectScreen() = default;

QWidget *ConnectScreen::makeSignInPage(QWidget *parent)
{
    auto *page = new QWidget(parent);
    auto *column = new FormColumn(theme(), page);
    column->addTitle(tr("Sign in"));
    m_found = makeParagraph({}, page, Tone::muted);
    column->addWidget(m_found);
    column->addGap();
    m_form = new SignInForm(theme(), page);
    column->addWidget(m_form);
    auto *back = new Button(theme(), tr("Use another address"), ButtonKind::link, page);
    column->addWidget(back, 0, Qt::AlignLeft);
    column->addStretch();
    connect(back, &QPushButton::clicked, this, [this] {
        m_form->setSignIn(nullptr);  // what was typed was meant for this address
        showStep(addressStep);
    });
    connect(m_form, &SignInForm::signedIn, this, &ConnectScreen::signedIn);
    return page;
}

QJsonObject ConnectScreen::saveState() const
{
    if (m_address->address().isEmpty() || m_steps->current() == keepStep)
        return {};
    return {{QStringLiteral("address"), m_address->address()}};
}

void ConnectScreen::restoreState(const QJsonObject &state)
{
    m_address->setAddress(state.value(QStringLiteral("address")).toString());
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
    m_address->clearError();
    m_address->setBusy(true);
    m_address->writeTo(m_flow->profile());
    const auto found =
        client::chained(m_flow.get(), client::updated(m_flow.get(), m_flow->profile(), {}, m_address->secrets()),
                        [flow = m_flow.get(), address = m_address->address(),
                         inClear = m_address->isInClear()](client::TransportSecrets secrets) {
                            flow->setTransportSecrets(std::move(secrets));
                            return flow->probe(address, inClear);
                        });
    client::whenDone(this, found, [this](const Result<client::PlatformInfo> &result) { probed(result); });
}

void ConnectScreen::probed(const Result<client::PlatformInfo> &result)
{
    m_address->setBusy(false);
    if (!result)
        return m_address->showError(result.error(), m_flow->certificate());
    m_found->setText(
        tr("%1 at %2", "product and version, address")
            .arg(client::isolated(productWords(*result)), m_flow->profile().url.toString(QUrl::RemoveUserInfo)));
    m_form->setSignIn(&m_flow->signIn());
    showStep(signInStep);
}

void ConnectScreen::signedIn(const records::User &user)
{
    const QString name = client::isolated(client::displayText(user.name.value_or(user.username)));
    m_keep->show(m_flow->profile(),
                 user.admin.value_or(false) ? tr("Signed in as %1, administrator.").arg(name)
                                            : tr("Signed in as %1.").arg(name),
                 m_form->isByToken());
    showStep(keepStep);
}

void ConnectScreen::keep()
{
    m_keep->writeTo(m_flow->profile());
    if (m_flow->profile().secretPlace != client::SecretPlace::file || !context().sealedFile)
        return save();
    withSealedFile(theme(), *context().sealedFile, {}, this, [this] { save(); });
}

void ConnectScreen::save()
{
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
    showOnly(addressStep);
}

void ConnectScreen::cancel()
{
    startOver();
    const bool none = context().servers.rowCount() == 0;
    Q_EMIT navigate({{}, none ? QStringLiteral("welcome") : QStringLiteral("overview"), {}, {}});
}

Screen *makeConnectScreen(ScreenContext context, QWidget *parent)
{
    return new ConnectScreen(std::move(context), parent);
}

}  // namespace castellan::ui

#include "connect_screen.moc"
