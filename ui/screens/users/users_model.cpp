// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/users/users_model.h"

#include "ui/lists/words.h"

#include <algorithm>

namespace castellan::ui {
namespace {

using Page = RecordPage<records::User>;

UsersModel::Fetch pagesOf(client::Server &server, QObject *context)
{
    return [&server, context](const QString &cursor) -> client::Future<Page> {
        auto *platform = server.platform();
        auto *users = platform == nullptr ? nullptr : platform->users();
        if (users == nullptr)
            return client::ready<Page>(
                fail(ErrorCode::not_offered, UsersModel::tr("This server offers no list of users.").toStdString()));
        return client::mapped(context, users->list({.limit = 100, .cursor = cursor, .query = {}}),
                              [](Result<records::UserPage> page) -> Result<Page> {
                                  if (!page)
                                      return fail(std::move(page.error()));
                                  return Page{std::move(page->users), std::move(page->meta.next_cursor), page->count};
                              });
    };
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
            .toolTip = user.email_verified.value_or(true)
                           ? QString()
                           : UsersModel::tr("%1, not verified", "an e-mail address").arg(text(user.email)),
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

Cell stateCell(const records::User &user)
{
    const auto state = UsersModel::stateOf(user);
    Cell cell{.words = UsersModel::wordsOf(state)};
    switch (state) {
    case AccountState::suspended:
        cell.shape = Shape::triangle;
        cell.tone = Tone::danger;
        break;
    case AccountState::locked:
        cell.toolTip = UsersModel::tr("Locked after failed sign-ins until %1; the row's menu unlocks it.")
                           .arg(timeOf(user.lockedUntil).toLocalTime().toString(QStringLiteral("HH:mm")));
        [[fallthrough]];
    case AccountState::passwordExpired:
        cell.shape = Shape::diamond;
        cell.tone = Tone::warning;
        break;
    case AccountState::active:
        cell.shape = Shape::dot;
        cell.tone = Tone::success;
        break;
    }
    return cell;
}

bool isActiveAdministrator(const records::User &user)
{
    return user.admin.value_or(false) && !user.suspended.value_or(false);
}

}  // namespace

UsersModel::UsersModel(client::Server &server, QObject *parent)
    : RecordModel(pagesOf(server, this), parent), m_server(server)
{
}

QString UsersModel::nameOf(const records::User &user)
{
    const auto name = text(user.name);
    return name.isEmpty() ? text(user.username) : name;
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
    switch (state) {
    case AccountState::suspended:
        return tr("suspended", "an account");
    case AccountState::locked:
        return tr("locked", "an account, after failed sign-ins");
    case AccountState::passwordExpired:
        return tr("password expired");
    case AccountState::active:
        break;
    }
    return tr("active", "an account");
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
    // While pages are missing there may be others; the server has the last word then.
    return isActiveAdministrator(record(row)) && activeAdministrators() == 1 && total() <= qint64(records().size());
}

QString UsersModel::sentenceAt(int row) const
{
    const auto &user = record(row);
    return tr("%1, user name %2, %3, %4", "%3 a role, %4 a state such as active")
        .arg(nameOf(user), text(user.username), roleWords(user), wordsOf(stateOf(user)));
}

Cell UsersModel::cellAt(int row, int column) const
{
    const auto &user = record(row);
    const auto name = nameOf(user);
    const auto lastSeen = timeOf(user.lastSeenAt);
    switch (Column(column)) {
    case NameColumn:
        return {.words = isOneself(row) ? tr("%1 (you)", "a person").arg(name) : name, .sort = name, .strong = true};
    case UserNameColumn:
        return {.words = text(user.username), .fixed = true};
    case EmailColumn:
        return emailCell(user);
    case RoleColumn:
        return roleCell(user);
    case StateColumn:
        return stateCell(user);
    case LastSeenColumn:
        return timeCell(lastSeen, Words::ago(lastSeen, QDateTime::currentDateTimeUtc()));
    case MoreColumn:
    case ColumnCount:
        break;
    }
    return {};
}

QString UsersModel::titleOf(int section) const
{
    switch (Column(section)) {
    case NameColumn:
        return tr("Name");
    case UserNameColumn:
        return tr("User name");
    case EmailColumn:
        return tr("E-mail");
    case RoleColumn:
        return tr("Role");
    case StateColumn:
        return tr("State");
    case LastSeenColumn:
        return tr("Last seen");
    case MoreColumn:
    case ColumnCount:
        break;
    }
    return {};
}

}  // namespace castellan::ui
