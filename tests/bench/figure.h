// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace castellan::bench {

enum class Better { lower, higher };

/// One measured number beside its goal and, where a peer was measured in the same run, beside the peer's.
struct Figure {
    QString id;    ///< of the goal, e.g. P-H2
    QString what;  ///< e.g. "GET /api/v1/user with a session"
    QString unit;
    double value = 0;
    std::optional<double> goal;
    Better better = Better::higher;
    std::optional<double> peer;

    [[nodiscard]] bool met() const { return !goal || (better == Better::higher ? value >= *goal : value <= *goal); }
};

/// A figure that could not be measured, and why.
struct Missing {
    QString id;
    QString why;
};

struct Report {
    QList<Figure> figures;
    QList<Missing> missing;

    /// Adds a figure that is the better, the lower it is.
    void addCost(const QString &id, const QString &what, const QString &unit, double value, double goal,
                 std::optional<double> peer = std::nullopt)
    {
        figures << Figure{id, what, unit, value, goal, Better::lower, peer};
    }
};

/// A group of figures that share their preparation; `ids` are what --only selects.
struct Measurement {
    QList<QString> ids;
    std::function<void(Report &)> run;
};

struct Settings {
    int seconds = 5;          ///< of load per figure
    qint64 rows = 1'000'000;  ///< of the large journal
    QString server;           ///< path of castellan-server
    QString console;          ///< path of castellan
    QString peer;             ///< URL of a running FlowFuse; empty: none
    QString peerUser;
    QString peerPassword;
    qint64 peerPid = 0;
    QString only;
};

[[nodiscard]] QList<Measurement> httpMeasurements(const Settings &settings);
[[nodiscard]] QList<Measurement> storeMeasurements(const Settings &settings);
[[nodiscard]] QList<Measurement> consoleMeasurements(const Settings &settings);
[[nodiscard]] QList<Measurement> abuseMeasurements(const Settings &settings);

}  // namespace castellan::bench
