// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/users/users_screen.h"

#include "client/display_text.h"
#include "core/random.h"
#include "ui/guards/server_words.h"
#include "ui/lists/choice_filter.h"
#include "ui/lists/record_screen.h"
#include "ui/lists/rights.h"
#include "ui/lists/words.h"
#include "ui/screens/users/create_user_dialog.h"
#include "ui/screens/users/users_model.h"
#include "ui/widgets/dialogs.h"

#include <algorithm>

namespace castellan::ui {

class UsersScreen final : public RecordScreen {
    Q_OBJECT
public:
    UsersScreen(ScreenContext context, UsersModel *model, QWidget *parent);

protected:
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] std::vector<RowAction> actionsOf(int row) override;

private:
    void buildFilter();
    void create(QWidget *opener);
    [[nodiscard]] RowAction suspension(const records::User &user) const;
    [[nodiscard]] RowAction administration(const records::User &user) const;
    [[nodiscard]] RowAction newPassword(const records::User &user) const;
    [[nodiscard]] RowAction removal(const records::User &user) const;
    [[nodiscard]] static Confirmation removalOf(const records::User &user, const client::AccountDeletion &does);
    [[nodiscard]] RowAction erasure(const records::User &user) const;
    /// Why persons cannot be erased here, or not by this user; empty: they can.
    [[nodiscard]] QString whyNotErased() const;
    [[nodiscard]] ListChange change(const QString &id, records::UserUpdate update, const QString &done) const;
    [[nodiscard]] client::Users &users() const;
    /// Why this account must keep its rights; empty: it need not.
    [[nodiscard]] QString whyProtected(int row) const;

    OpenSslRandom m_random;
    UsersModel *m_model;
    ChoiceFilter *m_states;
};

UsersScreen::UsersScreen(ScreenContext context, UsersModel *model, QWidget *parent)
    : RecordScreen(std::move(context), tr("Users"), model,
                   {tr("Users"), tr("Filter users"), tr("No users yet"), tr("Create user")}, parent),
      m_model(model), m_states(new ChoiceFilter(theme(), tr("State"), tr("All states"), this))
{
    buildFilter();
    list().offerCreate(
        tr("Create user"),
        [this] { return mayDo(*server(), "user:create") ? QString() : tr("Only administrators can create users."); },
        [this](QWidget *opener) { create(opener); });
    list().refreshOnEvents({QStringLiteral("users."), QStringLiteral("user."), QStringLiteral("account.")});
    updateHeader();
    refresh();
}

void UsersScreen::buildFilter()
{
    for (const auto state :
         {AccountState::active, AccountState::locked, AccountState::suspended, AccountState::passwordExpired})
        m_states->addChoice(UsersModel::wordsOf(state), int(state));
    list().addFilter(m_states, UsersModel::StateColumn, [this](int row, const QVariant &state) {
        return UsersModel::stateOf(m_model->record(row)) == AccountState(state.toInt());
    });
}

QString UsersScreen::summary() const
{
    QStringList parts{tr("%n user(s)", nullptr, int(m_model->total()))};
    const auto count = [this](auto test) { return int(std::ranges::count_if(m_model->records(), test)); };
    const int admins = count([](const records::User &user) { return user.admin.value_or(false); });
    const int suspended = count([](const records::User &user) { return user.suspended.value_or(false); });
    const int locked =
        count([](const records::User &user) { return UsersModel::stateOf(user) == AccountState::locked; });
    if (admins > 0)
        parts << tr("%n administrator(s)", nullptr, admins);
    if (locked > 0)
        parts << tr("%n locked", nullptr, locked);
    if (suspended > 0)
        parts << tr("%n suspended", nullptr, suspended);
    return parts.join(QStringLiteral(" · "));
}

QString UsersScreen::whyProtected(int row) const
{
    if (m_model->isOneself(row))
        return tr("You would lock yourself out. Ask another administrator.");
    if (m_model->isLastAdministrator(row))
        return tr("%1 is the only administrator. Make another user an administrator first.")
            .arg(client::isolated(nameOf(m_model->record(row))));
    if (m_model->record(row).local.value_or(false))
        return tr("This account belongs to the user of this computer and is managed by the console.");
    return {};
}

