// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/sessions/sessions_model.h"

#include "ui/screens/records/words.h"

#include <algorithm>

namespace castellan::ui {
namespace {

using Page = RecordPage<wire::Session>;

SessionsModel::Fetch sessionsOf(client::Server &server, const QString &userId, QObject *context)
{
    return [&server, userId, context](const QString &) -> client::Answer<Page> {
        auto *platform = server.platform();
        auto *sessions = platform == nullptr ? nullptr : platform->sessions();
        if (sessions == nullptr)
            return client::answered<Page>(fail(
                ErrorCode::not_offered, SessionsModel::tr("This server offers no list of sessions.").toStdString()));
        return client::mapped(context, userId.isEmpty() ? sessions->own() : sessions->ofUser(userId),
                              [](Result<wire::SessionList> list) -> Result<Page> {
                                  if (!list)
                                      return fail(std::move(list.error()));
                                  return Page{std::move(list->sessions), std::nullopt, list->count};
                              });
    };
}

}  // namespace

SessionsModel::SessionsModel(client::Server &server, const QString &userId, QObject *parent)
    : RecordModel(sessionsOf(server, userId, this), parent)
{
}

QString SessionsModel::clientOf(const wire::Session &session)
{
    const QString client = QString::fromStdString(session.client);
    if (client.isEmpty())
        return tr("unknown program");
    // The first product names the program; what follows describes its parts.
    return client.section(QLatin1Char(' '), 0, 0).replace(QLatin1Char('/'), QLatin1Char(' '));
}

bool SessionsModel::canEnd(int row) const
{
    return !record(row).current && !record(row).local.value_or(false);
}

int SessionsModel::others() const
{
    return int(std::ranges::count_if(records(), [](const wire::Session &s) { return !s.current; }));
}

QVariant SessionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &session = record(index.row());
    const auto now = QDateTime::currentDateTimeUtc();
    const auto created = timeOf(session.createdAt);
    const auto used = timeOf(session.lastUsedAt);
    const auto ends = timeOf(session.expiresAt);
    const QString note = session.local.value_or(false) ? tr("this console, as the person at this computer")
                         : session.current             ? tr("this console")
                                                       : QString();
    if (role == IdRole)
        return text(session.id);
    if (role == Qt::AccessibleTextRole)
        return tr("%1 from %2, signed in %3, last used %4, %5", "a program, an address, two times, a note")
            .arg(clientOf(session), text(session.address), Words::ago(created, now), Words::ago(used, now), note);
    const bool shown = role == Qt::DisplayRole;
    const auto time = [&](const QDateTime &at, const QString &words) -> QVariant {
        if (role == SortRole)
            return at;
        if (shown)
            return words;
        if (role == Qt::ToolTipRole && at.isValid())
            return at.toLocalTime().toString(Qt::ISODate);
        return role == ToneRole ? QVariant(int(Tone::muted)) : QVariant();
    };
    switch (Column(index.column())) {
    case ClientColumn:
        if (shown || role == SortRole)
            return clientOf(session);
        if (role == Qt::ToolTipRole)
            return QString::fromStdString(session.client);
        if (role == StrongRole)
            return true;
        break;
    case AddressColumn:
        if (shown || role == SortRole)
            return text(session.address);
        if (role == FixedRole)
            return true;
        break;
    case SignedInColumn:
        return time(created, Words::ago(created, now));
    case LastUsedColumn:
        return time(used, Words::ago(used, now));
    case EndsColumn:
        return time(ends, ends.isValid() ? Words::until(ends, now) : tr("with this console"));
    case FactorColumn:
        if (shown || role == SortRole)
            return session.secondFactor ? tr("with code") : tr("password only");
        if (role == ToneRole)
            return int(session.secondFactor ? Tone::success : Tone::muted);
        break;
    case NoteColumn:
        if (shown || role == SortRole)
            return note;
        if (role == ShapeRole && session.current)
            return int(Shape::dot);
        if (role == ToneRole)
            return int(session.current ? Tone::success : Tone::muted);
        break;
    case MoreColumn:
        return moreData(role);
    case ColumnCount:
        break;
    }
    return {};
}

QString SessionsModel::titleOf(int section) const
{
    switch (Column(section)) {
    case ClientColumn:
        return tr("Program");
    case AddressColumn:
        return tr("From", "network address");
    case SignedInColumn:
        return tr("Signed in");
    case LastUsedColumn:
        return tr("Last used");
    case EndsColumn:
        return tr("Ends");
    case FactorColumn:
        return tr("Second factor");
    case NoteColumn:
        return tr("Note");
    case MoreColumn:
    case ColumnCount:
        break;
    }
    return {};
}

}  // namespace castellan::ui
