// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/users/users_screen.h"

#include "ui/guards/confirm_dialog.h"
#include "ui/guards/write_guard.h"
#include "ui/lists/record_list.h"
#include "ui/lists/rights.h"
#include "ui/lists/words.h"
#include "ui/screens/users/create_user_dialog.h"
#include "ui/screens/users/users_model.h"
#include "ui/widgets/button.h"
#include "ui/widgets/section_header.h"

#include <QActionGroup>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>

namespace castellan::ui {

UsersScreen::UsersScreen(ScreenContext context, QWidget *parent)
    : Screen(std::move(context), parent), m_model(new UsersModel(*m_context.server)),
      m_list(new RecordList(m_context.theme, *m_context.server, m_model,
                            {{50}, {36}, {60}, {32}, {36}, {30, true}, {9}},
                            {tr("Users"), tr("Filter users"), tr("There is no user yet."), tr("Create user")}, this)),
      m_header(new SectionHeader(m_context.theme, this)),
      m_create(new Button(m_context.theme, tr("Create user"), ButtonKind::primary, this)),
      m_states(new Button(m_context.theme, tr("State"), ButtonKind::secondary, this)),
      m_guard(new WriteGuard(*m_context.server, this))
{
    const auto &metrics = m_context.theme.metrics();
    m_create->setIcon(Icon::plus);
    m_guard->add(m_create);
    m_states->setMenu(new QMenu(m_states));
    m_list->addTool(m_states);
    m_list->addAct(m_create);
    m_list->refreshOnEvents({QStringLiteral("users."), QStringLiteral("user."), QStringLiteral("account.")});
    m_list->setRowMenu([this](QMenu &menu, int row) { fillMenu(menu, row); });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics.pageMargin(), metrics.units(5), metrics.pageMargin(), metrics.units(5));
    layout->setSpacing(metrics.units(4));
    layout->addWidget(m_header);
    layout->addWidget(m_list, 1);
    connect(m_create, &QPushButton::clicked, this, &UsersScreen::create);
    connect(m_list, &RecordList::emptyActRequested, this, &UsersScreen::create);
    connect(m_list, &RecordList::removeRequested, this, &UsersScreen::remove);
    connect(m_model, &TableModel::stateChanged, this, &UsersScreen::updateHeader);
    connect(m_context.server, &client::Server::userChanged, this, &UsersScreen::updateRights);
    QWidget::setTabOrder(m_list->filterField(), m_states);
    QWidget::setTabOrder(m_states, m_create);
    QWidget::setTabOrder(m_create, m_list->table());
    updateRights();
    updateHeader();
    updateStates();
    refresh();
}

void UsersScreen::updateStates()
{
    auto *menu = m_states->menu();
    menu->clear();
    auto *group = new QActionGroup(menu);
    const auto add = [&](const QString &words, std::optional<AccountState> state) {
        auto *action = menu->addAction(words);
        action->setCheckable(true);
        action->setChecked(m_onlyState == state);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, state] {
            m_onlyState = state;
            updateStates();
        });
    };
    add(tr("Every state"), std::nullopt);
    for (const auto state :
         {AccountState::active, AccountState::locked, AccountState::suspended, AccountState::passwordExpired})
        add(UsersModel::wordsOf(state), state);
    m_states->setText(m_onlyState ? tr("State: %1").arg(UsersModel::wordsOf(*m_onlyState)) : tr("State"));
    if (!m_onlyState)
        return m_list->sorted().setCondition({});
    m_list->sorted().setCondition(
        [this](int row) { return UsersModel::stateOf(m_model->record(row)) == *m_onlyState; });
}

QList<Crumb> UsersScreen::crumbs() const
{
    return {{tr("Users"), m_context.place}};
}

QLineEdit *UsersScreen::filterField() const
{
    return m_list->filterField();
}

void UsersScreen::refresh()
{
    m_list->refresh();
}

QJsonObject UsersScreen::saveState() const
{
    return m_list->saveState();
}

void UsersScreen::restoreState(const QJsonObject &state)
{
    m_list->restoreState(state);
}