client::Users &UsersScreen::users() const
{
    return *server()->platform()->users();
}

ListChange UsersScreen::change(const QString &id, records::UserUpdate update, const QString &done) const
{
    return {users().update(id, std::move(update)), done};
}

std::vector<RowAction> UsersScreen::actionsOf(int row)
{
    const auto &user = m_model->record(row);
    const auto id = text(user.id);
    const auto general = mayDo(*server(), "user:edit") ? QString() : tr("Only administrators can change users.");
    const auto guarded = general.isEmpty() ? whyProtected(row) : general;
    std::vector<RowAction> actions;
    const auto add = [&actions](RowAction action, const QString &whyNot) {
        action.whyNot = whyNot;
        actions.push_back(std::move(action));
    };
    auto *platform = server()->platform();
    if (UsersModel::stateOf(user) == AccountState::locked && platform && users().unlocks())
        add({.text = tr("&Unlock"),
             .change =
                 [this, id, done = tr("%1 can sign in again.", "a person").arg(client::isolated(nameOf(user)))] {
                     return ListChange(users().unlock(id), done);
                 }},
            general);
    bool apart = false;
    if (platform && platform->sessions()) {
        add({.text = tr("Se&ssions"),
             .go = [this, id] { Q_EMIT navigate({m_context.place.serverId, QStringLiteral("sessions"), id, {}}); }},
            mayDo(*server(), "user:session:list") ? QString() : tr("Only administrators can see sessions."));
        apart = true;
    }
    add(suspension(user), user.suspended.value_or(false) ? general : guarded);
    actions.back().apart = apart;
    add(administration(user), user.admin.value_or(false) ? guarded : general);
    if (!user.password_expired.value_or(false))
        add(newPassword(user), guarded);
    add(removal(user), guarded);
    const auto kept = whyNotErased();
    add(erasure(user), kept.isEmpty() ? whyProtected(row) : kept);
    return actions;
}

RowAction UsersScreen::suspension(const records::User &user) const
{
    const auto name = client::isolated(nameOf(user));
    records::UserUpdate update;
    update.suspended = !user.suspended.value_or(false);
    const auto make = [this, id = text(user.id), update](const QString &done) {
        return [this, id, update, done] { return change(id, update, done); };
    };
    if (user.suspended.value_or(false))
        return {.text = tr("&Lift suspension"), .change = make(tr("%1 can sign in again.", "a person").arg(name))};
    return {.text = tr("&Suspend…"),
            .confirmation =
                {.title = tr("Suspend %1?", "a person").arg(name),
                 .consequence =
                     tr("%1 is signed out everywhere and cannot sign in until you lift the suspension.").arg(name),
                 .verb = tr("Suspend")},
            .change = make(tr("%1 is suspended.").arg(name))};
}

RowAction UsersScreen::administration(const records::User &user) const
{
    const auto name = client::isolated(nameOf(user));
    const bool on = !user.admin.value_or(false);
    records::UserUpdate update;
    update.admin = on;
    const auto done =
        on ? tr("%1 is now an administrator.").arg(name) : tr("%1 is no longer an administrator.").arg(name);
    return {.text = on ? tr("Make &administrator…") : tr("Revoke &administrator rights…"),
            .confirmation =
                {.title = on ? tr("Make %1 an administrator?").arg(name)
                             : tr("Revoke the administrator rights of %1?").arg(name),
                 .consequence =
                     on ? tr("%1 gets full access to this server: users, teams, settings and the audit log.").arg(name)
                        : tr("%1 keeps only their team roles.").arg(name),
                 .verb = on ? tr("Make administrator") : tr("Revoke")},
            .change = [this, id = text(user.id), update, done] { return change(id, update, done); }};
}

RowAction UsersScreen::newPassword(const records::User &user) const
{
    const auto name = client::isolated(nameOf(user));
    records::UserUpdate update;
    update.password_expired = true;
    return {.text = tr("Require a new &password…"),
            .confirmation = {.title = tr("Require a new password of %1?", "a person").arg(name),
                             .consequence = tr("%1 must choose a new password at the next sign-in.").arg(name),
                             .verb = tr("Require a new password")},
            .change = [this, id = text(user.id), update,
                       done = tr("%1 must choose a new password at the next sign-in.").arg(name)] {
                return change(id, update, done);
            }};
}

