// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/users/users_model.h"

#include "client/display_text.h"
#include "ui/lists/words.h"

#include <algorithm>

namespace castellan::ui {
namespace {

RecordPage<records::User> pageOf(records::UserPage page)
{
    return {std::move(page.users), std::move(page.meta.next_cursor), page.count};
}

QString roleWords(const records::User &user)
{
    if (user.admin.value_or(false))
        return UsersModel::tr("Administrator");
    if (user.auditor.value_or(false))
        return UsersModel::tr("Auditor", "reads everything, changes nothing");
    return UsersModel::tr("User");
}

Cell emailCell(const records::User &user)
{
    if (!user.email)
        return {.words = Words::none(), .tone = Tone::muted};
    return {.words = text(user.email),
            .toolTip =
                user.email_verified.value_or(true)
                    ? QString()
                    : UsersModel::tr("%1, not verified", "an e-mail address").arg(client::isolated(text(user.email))),
            .tone = Tone::muted};
}

Cell roleCell(const records::User &user)
{
    const bool admin = user.admin.value_or(false);
    const bool auditor = user.auditor.value_or(false);
    return {.words = roleWords(user),
            .sort = admin     ? 0
                    : auditor ? 1
                              : 2,
            .tone = admin || auditor ? Tone::normal : Tone::muted};
}

struct StateRow {
    struct {
        const char *text;
        const char *comment;
    } words;
    Shape shape;
    Tone tone;
};

/// The row of a state; the table is in the order of AccountState.
const StateRow &rowFor(AccountState state)
{
    static constexpr StateRow rows[] = {
        {QT_TRANSLATE_NOOP3("castellan::ui::UsersModel", "suspended", "an account"), Shape::triangle, Tone::danger},
        {QT_TRANSLATE_NOOP3("castellan::ui::UsersModel", "locked", "an account, after failed sign-ins"), Shape::diamond,
         Tone::warning},
        {QT_TRANSLATE_NOOP3("castellan::ui::UsersModel", "password expired", "an account"), Shape::diamond,
         Tone::warning},
        {QT_TRANSLATE_NOOP3("castellan::ui::UsersModel", "active", "an account"), Shape::dot, Tone::success},
    };
    return rows[std::size_t(state)];
}

Cell stateCell(const records::User &user)
{
    const auto state = UsersModel::stateOf(user);
    const auto &row = rowFor(state);
    const auto locked = UsersModel::tr("Locked after failed sign-ins until %1; the row's menu unlocks it.")
                            .arg(timeOf(user.lockedUntil).toLocalTime().toString(QStringLiteral("HH:mm")));
    return {.words = UsersModel::wordsOf(state),
            .toolTip = state == AccountState::locked ? locked : QString(),
            .tone = row.tone,
            .shape = row.shape};
}

Cell lastSeenCell(const records::User &user)
{
    const auto seen = timeOf(user.lastSeenAt);
    return timeCell(seen, Words::ago(seen, QDateTime::currentDateTimeUtc()));
}

QString sentence(const records::User &user)
{
    return UsersModel::tr("%1, user name %2, %3, %4", "%3 a role, %4 a state such as active")
        .arg(client::isolated(nameOf(user)), client::isolated(text(user.username)), roleWords(user),
             UsersModel::wordsOf(UsersModel::stateOf(user)));
}

bool isActiveAdministrator(const records::User &user)
{
    return user.admin.value_or(false) && !user.suspended.value_or(false);
}

}  // namespace

UsersModel::UsersModel(client::Server &server, QObject *parent)
    : RecordModel(pagesOf(
                      server, this, &client::Platform::users, tr("This server offers no list of users."),
                      [](client::Users &users, const QString &cursor) {
                          return users.list({.limit = 100, .cursor = cursor, .query = {}});
                      },
                      pageOf),
                  {
                      {.title = tr("Name"), .width = 46, .cell = [this](const auto &user) { return nameCell(user); }},
                      {.title = tr("User name"),
                       .width = 36,
                       .cell = [](const auto &user) { return Cell{.words = text(user.username), .fixed = true}; }},
                      {.title = tr("E-mail"), .width = 54, .cell = emailCell},
                      {.title = tr("Role"), .width = 32, .cell = roleCell},
                      {.title = tr("State"), .width = 36, .cell = stateCell},
                      {.title = tr("Last seen"), .width = 30, .cell = lastSeenCell, .stretches = true},
                  },
                  sentence, parent),
      m_server(server)
{
}

Cell UsersModel::nameCell(const records::User &user) const
{
    const auto name = nameOf(user);
    const auto me = m_server.user();
    return {.words = me && me->id == user.id ? tr("%1 (you)", "a person").arg(client::isolated(name)) : name,
            .sort = name,
            .strong = true};
}

AccountState UsersModel::stateOf(const records::User &user)
{
    const auto lockedUntil = timeOf(user.lockedUntil);
    if (user.suspended.value_or(false))
        return AccountState::suspended;
    if (lockedUntil.isValid() && lockedUntil > QDateTime::currentDateTimeUtc())
        return AccountState::locked;
    return user.password_expired.value_or(false) ? AccountState::passwordExpired : AccountState::active;
}

QString UsersModel::wordsOf(AccountState state)
{
    const auto &[text, comment] = rowFor(state).words;
    return tr(text, comment);
}

bool UsersModel::isOneself(int row) const
{
    const auto me = m_server.user();
    return me && me->id == record(row).id;
}

int UsersModel::activeAdministrators() const
{
    return int(std::ranges::count_if(records(), isActiveAdministrator));
}

bool UsersModel::isLastAdministrator(int row) const
{
    // Pages that are not loaded may hold further administrators; the server decides then.
    return isActiveAdministrator(record(row)) && activeAdministrators() == 1 && total() <= qint64(records().size());
}

}  // namespace castellan::ui
