// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/platform/feed.h"
#include "client/platform/licence.h"
#include "client/platform/platform.h"
#include "core/clock.h"

#include <QTimer>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace castellan::client {

class Server;

/// The figures by which a server is judged at a glance: counted as events come in, asked of the facets when refresh()
/// says so or an event tells that they are others now. Reading them costs nothing, so lists may sort and paint by them.
class ServerHealth : public QObject {
    Q_OBJECT
public:
    ServerHealth(Server &server, const Clock &clock, QObject *parent = nullptr);

    /// Asks (again); what was known stays until the answers are there. Before the first call no facet is asked.
    void refresh();

    /// None before the first answer, or where the server does not tell.
    [[nodiscard]] std::optional<qint64> teams() const { return m_teams; }
    [[nodiscard]] const QString &firstTeam() const { return m_firstTeam; }
    [[nodiscard]] std::optional<qint64> users() const { return m_users; }

    struct Administrators {
        int active = 0;
        int withoutSecondFactor = 0;  ///< 0 too where the server does not tell
        int unused = 0;               ///< not seen for 90 days
        bool factorsKnown = false;
    };
    [[nodiscard]] const Administrators &administrators() const { return m_administrators; }
    /// What the licence limits, at most a minute older than the other figures; empty where there are no limits, or the
    /// user may not read them.
    [[nodiscard]] const std::vector<LicensedUse> &licensed() const { return m_licensed; }
    /// In the last hour.
    [[nodiscard]] qint64 failedSignIns() const;
    /// UTC; invalid if there was none yet.
    [[nodiscard]] QDateTime lastEvent() const;
    [[nodiscard]] bool isChecked() const { return m_checked; }

Q_SIGNALS:
    void changed();

private:
    void followFeed();
    void askWhereNoEventComes();
    void take(const EventRecords &events);
    void askTeams();
    void askUsers();
    void askLicence();
    void followUser();
    void count(const records::UserPage &page);
    void answered();
    [[nodiscard]] bool isReached() const;
    [[nodiscard]] bool mayListUsers() const;

    Server &m_server;
    const Clock &m_clock;
    QTimer m_soon;  ///< gathers events before facets are asked
    bool m_teamsDue = false;
    bool m_usersDue = false;
    bool m_wanted = false;
    bool m_checked = false;
    std::optional<qint64> m_teams;
    std::optional<qint64> m_users;
    QString m_firstTeam;
    Administrators m_administrators;
    std::vector<LicensedUse> m_licensed;
    std::optional<Tick> m_licenceAsked;
    std::string m_licenceReader;        ///< id of the user who asked
    std::map<qint64, qint64> m_failed;  ///< failed sign-ins by second, of the last hour
    qint64 m_lastMicros = 0;
};

}  // namespace castellan::client
