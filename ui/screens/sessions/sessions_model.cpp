// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/sessions/sessions_model.h"

#include "client/display_text.h"
#include "ui/lists/words.h"

#include <algorithm>
#include <array>

namespace castellan::ui {
namespace {

/// User agents of browsers list the names of their ancestors; the most specific name is the browser's.
/// Empty for other programs.
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

RecordPage<records::Session> pageOf(records::SessionList list)
{
    return {std::move(list.sessions), std::nullopt, list.count};
}

Cell agoCell(const std::string &iso)
{
    return timeCell(timeOf(iso), Words::ago(timeOf(iso), QDateTime::currentDateTimeUtc()));
}

Cell endsCell(const records::Session &session)
{
    const auto ends = timeOf(session.expiresAt);
    return timeCell(ends, ends.isValid() ? Words::until(ends, QDateTime::currentDateTimeUtc())
                                         : SessionsModel::tr("when Castellan quits"));
}

Cell factorCell(const records::Session &session)
{
    return session.secondFactor ? Cell{.words = SessionsModel::tr("with code"), .tone = Tone::success}
                                : Cell{.words = SessionsModel::tr("password only"), .tone = Tone::muted};
}

Cell noteCell(const records::Session &session)
{
    return {.words = SessionsModel::noteOf(session),
            .tone = session.current ? Tone::success : Tone::muted,
            .shape = session.current ? Shape::dot : Shape::none};
}

Columns<records::Session> columns()
{
    using Session = records::Session;
    const auto program = [](const Session &session) {
        return Cell{.words = SessionsModel::clientOf(session), .toolTip = text(session.client), .strong = true};
    };
    const auto address = [](const Session &session) { return Cell{.words = text(session.address), .fixed = true}; };
    const auto signedIn = [](const Session &session) { return agoCell(session.createdAt); };
    const auto lastUsed = [](const Session &session) { return agoCell(session.lastUsedAt); };
    return {
        {.title = SessionsModel::tr("Program"), .width = 40, .cell = program},
        {.title = SessionsModel::tr("From", "network address"), .width = 36, .cell = address},
        {.title = SessionsModel::tr("Signed in"), .width = 28, .cell = signedIn},
        {.title = SessionsModel::tr("Last used"), .width = 28, .cell = lastUsed},
        {.title = SessionsModel::tr("Ends"), .width = 30, .cell = endsCell},
        {.title = SessionsModel::tr("Second factor"), .width = 30, .cell = factorCell},
        {.title = SessionsModel::tr("Note"), .width = 30, .cell = noteCell, .stretches = true},
    };
}

QString sentence(const records::Session &session)
{
    const auto now = QDateTime::currentDateTimeUtc();
    return SessionsModel::tr("%1 from %2, signed in %3, last used %4, %5", "a program, an address, two times, a note")
        .arg(client::isolated(SessionsModel::clientOf(session)), client::isolated(text(session.address)),
             Words::ago(timeOf(session.createdAt), now), Words::ago(timeOf(session.lastUsedAt), now),
             SessionsModel::noteOf(session));
}

}  // namespace

SessionsModel::SessionsModel(client::Server &server, const QString &userId, QObject *parent)
    : RecordModel(pagesOf(
                      server, this, &client::Platform::sessions, tr("This server offers no list of sessions."),
                      [userId](client::Sessions &sessions, const QString &) {
                          return userId.isEmpty() ? sessions.own() : sessions.ofUser(userId);
                      },
                      pageOf),
                  columns(), sentence, parent)
{
}

QString SessionsModel::clientOf(const records::Session &session)
{
    const QString client = client::displayText(session.client);
    if (client.isEmpty())
        return tr("unknown program");
    if (const auto browser = browserOf(client); !browser.isEmpty())
        return browser;
    // The first product names the program; further ones are its components (RFC 9110, 10.1.5).
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
        return tr("this console, local user");
    return session.current ? tr("this console") : QString();
}

}  // namespace castellan::ui