RowAction UsersScreen::removal(const records::User &user) const
{
    const auto name = client::isolated(nameOf(user));
    return {
        .text = tr("&Delete…"),
        .ask =
            [this, user] {
                return client::mapped(&list(), users().deletion(text(user.id)),
                                      [user](const Result<client::AccountDeletion> &does) -> Result<Confirmation> {
                                          if (!does)
                                              return fail(does.error());
                                          return removalOf(user, *does);
                                      });
            },
        .change = [this, id = text(user.id),
                   done = tr("Deleted the account of %1.").arg(name)] { return ListChange(users().remove(id), done); },
        .removes = true,
        .apart = true};
}

Confirmation UsersScreen::removalOf(const records::User &user, const client::AccountDeletion &does)
{
    const auto name = client::isolated(nameOf(user));
    Confirmation what{.title = tr("Delete the account of %1?", "a person").arg(name),
                      .consequence = tr("This cannot be undone. Also deleted:"),
                      .goes = {tr("team memberships")},
                      .verb = tr("Delete user"),
                      .nameToType = text(user.username)};
    if (!does.teams)
        what.goes << tr("teams without other members");
    else
        for (const auto &team : *does.teams)
            what.goes << tr("the team %1").arg(client::isolated(team));
    what.goes << tr("sessions and access tokens");
    QStringList remains;
    if (does.losesActor)
        remains << tr("Entries of the audit log remain, but no longer say that %1 acted.").arg(name);
    if (does.needsOwners)
        remains << tr("The server refuses this while %1 is the only owner of a team with other members, instances or "
                      "devices.")
                       .arg(name);
    what.remains = remains.join(u' ');
    return what;
}

QString UsersScreen::whyNotErased() const
{
    const auto *platform = server()->platform();
    if (platform && !users().erases())
        return tr("Not offered by %1", "product and version").arg(client::isolated(productWords(platform->info())));
    return mayDo(*server(), "user:erase") ? QString() : tr("Only administrators can erase persons.");
}

RowAction UsersScreen::erasure(const records::User &user) const
{
    const auto name = client::isolated(nameOf(user));
    return {.text = tr("&Erase person…"),
            .confirmation = {.title = tr("Erase %1?", "a person").arg(name),
                             .consequence =
                                 tr("This cannot be undone. The account is deleted with its memberships, sessions and "
                                    "access tokens, and teams without other members. Entries of the audit log by or "
                                    "about the person lose:"),
                             .goes = {tr("names and e-mail addresses"), tr("network addresses and programs"),
                                      tr("old and new values")},
                             .remains = tr(
                                 "These remain: event, time and outcome of each entry, texts that other people wrote, "
                                 "backups made before, and entries that consoles have already received."),
                             .verb = tr("Erase person"),
                             .nameToType = text(user.username)},
            .change =
                [this, id = text(user.id), name] {
                    return ListChange(users().erase(id), [name](const Result<records::Erasure> &done) {
                        return tr("Erased %1 from %n entry(ies) of the audit log. Backups made before still name the "
                                  "person.",
                                  "%1: a person", int(done->rows))
                            .arg(name);
                    });
                },
            .keys = QKeySequence(Qt::SHIFT | Qt::Key_Delete)};
}

void UsersScreen::create(QWidget *opener)
{
    const bool auditors =
        std::ranges::any_of(m_model->records(), [](const records::User &user) { return user.auditor.has_value(); });
    auto *dialog = new CreateUserDialog(theme(), *server(), m_random, auditors, window());
    connect(dialog, &CreateUserDialog::created, this, [this](const records::User &user) {
        m_model->merge({user}, false);
        list().select(text(user.id));
        m_model->refresh();
    });
    openOver(dialog, opener);
}

Screen *makeUsersScreen(ScreenContext context, QWidget *parent)
{
    auto *model = new UsersModel(*context.server);
    return new UsersScreen(std::move(context), model, parent);
}

}  // namespace castellan::ui

#include "users_screen.moc"