void UsersScreen::updateHeader()
{
    m_header->setTitle(tr("Users"));
    if (!m_model->loadedAt().isValid()) {
        m_header->setSubtitle({});
        return;
    }
    QStringList parts{tr("%n user(s)", nullptr, int(m_model->total()))};
    const auto count = [this](auto test) { return int(std::ranges::count_if(m_model->records(), test)); };
    const int admins = count([](const records::User &user) { return user.admin.value_or(false); });
    const int suspended = count([](const records::User &user) { return user.suspended.value_or(false); });
    if (admins > 0)
        parts << tr("%n administrator(s)", nullptr, admins);
    const int locked =
        count([](const records::User &user) { return UsersModel::stateOf(user) == AccountState::locked; });
    if (locked > 0)
        parts << tr("%n locked", nullptr, locked);
    if (suspended > 0)
        parts << tr("%n suspended", nullptr, suspended);
    m_header->setSubtitle(parts.join(QStringLiteral(" · ")));
}

void UsersScreen::updateRights()
{
    const bool may = mayDo(*m_context.server, "user:create");
    m_guard->setReason(m_create, may ? QString() : tr("Only administrators create users."));
    m_list->setEmptyActVisible(may);
}

QString UsersScreen::whyNot() const
{
    if (!mayDo(*m_context.server, "user:edit"))
        return tr("Only administrators change users.");
    return m_guard->reason();
}

QString UsersScreen::whyProtected(int row) const
{
    if (m_model->isOneself(row))
        return tr("You would lock yourself out. Ask another administrator.");
    if (m_model->isLastAdministrator(row))
        return tr("%1 is the only administrator. Make somebody else one first.")
            .arg(UsersModel::nameOf(m_model->record(row)));
    if (m_model->record(row).local.value_or(false))
        return tr("This is the person at this computer; the account belongs to the console.");
    return {};
}

void UsersScreen::fillMenu(QMenu &menu, int row)
{
    const auto &user = m_model->record(row);
    const auto id = text(user.id);
    const auto add = [&](const QString &words, const QString &why, void (UsersScreen::*act)(int)) {
        auto *action = menu.addAction(words);
        action->setEnabled(why.isEmpty());
        action->setToolTip(why);
        connect(action, &QAction::triggered, this, [this, id, act] {
            if (const int at = m_model->rowOf(id); at >= 0)
                (this->*act)(at);
        });
    };
    const auto general = whyNot();
    const auto guarded = general.isEmpty() ? whyProtected(row) : general;
    auto *platform = m_context.server->platform();
    if (UsersModel::stateOf(user) == AccountState::locked && platform && platform->users()->unlocks())
        add(tr("&Unlock"), general, &UsersScreen::unlock);
    if (platform && platform->sessions()) {
        add(tr("Se&ssions"),
            mayDo(*m_context.server, "user:session:list") ? QString() : tr("Only administrators see them."),
            &UsersScreen::showSessions);
        menu.addSeparator();
    }
    if (user.suspended.value_or(false))
        add(tr("&Lift suspension"), general, &UsersScreen::resume);
    else
        add(tr("&Suspend…"), guarded, &UsersScreen::suspend);
    const bool admin = user.admin.value_or(false);
    auto *grant = menu.addAction(admin ? tr("Take back &administration…") : tr("Make &administrator…"));
    const auto grantWhy = admin ? guarded : general;
    grant->setEnabled(grantWhy.isEmpty());
    grant->setToolTip(grantWhy);
    connect(grant, &QAction::triggered, this, [this, id, admin] {
        if (const int at = m_model->rowOf(id); at >= 0)
            setAdministrator(at, !admin);
    });
    if (!user.password_expired.value_or(false))
        add(tr("Ask for a new &password…"), guarded, &UsersScreen::expirePassword);
    menu.addSeparator();
    add(tr("&Delete…"), guarded, &UsersScreen::remove);
}

void UsersScreen::update(const QString &id, records::UserUpdate update, const QString &done)
{
    client::whenDone(this,
                     m_context.server->apply(m_context.server->platform()->users()->update(id, std::move(update))),
                     [this, done](Result<records::User> user) {
                         Q_EMIT toast(user ? done : sentenceOf(user.error()));
                         m_model->refresh();
                     });
}

void UsersScreen::suspend(int row)
{
    const auto name = UsersModel::nameOf(m_model->record(row));
    Confirmation what{.tier = client::Tier::disruptive,
                      .title = tr("Suspend %1?", "a person").arg(name),
                      .consequence = tr("%1 is signed out everywhere and cannot sign in until you lift it.").arg(name),
                      .goes = {},
                      .verb = tr("Suspend"),
                      .nameToType = {},
                      .server = m_context.server->profile()};
    ConfirmDialog::ask(m_context.theme, what, this, [this, id = text(m_model->record(row).id), name] {
        records::UserUpdate change;
        change.suspended = true;
        update(id, std::move(change), tr("%1 is suspended.").arg(name));
    });
}

