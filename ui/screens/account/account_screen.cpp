// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/account/account_screen.h"

#include "client/display_text.h"
#include "ui/guards/state_view.h"
#include "ui/lists/words.h"
#include "ui/screens/account/password_pane.h"
#include "ui/screens/account/profile_pane.h"
#include "ui/widgets/section_header.h"
#include "ui/widgets/two_columns.h"

#include <QVBoxLayout>

namespace castellan::ui {

class AccountScreen final : public Screen {
    Q_OBJECT
public:
    AccountScreen(ScreenContext context, QWidget *parent);
    void refresh() override;
    void focusStart() override { m_profile->focusFirst(); }
    [[nodiscard]] QJsonObject draft() const override { return m_profile->typedDraft(); }
    void restoreDraft(const QJsonObject &draft) override { m_profile->restoreDraft(draft); }

private:
    [[nodiscard]] QWidget *makeContent();
    void show(const records::User &user);

    SectionHeader *m_header;
    ProfilePane *m_profile = nullptr;
    PasswordPane *m_password = nullptr;
    StateView *m_states;
};

AccountScreen::AccountScreen(ScreenContext context, QWidget *parent)
    : Screen(std::move(context), tr("Profile"), parent), m_header(new SectionHeader(theme(), this))
{
    const Metrics &m = theme().metrics();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(m.pageMargin(), m.units(5), 0, 0);
    layout->setSpacing(m.units(4));
    m_header->setTitle(tr("Your account"));
    layout->addWidget(m_header);
    m_states = new StateView(theme(), makeContent(), this);
    m_states->follow(server());
    layout->addWidget(m_states, 1);

    connect(m_states, &StateView::retryRequested, this, &AccountScreen::refresh);
    connect(m_profile, &ProfilePane::toast, this, &Screen::toast);
    connect(m_password, &PasswordPane::toast, this, &Screen::toast);
    connect(server(), &client::Server::platformKnown, this, &AccountScreen::refresh);
    connect(server(), &client::Server::userChanged, this, [this] {
        if (const auto user = server()->user())
            show(*user);
    });
    if (const auto user = server()->user())
        show(*user);
    refresh();
}

QWidget *AccountScreen::makeContent()
{
    auto *forms = new TwoColumns(theme(), tr("Your account"), this);
    m_profile = new ProfilePane(theme(), *server(), forms->content());
    m_password = new PasswordPane(theme(), *server(), forms->content());
    forms->addLeft(m_profile);
    forms->addRight(m_password);
    return forms;
}

void AccountScreen::refresh()
{
    auto *platform = server()->platform();
    if (!m_states->hasContent())
        m_states->showLoading();
    if (!platform)
        return;
    m_password->refresh();
    client::whenDone(this, platform->identity().whoAmI(), [this](const Result<records::User> &user) {
        if (user)
            show(*user);
        else
            m_states->showError(user.error());
    });
}

void AccountScreen::show(const records::User &user)
{
    m_profile->setUser(user);
    m_password->setUser(user);
    m_header->setSubtitle(tr("%1 on %2", "%1 a user name, %2 a server")
                              .arg(client::isolated(text(user.username)), client::isolated(server()->profile().name)));
    m_states->showContent();
}

Screen *makeAccountScreen(ScreenContext context, QWidget *parent)
{
    return new AccountScreen(std::move(context), parent);
}

}  // namespace castellan::ui

#include "account_screen.moc"
