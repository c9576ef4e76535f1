// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/figure.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

namespace castellan::bench {
namespace {

/// Resources that a server uses, and its response times for honest clients, while others abuse it.
void abuse(const Settings &settings, Report &report)
{
    const auto id = QStringLiteral("R-4");
    QProcess driver;
    driver.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral(CASTELLAN_ABUSE), settings.server});
    driver.waitForFinished(180'000);
    const auto found = QJsonDocument::fromJson(driver.readAllStandardOutput()).object();
    if (driver.exitStatus() != QProcess::NormalExit || driver.exitCode() != 0 || found.isEmpty()) {
        const auto accepted =
            QJsonDocument(found[QStringLiteral("accepted")].toObject()).toJson(QJsonDocument::Compact);
        report.missing << Missing{id, QStringLiteral("less abuse was accepted than meant: ") +
                                          QString::fromUtf8(accepted + driver.readAllStandardError().right(200))};
        return;
    }
    const auto lower = [&](const QString &what, const QString &unit, const QString &member, double goal) {
        report.addCost(id, what, unit, found[member].toDouble(), goal);
    };
    lower(QStringLiteral("memory more at its most"), QStringLiteral("MB"), QStringLiteral("more"), 64);
    lower(QStringLiteral("memory after at most 30 s, of before"), QStringLiteral("%"), QStringLiteral("after"), 110);
    lower(QStringLiteral("99th percentile of %1 honest requests").arg(found[QStringLiteral("answered")].toInt()),
          QStringLiteral("ms"), QStringLiteral("p99"), 50);
    lower(QStringLiteral("honest requests without an answer"), QString(), QStringLiteral("unanswered"), 0);
}

}  // namespace

QList<Measurement> abuseMeasurements(const Settings &settings)
{
    return {{{QStringLiteral("R-4")}, [&settings](Report &report) { abuse(settings, report); }}};
}

}  // namespace castellan::bench
