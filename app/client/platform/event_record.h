// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <array>
#include <cstdint>
#include <vector>

namespace castellan::client {

enum class RowKind : std::uint8_t { event, gap };
enum class RowOutcome : std::uint8_t { unknown, success, refused, failed };

/// What a row holds as text. `server`, `team` and `asset` are names where they are known.
enum class EventColumn : std::uint8_t {
    event,    ///< the word: team.user.role-changed
    actor,    ///< user name, or "system", "host"
    team,     ///< of the act, empty if none
    target,   ///< the object of the act
    detail,   ///< `role: viewer → dashboard`, or the error
    address,  ///< where the request came from; empty if the server doesn't say
    scope,    ///< platform, user, team, application, project, device; several if the act is in several logs
    auth,     ///< session, token, local …
    asset,    ///< the application, instance or device whose entry it is; empty if none
    server,
};
inline constexpr std::size_t storedColumns = 9;  ///< all but server

/// An audit entry taken apart for the event store, with everything that the store keeps of it. Feeds make it on a
/// worker, once per entry.
struct EventRecord {
    RowKind kind = RowKind::event;
    RowOutcome outcome = RowOutcome::unknown;
    bool severe = false;
    qint64 micros = 0;  ///< UTC, since 1970
    qint64 sequence = -1;
    qint64 count = 1;  ///< an entry may stand for a minute of equal ones
    quint64 idHash = 0;
    quint64 requestHash = 0;
    quint64 act = 0;  ///< equal for entries of one act that the server writes into several logs; else 0
    QString id;
    /// The names that the entry itself gives to its team and asset: others' teams, and what is gone, are in no list.
    QString teamId;
    QString teamName;
    QString assetName;
    bool renamesTeam = false;  ///< teamName is new by this act
    QString userId;            ///< of the user that the act was done to; empty if none
    QString newRole;           ///< the word of the role that the user has by it; empty if it is about no role
    std::array<QString, storedColumns> texts;
    QByteArray json;  ///< the entry as the server sent it

    [[nodiscard]] const QString &text(EventColumn column) const { return texts[std::size_t(column)]; }
};
using EventRecords = std::vector<EventRecord>;

}  // namespace castellan::client