void UsersScreen::resume(int row)
{
    records::UserUpdate change;
    change.suspended = false;
    update(text(m_model->record(row).id), std::move(change),
           tr("%1 may sign in again.", "a person").arg(UsersModel::nameOf(m_model->record(row))));
}

void UsersScreen::setAdministrator(int row, bool on)
{
    const auto name = UsersModel::nameOf(m_model->record(row));
    Confirmation what{
        .tier = client::Tier::security,
        .title = on ? tr("Make %1 an administrator?").arg(name) : tr("Take administration back from %1?").arg(name),
        .consequence =
            on ? tr("%1 may then do everything on this server: users, teams, settings, the audit log.").arg(name)
               : tr("%1 keeps the roles in teams and loses everything else.").arg(name),
        .goes = {},
        .verb = on ? tr("Make administrator") : tr("Take back"),
        .nameToType = {},
        .server = m_context.server->profile()};
    ConfirmDialog::ask(m_context.theme, what, this, [this, id = text(m_model->record(row).id), name, on] {
        records::UserUpdate change;
        change.admin = on;
        update(id, std::move(change),
               on ? tr("%1 is an administrator now.").arg(name) : tr("%1 is no administrator any more.").arg(name));
    });
}

void UsersScreen::expirePassword(int row)
{
    const auto name = UsersModel::nameOf(m_model->record(row));
    Confirmation what{.tier = client::Tier::disruptive,
                      .title = tr("Ask %1 for a new password?", "a person").arg(name),
                      .consequence = tr("At the next sign-in %1 has to choose a new one.").arg(name),
                      .goes = {},
                      .verb = tr("Ask for a new password"),
                      .nameToType = {},
                      .server = m_context.server->profile()};
    ConfirmDialog::ask(m_context.theme, what, this, [this, id = text(m_model->record(row).id), name] {
        records::UserUpdate change;
        change.password_expired = true;
        update(id, std::move(change), tr("%1 has to choose a new password.").arg(name));
    });
}

void UsersScreen::unlock(int row)
{
    const auto name = UsersModel::nameOf(m_model->record(row));
    client::whenDone(
        this, m_context.server->apply(m_context.server->platform()->users()->unlock(text(m_model->record(row).id))),
        [this, name](const Result<records::User> &user) {
            Q_EMIT toast(user ? tr("%1 may try to sign in again.", "a person").arg(name) : sentenceOf(user.error()));
            m_model->refresh();
        });
}

void UsersScreen::showSessions(int row)
{
    Q_EMIT navigate({m_context.place.serverId, QStringLiteral("sessions"), text(m_model->record(row).id), {}});
}

void UsersScreen::remove(int row)
{
    const auto general = whyNot();
    if (const auto why = general.isEmpty() ? whyProtected(row) : general; !why.isEmpty()) {
        Q_EMIT toast(why);
        return;
    }
    const auto &user = m_model->record(row);
    const auto name = UsersModel::nameOf(user);
    Confirmation what{.tier = client::Tier::irreversible,
                      .title = tr("Delete the account of %1?", "a person").arg(name),
                      .consequence = tr("This cannot be undone. With the account go:"),
                      .goes = {tr("its memberships in teams"), tr("its sessions and access tokens")},
                      .verb = tr("Delete user"),
                      .nameToType = text(user.username),
                      .server = m_context.server->profile()};
    ConfirmDialog::ask(m_context.theme, what, this, [this, id = text(user.id), name] {
        client::whenDone(this, m_context.server->apply(m_context.server->platform()->users()->remove(id)),
                         [this, name](Result<void> done) {
                             Q_EMIT toast(done ? tr("Deleted the account of %1.").arg(name) : sentenceOf(done.error()));
                             m_model->refresh();
                         });
    });
}

void UsersScreen::create()
{
    if (!m_create->isEnabled()) {
        Q_EMIT toast(m_create->toolTip());
        return;
    }
    const bool auditors =
        std::ranges::any_of(m_model->records(), [](const records::User &user) { return user.auditor.has_value(); });
    auto *dialog = new CreateUserDialog(m_context.theme, *m_context.server, m_random, auditors, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CreateUserDialog::created, this, [this](const records::User &user) {
        m_model->merge({user}, false);
        m_list->select(text(user.id));
        m_model->refresh();
    });
    connect(dialog, &QDialog::finished, m_create, qOverload<>(&QWidget::setFocus));
    dialog->open();
}

}  // namespace castellan::ui
