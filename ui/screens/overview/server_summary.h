// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/events/event_view.h"
#include "client/servers/server.h"
#include "ui/widgets/shapes.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <optional>
#include <vector>

namespace castellan::ui {

/// Something that needs somebody's attention.
struct Finding {
    enum class Weight { fine, notice, alarm };
    Weight weight = Weight::fine;
    QString text;
};

/// What the overview says of one server: asked of its facets, counted from the events at hand. Asking again keeps what
/// was known until the answers are there.
class ServerSummary : public QObject {
    Q_OBJECT
public:
    ServerSummary(client::Server &server, client::EventStore &events, Clock &clock, QObject *parent);

    [[nodiscard]] client::Server &server() const { return m_server; }
    void refresh();

    /// Worst first; one of weight `fine` if there is nothing.
    [[nodiscard]] std::vector<Finding> findings() const;
    /// The higher, the further up in the list.
    [[nodiscard]] int urgency() const;
    /// "Quality, 9 more teams"; empty if unknown.
    [[nodiscard]] QString teamWords() const;
    [[nodiscard]] QString userWords() const;
    [[nodiscard]] std::optional<qint64> teams() const { return m_teams; }
    [[nodiscard]] std::optional<qint64> users() const { return m_users; }
    [[nodiscard]] QDateTime lastEvent() const;
    [[nodiscard]] QDateTime checkedAt() const { return m_checkedAt; }

Q_SIGNALS:
    void changed();

private:
    QTimer m_soon;  ///< after a change made here
    void askTeams(client::Teams &teams);
    void askUsers(client::Users &users);
    void count(const records::UserPage &page);
    void answered();
    [[nodiscard]] qint64 failedSignIns() const;

    client::Server &m_server;
    Clock &m_clock;
    client::EventView m_all;
    client::EventView m_failedSignIns;
    std::optional<qint64> m_teams;
    std::optional<qint64> m_users;
    QString m_firstTeam;
    int m_admins = 0;
    int m_adminsWithout = 0;
    int m_adminsUnused = 0;
    bool m_factorsKnown = false;
    QDateTime m_checkedAt;
};

}  // namespace castellan::ui
