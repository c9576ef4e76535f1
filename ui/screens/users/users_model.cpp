// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/users/users_model.h"

#include "ui/screens/records/words.h"

#include <algorithm>

namespace castellan::ui {
namespace {

using Page = RecordPage<wire::User>;

UsersModel::Fetch pagesOf(client::Server &server, QObject *context)
{
    return [&server, context](const QString &cursor) -> client::Answer<Page> {
        auto *platform = server.platform();
        auto *users = platform == nullptr ? nullptr : platform->users();
        if (users == nullptr)
            return client::answered<Page>(
                fail(ErrorCode::not_offered, UsersModel::tr("This server offers no list of users.").toStdString()));
        return client::mapped(context, users->list({.limit = 100, .cursor = cursor, .query = {}}),
                              [](Result<wire::UserPage> page) -> Result<Page> {
                                  if (!page)
                                      return fail(std::move(page.error()));
                                  return Page{std::move(page->users), std::move(page->meta.next_cursor), page->count};
                              });
    };
}

struct State {
    Shape shape;
    Tone tone;
    QString words;
};

State lookOf(const wire::User &user)
{
    const auto state = UsersModel::stateOf(user);
    const auto words = UsersModel::wordsOf(state);
    switch (state) {
    case AccountState::suspended:
        return {Shape::triangle, Tone::danger, words};
    case AccountState::locked:
    case AccountState::passwordExpired:
        return {Shape::diamond, Tone::warning, words};
    case AccountState::active:
        break;
    }
    return {Shape::dot, Tone::success, words};
}

QString roleWords(const wire::User &user)
{
    if (user.admin.value_or(false))
        return UsersModel::tr("Administrator");
    if (user.auditor.value_or(false))
        return UsersModel::tr("Auditor", "reads everything, changes nothing");
    return UsersModel::tr("User");
}

bool isActiveAdministrator(const wire::User &user)
{
    return user.admin.value_or(false) && !user.suspended.value_or(false);
}

}  // namespace

UsersModel::UsersModel(client::Server &server, QObject *parent)
    : RecordModel(pagesOf(server, this), parent), m_server(server)
{
}

QString UsersModel::nameOf(const wire::User &user)
{
    const auto name = text(user.name);
    return name.isEmpty() ? text(user.username) : name;
}

AccountState UsersModel::stateOf(const wire::User &user)
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

QVariant UsersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &user = record(index.row());
    if (role == IdRole)
        return text(user.id);
    const auto state = lookOf(user);
    if (role == Qt::AccessibleTextRole)
        return tr("%1, user name %2, %3, %4", "%3 a role, %4 a state such as active")
            .arg(nameOf(user), text(user.username), roleWords(user), state.words);
    const bool shown = role == Qt::DisplayRole;
    const auto lastSeen = timeOf(user.lastSeenAt);
    switch (Column(index.column())) {
    case NameColumn:
        if (shown || role == SortRole)
            return shown && isOneself(index.row()) ? tr("%1 (you)", "a person").arg(nameOf(user)) : nameOf(user);
        if (role == StrongRole)
            return true;
        break;
    case UserNameColumn:
        if (shown || role == SortRole)
            return text(user.username);
        if (role == FixedRole)
            return true;
        break;
    case EmailColumn:
        if (shown || role == SortRole)
            return user.email ? text(user.email) : Words::none();
        if (role == Qt::ToolTipRole && user.email && !user.email_verified.value_or(true))
            return tr("%1, not verified", "an e-mail address").arg(text(user.email));
        if (role == ToneRole)
            return int(Tone::muted);
        break;
    case RoleColumn:
        if (role == SortRole)
            return user.admin.value_or(false) ? 0 : user.auditor.value_or(false) ? 1 : 2;
        if (shown)
            return roleWords(user);
        if (role == ToneRole && !user.admin.value_or(false) && !user.auditor.value_or(false))
            return int(Tone::muted);
        break;
    case StateColumn:
        if (shown || role == SortRole)
            return state.words;
        if (role == ShapeRole)
            return int(state.shape);
        if (role == ToneRole)
            return int(state.tone);
        if (role == Qt::ToolTipRole && stateOf(user) == AccountState::locked)
            return tr("Locked after failed sign-ins until %1; the row's menu unlocks it.")
                .arg(timeOf(user.lockedUntil).toLocalTime().toString(QStringLiteral("HH:mm")));
        break;
    case LastSeenColumn:
        if (role == SortRole)
            return lastSeen;
        if (shown)
            return Words::ago(lastSeen, QDateTime::currentDateTimeUtc());
        if (role == Qt::ToolTipRole && lastSeen.isValid())
            return lastSeen.toLocalTime().toString(Qt::ISODate);
        if (role == ToneRole)
            return int(Tone::muted);
        break;
    case MoreColumn:
        return moreData(role);
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
