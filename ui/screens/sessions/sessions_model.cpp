// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/sessions/sessions_model.h"

#include "ui/lists/words.h"

#include <algorithm>
#include <array>

namespace castellan::ui {
namespace {

using Page = RecordPage<records::Session>;

SessionsModel::Fetch sessionsOf(client::Server &server, const QString &userId, QObject *context)
{
    return [&server, userId, context](const QString &) -> client::Future<Page> {
        auto *platform = server.platform();
        auto *sessions = platform == nullptr ? nullptr : platform->sessions();
        if (sessions == nullptr)
            return client::ready<Page>(fail(
                ErrorCode::not_offered, SessionsModel::tr("This server offers no list of sessions.").toStdString()));
        return client::mapped(context, userId.isEmpty() ? sessions->own() : sessions->ofUser(userId),
                              [](Result<records::SessionList> list) -> Result<Page> {
                                  if (!list)
                                      return fail(std::move(list.error()));
                                  return Page{std::move(list->sessions), std::nullopt, list->count};
                              });
    };
}

/// Browsers call themselves Mozilla and then by the names of those they descend from; the youngest name is theirs.
/// Empty for what is no browser.
QString browserOf(const QString &client)
{
    struct Browser {
        QLatin1String product;
        QLatin1String name;
    };
    constexpr std::array browsers{
        Browser{QLatin1String(" Edg/"), QLatin1String("Edge")},
        Browser{QLatin1String(" OPR/"), QLatin1String("Opera")},
        Browser{QLatin1String(" Vivaldi/"), QLatin1String("Vivaldi")},
        Browser{QLatin1String(" Firefox/"), QLatin1String("Firefox")},
        Browser{QLatin1String(" Chrome/"), QLatin1String("Chrome")},
        Browser{QLatin1String(" Version/"), QLatin1String("Safari")},
    };
    if (!client.startsWith(QLatin1String("Mozilla/")))
        return {};
    for (const auto &[product, name] : browsers)
        if (const auto at = client.indexOf(product); at >= 0) {
            const auto version = client.mid(at + product.size()).section(QLatin1Char(' '), 0, 0);
            return QString(name % QLatin1Char(' ') % version.section(QLatin1Char('.'), 0, 0));
        }
    return {};
}

}  // namespace

SessionsModel::SessionsModel(client::Server &server, const QString &userId, QObject *parent)
    : RecordModel(sessionsOf(server, userId, this), parent)
{
}

QString SessionsModel::clientOf(const records::Session &session)
{
    const QString client = QString::fromStdString(session.client);
    if (client.isEmpty())
        return tr("unknown program");
    if (const auto browser = browserOf(client); !browser.isEmpty())
        return browser;
    // The first product names the program; what follows describes its parts (RFC 9110, 10.1.5).
    return client.section(QLatin1Char(' '), 0, 0).replace(QLatin1Char('/'), QLatin1Char(' '));
}

bool SessionsModel::canEnd(int row) const
{
    return !record(row).current && !record(row).local.value_or(false);
}

int SessionsModel::others() const
{
    return int(std::ranges::count_if(records(), [](const records::Session &s) { return !s.current; }));
}

QString SessionsModel::noteOf(const records::Session &session)
{
    if (session.local.value_or(false))
        return tr("this console, as the person at this computer");
    return session.current ? tr("this console") : QString();
}

QString SessionsModel::sentenceAt(int row) const
{
    const auto &session = record(row);
    const auto now = QDateTime::currentDateTimeUtc();
    return tr("%1 from %2, signed in %3, last used %4, %5", "a program, an address, two times, a note")
        .arg(clientOf(session), text(session.address), Words::ago(timeOf(session.createdAt), now),
             Words::ago(timeOf(session.lastUsedAt), now), noteOf(session));
}

Cell SessionsModel::cellAt(int row, int column) const
{
    const auto &session = record(row);
    const auto now = QDateTime::currentDateTimeUtc();
    const auto ago = [&](const std::string &iso) { return timeCell(timeOf(iso), Words::ago(timeOf(iso), now)); };
    const auto ends = timeOf(session.expiresAt);
    switch (Column(column)) {
    case ClientColumn:
        return {.words = clientOf(session), .toolTip = text(session.client), .strong = true};
    case AddressColumn:
        return {.words = text(session.address), .fixed = true};
    case SignedInColumn:
        return ago(session.createdAt);
    case LastUsedColumn:
        return ago(session.lastUsedAt);
    case EndsColumn:
        return timeCell(ends, ends.isValid() ? Words::until(ends, now) : tr("with this console"));
    case FactorColumn:
        return session.secondFactor ? Cell{.words = tr("with code"), .tone = Tone::success}
                                    : Cell{.words = tr("password only"), .tone = Tone::muted};
    case NoteColumn:
        return {.words = noteOf(session),
                .tone = session.current ? Tone::success : Tone::muted,
                .shape = session.current ? Shape::dot : Shape::none};
    case MoreColumn:
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
