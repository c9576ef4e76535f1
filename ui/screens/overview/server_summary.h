// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/servers/server.h"
#include "client/servers/server_health.h"
#include "ui/widgets/shapes.h"

#include <QDateTime>
#include <QObject>

#include <optional>
#include <vector>

namespace castellan::ui {

/// A problem that needs attention.
struct Finding {
    enum class Weight { fine, information, notice, alarm };
    Weight weight = Weight::fine;
    QString text;
};

struct WeightLook {
    Shape shape;
    Tone tone;
};
[[nodiscard]] WeightLook lookOf(Finding::Weight weight);

/// A server's health in words. They are made when the figures change, never when rows are sorted or painted.
class ServerSummary : public QObject {
    Q_OBJECT
public:
    ServerSummary(client::Server &server, client::ServerHealth &health, QObject *parent);

    [[nodiscard]] client::Server &server() const { return m_server; }
    void refresh() { m_health.refresh(); }

    /// Worst first; one of weight `fine` if there is nothing.
    [[nodiscard]] const std::vector<Finding> &findings() const { return m_findings; }
    /// The higher, the further up in the list.
    [[nodiscard]] int urgency() const { return m_urgency; }
    /// "Quality, 9 more teams"; empty if unknown.
    [[nodiscard]] QString teamWords() const;
    [[nodiscard]] QString userWords() const;
    [[nodiscard]] std::optional<qint64> teams() const { return m_health.teams(); }
    [[nodiscard]] std::optional<qint64> users() const { return m_health.users(); }
    [[nodiscard]] QDateTime lastEvent() const { return m_health.lastEvent(); }

Q_SIGNALS:
    void changed();

private:
    void update();
    [[nodiscard]] std::vector<Finding> find() const;
    [[nodiscard]] std::vector<Finding> findInLicence() const;

    client::Server &m_server;
    client::ServerHealth &m_health;
    std::vector<Finding> m_findings;
    int m_urgency = 0;
};

}  // namespace castellan::ui
